import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { dueSlots, tickMessage } from '../../src/chat/clock.ts';
import { workBatch } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { reduceCoordinates } from '../../src/store/coordinates.ts';
import { inTransaction } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf } from '../../src/store/store.ts';
import { fengdu, shanghai } from '../commands/facts.ts';
import { pino } from 'pino';
import { messageFrom, openedCounty, resultOf, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
  await county.sql(`UPDATE place SET latitude = 29.86, longitude = 107.73, radius_metres = 500 WHERE id = 'v1'`);
});
beforeEach(async () => {
  await county.clear();
  await county.sql('UPDATE county SET points_reduced_to = NULL');
});
afterAll(() => county.close());

const location = {
  latitude: 29.861234,
  longitude: 107.734321,
  datum: 'wgs84',
  accuracyMetres: 20,
  live: false,
  name: '村委会',
} as const;
const pin = (personId: string, sentAt: number): StoredMessage =>
  messageFrom(personId, { kind: 'location', text: '', location, sentAt, receivedAt: sentAt });

const work = async (now: number): Promise<void> => {
  const deps = { store: storeOf(county.db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [], now: () => now, at: () => undefined, log: pino({ level: 'silent' }), batch: 64 }; // prettier-ignore
  while ((await workBatch(deps)) > 0);
};
const checkIn = async (personId: string, moment: string): Promise<void> => {
  const message = pin(personId, shanghai(moment));
  await keepMessage(county.db, message);
  await county.sql(
    `INSERT INTO web_message (county, id, key, conversation, seq, change, author_id, body, at)
     SELECT 'demo', $1, $1, $2, (SELECT count(*) + 1 FROM web_message), 1, $3, $4, $5`,
    [
      message.eventKey,
      message.conversation,
      message.senderId,
      JSON.stringify({ kind: 'location', text: '', location }),
      new Date(message.sentAt),
    ],
  );
  await work(message.sentAt + 1000);
};
const tick = async (moment: string): Promise<void> => {
  for (const slot of dueSlots(shanghai(moment))) await keepMessage(county.db, tickMessage(slot, shanghai(moment)));
  await work(shanghai(moment));
};
/** In how many rows of each kind a point still stands. */
const points = async (): Promise<Record<string, number>> => {
  const [row] = await county.sql<Record<string, number>>(`SELECT
    (SELECT count(*)::int FROM attendance WHERE point IS NOT NULL) AS attendance,
    (SELECT count(*)::int FROM inbox WHERE payload::text LIKE '%107.734321%') AS inbox,
    (SELECT count(*)::int FROM web_message WHERE body::text LIKE '%107.734321%') AS web,
    (SELECT count(*)::int FROM audit_entry WHERE payload LIKE '%107.734321%') AS audit`);
  return row!;
};
const all = (n: number) => ({ attendance: n, inbox: n, web: n, audit: n });

describe('points that were kept long enough', () => {
  test('go after thirty days, younger ones stay, and the chain holds', async () => {
    await checkIn('p1', '2026-11-01 23:59');
    await checkIn('p2', '2026-11-02 00:00');
    await tick('2026-12-01 01:00');
    expect(await points()).toEqual(all(2));
    await tick('2026-12-02 01:00');
    expect(await points()).toEqual(all(1));
    expect(await county.sql(`SELECT person_id FROM attendance WHERE point IS NOT NULL`)).toEqual([{ person_id: 'p2' }]);
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
    expect(await county.sql(`SELECT count(*)::int AS n FROM audit_entry WHERE salt = '' AND payload IS NULL`)).toEqual([
      { n: 1 },
    ]);
  });

  test('go by day too, at the first tick of a server that was off at night, and once done nobody looks again that day', async () => {
    await checkIn('p1', '2026-11-01 08:00');
    await tick('2026-12-02 09:30');
    expect(await points()).toEqual(all(0));
    await checkIn('p2', '2026-11-01 09:00');
    await tick('2026-12-02 10:00');
    expect(await points()).toEqual(all(1));
    await tick('2026-12-03 18:00');
    expect(await points()).toEqual(all(0));
  });

  test('on which side of the fence somebody was stays, and the message can still be read', async () => {
    await checkIn('p1', '2026-11-01 08:00');
    await tick('2026-12-02 01:00');
    expect(await county.sql(`SELECT fence, point FROM attendance`)).toEqual([{ fence: 'inside', point: null }]);
    expect(
      await county.sql(`SELECT payload -> 'location' AS l, payload ->> 'kind' AS k FROM inbox WHERE platform = 'web'`),
    ).toEqual([{ l: null, k: 'location' }]);
  });

  test('what was reduced is recorded once with its figures, and a tick without work leaves nothing', async () => {
    await checkIn('p1', '2026-11-01 08:00');
    for (const at of ['01:00', '01:05', '01:10', '05:59']) await tick(`2026-12-02 ${at}`);
    const records = await county.sql<{ payload: string }>(
      `SELECT payload FROM audit_entry WHERE verb = 'reduce-coordinates'`,
    );
    expect(records.map((r) => JSON.parse(r.payload) as unknown)).toEqual([
      { before: '2026-11-01T16:00:00.000Z', rows: { attendance: 1, auditPayloads: 1, inbox: 1, webMessages: 1 } },
    ]);
  });

  test('a tick takes so many rows and the next one goes on', async () => {
    for (const p of ['p1', 'p2', 'p3']) await checkIn(p, '2026-11-01 08:00');
    const effect = { effect: 'reduce-coordinates', before: shanghai('2026-12-01 00:00') } as const;
    const from = { effect, result: resultOf(1n, 'p1', [effect]) };
    const left: number[] = [];
    for (let i = 0; i < 3; i++) {
      await inTransaction(county.db, (tx) => reduceCoordinates(tx, 'demo', [from], shanghai('2026-12-02 01:00'), 1));
      left.push((await points())['attendance']!);
    }
    expect(left).toEqual([2, 1, 0]);
    expect(await points()).toEqual(all(0));
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
  });

  test('another county’s points are left alone', async () => {
    await checkIn('p1', '2026-11-01 08:00');
    const effect = { effect: 'reduce-coordinates', before: shanghai('2026-12-01 00:00') } as const;
    await inTransaction(county.db, (tx) =>
      reduceCoordinates(tx, 'elsewhere', [{ effect, result: resultOf(1n, 'p1', []) }], 0),
    );
    expect(await points()).toEqual(all(1));
  });
});
