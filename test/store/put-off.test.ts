/** A message that is put off waits for its time; what is said to the same chat meanwhile does not wait for it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SendLimit, SendOutcome } from '../../src/chat/message.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import { moveSends } from '../../src/store/fall-over.ts';
import { queueFigures } from '../../src/store/health.ts';
import { nextPlaceMs } from '../../src/store/limited-lease.ts';
import { leaseMessages, settleMessages, type LeasedMessage } from '../../src/store/outbox.ts';
import { openedCounty, sendTo, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const eight = Date.parse('2026-12-02T00:00:00Z');
const minutes = (n: number): number => eight + n * 60_000;
const limits: readonly SendLimit[] = [{ of: 'app', count: 100, perMs: 1 }];
const kinds = [
  ['without limits', [{ platform: 'web', idempotentSend: true }]],
  ['within limits', [{ platform: 'web', idempotentSend: true, limits }]],
] as const;
const sent: SendOutcome = { status: 'sent', messageId: 'm' };
const settle = (leased: readonly LeasedMessage[], outcome: SendOutcome = sent) =>
  settleMessages(county.db, leased.map((one) => ({ leased: one, outcome }))); // prettier-ignore
/** To p1, unless it is said. */
const queue = (
  ...sends: readonly (readonly [key: string, notBefore?: number | undefined, to?: string])[]
): Promise<void> =>
  inTransaction(county.db, (tx) =>
    addSends(tx, county.db.county, [
      {
        inboxId: 1n,
        sends: sends.map(([key, notBefore, to = 'p1']) =>
          sendTo(to, key, notBefore === undefined ? {} : { notBefore }),
        ),
      },
    ]),
  );

describe.each(kinds)('on a platform %s', (_, terms) => {
  const lease = (at: number): Promise<LeasedMessage[]> => leaseMessages(county.db, terms, 64, 60_000, at);
  const keysAt = async (at: number): Promise<string[]> => (await lease(at)).map((l) => l.message.key);
  const sentAt = async (at: number): Promise<string[]> => {
    const leased = await lease(at);
    await settle(leased);
    return leased.map((l) => l.message.key);
  };

  test('it goes out at its time, not before', async () => {
    await queue(['reminder', minutes(12)]);
    expect(await keysAt(minutes(12) - 1)).toEqual([]);
    expect(await keysAt(minutes(12))).toEqual(['reminder']);
  });

  test('an answer of 8:05 passes a reminder that waits until 8:12, and the reminder still goes out at 8:12', async () => {
    await queue(['reminder', minutes(12)]);
    await queue(['answer'], ['answer-2']);
    expect(await sentAt(minutes(5))).toEqual(['answer']);
    expect(await sentAt(minutes(5))).toEqual(['answer-2']);
    expect(await sentAt(minutes(5))).toEqual([]);
    expect(await sentAt(minutes(12))).toEqual(['reminder']);
  });

  test('once it is due, what comes after it waits its turn', async () => {
    await queue(['reminder', minutes(12)], ['reminder~1', minutes(12)]);
    await queue(['answer']);
    const rounds: string[][] = [];
    for (let i = 0; i < 3; i++) rounds.push(await sentAt(minutes(13)));
    expect(rounds).toEqual([['reminder'], ['reminder~1'], ['answer']]);
  });

  test('it does not go out while an answer that passed it is being sent, and neither waits for good', async () => {
    await queue(['reminder', minutes(12)], ['answer']);
    const passing = await lease(minutes(11));
    expect(passing.map((l) => l.message.key)).toEqual(['answer']);
    expect(await keysAt(minutes(12))).toEqual([]);
    // Whoever had it is gone: its lease ran out.
    await county.sql(`UPDATE outbox SET lease_until = now() - interval '1 second' WHERE key = 'answer'`);
    expect(await sentAt(minutes(12))).toEqual(['reminder']);
    expect(await sentAt(minutes(12))).toEqual(['answer']);
  });

  test('refused for now after its time, it holds back what follows, as any other does', async () => {
    await queue(['reminder', minutes(12)], ['answer']);
    await sentAt(minutes(5));
    await queue(['later']);
    await settle(await lease(minutes(12)), { status: 'refused', retryAt: Date.now() + 3_600_000, why: 'busy' });
    expect(await keysAt(minutes(13))).toEqual([]);
    await county.sql('UPDATE outbox SET not_before = NULL');
    expect(await keysAt(minutes(13))).toEqual(['reminder']);
  });

  test('other chats have nothing to do with it', async () => {
    await queue(['reminder', minutes(12)], ['another', undefined, 'p2'], ['theirs', minutes(4), 'p3']);
    expect((await sentAt(minutes(5))).sort()).toEqual(['another', 'theirs']);
  });

  test('its time is counted from then on, not from the message that brought it about', async () => {
    await county.sql(
      `INSERT INTO inbox (id, county, platform, event_key, conversation, sender_id, payload, received_at, worked_at, state)
       VALUES (1, 'demo', 'clock', 't', 'clock', 'clock', '{}', $1, $1, 'done') ON CONFLICT DO NOTHING`,
      [new Date(eight)],
    );
    await queue(['reminder', minutes(12)], ['plain', undefined, 'p2']);
    const leased = await lease(minutes(12));
    expect(leased.map((l) => [l.message.key, l.receivedAt, l.queuedAt])).toEqual([
      ['reminder', minutes(12), minutes(12)],
      ['plain', eight, eight],
    ]);
  });
});

test('A platform at its limit is not woken for what is put off.', async () => {
  const narrow = { platform: 'web', limits: [{ of: 'app', count: 1, perMs: 60_000 }] as const };
  await queue(['now'], ['reminder', minutes(12), 'p2']);
  await leaseMessages(county.db, [{ ...narrow, idempotentSend: true }], 64, 60_000, minutes(5));
  expect(await nextPlaceMs(county.db, narrow, minutes(5))).toBeNull();
  expect(await nextPlaceMs(county.db, narrow, minutes(12))).toBeGreaterThan(50_000);
});

test('It stays put off where it moves to another platform of its person, and one that was tried goes at once.', async () => {
  await county.sql(
    `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation) VALUES ('demo', 'other-p1', 'other', 'u1', 'p1', 'd-other')`,
  );
  await queue(['tried'], ['reminder', minutes(12)]);
  const tried = await leaseMessages(county.db, [{ platform: 'web', idempotentSend: true }], 64, 60_000, eight);
  await settle(tried, { status: 'refused', retryAt: minutes(60), why: 'busy', of: 'chat' });
  expect(await moveSends(county.db, { platform: 'web' }, ['other'])).toHaveLength(2);
  expect(await county.sql('SELECT key, platform, not_before FROM outbox ORDER BY id')).toEqual([
    { key: 'tried', platform: 'other', not_before: null },
    { key: 'reminder', platform: 'other', not_before: new Date(minutes(12)) },
  ]);
});

test('What is put off is no backlog.', async () => {
  await county.sql(
    `INSERT INTO inbox (id, county, platform, event_key, conversation, sender_id, payload, received_at, state)
     VALUES (1, 'demo', 'clock', 't', 'clock', 'clock', '{}', now() - interval '1 hour', 'done') ON CONFLICT DO NOTHING`,
  );
  await queue(['reminder', Date.now() + 3_600_000]);
  expect((await queueFigures(county.db)).outboxOldestSeconds).toBe(0);
  await queue(['answer']);
  expect((await queueFigures(county.db)).outboxOldestSeconds).toBeGreaterThan(3000);
});
