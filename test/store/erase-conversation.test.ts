import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, openDatabase, type Database } from '../../src/store/database.ts';
import { erasePerson } from '../../src/store/erase.ts';
import { RICH, testCounty } from '../builders/county.ts';
import { pinned } from '../builders/inbound.ts';
import { World } from '../builders/world.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let world: World;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  world = await World.open({ url: database.url, county: testCounty('east') });
  db = openDatabase(database.url, 'east');
});
afterAll(async () => {
  await world.close();
  await db.close();
  await database.drop();
});

const say = async (personId: string, what: Parameters<World['say']>[1]): Promise<void> => {
  world.clock += 60_000;
  await world.say(personId, what, { platform: RICH });
  await world.settle();
};
/** Where the word still stands, table by table. */
async function whereIs(word: string): Promise<string[]> {
  const [tables] = await world.query(
    `SELECT table_name AS t FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { t } of tables!.rows as { t: string }[]) {
    const [rows] = await world.query(`SELECT count(*)::int AS n FROM "${t}" x WHERE x::text LIKE '%${word}%'`);
    if ((rows!.rows as { n: number }[])[0]!.n > 0) found.push(t);
  }
  return found;
}

test('what was really said, shown to others and answered is gone with its person, and that of another stays', async () => {
  await say('c1', { kind: 'location', location: pinned() });
  await say('c1', '日志 上午去了独一无二的村子');
  for (const [id, reason] of [
    ['c1', '母亲在远方住院开刀'],
    ['c4', '父亲在近处修理屋顶'],
  ] as const) {
    await say(id, `请假 12.8-12.9 ${reason}`);
    await say(id, '确认');
  }
  for (const id of ['o1', 'o3', 'o4', 'c3'])
    for (const words of ['待办', '谁在岗', '团队日志 本周', '请假台账 12月']) await say(id, words);
  await say('o1', '同意');
  await say('c1', '我的');
  await say('c1', '我的数据');
  const others = [await whereIs('丁卯'), await whereIs('父亲在近处')];
  for (const word of ['甲子', '母亲在远方', '独一无二', '107.73'])
    expect([word, await whereIs(word)]).not.toEqual([word, []]);
  await world.query(
    `UPDATE account SET person_id = NULL WHERE person_id = 'c1'; UPDATE person SET left_on = '2026-12-01' WHERE id = 'c1'`,
  );
  const erased = await inTransaction(db, (tx) =>
    erasePerson(tx, 'east', 'c1', { text: '（已删除）', name: '已删除人员' }, world.clock),
  );
  expect(erased).toMatchObject({ erased: true, nameIsShared: false });
  for (const word of ['甲子', '母亲在远方', '独一无二', '107.73'])
    expect([word, await whereIs(word)]).toEqual([word, []]);
  expect([await whereIs('丁卯'), await whereIs('父亲在近处')]).toEqual(others);
  expect(await world.verifyAudit()).toMatchObject({ ok: true });
});
