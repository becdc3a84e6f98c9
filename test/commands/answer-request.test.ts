import { describe, expect, test } from 'vitest';
import { answerByReply, type AnswerSlots } from '../../src/commands/answer-request.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { anyOne } from '../../src/commands/find-request.ts';
import { wordReply } from '../../src/replies/word.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { Request, RequestSeat } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import {
  addedSeat,
  answeredBy as answerOf,
  assignedTo,
  heldLeave,
  jointLeave,
  makeUpRequest,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

const said = (
  personId: string,
  slots: Partial<AnswerSlots>,
  requests: readonly Request[],
  scene: Scene = {},
): Outcome =>
  answerByReply(saidBy(personId, { ...scene, requests }), { verdict: 'approve', which: anyOne, note: null, ...slots });
const approve = (personId: string, requests: readonly Request[], scene: Scene = {}): Outcome =>
  said(personId, {}, requests, scene);
const reject = (personId: string, requests: readonly Request[], scene: Scene = {}): Outcome =>
  said(personId, { verdict: 'reject', note: '那几天有检查' }, requests, scene);

const moved = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'move-request').map((e) => `${e.requestId} v${e.version} ${e.state} step${e.step}`);
const answered = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'answer-seat').map(
    (e) => `${e.requestId} step${e.step} ${e.seat.body} ${e.personId} ${e.verdict}`,
  );
const refusalOf = (outcome: Outcome): string => resultOf(outcome, 'answer-refused').why;
const nothingDone = (outcome: Outcome): void => expect(outcome.effects).toEqual([]);
const answeredBy = (seat: RequestSeat, personId: string): RequestSeat => answerOf(personId, seat);
const byCode = (code: string): Partial<AnswerSlots> => ({ which: { ...anyOne, code } });
const byNumber = (...numbers: number[]): Partial<AnswerSlots> => ({ which: { ...anyOne, numbers } });
const half = (first: RequestSeat, second: RequestSeat): Request =>
  jointLeave({ version: 2, steps: [{ mode: 'all', seats: [first, second] }] });

describe('an approval', () => {
  test('of a short leave ends it, and everyone concerned is told once', () => {
    const outcome = said('p6', { note: '注意安全' }, [shortLeave()]);
    expect(answered(outcome)).toEqual(['r1 step0 乡镇（街道）党（工）委书记 p6 approve']);
    expect(moved(outcome)).toEqual(['r1 v1 approved step1']);
    expect(toldBy(outcome)).toEqual([
      'here answer-recorded',
      'p1 request-approved',
      'p9 filing-copy',
      'p3 keeper-told',
      'team-v1 away-notice',
    ]);
    expect(outcome.replies.map((r) => r.once)).toEqual([
      null,
      'r1:v0.closed:p1',
      'r1:v0.closed:p9',
      'r1:v0.closed:p3',
      'r1:v0.away:team-v1',
    ]);
    expect(effectsOf(outcome, 'answer-seat')[0]?.note).toBe('注意安全');
  });

  test('by one of several who hold the seat tells the others that it is settled', () => {
    const holders = { '乡镇（街道）党（工）委书记': ['p6', 'p8'] };
    const told = toldBy(approve('p6', [shortLeave()], { holders }));
    expect(told).toContain('p8 request-closed-by-other');
    expect(told.filter((t) => t.startsWith('p6'))).toEqual([]);
  });

  test('of a make-up counts the day, and tells the applicant alone', () => {
    const outcome = approve('p3', [makeUpRequest()]);
    expect(effectsOf(outcome, 'add-attendance')).toMatchObject([
      { event: { personId: 'p1', on: '2026-12-01', kind: 'made-up', turn: 0 }, note: '手机没电', requestId: 'r3' },
    ]);
    expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p1 request-approved']);
  });

  test('tells the team when somebody is away, without a word of why', () => {
    const outcome = approve('p6', [shortLeave({ reason: '住院手术', leaveKind: '病假' })]);
    const group = outcome.replies.find((r) => r.recipient.to === 'team');
    expect(group?.result).toEqual({ says: 'away-notice', name: '示例甲', span: shortLeave().span });
    expect(JSON.stringify(group)).not.toMatch(/住院|病/);
  });

  test('that the keeper or the filing officer gives, or that is filed with the keeper, tells them once', () => {
    const own = approve('p3', [shortLeave()], { holders: { '乡镇（街道）党（工）委书记': ['p3'] } });
    expect(toldBy(own).filter((t) => t.startsWith('p3'))).toEqual([]);
    const filed = approve('p6', [shortLeave()], { holders: { 县乡村振兴局: ['p3'] } });
    expect(toldBy(filed).filter((t) => t.startsWith('p3'))).toEqual(['p3 filing-copy']);
    const filedToSelf = approve('p6', [shortLeave()], { holders: { 县乡村振兴局: ['p6', 'p9'] } });
    expect(toldBy(filedToSelf).filter((t) => /p6|p9/.test(t))).toEqual(['p9 filing-copy']);
  });
});

describe('a joint approval', () => {
  test.each([
    ['p8', 'p10', organisation, unit],
    ['p10', 'p8', unit, organisation],
  ] as const)('waits for the second: first %s, then %s', (first, second, own, other) => {
    const waits = approve(first, [jointLeave()]);
    expect(answered(waits)).toEqual([`r2 step0 ${own.body} ${first} approve`]);
    expect(moved(waits)).toEqual(['r2 v1 open step0']);
    expect(toldBy(waits)).toEqual(['here answer-recorded']);
    expect(resultOf(waits, 'answer-recorded').next).toBe('waits-for-others');
    const seats: [RequestSeat, RequestSeat] = own === organisation ? [answeredBy(own, first), other] : [other, answeredBy(own, first)]; // prettier-ignore
    const ends = approve(second, [half(...seats)]);
    expect(moved(ends)).toEqual(['r2 v2 approved step1']);
    expect(toldBy(ends)).toContain('p1 request-approved');
    expect(toldBy(ends)).toContain(`${first} request-closed-by-other`);
  });

  test('is rejected by either, and the other is told', () => {
    const outcome = reject('p10', [half(answeredBy(organisation, 'p8'), unit)]);
    expect(moved(outcome)).toEqual(['r2 v2 rejected step0']);
    expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p1 request-rejected', 'p8 request-closed-by-other']);
    expect(resultOf(outcome, 'request-rejected')).toMatchObject({ by: '示例癸', reason: '那几天有检查' });
  });

  test('by one who holds both seats is given for both', () => {
    const outcome = approve('p8', [jointLeave()], { holders: { 派出单位: ['p8'] } });
    expect(answered(outcome)).toHaveLength(2);
    expect(moved(outcome)).toEqual(['r2 v1 approved step1']);
  });
});

describe('a chain of steps', () => {
  const steps = [...shortLeave().steps, ...jointLeave().steps];

  test('asks those of the next step once the first is through', () => {
    const outcome = approve('p6', [shortLeave({ steps })]);
    expect(moved(outcome)).toEqual(['r1 v1 open step1']);
    expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p8 please-answer', 'p10 please-answer']);
    expect(outcome.replies.slice(1).map((r) => r.once)).toEqual(['r1:v0.step1:p8', 'r1:v0.step1:p10']);
    expect(outcome.replies[1]?.buttons[0]?.action).toMatchObject({ step: 1 });
  });

  test('does not hear those of a later step before', () => {
    const outcome = approve('p8', [shortLeave({ steps })], { quotes: 'r1' });
    expect(refusalOf(outcome)).toBe('later-step');
    nothingDone(outcome);
  });
});

describe('a rejection', () => {
  test('without a reason asks for it first', () => {
    const outcome = said('p6', { verdict: 'reject' }, [shortLeave()]);
    expect(saysOf(outcome)).toEqual(['ask-rejection-reason']);
    expect(questionAfter(outcome)).toMatchObject({ about: 'rejection', requestId: 'r1' });
    expect(effectsOf(outcome, 'answer-seat')).toEqual([]);
  });

  test('gives its reason to the applicant and to nobody else', () => {
    const outcome = reject('p10', [half(answeredBy(organisation, 'p8'), unit)]);
    const others = outcome.replies.filter((r) => r.result.says !== 'request-rejected');
    const words = others.map((r) => ('reason' in r.result ? r.result.reason : null));
    expect(words).toEqual([null, null]);
  });
});

test('a make-up that is rejected counts no day', () => {
  const outcome = reject('p3', [makeUpRequest()]);
  expect(outcome.effects.map((e) => e.effect)).toEqual(['answer-seat', 'move-request']);
  expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p1 request-rejected']);
});

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

test('a seat whose next step nobody holds is told to the applicant, who still waits', () => {
  const steps = [{ mode: 'any' as const, seats: [secretary] }, ...jointLeave().steps];
  const outcome = approve('p6', [shortLeave({ steps })], { holders: { 派出单位: [] } });
  expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p8 please-answer', 'p1 seat-vacant', 'p9 seat-vacant']);
});

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
