/** One's own data as a spreadsheet: a sheet for each kind of thing that is kept. */
import type { Workbook, Worksheet } from 'exceljs';
import { cut } from '../domain/cut.ts';
import { startOf, type IsoDate } from '../domain/calendar.ts';
import type { OwnData, Part } from '../domain/own-data.ts';
import { platformName } from '../replies/platform-names.ts';
import { cellText } from './cell-text.ts';
import { fullDay } from './ledger-words.ts';
import * as words from './my-data-words.ts';
import { rowHeight } from './row-height.ts';
import { setZipDates } from './zip-dates.ts';

/** Width in Latin letters, never 9. */
type Column<T> = readonly [heading: string, width: number, cell: (row: T) => string | number];

/** A spreadsheet takes 32,767. */
const longestCell = 30_000;
const FONT = '宋体';

/** @returns the bytes of an .xlsx file, the same for the same input */
export async function myDataXlsx(data: OwnData, { madeOn }: { readonly madeOn: IsoDate }): Promise<Uint8Array> {
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  book.created = book.modified = new Date(startOf(madeOn));
  book.creator = book.lastModifiedBy = '驻村助手';
  writePerson(book, data, madeOn);
  writeAccounts(book, data);
  writeAttendance(book, data);
  writeRequests(book, data);
  writeLogs(book, data);
  writeEntries(book, data);
  writeReminders(book, data);
  writeQuestions(book, data);
  writeLooks(book, data);
  writeOffices(book, data);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  setZipDates(bytes, madeOn);
  return bytes;
}

function writePerson(book: Workbook, data: OwnData, madeOn: IsoDate): void {
  const sheet = sheetOf(book, '基本信息', [24, 40]);
  writeRow(sheet, ['项目', '内容'], true);
  for (const row of words.personWords(data)) writeRow(sheet, row);
  writeRow(sheet, ['导出日期', fullDay(madeOn)]);
  writeRow(sheet, ['有误怎么办', '姓名、手机、岗位找县级主管部门；在岗、请假找您的考勤人。']);
}

function writeAccounts(book: Workbook, { accounts, consents }: OwnData): void {
  const sheet = sheetOf(book, '账号与同意', [16, 34, 20]);
  writePart(sheet, accounts, [
    ['平台', 16, (a) => platformName(a.platform)],
    ['平台上的编号', 34, (a) => a.userId],
    ['绑定时间', 20, (a) => words.moment(a.boundAt)],
  ]);
  sheet.addRow([]);
  writePart(sheet, consents, [
    ['说明的版本', 16, (c) => c.version],
    ['同意时间', 34, (c) => words.moment(c.givenAt)],
    ['撤回时间', 20, (c) => words.moment(c.withdrawnAt)],
  ]);
}

const writeAttendance = (book: Workbook, { attendance }: OwnData): void =>
  writeSheet(book, '在岗记录', attendance, [
    ['日期', 12, (a) => a.on],
    ['记录', 8, words.attendanceWord],
    ['时间', 18, (a) => words.moment(a.at)],
    ['说明', 40, (a) => a.note ?? ''],
    ['位置', 14, words.positionWord],
    ['照片', 6, (a) => a.photos],
  ]);

const writeRequests = (book: Workbook, { requests }: OwnData): void =>
  writeSheet(book, '请假', requests, [
    ['编号', 8, (r) => r.code],
    ['类别', 8, (r) => (r.kind === 'leave' ? '请假' : '补卡')],
    ['种类', 8, (r) => r.leaveKind ?? ''],
    ['起', 16, words.fromWord],
    ['止', 16, words.toWord],
    ['天数', 6, (r) => r.days],
    ['事由', 40, (r) => r.reason],
    ['状态', 12, words.stateWord],
    ['审批', 60, words.answerWords],
    ['提交时间', 18, (r) => words.moment(r.openedAt)],
    ['代请', 10, (r) => r.enteredBy ?? ''],
    ['销假', 12, (r) => r.endedOn ?? ''],
    ['照片', 6, (r) => r.photos],
  ]);

const writeLogs = (book: Workbook, { logs }: OwnData): void =>
  writeSheet(book, '日志', logs, [
    ['日期', 12, (l) => l.on],
    ['提交时间', 18, (l) => words.moment(l.at)],
    ['内容', 90, (l) => l.text],
    ['补记', 6, (l) => words.yes(l.late)],
    ['照片', 6, (l) => l.photos],
    ['撤销', 22, (l) => words.voidedWord(l.voidedAt)],
  ]);

const writeEntries = (book: Workbook, { entries }: OwnData): void =>
  writeSheet(book, '台账', entries, [
    ['日期', 12, (e) => e.on],
    ['台账', 8, words.ledgerWord],
    ['提交时间', 18, (e) => words.moment(e.at)],
    ['内容', 70, (e) => e.text],
    ['人数', 6, (e) => e.people ?? ''],
    ['天数', 6, (e) => e.days ?? ''],
    ['级别', 8, (e) => e.level ?? ''],
    ['户或地点', 24, (e) => e.place ?? ''],
    ['照片', 6, (e) => e.photos],
    ['附件', 40, (e) => e.files.join('、')],
    ['撤销', 22, (e) => words.voidedWord(e.voidedAt)],
  ]);

function writeReminders(book: Workbook, { dutyAnswers, months }: OwnData): void {
  const sheet = sheetOf(book, '提醒与考勤确认', [20, 44, 14, 14]);
  writePart(sheet, dutyAnswers, [
    ['答复时间', 20, (a) => words.moment(a.at)],
    ['提醒的事项（系统编号）', 44, (a) => a.owedKey],
    ['答复', 14, words.dutyAnswerWord],
    ['推迟到', 14, (a) => a.until ?? ''],
  ]);
  sheet.addRow([]);
  writePart(sheet, months, [
    ['考勤月份', 20, (m) => m.month],
    ['谁确认', 44, (m) => m.by],
    ['确认时间', 14, (m) => words.moment(m.at)],
  ]);
}

const writeQuestions = (book: Workbook, { questions }: OwnData): void =>
  writeSheet(book, '问规定', questions, [
    ['时间', 18, (q) => words.moment(q.at)],
    ['问的', 70, (q) => q.text],
    ['答复', 10, (q) => (q.answered ? '已答复' : '没有答上')],
    ['评价', 8, words.feedbackWord],
  ]);

const writeLooks = (book: Workbook, { looks }: OwnData): void =>
  writeSheet(book, '谁看过', looks, [
    ['时间', 18, (l) => words.moment(l.at)],
    ['谁', 14, (l) => l.by],
    ['看了什么', 20, (l) => words.seenWord(l.what)],
    ['请假编号', 10, (l) => l.code ?? ''],
  ]);

function writeOffices(book: Workbook, { seats, deputies }: OwnData): void {
  const sheet = sheetOf(book, '代理与席位', [34, 16, 14, 14, 16]);
  writePart(sheet, seats, [
    ['席位', 34, (s) => s.title],
    ['起', 16, (s) => s.fromOn],
    ['止', 14, (s) => s.toOn ?? ''],
  ]);
  sheet.addRow([]);
  writePart(sheet, deputies, [
    ['被代理人', 34, (d) => d.principal],
    ['代理人', 16, (d) => d.deputy],
    ['起', 14, (d) => d.fromOn],
    ['止', 14, (d) => d.toOn],
    ['谁指定', 16, (d) => d.namedBy],
  ]);
}

function writeSheet<T>(book: Workbook, name: string, part: Part<T>, columns: readonly Column<T>[]): void {
  const sheet = sheetOf(book, name, columns.map(([, width]) => width)); // prettier-ignore
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  writePart(sheet, part, columns);
}

function sheetOf(book: Workbook, name: string, widths: readonly number[]): Worksheet {
  const sheet = book.addWorksheet(name);
  Object.assign(sheet.pageSetup, {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
  });
  widths.forEach((width, n) => (sheet.getColumn(n + 1).width = width));
  return sheet;
}

/** The headings, the rows, and a plain line where older ones were left out. */
function writePart<T>(sheet: Worksheet, { rows, leftOut }: Part<T>, columns: readonly Column<T>[]): void {
  writeRow(sheet, columns.map(([heading]) => heading), true); // prettier-ignore
  for (const row of rows) writeRow(sheet, columns.map(([, , cell]) => cell(row))); // prettier-ignore
  if (rows.length === 0) writeRow(sheet, ['没有记录']);
  if (leftOut > 0) writeRow(sheet, [`另有更早的 ${leftOut} 条没有列出，要全部的请找县级主管部门。`]);
}

function writeRow(sheet: Worksheet, values: readonly (string | number)[], isHead = false): void {
  const cells = values.map((v) => (typeof v === 'string' ? cellText(cut(v, longestCell)) : v));
  const row = sheet.addRow(cells);
  row.height = rowHeight(cells.map((v, n) => ({ text: String(v), columnWidth: sheet.getColumn(n + 1).width ?? 10 })));
  cells.forEach((value, n) => {
    const cell = row.getCell(n + 1);
    if (typeof value === 'string') cell.numFmt = '@';
    cell.font = { name: FONT, size: 11, bold: isHead };
    cell.alignment = { vertical: 'top', wrapText: cells.length > 1 };
  });
}
