/** 更正: the days of an approved leave, by the officer and with a reason, as long as the rule's chain stays the same. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { correctLeave } from '../../src/commands/correct-leave.ts';
import type { ChangeSlots } from '../../src/commands/extend-leave.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { wordReply } from '../../src/replies/word.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { fengdu, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { asks, confirmedBy, kept, revision, slots } from './leave-talk.ts';
import { addedSeat, answeredBy, jointLeave, makeUpRequest, secretary, shortLeave } from './requests.ts';

const through = [{ mode: 'any' as const, seats: [answeredBy('p6', secretary)] }];
const approved = (more: Partial<Request> = {}): Request =>
  shortLeave({
    state: 'approved',
    step: 1,
    version: 2,
    steps: through,
    reason: '住院手术',
    leaveKind: '病假',
    ...more,
  });
const at = '2026-12-09 10:00';
const scene = (requests: readonly Request[] = [approved()], more: Scene = {}): Scene => ({
  county: sampleCountyWithOfficer,
  at,
  requests,
  ...more,
});
const correct = (
  draft: Partial<LeaveDraft> = { to: '2026-12-09', reason: '提前一天回村' },
  { by = 'p11', code = 'A1B2', ...more }: Scene & { by?: string; code?: ChangeSlots['code'] } = {},
): Outcome => correctLeave(saidBy(by, scene([approved()], more)), slots(draft, { code }));
const corrected = (draft?: Partial<LeaveDraft>, before = approved(), more: Scene = {}): Outcome =>
  confirmedBy('p11', correct(draft, { requests: [before], ...more }), scene([before], more));
const whyNot = (outcome: Outcome): string => resultOf(outcome, 'cannot-correct').why;

describe('a correction', () => {
  test('is shown first, with what it changes and whose; nothing is changed yet', () => {
    const outcome = correct();
    expect(asks(outcome)).toMatchObject({
      asked: 'confirm',
      purpose: { is: 'correct', requestId: 'r1' },
      draft: { from: '2026-12-08', to: '2026-12-09', kind: '病假', reason: '提前一天回村' },
    });
    const { preview } = resultOf(outcome, 'confirm-leave');
    expect(preview).toMatchObject({ purpose: 'correct', forName: '示例甲', changesCode: 'A1B2', days: 2, held: null });
    expect(preview.steps).toMatchObject([{ seats: [{ title: '示例镇党委书记', state: 'approved' }] }]);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
  });

  test('changes the days and nothing else: approved as before, by the same answers, for the same reason', () => {
    const outcome = corrected();
    expect(outcome.effects.map((e) => e.effect)).toEqual(['revise-request', 'close-question']);
    expect(revision(outcome)).toMatchObject({ version: 2, why: 'correct' });
    const { span, days, countedDays, remarks, version, ...rest } = kept(outcome);
    expect([span.toOn, days, countedDays, version]).toEqual(['2026-12-09', 2, 2, 3]);
    expect(remarks).toMatchObject([{ remark: 'note' }]);
    const {
      span: _span,
      days: _days,
      countedDays: _counted,
      remarks: _remarks,
      version: _version,
      ...was
    } = approved();
    expect(rest).toEqual(was);
  });

  test('is told to the applicant, to those who answered, to filing, keeper and team, each once', () => {
    const outcome = corrected();
    expect(toldBy(outcome)).toEqual([
      'here leave-corrected',
      'p1 leave-corrected',
      'p6 leave-corrected',
      'p9 leave-corrected',
      'p3 leave-corrected',
      'team-v1 away-changed',
    ]);
    expect(outcome.replies.map((r) => r.once)).toEqual([
      null,
      ...['p1', 'p6', 'p9', 'p3'].map((id) => `r1:n3.corrected:${id}`),
      'r1:n3.away:team-v1',
    ]);
    expect(outcome.replies[1]?.result).toMatchObject({ before: approved().span, by: '示例子', reason: '提前一天回村' });
    expect(outcome.replies.at(-1)?.result).toMatchObject({ name: '示例甲', span: { toOn: '2026-12-09' } });
  });

  test('says why to the applicant and to those who answered, and to nobody else', () => {
    const words = corrected({ to: '2026-12-09', reason: '手术推迟' }).replies.map((r) => wordReply(r.result).text);
    expect(words.map((text) => text.includes('手术推迟'))).toEqual([true, true, true, false, false, false]);
    for (const text of words.slice(3)) expect(text).not.toMatch(/住院|手术|病/);
  });

  test('of the first day alone, or of a length', () => {
    const day = { from: '2026-12-09', to: '2026-12-10', reason: '晚一天走' } as const;
    expect(kept(corrected(day))).toMatchObject({ span: { fromOn: '2026-12-09' }, days: 2 });
    expect(kept(corrected({ saidDays: 1.5, reason: '中午回村' }))).toMatchObject({ span: { fromOn: '2026-12-08', toOn: '2026-12-09', toHalf: 'am' }, days: 1.5 }); // prettier-ignore
  });

  test('says when a return was that had been reported in time; a late one stays late', () => {
    const ended = (on: Request['span']['toOn']): Request => approved({ ended: { on, half: 'pm', at: 5 } });
    const after = { at: '2026-12-13 10:00' };
    const end = (before: Request, more: Scene = after): Request['ended'] =>
      kept(corrected(undefined, before, more)).ended;
    expect(end(ended('2026-12-10'))).toEqual({ on: '2026-12-09', half: 'pm', at: 5 });
    expect(end(ended('2026-12-12'))).toEqual({ on: '2026-12-12', half: 'pm', at: 5 });
    expect(end(approved())).toBeNull();
  });

  test('till a day that is still to come opens the leave again: its return is to be reported', () => {
    const two = { ...approved().span, toOn: '2026-12-09' } as const;
    const before = approved({ span: two, days: 2, ended: { on: '2026-12-08', half: 'pm', at: 5 } });
    expect(kept(corrected({ to: '2026-12-10', reason: '误报销假' }, before)).ended).toBeNull();
  });

  test('of the first day alone leaves an early return as it was reported', () => {
    const ended = { on: '2026-12-09', half: 'am', at: 5 } as const;
    const day = { from: '2026-12-09', to: '2026-12-10', reason: '晚一天走' } as const;
    for (const at of ['2026-12-10 10:00', '2026-12-13 10:00'])
      expect(kept(corrected(day, approved({ ended }), { at })).ended).toEqual(ended);
  });

  test('does not count the leave itself into the balance of the year', () => {
    const rules = { ...fengdu, leaveBalance: () => ({ limit: 15, citations: [] }) };
    const balance = kept(corrected(undefined, approved(), { rules })).remarks.find((r) => r.remark === 'balance');
    expect(balance).toMatchObject({ used: 0, withThis: 2 });
  });

  test('to fewer days stands with those who approved more', () => {
    const joint = jointLeave({ state: 'approved', step: 1, version: 3 });
    const asked = correctLeave(saidBy('p11', scene([joint])), slots({ to: '2026-12-10', reason: '少一天' }, { code: 'C3D4' })); // prettier-ignore
    const after = kept(confirmedBy('p11', asked, scene([joint])));
    expect(after).toMatchObject({ state: 'approved', days: 3, steps: joint.steps });
  });

  test('is held against the rule’s chain, whoever was added to it', () => {
    const steps = [...through, { mode: 'all' as const, seats: [answeredBy('p9', addedSeat('p9', '示例壬'))] }];
    expect(kept(corrected(undefined, approved({ steps, step: 2 }))).steps).toEqual(steps);
  });
});

describe('nothing is corrected', () => {
  test.each(['p1', 'p6', 'p3', 'p8'])('by %s, who is not the officer', (by) => {
    const outcome = correct(undefined, { by });
    expect(whyNot(outcome)).toBe('not-officer');
    expect(outcome.effects).toEqual([]);
  });

  test('of the officer’s own leave', () => {
    const own = approved({ applicantId: 'p11' });
    expect(whyNot(correct(undefined, { requests: [own] }))).toBe('not-officer');
  });

  test.each(['open', 'held', 'returned', 'rejected', 'withdrawn', 'cancelled'] as const)(
    'of one that is %s',
    (state) => {
      expect(whyNot(correct(undefined, { requests: [approved({ state })] }))).toBe('not-approved');
    },
  );

  test('of a missed check-in', () => {
    expect(whyNot(correct(undefined, { requests: [makeUpRequest({ state: 'approved' })], code: 'E5F6' }))).toBe('not-approved'); // prettier-ignore
  });

  test('where it is not said of which; the quoted one is meant', () => {
    expect(whyNot(correct(undefined, { code: null }))).toBe('which');
    expect(asks(correct(undefined, { code: null, quotes: 'r1' })).purpose).toMatchObject({ requestId: 'r1' });
    expect(saysOf(correct(undefined, { code: 'Z9Z9' }))).toEqual(['no-such-code']);
  });

  test('without a reason: it is asked for, and blanks are none', () => {
    expect(saysOf(correct({ to: '2026-12-09' }))).toEqual(['ask-leave-reason']);
    const blank = correct({ to: '2026-12-09', reason: '  ' });
    expect([whyNot(blank), blank.effects]).toEqual(['no-reason', []]);
  });

  test('where the new days would have needed other approvers', () => {
    const outcome = correct({ to: '2026-12-11', reason: '多请了一天' });
    expect([whyNot(outcome), outcome.effects]).toEqual(['other-chain', []]);
  });

  test('where joined days lead to other approvers', () => {
    const before = shortLeave({ id: 'r9', code: 'X1Y2', state: 'approved', span: { fromOn: '2026-12-04', toOn: '2026-12-05', fromHalf: 'am', toHalf: 'pm' }, days: 2 }); // prettier-ignore
    const requests = [approved(), before];
    const earlier = { from: '2026-12-07', to: '2026-12-09', reason: '早走一天' } as const;
    expect(saysOf(correct(earlier))).toEqual(['confirm-leave']);
    expect(whyNot(correct(earlier, { requests }))).toBe('other-chain');
    const asked = correct(earlier);
    expect(whyNot(confirmedBy('p11', asked, scene(requests)))).toBe('other-chain');
  });

  test('over another leave of the same person', () => {
    const other = approved({ id: 'r9', code: 'X1Y2', span: { fromOn: '2026-12-11', toOn: '2026-12-11', fromHalf: 'am', toHalf: 'pm' } }); // prettier-ignore
    expect(saysOf(correct({ from: '2026-12-10', to: '2026-12-11', reason: '改期' }, { requests: [approved(), other] }))).toEqual(['overlaps']); // prettier-ignore
  });

  test('where it was cancelled, or the officer changed, before the confirmation', () => {
    const asked = correct();
    expect(whyNot(confirmedBy('p11', asked, scene([approved({ state: 'cancelled', version: 3 })])))).toBe(
      'not-approved',
    );
    expect(whyNot(confirmedBy('p11', asked, scene([approved()], { holders: { officer: ['p9'] } })))).toBe(
      'not-officer',
    );
  });
});
