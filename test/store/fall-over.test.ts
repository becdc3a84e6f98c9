import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apply } from '../../src/store/apply.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import { moveSends, type MovedSend } from '../../src/store/fall-over.ts';
import { leaseMessages, settleMessages, type LeasedMessage } from '../../src/store/outbox.ts';
import type { Send } from '../../src/store/work-result.ts';
import { openedCounty, resultOf, sendTo, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  await bind('p1', 'telegram', '2026-01-02');
  await bind('p1', 'feishu', '2026-01-03');
});
afterAll(() => county.close());

const bind = (personId: string, platform: string, on: string): Promise<unknown> =>
  county.sql(`INSERT INTO account VALUES ('demo', $2 || '-' || $1, $2, 'u-' || $1, $1, 'd-' || $2 || '-' || $1, $3::timestamptz)`, [personId, platform, on]); // prettier-ignore
/** The person's latest message came from there. */
const wrote = (personId: string, platform: string): Promise<unknown> =>
  county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
    VALUES ('demo', $2, gen_random_uuid()::text, 'c', 'u-' || $1, '{}', now())`, [personId, platform]); // prettier-ignore
const queue = (...sends: readonly Send[]): Promise<void> =>
  inTransaction(county.db, (tx) => addSends(tx, county.db.county, [{ inboxId: 1n, sends }]));
const lease = (platform = 'web'): Promise<LeasedMessage[]> =>
  leaseMessages(county.db, [{ platform, idempotentSend: false }], 64, 60_000);
const all = ['telegram', 'feishu', 'web'];
const keysOf = async (moved: readonly MovedSend[]): Promise<string[]> =>
  (await county.sql<{ key: string }>('SELECT key FROM outbox WHERE id = ANY($1) ORDER BY id', [moved.map((m) => String(m.id))])).map((r) => r.key); // prettier-ignore
const rows = (): Promise<string[]> =>
  county
    .sql<{ s: string }>(
      `SELECT concat_ws(' ', key, platform, conversation, payload ->> 'conversation', state, attempts, tried::text) AS s FROM outbox ORDER BY id`,
    ) // prettier-ignore
    .then((found) => found.map((r) => r.s));
const down = (to: readonly string[] = all): Promise<MovedSend[]> => moveSends(county.db, { platform: 'web' }, to);

describe('a chat in which nobody is reached', () => {
  test('leaves what was sent there and what waits behind it to the account used last, in order', async () => {
    await wrote('p1', 'feishu');
    await wrote('p1', 'telegram');
    await queue(sendTo('p1', 'a1', { message: { replyTo: 'm9' } }), sendTo('p1', 'a2'), sendTo('p2', 'b1'));
    const [gone] = await lease();
    const moved = await moveSends(county.db, { chatsOf: [gone!] }, all);
    expect(moved.map((m) => `${m.from} ${m.to}`)).toEqual(['web telegram', 'web telegram']);
    expect(await rows()).toEqual([
      'a1 telegram d-telegram-p1 d-telegram-p1 waiting 0 {web}',
      'a2 telegram d-telegram-p1 d-telegram-p1 waiting 0 {web}',
      'b1 web d-web-p2 d-web-p2 leased 1 {}',
    ]);
    expect(await county.sql(`SELECT payload -> 'replyTo' AS r FROM outbox WHERE key = 'a1'`)).toEqual([{ r: null }]);
    expect((await lease('telegram')).map((l) => l.message.key)).toEqual(['a1']);
  });

  test('is not settled a second time by whoever sent', async () => {
    await queue(sendTo('p1', 'a1'));
    const leased = await lease();
    await moveSends(county.db, { chatsOf: leased }, all);
    await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'refused', retryAt: null, why: 'blocked', of: 'chat' } }))); // prettier-ignore
    expect(await rows()).toEqual(['a1 feishu d-feishu-p1 d-feishu-p1 waiting 0 {web}']);
  });

  test('is tried on each platform once, and then it is over', async () => {
    await queue(sendTo('p1', 'a1'));
    for (const from of ['web', 'feishu', 'telegram']) {
      const leased = await lease(from);
      expect(leased).toHaveLength(1);
      const moved = await moveSends(county.db, { chatsOf: leased }, all);
      expect(moved).toHaveLength(from === 'telegram' ? 0 : 1);
    }
    expect(await rows()).toEqual(['a1 telegram d-telegram-p1 d-telegram-p1 leased 1 {web,feishu}']);
  });

  test('whose lease has passed to another is left to that one', async () => {
    await queue(sendTo('p1', 'a1'));
    const [gone] = await lease();
    await county.sql(`UPDATE outbox SET lease = 'other'`);
    expect(await moveSends(county.db, { chatsOf: [gone!] }, all)).toEqual([]);
  });
});

describe('an account that is somebody else’s by now', () => {
  test('loses what waits there for the one before, and keeps what is for the other', async () => {
    await queue(sendTo('p1', 'a1'), sendTo('p1', 'a2'), sendTo('p3', 'c1', { message: { conversation: 'd-web-p1' } }));
    await county.sql(`UPDATE account SET person_id = 'p3' WHERE id = 'web-p1'`);
    await bind('p3', 'telegram', '2026-01-02');
    const leased = await lease();
    expect(leased.map((l) => [l.message.key, l.isAnothers])).toEqual([['a1', true]]);
    expect(await keysOf(await moveSends(county.db, { chatsOf: leased }, all))).toEqual(['a1', 'a2']);
    expect((await lease()).map((l) => [l.message.key, l.isAnothers])).toEqual([['c1', false]]);
  });

  test('is found out where the platform limits sends as well', async () => {
    await queue(sendTo('p1', 'a1'), sendTo('p2', 'b1'), sendTo('p1', 'g1', { personId: null, message: { conversation: 'g' } })); // prettier-ignore
    await county.sql(`UPDATE account SET person_id = 'p3' WHERE id = 'web-p1'`);
    const limits = [{ of: 'app' as const, count: 9, perMs: 1000 }];
    const leased = await leaseMessages(county.db, [{ platform: 'web', idempotentSend: false, limits }], 64, 60_000);
    expect(leased.map((l) => [l.message.key, l.isAnothers])).toEqual([['a1', true], ['b1', false], ['g1', false]]); // prettier-ignore
  });
});

describe('a platform that is down', () => {
  test('leaves what waits there to platforms that are up', async () => {
    await bind('p2', 'telegram', '2026-01-02');
    await queue(sendTo('p1', 'a1'), sendTo('p2', 'b1'), sendTo('p3', 'c1'));
    expect(await keysOf(await down(['telegram']))).toEqual(['a1', 'b1']);
    expect(await down([])).toEqual([]);
    expect((await rows())[2]).toBe('c1 web d-web-p3 d-web-p3 waiting 0 {}');
  });

  test('keeps what was sent, may have arrived, is under way or was refused', async () => {
    await queue(...['sent', 'unknown', 'refused', 'leased', 'perhaps', 'free'].map((key) => sendTo('p1', key)));
    await county.sql(`UPDATE outbox SET state = key::outbox_state WHERE key NOT IN ('perhaps', 'free')`);
    await county.sql(`UPDATE outbox SET settled_at = now() WHERE key = 'perhaps'`);
    expect(await keysOf(await down())).toEqual(['free']);
  });

  test('keeps what is for a group or takes the place of a message', async () => {
    await queue(
      sendTo('p1', 'to-a-group', { personId: null, message: { conversation: 'g-1' } }),
      sendTo('p1', 'in-a-group', { message: { conversation: 'g-1' } }),
      sendTo('p1', 'update'),
    );
    await county.sql(`UPDATE outbox SET updates = 'm1' WHERE key = 'update'`);
    expect(await down()).toEqual([]);
  });

  test('moves to nobody else, and to no account without a direct chat', async () => {
    await county.sql(`UPDATE account SET person_id = 'p2' WHERE id = 'telegram-p1'`);
    await county.sql(`UPDATE account SET direct_conversation = NULL WHERE id = 'feishu-p1'`);
    await queue(sendTo('p1', 'a1'));
    expect(await down()).toEqual([]);
  });

  test('moves each message once where two look at it at once', async () => {
    await queue(...Array.from({ length: 20 }, (_, i) => sendTo('p1', `k${i}`)));
    const both = await Promise.all([down(), down()]);
    expect(both.flat()).toHaveLength(20);
    expect(new Set(both.flat().map((m) => m.id)).size).toBe(20);
  });
});

describe('an account that its person leaves', () => {
  const onTelegram = (key: string): Send => sendTo('p1', key, { platform: 'telegram', message: { conversation: 'd-telegram-p1', replyTo: 'm9' } }); // prettier-ignore
  const leave = (...sends: readonly Send[]): Promise<void> =>
    inTransaction(county.db, (tx) => {
      const unbinds = { effect: 'unbind-account', accountId: 'telegram-p1', personId: 'p1' } as const;
      return apply(tx, county.db.county, [resultOf(1n, 'p1', [unbinds], sends)], wednesday);
    });

  test('is sent nothing more that waited, but that it was left', async () => {
    await queue(onTelegram('a1'), sendTo('p2', 'b1'), onTelegram('perhaps'), onTelegram('update'));
    await county.sql(`UPDATE outbox SET settled_at = now() WHERE key = 'perhaps'`);
    await county.sql(`UPDATE outbox SET updates = 'm1' WHERE key = 'update'`);
    await leave(onTelegram('left'));
    expect(await rows()).toEqual([
      'a1 feishu d-feishu-p1 d-feishu-p1 waiting 0 {}',
      'b1 web d-web-p2 d-web-p2 waiting 0 {}',
      ...['perhaps', 'update', 'left'].map((key) => `${key} telegram d-telegram-p1 d-telegram-p1 waiting 0 {}`),
    ]);
    expect(await county.sql(`SELECT payload -> 'replyTo' AS r FROM outbox WHERE key = 'a1'`)).toEqual([{ r: null }]);
  });

  test('keeps what waits where they have no other', async () => {
    await county.sql(`DELETE FROM account WHERE person_id = 'p1' AND platform <> 'telegram'`);
    await queue(onTelegram('a1'));
    await leave();
    expect(await rows()).toEqual(['a1 telegram d-telegram-p1 d-telegram-p1 waiting 0 {}']);
    await county.sql(`INSERT INTO account VALUES ('demo', 'web-p1', 'web', 'web-p1', 'p1', 'd-web-p1', NULL)`);
  });
});
