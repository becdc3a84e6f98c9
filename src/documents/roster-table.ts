/** A sheet of the form as rows by heading. Columns may stand in any order; a heading that is not known is told. */
import { plainText, keyOf } from './roster-text.ts';
import type { Report } from './roster-problem.ts';
import { SAMPLE } from './roster-words.ts';
import type { SheetCells, WorkbookCells } from './workbook-cells.ts';

/** What stands under a heading, '' where nothing does; already plain. */
export interface TableRow<Key extends string> {
  readonly sheet: string;
  readonly at: number;
  readonly text: Readonly<Record<Key, string>>;
  /** Tells what is wrong in this row, under that heading (null: the row as a whole). */
  readonly wrong: (key: Key | null, what: string, todo: string) => void;
}

interface Layout<Key extends string> {
  readonly sheet: string;
  readonly headings: Readonly<Record<Key, string>>;
  /** Without these columns nothing can be read. */
  readonly needed: readonly NoInfer<Key>[];
  /** The column that marks a sample row. */
  readonly marks: NoInfer<Key>;
}

/** The head may stand below a title. */
const HEAD_WITHIN = 5;
const sampleMark = new RegExp(`^${SAMPLE}(?:$|[：:（(])`);

/** null where the sheet or a column without which nothing can be read is missing; that is told. */
export function tableOf<Key extends string>(
  cells: WorkbookCells,
  { sheet: name, headings, needed, marks }: Layout<Key>,
  report: Report,
): TableRow<Key>[] | null {
  const whole = (what: string, todo: string): null => {
    report({ sheet: name, row: null, column: null, what, todo });
    return null;
  };
  const sheets = cells.filter((sheet) => keyOf(sheet.name) === keyOf(name));
  const [sheet] = sheets;
  if (sheet === undefined) return whole('没有这张工作表', '请用 zhucun roster template 写出的表填写，工作表不要改名');
  if (sheets.length > 1) return whole('有两张这个名字的工作表', '请删去一张');
  const keys = keysByHeading(headings);
  const head = sheet.rows.find(({ row, cells: [...texts] }) => row <= HEAD_WITHIN && isHead(texts, keys));
  if (head === undefined) return whole('找不到表头', `请把第一行改回：${Object.values(headings).join('、')}`);
  const columns = columnsOf(head, { name, keys, headings }, report);
  const missing = needed.filter((key) => !columns.has(key));
  if (missing.length > 0)
    return whole(`表头里没有${missing.map((key) => `“${headings[key]}”`).join('、')}`, '请把这一列补上');
  return rowsOf(sheet, head.row, { name, headings, marks, columns }, report);
}

const shortHeading = (heading: string): string =>
  keyOf(heading)
    .replace(/（.*?）/g, '')
    .replace(/\*/g, '');

const keysByHeading = <Key extends string>(headings: Readonly<Record<Key, string>>): ReadonlyMap<string, Key> =>
  new Map((Object.entries(headings) as [Key, string][]).map(([key, heading]) => [shortHeading(heading), key]));

const isHead = (texts: readonly string[], keys: ReadonlyMap<string, string>): boolean =>
  texts.filter((text) => keys.has(shortHeading(text))).length >= 2;

interface Head<Key extends string> {
  readonly name: string;
  readonly keys: ReadonlyMap<string, Key>;
  readonly headings: Readonly<Record<Key, string>>;
}

/** Index of each column by key. */
function columnsOf<Key extends string>(
  head: SheetCells['rows'][number],
  { name, keys, headings }: Head<Key>,
  report: Report,
): Map<Key, number> {
  const columns = new Map<Key, number>();
  const at = { sheet: name, row: head.row };
  head.cells.forEach((text, index) => {
    const heading = plainText(text);
    if (heading === '') return;
    const key = keys.get(shortHeading(heading));
    if (key === undefined)
      report({
        ...{ ...at, column: heading.slice(0, 20), what: '不认识这一列' },
        todo: `请改成 ${Object.values(headings).join('、')} 中的一个，或删去这一列`,
      });
    else if (columns.has(key)) report({ ...at, column: headings[key], what: '这一列有两个', todo: '请删去一个' });
    else columns.set(key, index);
  });
  return columns;
}

const faultWords = {
  'formula-without-value': '公式没有结果',
  'error-value': '公式出错',
} as const;

interface Body<Key extends string> {
  readonly name: string;
  readonly headings: Readonly<Record<Key, string>>;
  readonly marks: Key;
  readonly columns: ReadonlyMap<Key, number>;
}

function rowsOf<Key extends string>(
  sheet: SheetCells,
  headRow: number,
  { name, headings, marks, columns }: Body<Key>,
  report: Report,
): TableRow<Key>[] {
  const keys = Object.keys(headings) as Key[];
  const byIndex = new Map([...columns].map(([key, index]) => [index, key]));
  const tell = (row: number) => (key: Key | null, what: string, todo: string) =>
    report({ sheet: name, row, column: key === null ? null : headings[key], what, todo });
  const samples = new Set<number>();
  const rows = sheet.rows.flatMap(({ row, cells }): TableRow<Key>[] => {
    if (row <= headRow) return [];
    const text = Object.fromEntries(keys.map((key) => [key, plainText(cells[columns.get(key) ?? -1] ?? '')])) as Record<
      Key,
      string
    >;
    if (sampleMark.test(text[marks])) samples.add(row);
    if (samples.has(row) || keys.every((key) => text[key] === '')) return [];
    return [{ sheet: name, at: row, text, wrong: tell(row) }];
  });
  for (const { row, column, why } of sheet.faults) {
    const key = byIndex.get(column - 1);
    if (key !== undefined && row > headRow && !samples.has(row)) tell(row)(key, faultWords[why], '请改填文字');
  }
  return rows;
}
