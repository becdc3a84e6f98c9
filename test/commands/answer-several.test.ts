/** 同意 1 3 and 都同意. */
import { describe, expect, test } from 'vitest';
import { answerByReply, type AnswerSlots } from '../../src/commands/answer-request.ts';
import { answerItems } from '../../src/commands/answer-several.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { anyOne } from '../../src/commands/find-request.ts';
import type { ListedRequest } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { answeredBy, heldLeave, jointLeave, organisation, shortLeave, unit } from './requests.ts';

const three = (): Request[] => [
  shortLeave({ openedAt: 1 }),
  shortLeave({ id: 'r5', code: 'J9K1', applicantId: 'p2', openedAt: 2 }),
  shortLeave({ id: 'r6', code: 'L2M3', applicantId: 'p3', openedAt: 3 }),
];
const listOf = (requests: readonly Request[]): ListedRequest[] =>
  requests.map(({ id, revision }) => ({ requestId: id, revision }));
const said = (slots: Partial<AnswerSlots>, scene: Scene, personId = 'p6'): Outcome =>
  answerByReply(saidBy(personId, scene), { verdict: 'approve', which: anyOne, note: null, ...slots });
const numbers = (...n: number[]): AnswerSlots['which'] => ({ ...anyOne, numbers: n });
const moved = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'move-request').map((e) => `${e.requestId} v${e.version} ${e.state}`);
const refused = (outcome: Outcome): string[] =>
  resultOf(outcome, 'answers-recorded').refused.map((r) => `${r.shown.request.id} ${r.why}`);
const done = (outcome: Outcome): string[] =>
  resultOf(outcome, 'answers-recorded').done.map((r) => `${r.shown.request.id} ${r.next}`);

describe('several numbers', () => {
  test('answer those and no others, each with all that follows of it', () => {
    const outcome = said({ which: numbers(1, 3) }, { requests: three(), listed: listOf(three()) });
    expect(moved(outcome)).toEqual(['r1 v1 approved', 'r6 v1 approved']);
    expect(effectsOf(outcome, 'answer-seat').map((e) => e.requestId)).toEqual(['r1', 'r6']);
    expect(done(outcome)).toEqual(['r1 approved', 'r6 approved']);
    expect(toldBy(outcome)).toEqual([
      'here answers-recorded',
      'p1 request-approved',
      'p9 filing-copy',
      'p3 keeper-told',
      'team-v1 away-notice',
      'p3 request-approved',
      'p9 filing-copy',
      'p7 keeper-told',
      'team-v1 away-notice',
    ]);
    const keys = outcome.replies.flatMap((r) => r.once ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('one of which is not on the list answer nothing at all', () => {
    const outcome = said({ which: numbers(1, 4, 9) }, { requests: three(), listed: listOf(three()) });
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'no-such-number', numbers: [4, 9], listed: 3 }]);
    expect(outcome.effects).toEqual([]);
  });

  test('leave alone what has changed, ended or is not one’s own to answer, and say so of each', () => {
    const own = shortLeave({ id: 'r7', applicantId: 'p6', code: 'N4P5' });
    const later = shortLeave({ id: 'r8', code: 'Q6R7', steps: [...jointLeave().steps, ...shortLeave().steps] });
    const before = [...three(), own, later];
    const listed = listOf(before);
    const requests = [
      { ...before[0]!, version: 2, revision: 1 },
      { ...before[1]!, version: 2, state: 'withdrawn' as const },
      before[2]!,
      own,
      later,
    ];
    const outcome = said({ which: numbers(1, 2, 3, 4, 5) }, { requests, listed });
    expect(done(outcome)).toEqual(['r6 approved']);
    expect(refused(outcome)).toEqual(['r1 changed', 'r5 ended', 'r7 own-request', 'r8 later-step']);
    expect(moved(outcome)).toEqual(['r6 v1 approved']);
  });

  test('reject with one reason all of them', () => {
    const outcome = said(
      { which: numbers(1, 2), verdict: 'reject', note: '那几天有检查' },
      { requests: three(), listed: listOf(three()) },
    );
    expect(moved(outcome)).toEqual(['r1 v1 rejected', 'r5 v1 rejected']);
    expect(effectsOf(outcome, 'answer-seat').map((e) => e.note)).toEqual(['那几天有检查', '那几天有检查']);
    expect(toldBy(outcome)).toEqual(['here answers-recorded', 'p1 request-rejected', 'p2 request-rejected']);
  });

  test('rejected without a reason are asked for one by one', () => {
    const outcome = said({ which: numbers(1, 3), verdict: 'reject' }, { requests: three(), listed: listOf(three()) });
    expect(resultOf(outcome, 'which-request').shown.map((s) => s.request.id)).toEqual(['r1', 'r6']);
    expect(questionAfter(outcome)).toMatchObject({
      about: 'which-request',
      verdict: 'reject',
      items: [{ requestId: 'r1', revision: 0 }, { requestId: 'r6' }],
    });
    expect(moved(outcome)).toEqual([]);
  });

  test('of which none could be counted say so, and nothing more', () => {
    const requests = three().map((r) => ({ ...r, version: 2, state: 'rejected' as const }));
    const outcome = said({ which: numbers(1, 2) }, { requests, listed: listOf(three()) });
    expect(done(outcome)).toEqual([]);
    expect(outcome.effects).toEqual([]);
  });
});

describe('all of them', () => {
  const all = { ...anyOne, all: true };

  test('are shown and asked about once; nothing is approved yet', () => {
    const outcome = said({ which: all }, { requests: three(), messageId: 33n });
    expect(saysOf(outcome)).toEqual(['confirm-all']);
    expect(questionAfter(outcome)).toEqual({ about: 'approve-all', items: listOf(three()) });
    expect(effectsOf(outcome, 'show-list')).toMatchObject([{ accountId: 'web-p6', items: listOf(three()) }]);
    expect(outcome.replies[0]?.buttons.map((b) => b.action)).toEqual([
      { does: 'dialogue', word: 'confirm', dialogueId: '33' },
      { does: 'dialogue', word: 'cancel', dialogueId: '33' },
    ]);
    expect(moved(outcome)).toEqual([]);
  });

  test('are those that wait for oneself: neither one’s own, nor what no rule settles', () => {
    const requests = [...three(), heldLeave(), shortLeave({ id: 'r9', applicantId: 'p11' })];
    const scene = {
      requests,
      county: sampleCountyWithOfficer,
      holders: { '乡镇（街道）党（工）委书记': ['p6', 'p11'] },
    };
    expect(resultOf(said({ which: all }, scene, 'p11'), 'confirm-all').shown.map((s) => s.request.id)).toEqual([
      'r1',
      'r5',
      'r6',
    ]);
  });

  test('are nothing where nothing waits', () => {
    expect(saysOf(said({ which: all }, { requests: [] }))).toEqual(['nothing-to-answer']);
    expect(saysOf(said({ which: all }, { requests: three() }, 'p8'))).toEqual(['nothing-to-answer']);
  });

  test.each(['reject', 'return'] as const)('can’t be answered by one %s: which is asked', (verdict) => {
    const outcome = said({ which: all, verdict, note: '有检查' }, { requests: three() });
    expect(saysOf(outcome)).toEqual(['which-request']);
    expect(moved(outcome)).toEqual([]);
  });

  const confirmed = (requests: readonly Request[], shown: readonly Request[], scene: Scene = {}): Outcome =>
    answerItems(
      saidBy('p6', { ...scene, requests, question: { about: 'approve-all', items: listOf(shown) } }),
      listOf(shown),
      { verdict: 'approve', note: null },
    );

  test('once confirmed are approved, and the question is closed once', () => {
    const outcome = confirmed(three(), three());
    expect(moved(outcome)).toEqual(['r1 v1 approved', 'r5 v1 approved', 'r6 v1 approved']);
    expect(effectsOf(outcome, 'close-question')).toHaveLength(1);
  });

  test('are not the one that was changed in between, which keeps waiting', () => {
    const requests = three().map((r) => (r.id === 'r5' ? { ...r, version: 2, revision: 1, days: 30 } : r));
    const outcome = confirmed(requests, three());
    expect(moved(outcome)).toEqual(['r1 v1 approved', 'r6 v1 approved']);
    expect(refused(outcome)).toEqual(['r5 changed']);
  });

  test('are not one that came since they were shown', () => {
    const late = shortLeave({ id: 'r9', code: 'S8T9', openedAt: 9 });
    expect(moved(confirmed([...three(), late], three()))).toHaveLength(3);
  });

  test('close the question though nothing could be counted any more', () => {
    const requests = three().map((r) => ({ ...r, version: 2, state: 'withdrawn' as const }));
    const outcome = confirmed(requests, three());
    expect(outcome.effects).toEqual([{ effect: 'close-question', accountId: 'web-p6' }]);
    expect(refused(outcome)).toEqual(['r1 ended', 'r5 ended', 'r6 ended']);
  });

  test('that wait for others besides say for whom', () => {
    const joint = jointLeave();
    const outcome = answerItems(saidBy('p8', { requests: [joint] }), listOf([joint]), {
      verdict: 'approve',
      note: null,
    });
    expect(done(outcome)).toEqual(['r2 waits-for-others']);
    expect(toldBy(outcome)).toEqual(['here answers-recorded']);
  });

  test('count where another has answered since they were shown: what is asked for is the same', () => {
    const half = jointLeave({ version: 2, steps: [{ mode: 'all', seats: [organisation, answeredBy('p10', unit)] }] });
    const items = listOf([jointLeave()]);
    expect(done(answerItems(saidBy('p8', { requests: [half] }), items, { verdict: 'approve', note: null }))).toEqual([
      'r2 approved',
    ]);
  });
});
