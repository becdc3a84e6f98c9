/** Binding codes as a spreadsheet for the office: who gets which message. The only place where a code stands in the clear. */
import { dateOf, timeOf, type Instant } from '../domain/calendar.ts';
import { cellText } from './cell-text.ts';
import { fullDay } from './ledger-words.ts';
import { setZipDates } from './zip-dates.ts';

export interface CodeRow {
  readonly name: string;
  /** Team, township or unit: tells those apart who have the same name. */
  readonly place: string;
  /** The last four digits of the mobile number. */
  readonly tail: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

const columns = [
  { heading: '姓名', width: 12 },
  { heading: '工作队、乡镇或单位', width: 28 },
  { heading: '手机尾号', width: 10 },
  { heading: '请本人发给机器人', width: 40 },
  { heading: '有效期至', width: 24 },
] as const;

/** What the person says to the bot, alone with it. */
export const bindMessage = ({ name, tail, code }: Pick<CodeRow, 'name' | 'tail' | 'code'>): string =>
  `绑定 ${name} 尾号${tail} ${code}`;

const cellsOf = (row: CodeRow): string[] => [
  row.name,
  row.place,
  row.tail,
  bindMessage(row),
  `${fullDay(dateOf(row.expiresAt))} ${timeOf(row.expiresAt)}`,
];

/** @returns the bytes of an .xlsx file, the same for the same input */
export async function bindCodesXlsx(rows: readonly CodeRow[], now: Instant): Promise<Uint8Array> {
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  book.created = book.modified = new Date(now);
  book.creator = book.lastModifiedBy = '驻村助手';
  const sheet = book.addWorksheet('绑定码', { views: [{ state: 'frozen', ySplit: 1 }] });
  columns.forEach(({ heading, width }, n) => {
    sheet.getColumn(n + 1).width = width;
    const cell = sheet.getCell(1, n + 1);
    cell.value = heading;
    cell.font = { bold: true };
  });
  rows.forEach((row, at) => {
    cellsOf(row).forEach((text, n) => {
      const cell = sheet.getCell(at + 2, n + 1);
      cell.value = cellText(text);
      cell.numFmt = '@';
    });
  });
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  setZipDates(bytes, dateOf(now));
  return bytes;
}
