import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { confirmLeave, newLeave, requestLeave } from '../../src/commands/request-leave.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Person } from '../../src/domain/people.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { sampleCounty, sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, fengdu, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { shortLeave } from './requests.ts';

const draft = (more: Partial<LeaveDraft> = {}): LeaveDraft => ({
  from: '2026-12-08',
  to: '2026-12-10',
  fromHalf: 'am',
  toHalf: 'pm',
  saidDays: null,
  kind: null,
  reason: '母亲住院',
  ...more,
});
const asked = (more: Partial<LeaveDraft> = {}, scene: Scene = {}, personId = 'p1'): Outcome =>
  requestLeave(saidBy(personId, scene), newLeave(draft(more)), null);
const confirmed = (more: Partial<LeaveDraft> = {}, scene: Scene = {}, personId = 'p1'): Outcome =>
  confirmLeave(saidBy(personId, scene), newLeave(draft(more)));
const opened = (outcome: Outcome): Request => {
  const [effect, ...others] = effectsOf(outcome, 'open-request');
  if (!effect || others.length > 0) throw new Error('not one request was opened');
  return effect.request;
};
const chainOf = ({ steps }: Request): string =>
  steps.map((s) => `${s.mode} ${s.seats.map((seat) => `${seat.body}@${seat.scopeId}`).join('+')}`).join(' > ');
const short = 'any 乡镇（街道）党（工）委书记@t1';
const long = 'all 县委组织部@+派出单位@u1';

const because = { notes: [], flags: [], countedDays: null, citations: [], readings: [], facts: {}, trace: [] };
/** The rules of 丰都, but for what they answer to a leave. */
const rulesSaying = (answer: object): Rules => ({
  ...fengdu,
  leave: () => ({ say: null, ...because, ...answer }) as unknown as ReturnType<Rules['leave']>,
});
const unsettled = rulesSaying({ verdict: 'needs-local-rule', say: '由区县规定。' });

describe('the chain', () => {
  test.each([
    ['half a day', { to: '2026-12-08', toHalf: 'am' }, 0.5, short],
    ['a day', { to: '2026-12-08' }, 1, short],
    ['two and a half days', { fromHalf: 'pm' }, 2.5, short],
    ['three days', {}, 3, short],
    ['three days from noon to noon', { to: '2026-12-11', fromHalf: 'pm', toHalf: 'am' }, 3, short],
    ['three and a half days', { to: '2026-12-11', toHalf: 'am' }, 3.5, long],
    ['four days', { to: '2026-12-11' }, 4, long],
    ['366 days', { to: '2027-12-08' }, 366, long],
  ] as const)('of %s', (_, more, days, chain) => {
    const request = opened(confirmed(more));
    expect([request.days, chainOf(request)]).toEqual([days, chain]);
  });

  test('of a duration that was said counts on from the first day', () => {
    expect(opened(confirmed({ to: null, saidDays: 3 })).span).toMatchObject({ toOn: '2026-12-10', toHalf: 'pm' });
    expect(opened(confirmed({ to: null, saidDays: 3.5 })).span).toMatchObject({ toOn: '2026-12-11', toHalf: 'am' });
    expect(opened(confirmed({ to: null, saidDays: 0.5, fromHalf: 'pm' })).span).toEqual({
      fromOn: '2026-12-08',
      toOn: '2026-12-08',
      fromHalf: 'pm',
      toHalf: 'pm',
    });
    expect(opened(confirmed({ to: null, saidDays: 1, fromHalf: 'pm' })).span).toMatchObject({
      toOn: '2026-12-09',
      toHalf: 'am',
    });
  });

  test.each(['p2', 'p3', 'p4', 'p5'])('is the same for %s, whatever the post', (personId) => {
    expect(chainOf(opened(confirmed({}, {}, personId)))).toBe(short);
  });

  test('is that of the rules in the county’s YAML, cited with its article', () => {
    expect(opened(confirmed()).citations).toMatchObject([{ provision: 'FD-09c', article: '第九条' }]);
    expect(opened(confirmed({ to: '2026-12-11' })).citations).toMatchObject([
      { provision: 'FD-09d', article: '第九条' },
    ]);
    expect(opened(confirmed()).readings.map((r) => r.id)).toEqual(
      expect.arrayContaining(['leave-days', 'short-leave-filing']),
    );
  });
});

describe('before it is opened', () => {
  test('it is shown with its days, its approvers, its filing, the article and what was read into it', () => {
    const { preview } = resultOf(asked(), 'confirm-leave');
    expect(preview).toMatchObject({
      days: 3,
      late: false,
      reason: '母亲住院',
      steps: [
        { mode: 'any', seats: [{ title: '示例镇党委书记', names: ['示例己'], state: 'waiting', vacant: false }] },
      ],
      filingText: '审批后备案（受理机关原文未写明）',
      filings: [{ title: '示例县乡村振兴局', names: ['示例壬'] }],
      remarks: [{ remark: 'note', text: '原则上不请假，确有特殊情况才申请。' }],
      citations: [{ provision: 'FD-09c' }],
    });
    expect(preview.readings.map((r) => r.taken).join()).toContain('自然日');
  });

  test('it changes nothing but the open question, and offers to confirm or cancel this very question', () => {
    const outcome = asked({}, { messageId: 33n });
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
    expect(toldBy(outcome)).toEqual(['here confirm-leave']);
    expect(outcome.replies[0]?.buttons.map((b) => b.action)).toEqual([
      { does: 'dialogue', word: 'confirm', dialogueId: '33' },
      { does: 'dialogue', word: 'cancel', dialogueId: '33' },
    ]);
  });

  test('the reason is asked, with the chain shown: leave is in principle not taken', () => {
    const outcome = asked({ reason: null });
    const { preview } = resultOf(outcome, 'ask-leave-reason');
    expect(preview.steps[0]?.seats[0]?.title).toBe('示例镇党委书记');
    expect(preview.remarks).toEqual([{ remark: 'note', text: '原则上不请假，确有特殊情况才申请。' }]);
    expect(questionAfter(outcome)).toMatchObject({ about: 'leave', asked: 'reason' });
  });

  test.each([
    ['from', { from: null, to: null }, 'ask-leave-from'],
    ['to', { to: null }, 'ask-leave-to'],
  ] as const)('%s is asked where it was not said', (slot, more, says) => {
    const outcome = asked({ ...more, reason: null });
    expect(saysOf(outcome)).toEqual([says]);
    expect(questionAfter(outcome)).toMatchObject({ about: 'leave', asked: slot });
  });

  test.each([
    ['2026-12-01', true],
    ['2026-12-02', false],
    ['2026-12-03', false],
  ] as const)('a leave from %s, asked for on 2 December: late is %s', (from, late) => {
    expect(resultOf(asked({ from, to: '2026-12-03' }), 'confirm-leave').preview.late).toBe(late);
    expect(opened(confirmed({ from, to: '2026-12-03' })).late).toBe(late);
  });
});

describe('days that cannot be', () => {
  test.each([
    ['that end before they start', { from: '2026-12-10', to: '2026-12-08' }, 'ends-before-start'],
    ['from noon to noon of the same day', { to: '2026-12-08', fromHalf: 'pm', toHalf: 'am' }, 'nothing-left'],
    ['400 in a row', { to: '2028-01-11' }, 'too-long'],
    ['367 in a row', { to: '2027-12-09' }, 'too-long'],
    ['more than 60 days ago', { from: '2026-10-02', to: '2026-10-03' }, 'too-long-ago'],
    ['more than a year ahead', { from: '2027-12-04', to: '2027-12-05' }, 'too-far-ahead'],
  ] as const)('%s are asked for again, the reason kept', (_, more, problem) => {
    const outcome = asked(more);
    expect(resultOf(outcome, 'invalid-span')).toMatchObject({ span: { problem }, wanted: 'leave' });
    expect(questionAfter(outcome)).toMatchObject({
      asked: 'from',
      draft: { from: null, to: null, reason: '母亲住院' },
    });
    expect(effectsOf(confirmed(more), 'open-request')).toEqual([]);
  });

  test('are named with their figures', () => {
    expect(resultOf(asked({ to: '2028-01-11' }), 'invalid-span').span).toEqual({
      problem: 'too-long',
      from: '2026-12-08',
      to: '2028-01-11',
      days: 400,
      limitDays: 366,
    });
  });

  test.each(['2026-10-03', '2027-12-03'] as const)('are not those just within the limits: %s', (from) => {
    expect(saysOf(asked({ from, to: from }))).toEqual(['confirm-leave']);
  });

  test('that were said wrongly are asked for again', () => {
    const problem = { problem: 'unclear', said: '月底那几天' } as const;
    const outcome = requestLeave(saidBy('p1'), newLeave(draft()), problem);
    expect(resultOf(outcome, 'invalid-span').span).toEqual(problem);
  });
});

describe('another leave of one’s own', () => {
  const noon = { fromOn: '2026-12-10', toOn: '2026-12-11', fromHalf: 'pm', toHalf: 'pm' } as const;

  test.each([
    ['open', shortLeave()],
    ['approved', shortLeave({ state: 'approved' })],
    ['sharing its last half day', shortLeave({ span: noon })],
  ])('that is %s stands in the way', (_, other) => {
    const outcome = asked({}, { requests: [other] });
    expect(resultOf(outcome, 'overlaps').other.id).toBe('r1');
    expect(effectsOf(confirmed({}, { requests: [other] }), 'open-request')).toEqual([]);
  });

  test.each([
    ['rejected', shortLeave({ state: 'rejected' })],
    ['withdrawn', shortLeave({ state: 'withdrawn' })],
    ['somebody else’s', shortLeave({ applicantId: 'p2' })],
    ['a make-up', shortLeave({ kind: 'make-up' })],
    ['the day after', shortLeave({ span: { ...noon, fromOn: '2026-12-11', fromHalf: 'am' } })],
  ])('that is %s does not', (_, other) => {
    expect(saysOf(asked({}, { requests: [other] }))).toEqual(['confirm-leave']);
  });

  test('that ends at noon leaves the afternoon', () => {
    const morning = shortLeave({
      span: { ...noon, fromOn: '2026-12-07', fromHalf: 'am', toOn: '2026-12-08', toHalf: 'am' },
    });
    expect(saysOf(asked({ fromHalf: 'pm' }, { requests: [morning] }))).toEqual(['confirm-leave']);
    expect(saysOf(asked({}, { requests: [morning] }))).toEqual(['overlaps']);
  });
});

describe('once it is confirmed', () => {
  test('the approver is asked once, with the reason and buttons; the question is closed', () => {
    const outcome = confirmed(
      {},
      { messageId: 12n, question: { about: 'leave', asked: 'confirm', ...newLeave(draft()) } },
    );
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p6 please-answer']);
    expect(outcome.replies[1]).toMatchObject({ requestId: 'r12', once: 'r12:v0.step0:p6', revision: 0 });
    expect(outcome.replies[1]?.buttons.map((b) => b.label)).toEqual(['approve', 'reject', 'return']);
    expect(questionAfter(outcome)).toBeNull();
  });

  test('both bodies of a joint step are asked, and everyone who holds their seats', () => {
    const outcome = confirmed({ to: '2026-12-11' }, { holders: { 县委组织部: ['p8', 'p9'] } });
    expect(toldBy(outcome)).toEqual([
      'here request-opened',
      'p8 please-answer',
      'p9 please-answer',
      'p10 please-answer',
    ]);
  });

  test('one who holds both seats is asked once', () => {
    const outcome = confirmed({ to: '2026-12-11' }, { holders: { 县委组织部: ['p8'], 派出单位: ['p8'] } });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p8 please-answer']);
  });

  test('everything is decided anew: what was overlapped meanwhile is not opened', () => {
    const outcome = confirmed({}, { requests: [shortLeave()] });
    expect(saysOf(outcome)).toEqual(['overlaps']);
    expect(effectsOf(outcome, 'open-request')).toEqual([]);
  });

  test('without a reason it is not opened', () => {
    expect(saysOf(confirmed({ reason: null }))).toEqual(['ask-leave-reason']);
  });
});

describe('a seat that nobody can answer for', () => {
  test('is told once to the applicant and to whoever the filing goes to', () => {
    const outcome = confirmed({}, { holders: { '乡镇（街道）党（工）委书记': [] } });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p1 seat-vacant', 'p9 seat-vacant']);
    expect(outcome.replies.slice(1).map((r) => r.once)).toEqual(['r1:v0.step0-vacant:p1', 'r1:v0.step0-vacant:p9']);
  });

  test('because the applicant alone holds it is vacant: nobody is asked about their own', () => {
    const outcome = confirmed({}, { holders: { '乡镇（街道）党（工）委书记': ['p1'] } });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p1 seat-vacant', 'p9 seat-vacant']);
  });

  test('beside one who can: that one is asked all the same', () => {
    const outcome = confirmed({ to: '2026-12-11' }, { unreachable: ['p10'] });
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p8 please-answer', 'p10 please-answer', 'p1 seat-vacant']);
    expect(resultOf(outcome, 'seat-vacant').seats.map((s) => s.body)).toEqual(['派出单位']);
  });
});

describe('a leave that no rule decides', () => {
  const nowhere: Partial<Person> = { unitId: null };
  const member = saidBy('p1').me;

  test('is kept for the officer where the packs leave it to the county, with the pack’s own sentence', () => {
    const county = { county: sampleCountyWithOfficer };
    const shown = asked({}, { rules: unsettled, ...county });
    expect(resultOf(shown, 'confirm-leave').preview).toMatchObject({ held: '由区县规定。', steps: [] });
    const outcome = confirmed({}, { rules: unsettled, ...county, messageId: 12n });
    expect(opened(outcome)).toMatchObject({ state: 'held', steps: [], step: 0, filings: [] });
    expect(toldBy(outcome)).toEqual(['here leave-held', 'p11 please-settle']);
    expect(resultOf(outcome, 'leave-held')).toMatchObject({ say: '由区县规定。', officer: '示例子' });
    expect(outcome.replies[1]).toMatchObject({ once: 'r12:v0.held:p11', requestId: 'r12', buttons: [] });
  });

  test('is kept where the county has no officer either, and says that there is none', () => {
    const outcome = confirmed({}, { rules: unsettled });
    expect(opened(outcome).state).toBe('held');
    expect(toldBy(outcome)).toEqual(['here leave-held']);
    expect(resultOf(outcome, 'leave-held').officer).toBeNull();
  });

  test('is not opened where a rule gives none, or the roster lacks what the rule asks', () => {
    const none = rulesSaying({ verdict: 'no-leave', say: '不准假。' });
    expect(asked({}, { rules: none }).replies.map((r) => r.result)).toMatchObject([
      { says: 'no-leave', say: '不准假。' },
    ]);
    const lacking = rulesSaying({ verdict: 'need-info', missing: ['是否兼任队长'], steps: [], filings: [] });
    expect(resultOf(asked({}, { rules: lacking }), 'roster-lacks').missing).toEqual(['是否兼任队长']);
    expect(saysOf(asked({ reason: null }, { rules: lacking }))).toEqual(['ask-leave-reason']);
    for (const rules of [none, lacking]) expect(effectsOf(confirmed({}, { rules }), 'open-request')).toEqual([]);
  });

  test('is not opened for a post the packs do not know, nor before they are in force', () => {
    const stranger = { ...member, id: 'p20', post: '联户干部' };
    expect(resultOf(asked({}, { people: [stranger] }, 'p20'), 'not-covered').why).toBe('unknown-post');
    const early = { at: '2021-09-01 10:00' };
    const outcome = asked({ from: '2021-09-09', to: '2021-09-09' }, early);
    expect(resultOf(outcome, 'not-covered')).toMatchObject({ why: 'not-in-force', on: '2021-09-09' });
    expect(saysOf(asked({ from: '2021-09-10', to: '2021-09-10' }, early))).toEqual(['confirm-leave']);
  });

  test('is not opened where the place of the deciding body is not in the roster', () => {
    const person = { ...member, ...nowhere, id: 'p20' };
    const outcome = asked({ to: '2026-12-11' }, { people: [person] }, 'p20');
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'place-missing', body: '派出单位' }]);
    expect(saysOf(asked({}, { people: [person] }, 'p20'))).toEqual(['confirm-leave']);
  });

  test('closes its own question and leaves another open', () => {
    const rules = rulesSaying({ verdict: 'no-leave', say: null });
    const own = { rules, question: { about: 'leave', asked: 'to', ...newLeave(draft()) } } as const;
    expect(questionAfter(asked({}, own))).toBeNull();
    expect(questionAfter(asked({}, { rules, question: { about: 'photo', images: [] } }))).toBeUndefined();
  });

  test('is for cadres only', () => {
    expect(saysOf(asked({}, {}, 'p6'))).toEqual(['not-a-cadre']);
  });
});

describe('a leave that goes on from another', () => {
  const before = (more: Partial<Request> = {}): Request =>
    shortLeave({ state: 'approved', span: { fromOn: '2026-12-04', toOn: '2026-12-07', fromHalf: 'am', toHalf: 'pm' }, days: 4, ...more }); // prettier-ignore

  test('is added up, and the chain is that of the total', () => {
    const request = opened(confirmed({}, { requests: [before()] }));
    expect(request).toMatchObject({
      days: 3,
      countedDays: 7,
      joined: [{ requestId: 'r1', code: 'A1B2', fromOn: '2026-12-04', toOn: '2026-12-07', days: 4 }],
    });
    expect(chainOf(request)).toBe(long);
    expect(resultOf(asked({}, { requests: [before()] }), 'confirm-leave').preview).toMatchObject({ days: 3, countedDays: 7 }); // prettier-ignore
  });

  test('with only a weekend between is added up as well, with a working day between is not', () => {
    const friday = before({
      span: { fromOn: '2026-12-04', toOn: '2026-12-04', fromHalf: 'am', toHalf: 'pm' },
      days: 1,
    });
    const monday = { from: '2026-12-07', to: '2026-12-09' } as const;
    expect(opened(confirmed(monday, { requests: [friday] }))).toMatchObject({ days: 3, countedDays: 4 });
    const tuesday = { from: '2026-12-08', to: '2026-12-10' } as const;
    expect(opened(confirmed(tuesday, { requests: [friday] }))).toMatchObject({ countedDays: 3, joined: [] });
  });

  test('that ended early counts as it was taken, and is added up only up to there', () => {
    const cut = before({ ended: { on: '2026-12-04', half: 'pm', at: 0 } });
    expect(opened(confirmed({ from: '2026-12-05', to: '2026-12-06' }, { requests: [cut] }))).toMatchObject({
      days: 2,
      countedDays: 3,
    });
    expect(opened(confirmed({}, { requests: [cut] })).joined).toEqual([]);
  });

  test.each(['rejected', 'withdrawn', 'cancelled'] as const)('that is %s is not added up', (state) => {
    expect(opened(confirmed({}, { requests: [before({ state })] }))).toMatchObject({ countedDays: 3, joined: [] });
  });
});

describe('what is to be seen beside the chain', () => {
  const remarks = (more: Partial<LeaveDraft>, scene: Scene = {}): Request['remarks'] =>
    opened(confirmed(more, scene)).remarks;

  test('holidays within the leave are named, and count', () => {
    const request = opened(confirmed({ from: '2026-09-30', to: '2026-10-02' }, { at: '2026-09-20 10:00' }));
    expect(request.days).toBe(3);
    expect(request.remarks.filter((r) => r.remark === 'holidays')).toMatchObject([{ days: [{ name: '国庆节' }] }]);
    expect(remarks({}).some((r) => r.remark === 'holidays')).toBe(false);
  });

  test('a year whose holidays are not published yet is said to be so', () => {
    expect(remarks({ from: '2027-11-08', to: '2027-11-10' })).toContainEqual({
      remark: 'holidays-unknown',
      year: 2027,
    });
  });

  test('the balance counts what was approved this year of that kind, and this one', () => {
    const rules: Rules = { ...fengdu, leaveBalance: () => ({ limit: 15, citations: [] }) };
    const taken = [
      shortLeave({ id: 'r5', state: 'approved', leaveKind: '事假', span: { fromOn: '2026-03-02', toOn: '2026-03-05', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r6', state: 'approved', leaveKind: '事假', span: { fromOn: '2026-05-06', toOn: '2026-05-09', fromHalf: 'am', toHalf: 'pm' }, ended: { on: '2026-05-06', half: 'am', at: 0 } }),
      shortLeave({ id: 'r7', state: 'approved', leaveKind: '病假', span: { fromOn: '2026-04-06', toOn: '2026-04-08', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r8', state: 'rejected', leaveKind: '事假', span: { fromOn: '2026-06-08', toOn: '2026-06-10', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r9', state: 'approved', leaveKind: '事假', span: { fromOn: '2025-06-08', toOn: '2025-06-10', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r10', applicantId: 'p2', state: 'approved', leaveKind: '事假', span: { fromOn: '2026-06-08', toOn: '2026-06-10', fromHalf: 'am', toHalf: 'pm' } }),
    ]; // prettier-ignore
    const found = remarks({ kind: '事假' }, { rules, requests: taken }).filter((r) => r.remark === 'balance');
    expect(found).toEqual([{ remark: 'balance', used: 4.5, withThis: 7.5, limit: 15, citations: [] }]);
  });

  test('a recall is asked about with the days added up, and those of the year', () => {
    const asks: unknown[] = [];
    const rules: Rules = { ...fengdu, leaveRecall: (given) => (asks.push(given), { say: '召回。', citations: [], steps: [{ mode: 'any', bodies: [{ name: '县乡村振兴局', scope: 'county' }] }] }) as unknown as ReturnType<Rules['leaveRecall']> }; // prettier-ignore
    const joined = shortLeave({
      state: 'approved',
      span: { fromOn: '2026-12-04', toOn: '2026-12-07', fromHalf: 'am', toHalf: 'pm' },
    });
    expect(remarks({}, { rules, requests: [joined] })).toContainEqual({
      remark: 'recall',
      text: '召回。',
      citations: [],
      seats: [{ body: '县乡村振兴局', scopeId: '' }],
    });
    expect(asks[0]).toMatchObject({ days: 7, yearDays: 7, post: '驻村工作队员', on: '2026-12-08' });
  });
});

describe('photos', () => {
  const images = [{ sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }];
  const talk = { ...newLeave(draft(), images) };

  test('stay with the question, are counted in the preview, and go to the approver alone', () => {
    const shown = requestLeave(saidBy('p1'), talk, null);
    expect(questionAfter(shown)).toMatchObject({ images });
    expect(resultOf(shown, 'confirm-leave').preview.images).toBe(1);
    const outcome = confirmLeave(saidBy('p1', { unreachable: ['p6'] }), talk);
    expect(opened(outcome).images).toEqual(images);
    expect(outcome.replies.map((r) => `${r.result.says} ${r.images.length}`)).toEqual([
      'request-opened 0',
      'please-answer 1',
      'seat-vacant 0',
      'seat-vacant 0',
    ]);
  });

  test('go to the officer where no rule settles it', () => {
    const outcome = confirmLeave(saidBy('p1', { county: sampleCountyWithOfficer, rules: unsettled }), talk);
    expect(outcome.replies[1]).toMatchObject({ recipient: { personId: 'p11' }, images });
  });
});

describe('an approver who wants a digest', () => {
  test.each([
    ['2026-12-02', ['here request-opened', 'p6 please-answer']],
    ['2026-12-03', ['here request-opened', 'p6 please-answer']],
    ['2026-12-04', ['here request-opened']],
  ] as const)('of a leave from %s, asked for on the 2nd', (from, told) => {
    expect(toldBy(confirmed({ from, to: from }, { digest: ['p6'] }))).toEqual(told);
  });
});

test('an approver who has named a deputy is spared; the deputy is asked', () => {
  const named: Deputy = {
    id: 'd1', principalId: 'p6', deputyId: 'p7', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p6', namedAt: 0,
  }; // prettier-ignore
  expect(toldBy(confirmed({}, { deputies: [named] }))).toEqual(['here request-opened', 'p7 please-answer']);
  const applicant = [{ ...named, deputyId: 'p1' }];
  expect(toldBy(confirmed({}, { deputies: applicant }))).toEqual(['here request-opened', 'p6 please-answer']);
});

test('a seat that nobody can answer for is told to the officer, where the county has one', () => {
  const scene = { county: sampleCountyWithOfficer, holders: { '乡镇（街道）党（工）委书记': [] } };
  expect(toldBy(confirmed({}, scene))).toEqual(['here request-opened', 'p1 seat-vacant', 'p11 seat-vacant']);
  expect(sampleCounty.seats).not.toContainEqual(expect.objectContaining({ body: 'officer' }));
});
