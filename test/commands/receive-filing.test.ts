/** 收到 of a copy for filing: its receipt, and never an approval. */
import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../src/commands/acknowledge.ts';
import { receiveFiling } from '../../src/commands/receive-filing.ts';
import { saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import { bureau, jointLeave, shortLeave } from './requests.ts';

const filed = shortLeave({ state: 'approved', step: 1, version: 2 });
const quoting = (scene: Scene = {}): Scene => ({ requests: [filed], quotes: 'r1', ...scene });

describe('收到', () => {
  test('to a copy is kept as its receipt, and told to nobody', () => {
    const outcome = acknowledge(saidBy('p9', quoting()), null);
    expect(outcome.effects).toEqual([
      {
        effect: 'receive-filing',
        receipt: {
          requestId: 'r1',
          body: '县乡村振兴局',
          scopeId: '',
          personId: 'p9',
          at: shanghai('2026-12-02 10:00'),
        },
      },
    ]);
    expect(toldBy(outcome)).toEqual(['here filing-received']);
    expect(outcome.replies[0]?.requestId).toBe('r1');
  });

  test('with a code is for that one, though nothing is quoted', () => {
    expect(saysOf(acknowledge(saidBy('p9', { requests: [jointLeave(), filed] }), 'A1B2'))).toEqual(['filing-received']);
    expect(acknowledge(saidBy('p9', { requests: [filed] }), 'Z9Z9').effects).toEqual([]);
  });

  test('of one who holds two seats that it was filed with is given for both', () => {
    const filings = [bureau, { body: '县委组织部', scopeId: '', title: '示例县委组织部' }];
    const scene = quoting({ requests: [{ ...filed, filings }], holders: { 县委组织部: ['p9'] } });
    expect(acknowledge(saidBy('p9', scene), null).effects).toMatchObject([
      { receipt: { body: '县乡村振兴局' } },
      { receipt: { body: '县委组织部' } },
    ]);
  });

  test.each([
    ['one who holds no such seat', 'p8'],
    ['the approver', 'p6'],
    ['the applicant', 'p1'],
  ])('by %s is no receipt', (_, personId) => {
    expect(acknowledge(saidBy(personId, quoting()), null)).toEqual({ effects: [], replies: [] });
  });

  test('before it is approved is no receipt, and no approval either', () => {
    const open = quoting({ requests: [shortLeave()], holders: { '乡镇（街道）党（工）委书记': ['p9'] } });
    expect(receiveFiling(saidBy('p9', open), ['r1'])).toBeNull();
    const outcome = acknowledge(saidBy('p9', open), null);
    expect(saysOf(outcome)).toEqual(['not-heard-as-answer']);
    expect(outcome.effects).toEqual([]);
  });

  test('alone is for the only copy that is still to be confirmed', () => {
    expect(saysOf(acknowledge(saidBy('p9', { requests: [filed] }), null))).toEqual(['filing-received']);
    const receipts = [{ requestId: 'r1', body: bureau.body, scopeId: '', personId: 'p9', at: 0 }];
    expect(acknowledge(saidBy('p9', { requests: [filed], receipts }), null)).toEqual({ effects: [], replies: [] });
    const other = { ...filed, id: 'r5', code: 'J9K1' };
    const outcome = acknowledge(saidBy('p9', { requests: [filed, other], receipts }), null);
    expect(outcome.effects).toMatchObject([{ receipt: { requestId: 'r5' } }]);
  });

  test('alone is asked about where several are still to be confirmed', () => {
    const outcome = acknowledge(saidBy('p9', { requests: [filed, { ...filed, id: 'r5', code: 'J9K1' }] }), null);
    expect(saysOf(outcome)).toEqual(['which-copy']);
    expect(outcome.effects).toEqual([]);
  });

  test('alone is no receipt while something waits for an answer: it may have been meant for that', () => {
    const scene = { requests: [filed, shortLeave({ id: 'r5' })], holders: { '乡镇（街道）党（工）委书记': ['p9'] } };
    const outcome = acknowledge(saidBy('p9', scene), null);
    expect(saysOf(outcome)).toEqual(['not-heard-as-answer']);
    expect(outcome.effects).toEqual([]);
  });

  test.each(['rejected', 'withdrawn', 'cancelled'] as const)('alone is none of a copy of one that is %s', (state) => {
    expect(acknowledge(saidBy('p9', { requests: [{ ...filed, state }] }), null).effects).toEqual([]);
  });

  test('is for that request and no other: ids are compared whole', () => {
    expect(receiveFiling(saidBy('p9', { requests: [filed] }), ['r12'])).toBeNull();
  });
});
