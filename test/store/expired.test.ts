/** What has expired goes, and nothing that still counts. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dueSlots, tickMessage } from '../../src/chat/clock.ts';
import { workBatch } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { inTransaction } from '../../src/store/database.ts';
import { forgetExpired } from '../../src/store/expired.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf } from '../../src/store/store.ts';
import { fengdu, shanghai } from '../commands/facts.ts';
import { openedCounty, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const nobody = pino({ level: 'silent' });
const tick = async (moment: string): Promise<void> => {
  const now = shanghai(moment);
  for (const slot of dueSlots(now)) await keepMessage(county.db, tickMessage(slot, now));
  const deps = { store: storeOf(county.db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [], now: () => now, at: () => undefined, log: nobody, batch: 64 }; // prettier-ignore
  while ((await workBatch(deps)) > 0);
};

/** A session, a link, a code and a time in which a platform was not heard that end at that moment, and a try at it. */
async function plant(name: string, at: string, of = 'demo'): Promise<void> {
  const moment = new Date(shanghai(at));
  const rows = [
    `INSERT INTO web_session (county, token_hash, account_id, expires_at) VALUES ($1, $2, 'web-p1', $3)`,
    `INSERT INTO web_link (county, token_hash, account_id, expires_at) VALUES ($1, $2, 'web-p1', $3)`,
    `INSERT INTO bind_code (county, id, person_id, code_hash, issued_at, expires_at) VALUES ($1, $2, 'p1', 'x', $3, $3)`,
    `INSERT INTO bind_try (county, account_id, at) VALUES ($1, $2, $3)`,
    `INSERT INTO platform_gap (county, platform, from_at, to_at) VALUES ($1, $2, $3::timestamptz - interval '1 hour', $3)`,
  ];
  for (const row of rows) await county.sql(row, [of, name, moment]);
}
const left = async (): Promise<Record<string, string | null>> => {
  const [row] = await county.sql<Record<string, string | null>>(`SELECT
    (SELECT string_agg(token_hash, ' ' ORDER BY token_hash) FROM web_session) AS sessions,
    (SELECT string_agg(token_hash, ' ' ORDER BY token_hash) FROM web_link) AS links,
    (SELECT string_agg(id, ' ' ORDER BY id) FROM bind_code) AS codes,
    (SELECT string_agg(platform, ' ' ORDER BY platform) FROM platform_gap) AS gaps,
    (SELECT string_agg(account_id, ' ' ORDER BY account_id) FROM bind_try) AS tries`);
  return row!;
};
const alike = (kept: string | null) => ({ sessions: kept, links: kept, codes: kept, gaps: kept });

test('sessions, links, codes and times not heard go thirty days after they ended, tries after a day', async () => {
  await plant('a', '2026-11-01 23:59');
  await plant('b', '2026-11-02 00:00');
  await plant('c', '2026-11-30 23:59');
  await plant('d', '2026-12-01 00:00');
  await plant('e', '2027-01-01 00:00');
  await tick('2026-12-01 12:00');
  expect(await left()).toEqual({ ...alike('a b c d e'), tries: 'c d e' });
  await tick('2026-12-02 12:00');
  expect(await left()).toEqual({ ...alike('b c d e'), tries: 'd e' });
  expect(await county.sql('SELECT verb FROM audit_entry')).toEqual([]);
});

test('so many at once, the rest with the next tick, and never another county’s', async () => {
  for (const name of ['a', 'b', 'c']) await plant(name, '2026-01-01 00:00');
  await plant('z', '2026-01-01 00:00', 'elsewhere');
  const before = shanghai('2026-12-01 00:00');
  const effect = { effect: 'forget-expired', endedBefore: before, triedBefore: before } as const;
  const counts: number[][] = [];
  for (let i = 0; i < 2; i++) {
    await inTransaction(county.db, (tx) => forgetExpired(tx, 'demo', [effect], before, 2));
    counts.push(Object.values(await left()).map((names) => names?.split(' ').length ?? 0));
  }
  expect(counts).toEqual([
    [2, 2, 2, 2, 2],
    [1, 1, 1, 1, 1],
  ]);
  expect(await left()).toEqual({ ...alike('z'), tries: 'z' });
});

test('what was noted of reminders, and answered to them, goes after 800 days', async () => {
  const rows = (table: string): Promise<object[]> => county.sql(`SELECT 1 FROM ${table}`);
  await county.sql(`INSERT INTO reminder (county, key, reader, on_date) VALUES ('demo', 'old', 'p1', '2024-09-22'), ('demo', 'kept', 'p1', '2024-09-23'),
    ('elsewhere', 'old', 'p1', '2020-01-01')`);
  await county.sql(`INSERT INTO duty_answer (county, owed_key, person_id, does, at) VALUES ('demo', 'old', 'p1', 'heard', '2024-09-22T15:59:59Z'),
    ('demo', 'kept', 'p1', 'heard', '2024-09-22T16:00:00Z')`);
  await tick('2026-12-02 00:30');
  expect(await county.sql('SELECT county, key FROM reminder ORDER BY 1')).toEqual([
    { county: 'demo', key: 'kept' },
    { county: 'elsewhere', key: 'old' },
  ]);
  expect(await county.sql('SELECT owed_key FROM duty_answer')).toEqual([{ owed_key: 'kept' }]);
  await tick('2026-12-03 00:30');
  expect([await rows('duty_answer'), (await rows('reminder')).length]).toEqual([[], 1]);
});

test('a talk that was put aside goes seven days after, an open question never', async () => {
  const parked = (slot: string, id: string, at: string): Promise<object[]> =>
    county.sql(
      `INSERT INTO dialogue (county, account_id, slot, id, question, asked_at) VALUES ('demo', $1, $2, $1, '{"about":"make-up","asked":"on","on":null}', $3)`,
      [id, slot, new Date(shanghai(at))],
    );
  await parked('parked', 'web-p1', '2026-11-24 23:59');
  await parked('parked', 'web-p2', '2026-11-25 00:00');
  await parked('open', 'web-p3', '2026-11-01 00:00');
  await tick('2026-12-02 12:00');
  expect(await county.sql('SELECT account_id FROM dialogue ORDER BY 1')).toEqual([
    { account_id: 'web-p2' },
    { account_id: 'web-p3' },
  ]);
});
