import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeBindCodes } from '../../src/cli/bind-codes.ts';
import { CountyRefused } from '../../src/cli/county-file.ts';
import type { Operator } from '../../src/cli/operator.ts';
import { addRosterCommands, exportRoster, writeTemplate } from '../../src/cli/roster.ts';
import { importRosterFile, type ImportAsked } from '../../src/cli/roster-import.ts';
import { vocabularyOf } from '../../src/cli/roster-vocabulary.ts';
import { countyIn } from '../../src/cli/real-county.ts';
import { rosterForm } from '../../src/documents/roster.ts';
import type { Roster } from '../../src/domain/roster.ts';
import { loadCounty, PeopleFromRoster } from '../../src/store/county.ts';
import { putPeople } from '../../src/store/county-parts.ts';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { sampleRoster } from '../support/sample-roster.ts';
import { sampleCounty } from '../support/sample-county.ts';

let folder: string;
let database: TestDatabase;
const file = (name: string): string => path.join(folder, name);
const head = 'id: c1\nname: 某县\npacks: [fengdu-2021]\n';

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-roster-'));
  database = await freshDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  writeFileSync(file('county.yaml'), head);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** Whoever runs the commands, with what they answer; null = no terminal. */
function operator(answer: string | null): Operator & { readonly said: string[] } {
  const said: string[] = [];
  return {
    said,
    print: (line) => said.push(line),
    ask: answer === null ? null : (question) => Promise.resolve((said.push(question), answer)),
  };
}
async function fill(roster: Roster, name = 'roster.xlsx'): Promise<string> {
  const { county, rules, today } = countyIn(folder);
  rmSync(file(name), { force: true });
  writeFileSync(file(name), await rosterForm(vocabularyOf(county, rules, today), roster));
  return file(name);
}
async function bring(
  roster: Roster,
  asked: ImportAsked = { yes: true },
  answer: string | null = null,
): Promise<string> {
  const by = operator(answer);
  await importRosterFile(await fill(roster), folder, asked, by);
  return by.said.join('\n');
}
const refusedBy = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
  } catch (error) {
    if (error instanceof CountyRefused) return error.problems.join('\n');
    throw error;
  }
  throw new Error('nothing was refused');
};
async function inDatabase<R extends object>(sql: string): Promise<R[]> {
  const db = openDatabase(database.url, 'c1');
  try {
    return await db.client.$queryRawUnsafe<R[]>(sql);
  } finally {
    await db.close();
  }
}
const people = async (): Promise<number> =>
  (await inDatabase<{ n: number }>('SELECT count(*)::int AS n FROM person WHERE left_on IS NULL'))[0]?.n ?? -1;
const without = (id: string): Roster => ({
  ...sampleRoster,
  people: sampleRoster.people.filter((p) => p.id !== id),
  seats: sampleRoster.seats.map((s) => ({ ...s, holderIds: s.holderIds.filter((one) => one !== id) })),
});

describe('zhucun roster import', () => {
  test('shows what changes, asks, and says what comes next', async () => {
    const said = await bring(sampleRoster, {}, '是');
    expect(said).toContain('【人员新增】10\n  示例甲（p1） 驻村工作队员 示例一村驻村工作队');
    expect(said).toContain('【任职变动】7');
    expect(said).toContain('确认导入？回复“是”：');
    expect(said).toContain('已导入。\n现在有 10 人，7 个席位，5 个地方。');
    expect(said).toContain('下一步：zhucun bind-codes');
    expect(await people()).toBe(10);
  });

  test('changes nothing without a yes, and nothing at all where nobody is there to say it', async () => {
    expect(await bring(sampleRoster, {}, '好的')).toContain('没有导入，什么都没有改动');
    expect([process.exitCode, await people()]).toEqual([1, 0]);
    expect(await bring(sampleRoster, {}, null)).toContain('核对后加 --yes 再运行');
    expect([process.exitCode, await people()]).toEqual([2, 0]);
  });

  test('says so when nothing differs, and asks nothing', async () => {
    await bring(sampleRoster);
    const said = await bring(sampleRoster, {}, null);
    expect(said).toMatch(/^与现在的花名册没有不同。/m);
    expect(process.exitCode).toBeUndefined();
  });

  test('names each change with what was and what is to be, of a number only the ends', async () => {
    await bring(sampleRoster);
    const changed = sampleRoster.people.map((p) => (p.id === 'p2' ? { ...p, name: '新乙', mobile: '13911112222' } : p));
    expect(await bring({ ...without('p10'), people: changed.filter((p) => p.id !== 'p10') })).toContain(
      [
        '与现在相比：人员变动 1，人员离开 1，任职变动 1',
        '【人员变动】1',
        '  新乙（p2）：姓名 示例乙 → 新乙；手机号 139****0002 → 139****2222',
        '【人员离开】1',
        '  示例癸（p10）',
        '【任职变动】1',
        '  示例县某局：不再是 示例癸（p10）',
      ].join('\n'),
    );
  });

  test('shows twenty changes of a kind, and all of them on demand', async () => {
    const many: Roster = {
      ...sampleRoster,
      people: Array.from({ length: 25 }, (_, i) => ({
        ...sampleRoster.people[0]!,
        id: `q${i}`,
        name: `示例${i}`,
        mobile: `139${String(i).padStart(8, '0')}`,
      })),
      seats: [],
    };
    const few = await bring(many, {}, '不');
    expect(few).toContain('另有 5 处，加 --all 全部列出');
    expect(few).not.toContain('（q24）');
    expect(await bring(many, { all: true }, '不')).toContain('（q24）');
  });

  test('lists what those who left leave open, empty seats and who has no number', async () => {
    await bring(sampleRoster);
    await inDatabase(`INSERT INTO request (county, id, code, kind, applicant_id, from_on, to_on, from_half, to_half, half_days, reason, late,
      state, step, version, modes, filings, citations, readings, opened_at, moved_at)
      VALUES ('c1', 'r1', 'A1B2', 'leave', 'p10', '2026-12-08', '2026-12-10', 'am', 'pm', 6, '', false, 'open', 0, 1, '{any}', '[]', '[]', '[]', now(), now())`);
    const next = without('p10');
    const said = await bring({ ...next, people: next.people.map((p) => (p.id === 'p9' ? { ...p, mobile: null } : p)) });
    expect(said).toContain(
      '离开的人还有没办完的事，请安排：\n  示例癸（p10）：本人未办结的申请 #A1B2\n  本人未办结的申请：请审批人发“驳回 #A1B2 已离任”',
    );
    expect(said).toContain('“转办 #A1B2 姓名”');
    expect(said).toContain('空着的席位（轮到它时没有人批）：\n  示例县某局');
    expect(said).toContain('没有手机号、不能用绑定码的人 1：\n  示例壬（p9）');
  });

  test('lists every wrong row with its place, and changes nothing', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await fill(sampleRoster));
    for (const sheet of book.worksheets)
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (cell.text === '13900000001') cell.value = '139';
          if (cell.text === '13900000002') cell.value = '12345678901';
        }),
      );
    await book.xlsx.writeFile(file('roster.xlsx'));
    const said = await refusedBy(importRosterFile(file('roster.xlsx'), folder, { yes: true }, operator(null)));
    expect(said.match(/第 \d+ 行“手机/g)).toHaveLength(2);
    expect(said).toContain('没有改动');
    expect(await people()).toBe(0);
  });

  test('never brings back who had their data erased', async () => {
    await bring(sampleRoster);
    await bring(without('p10'));
    await inDatabase(`UPDATE person SET name = '', mobile = NULL, erased_at = now() WHERE id = 'p10'`);
    expect(await refusedBy(bring(sampleRoster))).toContain('编号 p10：此人的资料已经清除');
    const db = openDatabase(database.url, 'c1');
    await inTransaction(db, (tx) => putPeople(tx, 'c1', sampleRoster.people));
    await db.close();
    expect(await inDatabase(`SELECT name FROM person WHERE id = 'p10'`)).toEqual([{ name: '' }]);
  });

  test('refuses what is no workbook, a file that is not there, and a day that is none', async () => {
    writeFileSync(file('a.xlsx'), 'abc');
    const by = operator(null);
    expect(await refusedBy(importRosterFile(file('a.xlsx'), folder, {}, by))).toContain('没有改动');
    expect(await refusedBy(importRosterFile(file('b.xlsx'), folder, {}, by))).toContain('没有找到文件');
    for (const on of ['明天', '2020-01-01', '2999-01-01'])
      expect(await refusedBy(importRosterFile(file('a.xlsx'), folder, { on }, by))).toContain('--on');
  });

  test('refuses a county whose file lists people, and says how to go over to a roster', async () => {
    writeFileSync(file('county.yaml'), `${head}people:\n  - { id: p1, name: 张三 }\n`);
    expect(await refusedBy(importRosterFile(file('a.xlsx'), folder, {}, operator(null)))).toMatch(
      /roster export[^]*删去[^]*roster import/,
    );
  });
});

test('A county that goes over from its file to a roster keeps everybody, and its file may list nobody any more.', async () => {
  writeFileSync(
    file('county.yaml'),
    `${head}townships:\n  - { id: t1, name: 甲镇 }\npeople:\n  - { id: p1, name: 张三, township: t1 }\nofficers: { title: 某办, holders: [p1] }\n`,
  );
  const by = operator('是');
  await exportRoster(file('out.xlsx'), folder, by);
  expect(by.said.join('\n')).toContain('1 人，1 个席位，1 个地方');
  writeFileSync(file('county.yaml'), head);
  await importRosterFile(file('out.xlsx'), folder, {}, by);
  expect(by.said.join('\n')).toContain('与现在的花名册没有不同');
  expect(await inDatabase(`SELECT people_from FROM county`)).toEqual([{ people_from: 'roster' }]);
  const db = openDatabase(database.url, 'c1');
  const listed = { ...sampleCounty, id: 'c1', sample: false };
  await expect(loadCounty(db, listed, { on: '2026-12-02', groupsOn: 'web' })).rejects.toBeInstanceOf(PeopleFromRoster);
  await db.close();
});

describe('zhucun roster template and export', () => {
  test('write for the operator’s eyes, and over nothing', async () => {
    const by = operator(null);
    await writeTemplate(file('t.xlsx'), folder, by);
    expect(statSync(file('t.xlsx')).mode & 0o777).toBe(0o600);
    expect(await refusedBy(writeTemplate(file('t.xlsx'), folder, by))).toContain('已经有了，没有改动');
    expect(await refusedBy(exportRoster(file('t.xlsx'), folder, by))).toContain('已经有了，没有改动');
    expect(await refusedBy(writeTemplate(file('no/t.xlsx'), folder, by))).toContain('没有文件夹');
  });

  test('write what can be brought in again without a difference', async () => {
    await bring(sampleRoster);
    const by = operator(null);
    await exportRoster(file('out.xlsx'), folder, by);
    await importRosterFile(file('out.xlsx'), folder, {}, by);
    expect(by.said.join('\n')).toContain('与现在的花名册没有不同');
  });
});

describe('zhucun bind-codes', () => {
  const codes = async (name: string): Promise<string[][]> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file(name));
    return (book.worksheets[0]?.getSheetValues() ?? []).slice(2).map((row) => (row as string[]).slice(1));
  };

  test('writes a code for everybody with a number and no account, and prints none', async () => {
    await bring(sampleRoster);
    await inDatabase(`UPDATE person SET mobile = NULL WHERE id = 'p2'`);
    await inDatabase(`INSERT INTO account VALUES ('c1', 'web-p3', 'web', 'web-p3', 'p3', 'd', now())`);
    const by = operator(null);
    await writeBindCodes(file('codes.xlsx'), folder, {}, by);
    const rows = await codes('codes.xlsx');
    expect(rows).toHaveLength(8);
    const first = rows.find(([name]) => name === '示例甲');
    expect(first?.slice(0, 3)).toEqual(['示例甲', '示例一村驻村工作队', '0001']);
    expect(first?.[3]).toMatch(/^绑定 示例甲 尾号0001 \S{8}$/);
    expect(statSync(file('codes.xlsx')).mode & 0o777).toBe(0o600);
    const said = by.said.join('\n');
    expect(said).toContain('8 人的绑定码');
    expect(said).toContain('有 1 人没有手机号');
    for (const row of rows) expect(said).not.toContain(row[3]!.split(' ').at(-1));
    const audited = await inDatabase<{ payload: string }>(`SELECT payload FROM audit_entry WHERE verb = 'issue-code'`);
    expect(audited).toHaveLength(8);
    for (const row of rows) expect(JSON.stringify(audited)).not.toContain(row[3]!.split(' ').at(-1));
  });

  test('may be for some alone, whom it knows by name or id, or for everybody', async () => {
    await bring({
      ...sampleRoster,
      people: sampleRoster.people.map((p) => (p.id === 'p5' ? { ...p, name: '示例丁' } : p)),
    });
    const by = operator(null);
    await writeBindCodes(file('two.xlsx'), folder, { only: ['示例甲', 'p4'] }, by);
    expect((await codes('two.xlsx')).map(([name]) => name).sort()).toEqual(['示例丁', '示例甲']);
    expect(await refusedBy(writeBindCodes(file('x.xlsx'), folder, { only: ['示例丁', '某某'] }, by))).toMatch(
      /叫“示例丁”的有 2 人，请写编号：p4 .*；p5 [^]*没有编号或姓名是“某某”的人/,
    );
    expect(existsSync(file('x.xlsx'))).toBe(false);
    await inDatabase(`INSERT INTO account SELECT county, 'web-' || id, 'web', id, id, 'd', now() FROM person`);
    await writeBindCodes(file('none.xlsx'), folder, {}, by);
    expect(existsSync(file('none.xlsx'))).toBe(false);
    await writeBindCodes(file('all.xlsx'), folder, { all: true }, by);
    expect(await codes('all.xlsx')).toHaveLength(10);
  });

  /** As the shell runs it. */
  const run = (...args: readonly string[]): Promise<unknown> => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const program = new Command().exitOverride();
    addRosterCommands(program);
    return program.parseAsync(['bind-codes', ...args], { from: 'user' });
  };

  test('takes the names and the folder in any order, and the folder never for a name', async () => {
    await bring(sampleRoster);
    await run(file('a.xlsx'), '--only', '示例甲', folder);
    await run('--only', '示例甲、p4', file('b.xlsx'), folder);
    await run(file('c.xlsx'), folder, '--only', '示例甲', '--only', 'p4');
    expect((await codes('a.xlsx')).map(([name]) => name)).toEqual(['示例甲']);
    for (const name of ['b.xlsx', 'c.xlsx'])
      expect((await codes(name)).map(([who]) => who).sort()).toEqual(['示例丁', '示例甲']);
  });

  test('says how several names are written where they stand apart', async () => {
    await bring(sampleRoster);
    for (const args of [
      ['--only', '示例甲', 'p4'],
      ['--only', '示例甲', 'p4', folder],
      [folder, '--only', '示例甲', 'p4'],
    ])
      expect(await refusedBy(run(file('x.xlsx'), ...args))).toBe(
        '“p4”不是文件夹，没有改动。\n只给几个人发的，用顿号隔开：--only 示例甲、p4',
      );
    expect(await refusedBy(run(file('x.xlsx'), folder, folder))).toContain('只能写一个数据文件夹');
    expect(existsSync(file('x.xlsx'))).toBe(false);
  });

  test('leaves no code in force when the file can’t be written', async () => {
    await bring(sampleRoster);
    await expect(writeBindCodes(file('no/codes.xlsx'), folder, {}, operator(null))).rejects.toThrow('没有文件夹');
    expect(await inDatabase('SELECT id FROM bind_code')).toEqual([]);
  });
});
