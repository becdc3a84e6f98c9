/** Which request an answer is for, and which answers do not count. */
import { describe, expect, test } from 'vitest';
import { effectsOf, questionAfter, resultOf, saysOf } from './facts.ts';
import { organisation, shortLeave, unit } from './requests.ts';
import { said, approve, reject, moved, refusalOf, nothingDone, answeredBy, byCode, byNumber, half } from './answers.ts';

describe('which request is meant', () => {
  const several = [shortLeave({ openedAt: 2 }), shortLeave({ id: 'r4', code: 'G7H8', applicantId: 'p2', openedAt: 1 })];

  test('is the only one open', () => {
    expect(moved(approve('p6', [shortLeave()]))).toEqual(['r1 v1 approved step1']);
    expect(saysOf(approve('p6', []))).toEqual(['nothing-to-answer']);
    expect(saysOf(approve('p6', [shortLeave({ state: 'approved' })]))).toEqual(['nothing-to-answer']);
  });

  test('is the quoted one, though several are open', () => {
    expect(moved(approve('p6', several, { quotes: 'r1' }))).toEqual(['r1 v1 approved step1']);
  });

  test('is the one whose code is named', () => {
    expect(moved(said('p6', byCode('G7H8'), several))).toEqual(['r4 v1 approved step1']);
    expect(saysOf(said('p6', byCode('Z9Z9'), several))).toEqual(['no-such-code']);
  });

  test('is asked where several are open, the oldest first', () => {
    const outcome = approve('p6', several);
    expect(resultOf(outcome, 'which-request').shown.map((s) => s.request.id)).toEqual(['r4', 'r1']);
    expect(questionAfter(outcome)).toMatchObject({ about: 'which-request', verdict: 'approve', note: null, items: [{ requestId: 'r4', revision: 0 }, { requestId: 'r1' }] }); // prettier-ignore
    expect(effectsOf(outcome, 'move-request')).toEqual([]);
  });

  test('is asked where a code is that of two that wait, and not where one of them is quoted', () => {
    const same = several.map((r) => ({ ...r, code: 'A1B2' }));
    expect(saysOf(said('p6', byCode('A1B2'), same))).toEqual(['which-request']);
    expect(moved(said('p6', byCode('A1B2'), same, { quotes: 'r4' }))).toEqual(['r4 v1 approved step1']);
  });

  test('is the one that waits where a code comes again after years', () => {
    const old = shortLeave({ id: 'r0', state: 'approved', openedAt: 0 });
    expect(moved(said('p6', byCode('A1B2'), [old, shortLeave()]))).toEqual(['r1 v1 approved step1']);
  });
});

describe('an answer that does not count', () => {
  test('is one about one’s own request, quoted, by code, or as the only one', () => {
    const holders = { '乡镇（街道）党（工）委书记': ['p1', 'p6'] };
    for (const outcome of [
      approve('p1', [shortLeave()], { holders, quotes: 'r1' }),
      said('p1', byCode('A1B2'), [shortLeave()], { holders }),
    ]) {
      expect(refusalOf(outcome)).toBe('own-request');
      nothingDone(outcome);
    }
    expect(saysOf(approve('p1', [shortLeave()], { holders }))).toEqual(['nothing-to-answer']);
  });

  test('is one by somebody who does not hold the seat, or no longer', () => {
    expect(refusalOf(approve('p7', [shortLeave()], { quotes: 'r1' }))).toBe('not-approver');
    const handedOver = { quotes: 'r1', holders: { '乡镇（街道）党（工）委书记': ['p7'] } };
    const outcome = approve('p6', [shortLeave()], handedOver);
    expect(refusalOf(outcome)).toBe('not-approver');
    nothingDone(outcome);
  });

  test.each(['approved', 'rejected', 'withdrawn', 'cancelled'] as const)(
    'is one about a request that is %s',
    (state) => {
      const outcome = approve('p6', [shortLeave({ state, step: 1 })], { quotes: 'r1' });
      expect(refusalOf(outcome)).toBe('ended');
      nothingDone(outcome);
    },
  );

  test('is a second one', () => {
    const outcome = reject('p8', [half(answeredBy(organisation, 'p8'), unit)], { quotes: 'r2' });
    expect(refusalOf(outcome)).toBe('already-answered');
    nothingDone(outcome);
  });

  test('says so about the request it was about, so that a reply to that finds it', () => {
    expect(approve('p7', [shortLeave()], { quotes: 'r1' }).replies[0]?.requestId).toBe('r1');
  });
});

describe('an answer by number', () => {
  const second = shortLeave({ id: 'r5', code: 'J9K1', applicantId: 'p2' });
  const requests = [shortLeave(), second];
  const listed = [
    { requestId: 'r1', revision: 0 },
    { requestId: 'r5', revision: 0 },
  ];

  test('is for that one of the last list', () => {
    expect(moved(said('p6', byNumber(2), requests, { listed }))).toEqual(['r5 v1 approved step1']);
    expect(moved(said('p6', { ...byNumber(1), verdict: 'reject', note: '有检查' }, requests, { listed }))).toEqual(['r1 v1 rejected step0']); // prettier-ignore
  });

  test('beats the quote: who types a number means the list', () => {
    expect(moved(said('p6', byNumber(2), requests, { listed, quotes: 'r1' }))).toEqual(['r5 v1 approved step1']);
  });

  test.each([
    ['that the list does not have', byNumber(3), listed, 2],
    ['before any list', byNumber(1), [], 0],
  ] as const)('%s answers nothing', (_, slots, list, count) => {
    const outcome = said('p6', slots, requests, { listed: list });
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'no-such-number', numbers: slots.which!.numbers, listed: count }]); // prettier-ignore
    nothingDone(outcome);
  });

  test('answers nothing where it was changed since the list, and shows how it is now', () => {
    const changed = [shortLeave({ version: 2, revision: 1, days: 2 }), second];
    const outcome = said('p6', byNumber(1), changed, { listed });
    expect(resultOf(outcome, 'changed-since').shown.request.days).toBe(2);
    nothingDone(outcome);
  });

  test('counts where another has answered since the list: what is asked for is the same', () => {
    const requests = [half(answeredBy(organisation, 'p8'), unit)];
    const outcome = said('p10', byNumber(1), requests, { listed: [{ requestId: 'r2', revision: 0 }] });
    expect(moved(outcome)).toEqual(['r2 v2 approved step1']);
  });

  test('says that it has ended rather than that it was changed', () => {
    const ended = [shortLeave({ version: 2, state: 'withdrawn' }), second];
    expect(refusalOf(said('p6', byNumber(1), ended, { listed }))).toBe('ended');
  });
});

describe('an answer by quote', () => {
  const edited = shortLeave({ revision: 1, version: 3 });

  test('of the content that is asked for counts, though the request has moved on otherwise', () => {
    expect(moved(approve('p6', [edited], { quotes: 'r1', quotedRevision: 1 }))).toEqual(['r1 v3 approved step1']);
  });

  test('of an older content does not, and shows the new one', () => {
    const outcome = approve('p6', [edited], { quotes: 'r1', quotedRevision: 0 });
    expect(saysOf(outcome)).toEqual(['changed-since']);
    expect(outcome.replies[0]?.requestId).toBe('r1');
    nothingDone(outcome);
  });

  test('of a message that shows no content counts for any', () => {
    expect(moved(approve('p6', [edited], { quotes: 'r1' }))).toEqual(['r1 v3 approved step1']);
  });

  test('with another code is for that code', () => {
    const other = shortLeave({ id: 'r5', code: 'J9K1' });
    expect(moved(said('p6', byCode('J9K1'), [edited, other], { quotes: 'r1', quotedRevision: 0 }))).toEqual(['r5 v1 approved step1']); // prettier-ignore
  });
});
