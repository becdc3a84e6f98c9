import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import {
  readRoster,
  readWorkbook,
  rosterForm,
  rosterTemplate,
  type WorkbookCells,
} from '../../src/documents/roster.ts';
import type { Roster } from '../../src/domain/roster.ts';
import { ON, ROSTER, WORDS } from './sample-roster.ts';

async function cellsOf(bytes: Uint8Array): Promise<WorkbookCells> {
  const { cells, refusal } = await readWorkbook(bytes);
  expect(refusal).toBeNull();
  return cells!;
}

const inOrder = ({ places, people, seats, deputies }: Roster): Roster => {
  const by = <T>(items: readonly T[], key: (item: T) => string): T[] =>
    [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    places: by(places, ({ id }) => id),
    people: by(people, ({ id }) => id),
    seats: by(seats, ({ body, scopeId }) => body + scopeId),
    deputies: by(deputies, ({ principalId, fromOn }) => principalId + fromOn),
  };
};

describe('the roster form', () => {
  it('comes empty with its sheets, its headings and the bodies of the packs', async () => {
    const cells = await cellsOf(await rosterTemplate(WORDS));
    expect(cells.map(({ name }) => name)).toEqual(['填写说明', '人员', '地点', '席位', '选项']);
    const [, people, places, seats] = cells.map(({ rows }) => rows.map((row) => row.cells));
    expect(people).toHaveLength(2);
    expect(people![0]!.join()).toBe(
      '编号（留空自动编）,姓名*,手机号,岗位,派出层级,派出单位,工作队,乡镇,村,任期起,任期止,兼任队长（是/否）',
    );
    expect(people![1]!.slice(0, 2)).toEqual(['示例', '示例甲']);
    expect(places!.slice(1).every(([kind]) => kind!.startsWith('示例：'))).toBe(true);
    expect(seats!.slice(2).map(([body, kind, uses]) => [body, kind, uses])).toEqual([
      ['县级经办人', '全县一个', expect.stringContaining('换人')],
      ['县委组织部', '全县一个', '审批、备案'],
      ['乡镇（街道）党（工）委书记', '每个乡镇一行', '审批'],
      ['乡镇（街道）党（工）委', '每个乡镇一行', '考勤'],
      ['驻村第一书记', '每个工作队一行', '审批'],
      ['派出单位', '每个单位一行', '备案'],
    ]);
  });

  it('has its head frozen, a width for every column, and drop-downs down to rows not yet filled in', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await rosterTemplate(WORDS)).buffer as ArrayBuffer);
    for (const name of ['人员', '地点', '席位']) {
      const sheet = book.getWorksheet(name)!;
      expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
      const columns = sheet.getRow(1).actualCellCount;
      for (let n = 1; n <= columns; n += 1) expect(sheet.getColumn(n).width).toBeGreaterThan(10);
    }
    const picked = (sheet: string, cell: string): string | undefined =>
      book.getWorksheet(sheet)!.getCell(cell).dataValidation.formulae[0] as string | undefined;
    expect(picked('人员', 'D1500')).toBe("'选项'!$A$1:$A$2");
    expect(picked('人员', 'G1500')).toContain(`MATCH("工作队",'地点'!$A:$A,0)`);
    expect(picked('席位', 'A1500')).toBe("'选项'!$C$1:$C$6");
  });

  it('has nobody in it before it is filled in, its samples included', async () => {
    const reading = readRoster(await cellsOf(await rosterTemplate(WORDS)), WORDS, null, ON);
    expect(reading.roster).toBeNull();
    expect(reading.problems.map(({ sheet, what }) => [sheet, what])).toEqual([['人员', '一个人也没有']]);
  });

  it('written from a roster and read back is that roster, with its ids', async () => {
    const cells = await cellsOf(await rosterForm(WORDS, ROSTER));
    const { roster, problems } = readRoster(cells, WORDS, ROSTER, ON);
    expect(problems).toEqual([]);
    expect(inOrder(roster!)).toEqual(inOrder(ROSTER));
    // The ids stand in the file: it is the same without the roster kept now.
    expect(inOrder(readRoster(cells, WORDS, null, ON).roster!)).toEqual(inOrder(ROSTER));
  });

  it('leaves out the seats that follow from a post, and brings those that nobody wrote down yet', async () => {
    const [, , , seats] = await cellsOf(await rosterForm(WORDS, ROSTER));
    const rows = seats!.rows.slice(1).map(({ cells: [body, , , scope, title = ''] }) => [body, scope, title]);
    expect(rows.filter(([body]) => body === '驻村第一书记')).toEqual([]);
    expect(rows).toContainEqual(['乡镇（街道）党（工）委书记', '样本乡', '']);
  });

  it('is no way for a name to become a formula', async () => {
    const people = ROSTER.people.map((person) => (person.id === 'p7' ? { ...person, name: '=1+1' } : person));
    const cells = await cellsOf(await rosterForm(WORDS, { ...ROSTER, people }));
    expect(cells[1]!.rows.flatMap((row) => row.cells)).toContain("'=1+1");
    expect(readRoster(cells, WORDS, ROSTER, ON).roster?.people.find(({ id }) => id === 'p7')?.name).toBe('=1+1');
  });
});
