/** The roster form as a spreadsheet: headings, drop-downs, how to fill it in; empty, or filled from a roster. */
import type { Workbook, Worksheet } from 'exceljs';
import type { Roster } from '../domain/roster.ts';
import { cellText } from './cell-text.ts';
import { listsOf, writeOptions, type Lists } from './roster-drop-downs.ts';
import { helpLines, helpNotes } from './roster-help.ts';
import { emptyLines, filledLines, type Line } from './roster-lines.ts';
import { rowHeight } from './row-height.ts';
import type { RosterVocabulary } from './roster-vocabulary.ts';
import { personHeadings, placeHeadings, SAMPLE, seatHeadings, sheetNames } from './roster-words.ts';

interface Column {
  /** In Latin letters; a Chinese one takes two. Never 9: the library takes that for no width. */
  readonly width: number;
  readonly format?: string;
  /** Behind the heading; not read back. */
  readonly note?: string;
}

const DATE = { width: 13, format: 'yyyy-mm-dd' } as const;
const FIGURE = { width: 13, format: 'General' } as const;
const COLOURS = { head: 'FFE9EEF0', sample: 'FF8C8C8C', sampleFill: 'FFF5F5F5' } as const;
const HELP_WIDTHS = [12, 26, 100] as const;

const personColumns: Readonly<Record<keyof typeof personHeadings, Column>> = {
  ...{ id: { width: 13, note: '（留空自动编）' }, name: { width: 11, note: '*' }, mobile: { width: 14 } },
  ...{ post: { width: 18 }, level: { width: 12 }, unit: { width: 24 }, team: { width: 26 }, township: { width: 14 } },
  ...{ village: { width: 14 }, termFrom: DATE, termTo: DATE, leader: { width: 12, note: '（是/否）' } },
};
const placeColumns: Readonly<Record<keyof typeof placeHeadings, Column>> = {
  ...{
    kind: { width: 12, note: '*' },
    name: { width: 28, note: '*' },
    township: { width: 16 },
    village: { width: 16 },
  },
  ...{ latitude: FIGURE, longitude: FIGURE, radius: FIGURE, id: { width: 13, note: '（留空自动编）' } },
};
const seatColumns: Readonly<Record<keyof typeof seatHeadings, Column>> = {
  ...{ body: { width: 30, note: '*' }, kind: { width: 16 }, uses: { width: 16 }, scope: { width: 24 } },
  ...{ title: { width: 28 }, holders: { width: 30 }, deputy: { width: 12 }, deputyFrom: DATE, deputyTo: DATE },
};

/** With rows that show how it is filled in, which are not read back. */
export const rosterTemplate = (words: RosterVocabulary): Promise<Uint8Array> => rosterForm(words, null);

/** `roster` null: the empty form. @returns the bytes of an .xlsx file */
export async function rosterForm(words: RosterVocabulary, roster: Roster | null): Promise<Uint8Array> {
  // Loaded when the first form is written: it takes a while and is never needed at start.
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  book.creator = book.lastModifiedBy = '驻村助手';
  book.title = `${words.countyName}花名册`;
  const lines = roster === null ? emptyLines(words) : filledLines(words, roster);
  writeHelp(book);
  const lists = listsOf(words);
  writeTable(book, sheetNames.people, {
    headings: personHeadings,
    columns: personColumns,
    lines: lines.people,
    lists: lists.people,
  });
  writeTable(book, sheetNames.places, {
    headings: placeHeadings,
    columns: placeColumns,
    lines: lines.places,
    lists: lists.places,
  });
  writeTable(book, sheetNames.seats, {
    headings: seatHeadings,
    columns: seatColumns,
    lines: lines.seats,
    lists: lists.seats,
  });
  writeOptions(book, words);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

interface Table<Key extends string> {
  readonly headings: Readonly<Record<Key, string>>;
  readonly columns: Readonly<Record<Key, Column>>;
  readonly lines: readonly Line<Key>[];
  readonly lists: Lists<Key>;
}

function writeTable<Key extends string>(
  book: Workbook,
  name: string,
  { headings, columns, lines, lists }: Table<Key>,
): void {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', xSplit: 2, ySplit: 1 }] });
  const keys = Object.keys(headings) as Key[];
  keys.forEach((key, n) => {
    const column = sheet.getColumn(n + 1);
    const { width, format = '@', note = '' } = columns[key];
    column.width = width;
    column.numFmt = format; // text by default: a mobile number keeps its digits, 1-2 does not become a date
    column.alignment = { vertical: 'middle' };
    writeHeading(sheet, n + 1, headings[key] + note);
  });
  sheet.getRow(1).height = 34;
  lines.forEach((line, n) =>
    writeLine(
      sheet,
      n + 2,
      keys.map((key) => line[key] ?? ''),
    ),
  );
  keys.forEach((key, n) => lists[key]?.(sheet, n + 1, lines.length));
}

function writeHeading(sheet: Worksheet, column: number, words: string): void {
  const cell = sheet.getCell(1, column);
  cell.value = words;
  cell.font = { name: '黑体', size: 11 };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: COLOURS.head } };
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  cell.border = { bottom: { style: 'thin' } };
}

function writeLine(sheet: Worksheet, row: number, values: readonly (string | number | Date)[]): void {
  const isSample = typeof values[0] === 'string' && values[0].startsWith(SAMPLE);
  values.forEach((value, n) => {
    if (value === '' && !isSample) return;
    const cell = sheet.getCell(row, n + 1);
    if (value !== '') cell.value = typeof value === 'string' ? cellText(value) : value;
    if (!isSample) return;
    cell.font = { italic: true, color: { argb: COLOURS.sample } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: COLOURS.sampleFill } };
  });
}

function writeHelp(book: Workbook): void {
  const sheet = book.addWorksheet(sheetNames.help, { views: [{ showGridLines: false }] });
  HELP_WIDTHS.forEach((width, n) => {
    sheet.getColumn(n + 1).width = width;
  });
  const total = HELP_WIDTHS.reduce((sum, width) => sum + width, 0);
  helpNotes.forEach((note, n) => {
    sheet.mergeCells(n + 1, 1, n + 1, HELP_WIDTHS.length);
    const cell = sheet.getCell(n + 1, 1);
    cell.value = note;
    cell.alignment = { vertical: 'middle', wrapText: true };
    sheet.getRow(n + 1).height = rowHeight([{ text: note, columnWidth: total }]);
  });
  const head = helpNotes.length + 2;
  ['工作表', '列', '怎么填'].forEach((words, n) => {
    const cell = sheet.getCell(head, n + 1);
    cell.value = words;
    cell.font = { name: '黑体', size: 11 };
  });
  helpLines.forEach((texts, n) => {
    texts.forEach((text, column) => {
      const cell = sheet.getCell(head + 1 + n, column + 1);
      cell.value = text;
      cell.alignment = { vertical: 'middle', wrapText: true };
    });
    const widths = texts.map((text, column) => ({ text, columnWidth: HELP_WIDTHS[column] ?? 10 }));
    sheet.getRow(head + 1 + n).height = rowHeight(widths);
  });
}
