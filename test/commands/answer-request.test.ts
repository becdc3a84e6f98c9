import { describe, expect, test } from 'vitest';
import type { RequestSeat } from '../../src/domain/request.ts';
import { effectsOf, questionAfter, resultOf, saysOf, toldBy } from './facts.ts';
import { jointLeave, makeUpRequest, organisation, secretary, shortLeave, unit } from './requests.ts';
import { said, approve, reject, moved, answered, refusalOf, nothingDone, answeredBy, half } from './answers.ts';

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

test('a seat whose next step nobody holds is told to the applicant, who still waits', () => {
  const steps = [{ mode: 'any' as const, seats: [secretary] }, ...jointLeave().steps];
  const outcome = approve('p6', [shortLeave({ steps })], { holders: { 派出单位: [] } });
  expect(toldBy(outcome)).toEqual(['here answer-recorded', 'p8 please-answer', 'p1 seat-vacant', 'p9 seat-vacant']);
});
