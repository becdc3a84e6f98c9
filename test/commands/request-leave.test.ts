import { describe, expect, test } from 'vitest';
import { newLeave, requestLeave } from '../../src/commands/request-leave.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy } from './facts.ts';
import { shortLeave } from './requests.ts';
import { draft, asked, confirmed, opened, chainOf, short, long } from './asked-leave.ts';

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
