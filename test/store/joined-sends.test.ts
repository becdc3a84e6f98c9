import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { limitsOf } from '../../bots/wechat/pace.ts';
import type { SendLimit } from '../../src/chat/message.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import { leaseMessages, settleMessages, type LeasedMessage } from '../../src/store/outbox.ts';
import type { Send } from '../../src/store/work-result.ts';
import { openedCounty, sendTo, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const now = Date.now();
const limits = limitsOf(400);
const toGroup = (key: string, { message = {}, ...more }: Parameters<typeof sendTo>[2] = {}): Send =>
  sendTo('p1', key, { personId: null, message: { conversation: 'g1', ...message }, ...more });
const queue = (...sends: readonly Send[]): Promise<void> =>
  inTransaction(county.db, (tx) => addSends(tx, county.db.county, [{ inboxId: 1n, sends }]));
const lease = (of: readonly SendLimit[] = limits, idempotentSend = false): Promise<LeasedMessage[]> =>
  leaseMessages(county.db, [{ platform: 'web', idempotentSend, limits: of }], 64, 60_000, now);
const keysOf = (leased: readonly LeasedMessage[]): string[] => leased.map((l) => l.message.key);
const pass = (ms: number): Promise<unknown> =>
  county.sql(`UPDATE recent_send SET at = at - $1 * interval '1 millisecond'`, [ms]);
const minutes = (n: number): number => now + n * 60_000;

describe('what waits for one group', () => {
  test('is leased as one message, in its order, and takes one place', async () => {
    await queue(toGroup('a'), toGroup('b'), toGroup('c'), sendTo('p1', 'mine'));
    const mine = await lease();
    expect(keysOf(mine)).toEqual(['mine']);
    await pass(4200);
    const leased = await lease();
    expect(keysOf(leased)).toEqual(['a', 'b', 'c']);
    const [first] = leased;
    expect(leased.map((l) => l.goesWith)).toEqual([null, first!.id, first!.id]);
    expect(await county.sql(`SELECT 1 FROM recent_send WHERE conversation = 'g1'`)).toHaveLength(1);
    await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
    expect(await county.sql(`SELECT 1 FROM outbox WHERE state = 'sent'`)).toHaveLength(3);
  });

  test('comes in at most two messages within ten minutes, however much is said meanwhile', async () => {
    const got: string[] = [];
    for (let i = 0; i < 12; i++) {
      await queue(toGroup(`k${i}`));
      const leased = await lease();
      if (leased.length > 0) got.push(keysOf(leased).join('+'));
      await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
      await pass(61_000);
    }
    expect(got).toEqual(['k0', 'k1', 'k2+k3+k4+k5+k6+k7+k8+k9+k10', 'k11']);
  });

  test('goes apart where the platform does not ask for it, or knows a second send by its key', async () => {
    await queue(toGroup('a'), toGroup('b'));
    const apart = limits.map(({ of, count, perMs }) => ({ of, count, perMs }));
    expect(keysOf(await lease(apart))).toEqual(['a']);
    await county.sql(`UPDATE outbox SET state = 'waiting'; DELETE FROM recent_send`);
    expect(keysOf(await lease(limits, true))).toEqual(['a']);
  });

  test('goes apart from what others are told, and from other groups', async () => {
    await queue(toGroup('a'), toGroup('other', { message: { conversation: 'g2' } }), sendTo('p1', 'mine'), sendTo('p1', 'mine too')); // prettier-ignore
    const all: string[] = [];
    for (let i = 0; i < 4; i++) {
      const leased = await lease();
      all.push(keysOf(leased).join('+'));
      await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
      await pass(4200);
    }
    expect(all).toEqual(['mine', 'mine too', 'a', 'other']);
  });
});

describe('what is planned for the same group within the hour', () => {
  test('comes along; what is for later waits for its time', async () => {
    await queue(
      toGroup('digest', { notBefore: minutes(58) }),
      toGroup('away'),
      toGroup('noon', { notBefore: minutes(61) }),
    );
    const leased = await lease();
    expect(keysOf(leased)).toEqual(['digest', 'away']);
    expect(leased[0]!.goesWith).toBe(leased[1]!.id);
  });

  test('does not go out by itself before its time', async () => {
    await queue(toGroup('digest', { notBefore: minutes(58) }));
    expect(await lease()).toEqual([]);
  });

  test('comes once: its own time finds nothing left', async () => {
    await queue(toGroup('digest', { notBefore: minutes(5) }), toGroup('away'));
    await settleMessages(county.db, (await lease()).map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
    await pass(3_600_000);
    const at = minutes(10);
    expect(await leaseMessages(county.db, [{ platform: 'web', idempotentSend: false, limits }], 64, 60_000, at)).toEqual([]); // prettier-ignore
    await queue(toGroup('digest'));
    expect(await lease()).toEqual([]);
  });
});

describe('what has to go by itself', () => {
  const plain = { key: 'a', buttons: [], images: [], files: [], code: null, replyTo: null };
  const image = { sha256: 'a'.repeat(64), contentType: 'image/png', sizeBytes: 9 };
  test.each([
    ['answers somebody in the group', { replyTo: 'm1' }],
    ['is about a request', { code: 'A1B2' }],
    ['has buttons', { buttons: [{ id: 'b', label: '好', words: '好' }] }],
    ['has a photo', { images: [image] }],
    ['has a file', { files: [{ ...image, name: '表.xlsx' }] }],
  ])('%s: nothing goes with it, nothing before it waits, nothing after it passes', async (_, odd) => {
    await queue(toGroup('a'), toGroup('b'), toGroup('odd', { message: { ...plain, ...odd, key: 'odd' } }), toGroup('c'), toGroup('d')); // prettier-ignore
    const got: string[] = [];
    for (let i = 0; i < 3; i++) {
      const leased = await lease();
      got.push(keysOf(leased).join('+'));
      await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
      await pass(607_000);
    }
    expect(got).toEqual(['a+b', 'odd', 'c+d']);
  });

  test('is what would be too long together, counted as the platform counts', async () => {
    const texts = { a: '甲'.repeat(1500), b: '😀'.repeat(248), c: '乙' };
    await queue(...Object.entries(texts).map(([key, text]) => toGroup(key, { message: { text } })));
    // 1,500 and 496 units and a blank line of two are 1,998: with another line and letter it is over 2,000.
    const leased = await lease();
    expect(keysOf(leased)).toEqual(['a', 'b']);
    expect(leased.map((l) => l.message.text).join('\n\n').length).toBe(1998);
  });

  test('is what is to be tried again, and not yet', async () => {
    await queue(toGroup('a'), toGroup('b'), toGroup('c'));
    await county.sql(`UPDATE outbox SET why = 'busy', not_before = now() + interval '5 minutes' WHERE key = 'b'`);
    expect(keysOf(await lease())).toEqual(['a']);
  });
});

test('Of two who lease at once one has all of a group.', async () => {
  await queue(...Array.from({ length: 10 }, (_, i) => toGroup(`k${i}`)));
  const both = await Promise.all([lease(), lease(), lease()]);
  expect(both.map((l) => l.length).sort((a, b) => a - b)).toEqual([0, 0, 10]);
});

test('Whose lease ran out may all have arrived.', async () => {
  await queue(toGroup('a'), toGroup('b'));
  expect(await lease()).toHaveLength(2);
  await county.sql(`UPDATE outbox SET lease_until = now() - interval '1 second'`);
  await lease();
  expect(await county.sql('SELECT state FROM outbox')).toEqual([{ state: 'unknown' }, { state: 'unknown' }]);
});
