import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { SeatKey } from '../../src/domain/request.ts';
import type { WorkResult } from '../../src/store/apply.ts';
import { leaseMessages, settleMessages, type LeasedMessage } from '../../src/store/outbox.ts';
import { appliedTo, openedCounty, resultOf, sendTo, wednesday, type OpenedCounty } from './opened-county.ts';
import { answering, assigning, jointLeave, moving, organisation, unit } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const applied = (...results: readonly WorkResult[]): Promise<void> => appliedTo(county.db, ...results);
const lease = (): Promise<LeasedMessage[]> =>
  leaseMessages(county.db, [{ platform: 'web', idempotentSend: true }], 64, 60_000);
/** Sends everything that waits; each message gets the id `sent:` and its key. Gives what was sent. */
async function sendAll(): Promise<LeasedMessage[]> {
  const all: LeasedMessage[] = [];
  for (let leased = await lease(); leased.length > 0; leased = await lease()) {
    await settleMessages(
      county.db,
      leased.map((one) => ({
        leased: one,
        outcome: { status: 'sent', messageId: one.updates ?? `sent:${one.message.key}` },
      })),
    );
    all.push(...leased);
  }
  return all;
}
const updated = (sends: readonly LeasedMessage[]): (string | null)[] => sends.map((s) => s.updates).sort();

const buttons = [
  { id: 'b1', label: '同意', words: '同意' },
  { id: 'b2', label: '驳回', words: '驳回 理由' },
];
const asksFor = (personId: string): ReturnType<typeof sendTo> =>
  sendTo(personId, `ask-${personId}`, { requestId: 'r2', message: { text: `请审批 ${personId}`, buttons } });
const opened = resultOf(
  101n,
  'p1',
  [{ effect: 'open-request', request: jointLeave, beside: null }],
  [asksFor('p8'), asksFor('p10'), sendTo('p1', 'told', { requestId: 'r2' })],
);
const move = (version: number, more: Parameters<typeof moving>[0] = {}): Effect =>
  moving({ requestId: 'r2', version, state: 'open', step: 0, ...more });
const answer = (personId: string, seat: SeatKey): Effect => answering({ requestId: 'r2', personId, seat });

describe('buttons of a request', () => {
  test('are taken off for the one who answered while others still must', async () => {
    await applied(opened);
    await sendAll();
    await applied(resultOf(102n, 'p8', [answer('p8', organisation), move(1, {})]));
    const [update, ...more] = await sendAll();
    expect(more).toEqual([]);
    expect(update?.updates).toBe('sent:ask-p8');
    expect(update?.message).toMatchObject({ text: '请审批 p8', conversation: 'd-web-p8', buttons: [] });
  });

  test.each(['approved', 'rejected', 'withdrawn', 'returned'] as const)(
    'are taken off for everybody once it is %s',
    async (state) => {
      await applied(opened);
      await sendAll();
      await applied(resultOf(102n, 'p8', [answer('p8', organisation), move(1, { state })]));
      expect(updated(await sendAll())).toEqual(['sent:ask-p10', 'sent:ask-p8']);
    },
  );

  test('are taken off for everybody once the step is through', async () => {
    await applied(opened);
    await sendAll();
    await applied(resultOf(102n, 'p8', [answer('p8', organisation), move(1, { step: 1 })]));
    expect(updated(await sendAll())).toEqual(['sent:ask-p10', 'sent:ask-p8']);
  });

  test('are taken off for the one who handed the seat to somebody else', async () => {
    await applied(opened);
    await sendAll();
    await applied(resultOf(102n, 'p8', [assigning(organisation, 'p9', { requestId: 'r2', by: 'p8' }), move(1)]));
    expect(updated(await sendAll())).toEqual(['sent:ask-p8']);
  });

  test('are taken off for everybody once it is another one', async () => {
    await applied(opened);
    await sendAll();
    const request = { ...jointLeave, days: 2, version: 2 };
    await applied(resultOf(102n, 'p1', [{ effect: 'revise-request', request, version: 1, why: 'edit', beside: null }]));
    expect(updated(await sendAll())).toEqual(['sent:ask-p10', 'sent:ask-p8']);
  });

  test.each([
    ['it is cancelled', 'cancelled'],
    ['the return is reported', 'approved'],
  ] as const)('are taken off for everybody once %s after it was approved', async (_, state) => {
    await applied({
      ...opened,
      effects: [{ effect: 'open-request', request: { ...jointLeave, state: 'approved' }, beside: null }],
    });
    await sendAll();
    await applied(resultOf(102n, 'p1', [move(1, { state, step: 1 })]));
    expect(updated(await sendAll())).toEqual(['sent:ask-p10', 'sent:ask-p8']);
  });

  test('of a copy for filing are taken off for whoever got it, and for nobody else', async () => {
    await applied(opened);
    await sendAll();
    const receipt = { requestId: 'r2', ...organisation, personId: 'p8', at: wednesday };
    const got = (id: bigint): WorkResult => resultOf(id, 'p8', [{ effect: 'receive-filing', receipt }]);
    await applied(got(102n));
    expect(updated(await sendAll())).toEqual(['sent:ask-p8']);
    await applied(got(103n));
    expect(await sendAll()).toEqual([]);
  });

  test('go for the speaker only of the request that was answered, where a message changes two', async () => {
    const other = { ...jointLeave, id: 'r3' };
    const asksOther = sendTo('p10', 'other-p10', { requestId: 'r3', message: { buttons } });
    await applied(
      opened,
      resultOf(102n, 'p2', [{ effect: 'open-request', request: other, beside: null }], [asksOther]),
    );
    await sendAll();
    const moved = move(1, { requestId: 'r3' });
    await applied(resultOf(103n, 'p8', [answer('p8', organisation), move(1), moved]));
    expect(updated(await sendAll())).toEqual(['sent:ask-p8', 'sent:other-p10']);
  });

  test('are taken off again with the next change only where they still stand', async () => {
    await applied(opened);
    await sendAll();
    await applied(resultOf(102n, 'p8', [answer('p8', organisation), move(1, {})]));
    await sendAll();
    await applied(resultOf(103n, 'p10', [answer('p10', unit), move(2, { state: 'approved', step: 1 })]));
    expect(updated(await sendAll())).toContain('sent:ask-p10');
  });

  test('stay on a message that has not arrived yet: pressing them is answered', async () => {
    await applied(opened);
    await applied(resultOf(102n, 'p8', [answer('p8', organisation), move(1, { state: 'approved' })]));
    expect(updated(await sendAll())).toEqual([null, null, null]);
  });

  test('of another request stay', async () => {
    await applied(opened);
    await sendAll();
    const other = { ...jointLeave, id: 'r3' };
    await applied(resultOf(102n, 'p1', [{ effect: 'open-request', request: other, beside: null }]));
    await applied(resultOf(103n, 'p1', [move(1, { requestId: 'r3', state: 'withdrawn' })]));
    expect(await sendAll()).toEqual([]);
  });

  test('go after what was queued for the conversation before', async () => {
    await applied(opened);
    await sendAll();
    const before = resultOf(102n, 'p2', [], [sendTo('p8', 'before')]);
    const after = resultOf(103n, 'p8', [answer('p8', organisation), move(1, {})], [sendTo('p8', 'after')]);
    await applied(before);
    await applied(after);
    const sent = await sendAll();
    expect(sent.map((s) => s.updates ?? s.message.key)).toEqual(['before', 'sent:ask-p8', 'after']);
  });
});

describe('buttons of a question', () => {
  const ask = (id: bigint): WorkResult =>
    resultOf(
      id,
      'p1',
      [
        {
          effect: 'ask',
          accountId: 'web-p1',
          dialogue: { id: String(id), question: { about: 'make-up', asked: 'on', on: null }, askedAt: wednesday },
        },
      ],
      [sendTo('p1', `q${id}`, { message: { buttons } })],
    );
  const close: Effect = { effect: 'close-question', accountId: 'web-p1' };

  test('are taken off once it is answered', async () => {
    await applied(ask(201n));
    await sendAll();
    await applied(resultOf(202n, 'p1', [close]));
    expect(updated(await sendAll())).toEqual(['sent:q201']);
  });

  test('are taken off the old question once the next one is asked', async () => {
    await applied(ask(201n));
    await sendAll();
    await applied(ask(202n));
    expect((await sendAll()).map((s) => s.updates ?? s.message.key)).toEqual(['sent:q201', 'q202']);
  });

  test('of somebody else stay', async () => {
    await applied(ask(201n));
    await sendAll();
    await applied(resultOf(202n, 'p2', [{ effect: 'close-question', accountId: 'web-p2' }]));
    expect(await sendAll()).toEqual([]);
  });
});
