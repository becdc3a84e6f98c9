import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import { keepMessage, takeMessages } from '../../src/store/inbox.ts';
import { leaseMessages, settleMessages, type LeasedMessage } from '../../src/store/outbox.ts';
import { messageFrom, openedCounty, sendTo, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

/** A notice about a request to p6 that is on its way. */
async function noticeUnderWay(): Promise<LeasedMessage[]> {
  const { db } = county;
  await inTransaction(db, (tx) =>
    addSends(tx, db.county, [{ inboxId: 1n, sends: [sendTo('p6', 'notice', { requestId: 'r1' })] }]),
  );
  return leaseMessages(db, [{ platform: 'web', idempotentSend: true }], 64, 60_000);
}

const say = (text: string, quoted: string | null, receivedAt: number): Promise<boolean> =>
  keepMessage(
    county.db,
    messageFrom('p6', { text, receivedAt, quote: quoted === null ? null : { messageId: quoted, text: null } }),
  );
const peek = (): Promise<string[]> =>
  inTransaction(county.db, async (tx) =>
    (await takeMessages(tx, county.db.county, 64)).messages.map((m) => m.message.text),
  );

test('An answer that quotes a message whose send is not settled waits until it is.', async () => {
  const leased = await noticeUnderWay();
  await say('同意', 'm1', Date.now());
  expect(await peek()).toEqual([]);
  await settleMessages(
    county.db,
    leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: 'm1' } })),
  );
  expect(await peek()).toEqual(['同意']);
});

test('So does one that quotes a message whose send is to be repeated, since nobody knows whether it arrived.', async () => {
  const leased = await noticeUnderWay();
  const again = { status: 'refused', retryAt: Date.now() + 60_000, why: 'aborted' } as const;
  await settleMessages(
    county.db,
    leased.map((one) => ({ leased: one, outcome: again })),
  );
  await say('同意', 'm1', Date.now());
  expect(await peek()).toEqual([]);
});

test('What quotes nothing does not wait, and nothing waits for more than a minute.', async () => {
  await noticeUnderWay();
  await say('打卡', null, Date.now());
  expect(await peek()).toEqual(['打卡']);
  await county.sql('DELETE FROM inbox');
  await say('同意', 'm1', Date.now() - 61_000);
  expect(await peek()).toEqual(['同意']);
});
