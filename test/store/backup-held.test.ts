import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { listen } from '../../src/store/listen.ts';
import { leaseMessages } from '../../src/store/outbox.ts';
import { heldSends, heldSince, releaseSends } from '../../src/store/restore-held.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
const hour = 3_600_000;

beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());
beforeEach(async () => {
  await county.clear();
  await county.sql('DELETE FROM audit_head');
  await county.sql('UPDATE county SET sends_held_at = $1', [new Date(wednesday)]);
  for (const [key, platform, hoursOld] of [
    ['a', 'web', 1],
    ['b', 'web', 5],
    ['c', 'other', 30],
  ] as const) {
    const [row] = await county.sql<{ id: string }>(
      `INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at, state)
       VALUES ('demo', $2, $1, 'd-web-p1', 'web-p1', '{}', $3, 'done') RETURNING id`,
      [key, platform, new Date(wednesday - hoursOld * hour)],
    );
    await queue(key, platform, row!.id);
  }
});

const queue = (key: string, platform: string, inboxId: string | null): Promise<object[]> =>
  county.sql(
    `INSERT INTO outbox (county, key, platform, conversation, inbox_id, payload) VALUES ('demo', $1, $2, $1, $3, $4)`,
    [key, platform, inboxId, { key, conversation: key, text: key, code: null, mentions: [], replyTo: null, buttons: [], images: [], files: [] }], // prettier-ignore
  );
const lease = async (): Promise<string[]> =>
  (await leaseMessages(county.db, [{ platform: 'web', idempotentSend: true }, { platform: 'other', idempotentSend: true }], 9, 60_000)) // prettier-ignore
    .map((l) => l.message.key);
const states = (): Promise<object[]> => county.sql('SELECT key, state, why FROM outbox ORDER BY id');

test('nothing is leased while sends are held', async () => {
  expect(await lease()).toEqual([]);
  expect(await heldSince(county.db)).toEqual(new Date(wednesday));
  expect(await states()).toEqual(['a', 'b', 'c'].map((key) => ({ key, state: 'waiting', why: null })));
});

test('another county of the database sends all the same', async () => {
  await county.sql(`INSERT INTO county (id, name, packs, sends_held_at) VALUES ('other', '别的县', '{}', now())`);
  await county.sql('UPDATE county SET sends_held_at = NULL WHERE id = $1', ['demo']);
  expect(await lease()).toEqual(['a', 'b', 'c']);
  await county.sql(`DELETE FROM county WHERE id = 'other'`);
});

test('what is held is counted by platform with its age', async () => {
  expect(await heldSends(county.db)).toEqual({
    since: new Date(wednesday),
    platforms: [
      { platform: 'other', count: 1, oldest: new Date(wednesday - 30 * hour) },
      { platform: 'web', count: 2, oldest: new Date(wednesday - 5 * hour) },
    ],
  });
});

test('all of it goes once it is let go, the senders are woken, and the audit chain says so', async () => {
  const woken = new Promise<string>((resolve) => {
    const listening = listen(county.url, ['zhucun_outbox'], (_channel, payload) => {
      if (payload === '') void releaseSends(county.db, null, wednesday);
      else void listening.stop().then(() => resolve(payload));
    });
  });
  expect(await woken).toBe('demo');
  expect(await lease()).toEqual(['a', 'b', 'c']);
  const [entry] = await county.sql<{ payload: string }>(`SELECT payload FROM audit_entry WHERE verb = 'release-sends'`);
  expect(JSON.parse(entry!.payload)).toEqual({ olderThanHours: null, dropped: 0, waiting: 3 });
  expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
});

test('what is older than the operator says, or of no age, is given up', async () => {
  await queue('d', 'web', null);
  expect(await releaseSends(county.db, 5, wednesday + 1)).toEqual({ dropped: 3, waiting: 1 });
  expect(await states()).toEqual([
    { key: 'a', state: 'waiting', why: null },
    ...['b', 'c', 'd'].map((key) => ({ key, state: 'refused', why: 'dropped-after-restore' })),
  ]);
  expect(await lease()).toEqual(['a']);
});

test('there is nothing to let go where nothing is held', async () => {
  await releaseSends(county.db, null, wednesday);
  expect(await releaseSends(county.db, 0, wednesday)).toBeNull();
  expect((await states()).every((s) => (s as { state: string }).state === 'waiting')).toBe(true);
  expect(await county.sql(`SELECT id FROM audit_entry WHERE verb = 'release-sends'`)).toHaveLength(1);
});
