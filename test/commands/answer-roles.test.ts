/** Answers by those who do not simply hold the seat, and what everybody else hears of them. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { wordReply } from '../../src/replies/word.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saysOf, toldBy, type Scene } from './facts.ts';
import {
  addedSeat,
  answeredBy as answerOf,
  assignedTo,
  heldLeave,
  jointLeave,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';
import { said, approve, reject, moved, answered, refusalOf, nothingDone, answeredBy, byCode, half } from './answers.ts';

describe('a return to be revised (退回)', () => {
  const back = (personId: string, requests: readonly Request[], scene: Scene = {}, note: string | null = '改成两天'): Outcome =>
    said(personId, { verdict: 'return', note }, requests, scene); // prettier-ignore

  test('is kept with its reason, which goes to the applicant alone; nobody of the team hears of it', () => {
    const outcome = back('p10', [half(answeredBy(organisation, 'p8'), unit)]);
    expect(answered(outcome)).toEqual(['r2 step0 派出单位 p10 return']);
    expect(moved(outcome)).toEqual(['r2 v2 returned step0']);
    expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p1 request-returned', 'p8 request-closed-by-other']);
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r2:v0.closed:p1', 'r2:v0.closed:p8']);
    expect(resultOf(outcome, 'request-returned')).toMatchObject({ by: '示例癸', reason: '改成两天' });
    expect(outcome.replies.filter((r) => JSON.stringify(r.result).includes('"reason":"改成两天"'))).toHaveLength(1);
  });

  test('asks what is to be changed where nothing was said', () => {
    const outcome = back('p6', [shortLeave()], {}, null);
    expect(resultOf(outcome, 'ask-rejection-reason').verdict).toBe('return');
    expect(questionAfter(outcome)).toEqual({ about: 'rejection', verdict: 'return', requestId: 'r1', revision: 0 });
  });

  test('is not answered again until it is revised', () => {
    const returned = shortLeave({ state: 'returned', steps: [{ mode: 'any', seats: [answerOf('p6', secretary, { verdict: 'return' })] }] }); // prettier-ignore
    for (const outcome of [approve('p6', [returned], { quotes: 'r1' }), said('p6', byCode('A1B2'), [returned])]) {
      expect(refusalOf(outcome)).toBe('returned');
      nothingDone(outcome);
    }
    expect(saysOf(approve('p6', [returned]))).toEqual(['nothing-to-answer']);
  });
});

describe('a request that no rule settles', () => {
  const county = { county: sampleCountyWithOfficer };

  test('waits for the officer, who can’t approve it', () => {
    const outcome = approve('p11', [heldLeave()], county);
    expect(refusalOf(outcome)).toBe('held');
    nothingDone(outcome);
  });

  test.each([
    ['reject', 'rejected', 'request-rejected'],
    ['return', 'returned', 'request-returned'],
  ] as const)('the officer may %s it, with a reason', (verdict, state, says) => {
    const outcome = said('p11', { verdict, note: '请找派出单位' }, [heldLeave()], county);
    expect(moved(outcome)).toEqual([`r4 v1 ${state} step0`]);
    expect(answered(outcome)).toEqual([]);
    expect(toldBy(outcome)).toEqual(['here answer-recorded', `p1 ${says}`]);
  });

  test('is nobody else’s to answer', () => {
    expect(refusalOf(reject('p8', [heldLeave()], { ...county, quotes: 'r4' }))).toBe('not-approver');
    expect(refusalOf(reject('p1', [heldLeave()], { ...county, quotes: 'r4' }))).toBe('own-request');
  });
});

describe('who answers for a seat that is not their own', () => {
  const deputy: Deputy = {
    id: 'd1', principalId: 'p6', deputyId: 'p7', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p6', namedAt: 0,
  }; // prettier-ignore

  test('is its deputy, for the holder, and only in those days', () => {
    const scene = { deputies: [deputy] };
    const outcome = approve('p7', [shortLeave()], scene);
    expect(effectsOf(outcome, 'answer-seat')).toMatchObject([{ personId: 'p7', forId: 'p6' }]);
    expect(toldBy(outcome)).toContain('p6 request-closed-by-other');
    expect(effectsOf(approve('p6', [shortLeave()], scene), 'answer-seat')).toMatchObject([{ personId: 'p6', forId: null }]); // prettier-ignore
    for (const at of ['2026-11-30 23:59', '2026-12-06 00:00'])
      expect(refusalOf(approve('p7', [shortLeave()], { ...scene, at, quotes: 'r1' }))).toBe('not-approver');
    for (const at of ['2026-12-01 00:00', '2026-12-05 23:59'])
      expect(moved(approve('p7', [shortLeave()], { ...scene, at, quotes: 'r1' }))).toHaveLength(1);
  });

  test('is the one to whom it was handed, and no longer the holder', () => {
    const requests = [shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p9', secretary, 'p6')] }] })];
    expect(effectsOf(approve('p9', requests), 'answer-seat')).toMatchObject([{ personId: 'p9', forId: null }]);
    expect(refusalOf(approve('p6', requests, { quotes: 'r1' }))).toBe('not-approver');
  });

  test('is one who was added, after the step before', () => {
    const steps = [...shortLeave().steps, { mode: 'all' as const, seats: [addedSeat('p9', '示例壬', 'p6')] }];
    expect(refusalOf(approve('p9', [shortLeave({ steps })], { quotes: 'r1' }))).toBe('later-step');
    const first = approve('p6', [shortLeave({ steps })]);
    expect(toldBy(first)).toEqual(['here answer-recorded', 'p9 please-answer']);
    const through = [{ ...steps[0]!, seats: [answerOf('p6', secretary)] }, steps[1]!];
    expect(moved(approve('p9', [shortLeave({ steps: through, step: 1, version: 3 })]))).toEqual(['r1 v3 approved step2']);
  }); // prettier-ignore
});

describe('what others see of it', () => {
  const ill = shortLeave({ reason: '住院手术', leaveKind: '病假', images: [{ sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }] }); // prettier-ignore

  test('keeper, filing and team hear neither reason nor kind, and get no photo', () => {
    const outcome = approve('p6', [ill]);
    const others = outcome.replies.filter(
      ({ recipient: to }) => to.to === 'team' || (to.to === 'person' && ['p3', 'p9'].includes(to.personId)),
    );
    expect(others).toHaveLength(3);
    for (const { result, images } of others) {
      expect(wordReply(result).text).not.toMatch(/住院|手术|病/);
      expect(images).toEqual([]);
    }
  });

  test('the next step is asked with reason, kind and photo', () => {
    const steps = [...shortLeave().steps, ...jointLeave().steps];
    const asked = approve('p6', [{ ...ill, steps }]).replies.filter((r) => r.result.says === 'please-answer');
    expect(asked.map((r) => r.images)).toEqual([ill.images, ill.images]);
    for (const { result } of asked) expect(wordReply(result).text).toMatch(/病假[^]*住院手术[^]*照片：1 张/);
  });
});

test.each([
  ['each', true],
  ['daily', false],
  ['none', false],
] as const)('a county that chose %s tells the group of each leave: %s', (whereabouts, isTold) => {
  const told = toldBy(approve('p6', [shortLeave()], { settings: { whereabouts } }));
  expect(told.includes('team-v1 away-notice')).toBe(isTold);
});

describe('a leave long enough for a recall', () => {
  const recall = (...bodies: string[]): Request['remarks'] => [
    { remark: 'recall', text: '示例', citations: [], seats: bodies.map((body) => ({ body, scopeId: '' })) },
  ];
  const county = sampleCountyWithOfficer;

  test('is shown to the officer and to the offices that the rule names once it is approved, each once', () => {
    const outcome = approve('p6', [shortLeave({ remarks: recall('县委组织部', 'officer') })], { county });
    const proposals = outcome.replies.filter((r) => r.result.says === 'recall-proposed');
    expect(proposals.map((r) => r.once)).toEqual(['r1:v0.recall:p11', 'r1:v0.recall:p8']);
    for (const { result } of proposals) expect(wordReply(result).text).not.toContain('母亲住院');
  });

  test('is not shown before, nor is a shorter one', () => {
    expect(toldBy(approve('p6', [shortLeave()], { county })).join()).not.toContain('recall');
    const steps = [...shortLeave().steps, ...jointLeave().steps];
    expect(toldBy(approve('p6', [shortLeave({ steps, remarks: recall() })], { county })).join()).not.toContain(
      'recall',
    );
  });
});

describe('somebody who wants a digest', () => {
  const steps = [...shortLeave().steps, ...jointLeave().steps];
  const asked = (fromOn: '2026-12-03' | '2026-12-04', more: Partial<Request> = {}): string[] =>
    toldBy(
      approve('p6', [shortLeave({ steps, span: { ...shortLeave().span, fromOn }, ...more })], { digest: ['p8'] }),
    ).filter((t) => t.endsWith('please-answer'));

  test('is not pinged for a leave that the next morning’s digest still precedes', () => {
    expect(asked('2026-12-04')).toEqual(['p10 please-answer']);
  });

  test('is pinged where it begins by tomorrow', () => {
    expect(asked('2026-12-03')).toEqual(['p8 please-answer', 'p10 please-answer']);
  });
});
