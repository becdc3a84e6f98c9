import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { inTransaction } from '../../src/store/database.ts';
import { erasePerson, type EraseOutcome } from '../../src/store/erase.ts';
import { personalData } from '../../src/store/personal-data.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import { plant, type Planted } from './planted-person.ts';

let county: OpenedCounty;
const one: Planted = { id: 'p1', mark: '一号标记的内容', image: '1'.repeat(64) };
const two: Planted = { id: 'p2', mark: '二号标记的内容', image: '2'.repeat(64) };

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  const all = await tables();
  await county.sql(
    `TRUNCATE ${all.filter((t) => !['county', 'place', 'person', 'seat', 'seat_holder', 'chat_group'].includes(t)).join()}`,
  );
  await county.sql(`UPDATE person SET left_on = NULL, erased_at = NULL`);
  await plant(county, one, 'A1B2');
  await plant(county, two, 'C3D4');
  await county.sql(`UPDATE person SET left_on = '2026-12-01' WHERE id IN ('p1', 'p2')`);
});
afterAll(() => county.close());

const tables = async (): Promise<string[]> =>
  (await county.sql<{ t: string }>(`SELECT table_name AS t FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    AND table_name <> '_prisma_migrations' ORDER BY 1`)).map((r) => r.t); // prettier-ignore
const columns = async (): Promise<{ t: string; c: string; type: string }[]> =>
  (await county.sql<{ t: string; c: string; type: string }>(`SELECT table_name AS t, column_name AS c, data_type AS type
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`)); // prettier-ignore

/** How often the mark stands in each column that holds it. */
async function found(mark: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { t, c } of await columns()) {
    const [row] = await county.sql<{ n: number }>(`SELECT count(*)::int AS n FROM "${t}" WHERE "${c}"::text LIKE $1`, [
      `%${mark}%`,
    ]);
    if (row!.n > 0) counts[`${t}.${c}`] = row!.n;
  }
  return counts;
}
const erase = (id: string): Promise<EraseOutcome> =>
  inTransaction(county.db, (tx) => erasePerson(tx, 'demo', id, { text: '（已删除）', name: '已删除人员' }, wednesday));
const say = (key: string, text: string): Promise<object[]> =>
  county.sql(
    `INSERT INTO outbox (county, key, platform, conversation, person_id, payload, state) VALUES ('demo', $1, 'web', 'd-web-p6', 'p6', $2, 'sent')`,
    [key, JSON.stringify({ key, text, buttons: [] })],
  );
const textOf = async (key: string): Promise<string> =>
  (await county.sql<{ text: string }>(`SELECT payload ->> 'text' AS text FROM outbox WHERE key = $1`, [key]))[0]!.text;

describe('every column of the database', () => {
  test('is declared: a new one says what it holds and what becomes of it', async () => {
    const declared = Object.entries(personalData).flatMap(([t, { plain, kept = [], erased = [] }]) =>
      [...plain, ...kept, ...erased].map((c) => `${t}.${c}`),
    );
    expect([...declared].sort()).toEqual((await columns()).map(({ t, c }) => `${t}.${c}`).sort());
    expect(new Set(declared).size).toBe(declared.length);
  });

  test('that is to be erased and holds words is planted by these tests', async () => {
    const marked = await found(one.mark);
    const wanted = (await columns())
      .filter(({ t, c, type }) => ['text', 'jsonb', 'ARRAY'].includes(type) && personalData[t]?.erased?.includes(c))
      .map(({ t, c }) => `${t}.${c}`);
    // By id alone, and a salt that is made up by the audit itself.
    const byId = [
      'account.person_id',
      'audit_entry.salt',
      'bind_code.person_id',
      'bind_try.person_id',
      'group_member.person_id',
      'duty_answer.person_id',
      'duty_list.person_id',
      'month_confirmed.person_id',
      'policy_question.person_id',
    ];
    expect(wanted.filter((c) => !byId.includes(c) && !(c in marked))).toEqual([]);
  });
});

describe('erasing somebody who left', () => {
  test('leaves no trace of them in any column, and everything of the other one', async () => {
    const before = await found(two.mark);
    expect(Object.keys(before).length).toBeGreaterThan(30);
    const outcome = await erase('p1');
    expect(outcome).toEqual({ erased: true, hashes: [one.image], nameIsShared: false });
    expect(await found(one.mark)).toEqual({});
    expect(await found(one.image)).toEqual({});
    expect(await found(two.mark)).toEqual(before);
  });

  test('keeps the chain whole, and what was done and decided', async () => {
    await erase('p1');
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true, entries: 7 });
    expect(
      await county.sql(`SELECT verb, subject, person_id FROM audit_entry WHERE subject LIKE '%p1' ORDER BY id`),
    ).toEqual([
      { verb: 'add-log', subject: 'person:p1', person_id: 'p1' },
      { verb: 'answer-seat', subject: 'request:r-p1', person_id: 'p6' },
      { verb: 'erase-person', subject: 'person:p1', person_id: null },
    ]);
    expect(await county.sql(`SELECT DISTINCT salt FROM audit_entry WHERE payload IS NULL`)).toEqual([{ salt: '' }]);
    expect(
      await county.sql(`SELECT state::text, half_days, from_on::text, reason FROM request WHERE id = 'r-p1'`),
    ).toEqual([{ state: 'approved', half_days: 6, from_on: '2026-12-08', reason: '（已删除）' }]);
    expect(await county.sql(`SELECT verdict, answered_by FROM request_seat WHERE request_id = 'r-p1'`)).toEqual([
      { verdict: 'approve', answered_by: 'p6' },
    ]);
    expect(await county.sql(`SELECT on_date::text, kind FROM attendance WHERE person_id = 'p1'`)).toEqual([
      { on_date: '2026-12-02', kind: 'arrived' },
    ]);
    expect(
      await county.sql(`SELECT ledger, team_id, people, half_days, text FROM ledger_entry WHERE person_id = 'p1'`),
    ).toEqual([{ ledger: 'visit', team_id: 't1', people: 3, half_days: 1, text: '（已删除）' }]);
    expect(
      await county.sql(`SELECT person_id FROM month_confirmed UNION ALL SELECT person_id FROM duty_answer`),
    ).toEqual([{ person_id: 'p2' }, { person_id: 'p2' }]);
    expect(
      await county.sql(`SELECT name, mobile, erased_at IS NOT NULL AS gone, post FROM person WHERE id = 'p1'`),
    ).toEqual([{ name: '已删除人员', mobile: null, gone: true, post: '驻村工作队员' }]);
    expect(await county.sql(`SELECT withdrawn_at IS NOT NULL AS ended FROM consent WHERE person_id = 'p1'`)).toEqual([
      { ended: true },
    ]);
  });

  test('sends and works nothing of theirs any more', async () => {
    await erase('p1');
    expect(await county.sql(`SELECT state::text, why FROM outbox WHERE key = 'a-p1'`)).toEqual([
      { state: 'refused', why: 'erased' },
    ]);
    expect(await county.sql(`SELECT state::text FROM inbox WHERE event_key = 'e-p1'`)).toEqual([{ state: 'done' }]);
  });

  test('takes their lines out of lists, with what stands below, and leaves those of others', async () => {
    await say(
      'todo',
      `等您审批的 2 件：\n1. ${one.mark} 事假 #A1B2\n   事由：短\n   第九条\n2. ${two.mark} 事假 #C3D4\n   事由：短\n回复“同意 1 2”`,
    );
    await erase('p1');
    expect(await textOf('todo')).toBe(
      `等您审批的 2 件：\n（已删除）\n2. ${two.mark} 事假 #C3D4\n   事由：短\n回复“同意 1 2”`,
    );
  });

  test('goes by the numbers of the requests where another has the same name, and says so', async () => {
    await county.sql(
      `UPDATE person SET name = '示例甲' || CASE id WHEN 'p3' THEN '某' ELSE '' END WHERE id IN ('p1', 'p3')`,
    );
    await say('of-another', '· 示例甲某 在岗');
    await say('of-them', '· 示例甲 事假 #A1B2');
    expect(await erase('p1')).toMatchObject({ erased: true, nameIsShared: true });
    expect([await textOf('of-another'), await textOf('of-them')]).toEqual(['· 示例甲某 在岗', '（已删除）']);
  });

  test('leaves an account alone that is another’s by now, and what that one said in it', async () => {
    await county.sql(`UPDATE account SET person_id = 'p3' WHERE id = $1`, [`acc-${one.mark}`]);
    await county.sql(
      `INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at) VALUES ('demo', 'other', 'later', $1, $2, '{"text": "后来的话", "chatKind": "direct"}', now())`,
      [`d-${one.mark}`, `u-${one.mark}`],
    );
    await county.sql(
      `INSERT INTO outbox (county, key, platform, conversation, inbox_id, person_id, payload) SELECT 'demo', 'later', 'other', $1, id, 'p3', '{"text": "答复"}' FROM inbox WHERE event_key = 'later'`,
      [`d-${one.mark}`],
    );
    await erase('p1');
    expect(
      await county.sql(`SELECT payload ->> 'text' AS text FROM inbox WHERE event_key IN ('later', 'e-p1') ORDER BY id`),
    ).toEqual([{ text: '（已删除）' }, { text: '后来的话' }]);
    expect(await county.sql(`SELECT person_id FROM account WHERE id = $1`, [`acc-${one.mark}`])).toEqual([
      { person_id: 'p3' },
    ]);
  });

  test('keeps an image that somebody else refers to', async () => {
    await county.sql(`UPDATE work_log SET images = $1 WHERE person_id = 'p2'`, [
      JSON.stringify([{ sha256: one.image }]),
    ]);
    expect(await erase('p1')).toMatchObject({ hashes: [] });
  });

  test('once more changes nothing, and the other one is erased as well', async () => {
    await erase('p1');
    const after = await found(two.mark);
    expect(await erase('p1')).toMatchObject({ erased: true, hashes: [] });
    expect(await found(two.mark)).toEqual(after);
    expect(await erase('p2')).toMatchObject({ erased: true, nameIsShared: false });
    expect(await found(two.mark)).toEqual({});
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
  });
});

describe('erasing is refused', () => {
  test.each([
    ['of somebody who is still here', `UPDATE person SET left_on = NULL`, 'p1', 'still-here'],
    ['of somebody who leaves tomorrow', `UPDATE person SET left_on = '2026-12-03'`, 'p1', 'still-here'],
    ['of nobody', 'SELECT 1', 'p99', 'nobody'],
  ])('%s', async (_, sql, id, why) => {
    await county.sql(sql);
    const before = await found(one.mark);
    expect(await erase(id)).toEqual({ erased: false, why });
    expect(await found(one.mark)).toEqual(before);
  });
});
