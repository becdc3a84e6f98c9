/** The leave ledger (请假台账) as a spreadsheet that a county office can file and print. Never the reason. */
import type { Cell, Worksheet } from 'exceljs';
import { startOf, type IsoDate } from '../domain/calendar.ts';
import type { LeaveLedger } from '../domain/ledger.ts';
import { cellText } from './cell-text.ts';
import { ledgerColumns, yearIsPlain, type LedgerColumn } from './ledger-columns.ts';
import { fullDay } from './ledger-words.ts';
import { rowHeight } from './row-height.ts';
import { setZipDates } from './zip-dates.ts';

export interface LedgerHead {
  readonly title: string;
  readonly madeOn: IsoDate;
}

const HEAD_ROW = 3;
const NAME_COLUMN = 2;
const MARGIN_INCHES = 0.4;
const FONTS = { title: '宋体', head: '黑体', body: '宋体' } as const;
const LINE = { style: 'thin', color: { argb: 'FF7F7F7F' } } as const;
const FRAME = { top: LINE, left: LINE, bottom: LINE, right: LINE };

/** @returns the bytes of an .xlsx file, the same for the same input */
export async function leaveLedgerXlsx(ledger: LeaveLedger, head: LedgerHead): Promise<Uint8Array> {
  // Loaded when the first ledger is made: it takes a while and is never needed at start.
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  book.created = book.modified = new Date(startOf(head.madeOn));
  book.creator = book.lastModifiedBy = '驻村助手';
  book.title = head.title;
  const sheet = book.addWorksheet('请假台账', { views: [{ state: 'frozen', xSplit: NAME_COLUMN, ySplit: HEAD_ROW }] });
  const columns = ledgerColumns(yearIsPlain(ledger));
  setUpPage(sheet);
  writeTop(sheet, columns, ledger, head);
  writeRows(sheet, columns, ledger);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  setZipDates(bytes, head.madeOn);
  return bytes;
}

/** A4 across, one page wide, the head on each page. */
function setUpPage(sheet: Worksheet): void {
  Object.assign(sheet.pageSetup, {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    printTitlesRow: `${HEAD_ROW}:${HEAD_ROW}`,
    margins: {
      left: MARGIN_INCHES,
      right: MARGIN_INCHES,
      top: MARGIN_INCHES,
      bottom: 0.6,
      header: 0.2,
      footer: 0.3,
    },
  });
  sheet.headerFooter.oddFooter = '&C第 &P 页，共 &N 页';
}

function writeTop(sheet: Worksheet, columns: readonly LedgerColumn[], ledger: LeaveLedger, head: LedgerHead): void {
  const scope = `${fullDay(ledger.from)}至${fullDay(ledger.to)}`;
  const about = `期间：${scope}　　共 ${ledger.rows.length} 条　　制表日期：${fullDay(head.madeOn)}`;
  const title = across(sheet, columns, 1, cellText(head.title), 30);
  title.font = { name: FONTS.title, size: 18, bold: true };
  const second = across(sheet, columns, 2, about, 20);
  second.font = { name: FONTS.body, size: 11 };
  sheet.getRow(HEAD_ROW).height = 32;
  columns.forEach(({ heading, width }, n) => {
    sheet.getColumn(n + 1).width = width;
    const cell = sheet.getCell(HEAD_ROW, n + 1);
    cell.value = heading;
    cell.font = { name: FONTS.head, size: 11 };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE9EEF0' } };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = FRAME;
  });
}

/** One cell over the whole width. */
function across(sheet: Worksheet, columns: readonly LedgerColumn[], row: number, text: string, height: number): Cell {
  sheet.mergeCells(row, 1, row, columns.length);
  sheet.getRow(row).height = height;
  const cell = sheet.getCell(row, 1);
  cell.value = text;
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  return cell;
}

function writeRows(sheet: Worksheet, columns: readonly LedgerColumn[], { rows }: LeaveLedger): void {
  rows.forEach((row, n) => {
    const at = HEAD_ROW + 1 + n;
    const cells = columns.map((column) => ({ ...column, ...column.cell(row, n) }));
    cells.forEach(({ value, format = '@', align }, index) => {
      const cell = sheet.getCell(at, index + 1);
      cell.value = typeof value === 'string' ? cellText(value) : value;
      cell.numFmt = format;
      cell.alignment = { horizontal: align, vertical: 'middle', wrapText: true };
      frame(cell);
    });
    sheet.getRow(at).height = rowHeight(
      cells.map(({ value, width }) => ({ text: typeof value === 'string' ? value : '', columnWidth: width })),
    );
  });
  if (rows.length === 0) frame(across(sheet, columns, HEAD_ROW + 1, '本期没有请假记录', 28));
}

function frame(cell: Cell): void {
  cell.font = { name: FONTS.body, size: 11 };
  cell.border = FRAME;
}
