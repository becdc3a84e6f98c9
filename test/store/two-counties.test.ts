/** Two counties in one database, every id the same in both: nothing of the one is loaded, shown or changed for the other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testCounty, type TestCounty } from '../builders/county.ts';
import { World } from '../builders/world.ts';
import { freshDatabase } from '../support/database.ts';

/** The same people by id, under names that the other county has nowhere. */
const named = (id: string, mark: string): TestCounty => {
  const made = testCounty(id);
  const people = made.county.people.map((p) => ({ ...p, name: `${mark}${p.name}` }));
  const seats = made.county.seats.map((s) => ({ ...s, title: `${mark}${s.title}` }));
  return { ...made, county: { ...made.county, people, seats } };
};

let east: World;
let west: World;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  east = await World.open({ url: fresh.url, county: named('east', '东') });
  west = await World.open({ url: fresh.url, county: named('west', '西') });
  // The west has something of everything that is asked for.
  await say(west, 'c1', '打卡', '日志 西边走访3户', '请假 12.8-12.10 西边的原因', '确认');
  await say(west, 'c4', '打卡', '请假 12.8-12.9 西边的原因', '确认');
  await say(west, 'o1', '待办', '代理 12.2-12.5 西夏二');
});
afterAll(async () => {
  await east.close();
  await west.close();
  await drop();
});

async function say(world: World, personId: string, ...texts: readonly string[]): Promise<string[]> {
  const before = world.sent.length;
  for (const text of texts) {
    await world.say(personId, text);
    await world.settle();
    world.clock += 60_000;
  }
  return world.sent.slice(before).map((s) => s.text);
}

/** Everything that the west has, but what its own work goes on with. */
const westTables = ['request', 'request_seat', 'attendance', 'work_log', 'deputy', 'seat_holder', 'person', 'look', 'outbox', 'dialogue', 'shown_list', 'audit_entry', 'filing_receipt', 'account', 'ledger_entry', 'reminder', 'duty_answer', 'duty_list', 'duty_switch', 'month_confirmed']; // prettier-ignore
const westRows = async (): Promise<string> =>
  JSON.stringify(
    (await west.query(westTables.map((t) => `SELECT md5(string_agg(r::text, '' ORDER BY r::text)) FROM ${t} r WHERE county = 'west'`).join(';'))).map((r) => r.rows as unknown[]), // prettier-ignore
  );

const codeIn = async (county: string): Promise<string> =>
  ((await west.query(`SELECT code FROM request WHERE county = '${county}' ORDER BY id LIMIT 1; SELECT 1`))[0]?.rows[0] as { code: string }).code; // prettier-ignore

/** Each reads or changes what is others’. */
const asked: readonly (readonly [string, string])[] = [
  ['c3', '谁在岗'],
  ['c3', '团队日志 本周'],
  ['o9', '请假台账 12月'],
  ['o1', '待办'],
  ['o1', '同意'],
  ['o1', '我批过的'],
  ['o1', '转办 西夏二'],
  ['o1', '加签 西夏二'],
  ['o1', '代理 西夏二 12.1-12.5'],
  ['o1', '取消代理'],
  ['o10', '代理 西夏二 替 西春一 12.2-12.5'],
  ['o10', '换人 西t1乡镇（街道）党（工）委书记 西秋三'],
  ['o10', '帮西甲子请假 12.15 有事'],
  ['o10', '邀请 西甲子'],
  ['c3', '帮西甲子请假 12.15 有事'],
  ['o9', '收到'],
  ['c1', '我的'],
  ['c1', '我的日志 本周'],
  ['c1', '谁看过我的'],
  ['c1', '撤回'],
  ['c1', '催办'],
  ['c1', '销假'],
  ['c1', '续假 2天'],
  ['c1', '修改 12.8-12.9'],
  ['c1', '异议'],
  ['c1', '为什么'],
];
const named4 = ['为什么', '同意', '驳回', '撤回', '催办', '收到', '异议', '转办', '更正', '代录', '修改'];

describe('a speaker of the one county', () => {
  test.each(asked)('%s saying “%s” is told nothing of the other, and changes nothing there', async (personId, text) => {
    const before = await westRows();
    const told = await say(east, personId, text);
    expect(told.join('\n').replace(/“[^”]*”/g, '')).not.toMatch(/西(?!一|二|乡)/); // what they said themselves is repeated in quotes
    expect(await westRows()).toBe(before);
  });

  test.each(named4)('“%s” with the code of a request of the other finds none', async (verb) => {
    const code = await codeIn('west');
    const before = await westRows();
    for (const personId of ['c1', 'o1', 'o10', 'o9']) {
      const told = await say(east, personId, `${verb} #${code}`, '取消');
      expect(told.join('\n')).not.toMatch(/西边|西甲子/);
    }
    expect(await westRows()).toBe(before);
  });

  test('sees what is there in its own: the west is not empty', async () => {
    expect((await say(west, 'c3', '谁在岗')).join()).toContain('西甲子');
    expect((await say(west, 'o9', '请假台账 12月')).join()).toContain('西甲子');
    expect((await say(west, 'c3', '团队日志 本周')).join()).toContain('西边走访');
    expect((await say(west, 'o1', '待办')).join()).toContain('西甲子');
    expect((await say(west, 'c1', '谁看过我的')).join()).toMatch(/西丙寅.*在岗情况/s);
  });
});
