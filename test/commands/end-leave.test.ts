/** 销假: until when a leave was taken, to the half day. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { backAt, reportReturn, type EndLeaveSlots } from '../../src/commands/end-leave.ts';
import type { Request } from '../../src/domain/request.ts';
import { wordReply } from '../../src/replies/word.ts';
import { effectsOf, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import { answeredBy, makeUpRequest, secretary, shortLeave } from './requests.ts';

const through = [{ mode: 'any' as const, seats: [answeredBy('p6', secretary)] }];
/** Of 8 to 10 December, three days. */
const approved = (more: Partial<Request> = {}): Request =>
  shortLeave({ state: 'approved', step: 1, version: 2, steps: through, ...more });
const span = (fromOn: Request['span']['fromOn'], toOn: Request['span']['toOn'], more: Partial<Request['span']> = {}): Request['span'] => ({ fromOn, toOn, fromHalf: 'am', toHalf: 'pm', ...more }); // prettier-ignore
const back = (
  at: string,
  requests: readonly Request[] = [approved()],
  slots: Partial<EndLeaveSlots> = {},
  scene: Scene = {},
): Outcome =>
  reportReturn(saidBy('p1', { at, ...scene, requests }), { code: null, back: null, problem: null, ...slots });
const ended = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'end-leave').map((e) => `${e.requestId} ${e.on} ${e.half}`);
const figures = (outcome: Outcome): [number, number, boolean] => {
  const { taken, overdueDays, isEarly } = resultOf(outcome, 'leave-ended');
  return [taken, overdueDays, isEarly];
};
const whyNot = (outcome: Outcome): string => {
  expect(outcome.effects).toEqual([]);
  return resultOf(outcome, 'nothing-to-end').why;
};

describe('just now', () => {
  test.each([
    ['00:00', { on: '2026-12-09', half: 'pm' }],
    ['11:59', { on: '2026-12-09', half: 'pm' }],
    ['12:00', { on: '2026-12-10', half: 'am' }],
    ['17:59', { on: '2026-12-10', half: 'am' }],
    ['18:00', { on: '2026-12-10', half: 'pm' }],
    ['23:59', { on: '2026-12-10', half: 'pm' }],
  ] as const)('at %s', (time, last) => {
    expect(backAt(shanghai(`2026-12-10 ${time}`), '2026-12-10')).toEqual(last);
  });

  test.each<[string, number, number, boolean]>([
    ['2026-12-08 11:00', 0.5, 0, true], // the first half day was taken
    ['2026-12-08 12:00', 0.5, 0, true],
    ['2026-12-08 18:00', 1, 0, true],
    ['2026-12-10 11:59', 2, 0, true],
    ['2026-12-10 12:00', 2.5, 0, true],
    ['2026-12-10 18:00', 3, 0, false],
    ['2026-12-11 11:59', 3, 0, false],
    ['2026-12-11 12:00', 3, 0, false], // half a day late is no day
    ['2026-12-11 18:00', 3, 1, false],
    ['2026-12-13 09:00', 3, 2, false],
  ])('of three days, back at %s: %d taken, %d late', (at, taken, overdueDays, isEarly) => {
    expect(figures(back(at))).toEqual([taken, overdueDays, isEarly]);
  });

  test.each<[string, Partial<Request['span']>, string, number, number, boolean]>([
    ['a morning', { toHalf: 'am' }, '2026-12-08 11:59', 0.5, 0, false],
    ['a morning', { toHalf: 'am' }, '2026-12-08 12:00', 0.5, 0, false],
    ['a morning', { toHalf: 'am' }, '2026-12-08 18:00', 0.5, 0, false],
    ['a morning', { toHalf: 'am' }, '2026-12-09 12:00', 0.5, 1, false],
    ['an afternoon', { fromHalf: 'pm' }, '2026-12-08 17:00', 0.5, 0, false],
    ['an afternoon', { fromHalf: 'pm' }, '2026-12-08 18:00', 0.5, 0, false],
    ['an afternoon', { fromHalf: 'pm' }, '2026-12-09 08:00', 0.5, 0, false],
  ])('of %s, back at %#', (_, half, at, taken, overdueDays, isEarly) => {
    const request = approved({ span: span('2026-12-08', '2026-12-08', half), days: 0.5 });
    expect(figures(back(at, [request]))).toEqual([taken, overdueDays, isEarly]);
  });

  test('a message that was long on its way counts from when it was sent', () => {
    const outcome = back('2026-12-10 19:00', [approved()], {}, { message: { sentAt: shanghai('2026-12-10 11:00') } });
    expect(ended(outcome)).toEqual(['r1 2026-12-09 pm']);
  });
});

describe('a reported return', () => {
  test('is kept, and told to those who approved, to filing and keeper, each once', () => {
    const outcome = back('2026-12-10 18:30');
    expect(outcome.effects).toEqual([
      { effect: 'end-leave', requestId: 'r1', on: '2026-12-10', half: 'pm', at: shanghai('2026-12-10 18:30') },
      { effect: 'move-request', requestId: 'r1', version: 2, state: 'approved', step: 1, at: shanghai('2026-12-10 18:30') },
    ]); // prettier-ignore
    expect(toldBy(outcome)).toEqual(['here leave-ended', 'p6 leave-ended-told', 'p9 leave-ended-told', 'p3 leave-ended-told']); // prettier-ignore
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r1:n3.ended:p6', 'r1:n3.ended:p9', 'r1:n3.ended:p3']);
    expect(outcome.replies[0]?.requestId).toBe('r1');
  });

  test('early tells the team till when it was', () => {
    const outcome = back('2026-12-10 08:00');
    expect(resultOf(outcome, 'away-changed')).toMatchObject({
      name: '示例甲',
      span: { toOn: '2026-12-09', toHalf: 'pm' },
    });
    expect(toldBy(back('2026-12-10 08:00', [approved()], {}, { settings: { whereabouts: 'daily' } }))).not.toContain('team-v1 away-changed'); // prettier-ignore
  });

  test('of another day is taken as it was said', () => {
    expect(ended(back('2026-12-14 09:00', [approved()], { back: { on: '2026-12-10', half: 'am' } }))).toEqual(['r1 2026-12-10 am']); // prettier-ignore
  });

  test('tells nobody what the leave was for', () => {
    const ill = approved({ reason: '住院手术', leaveKind: '病假' });
    for (const { result } of back('2026-12-12 19:00', [ill]).replies)
      expect(wordReply(result).text).not.toMatch(/住院|手术|病/);
  });
});

describe('of several', () => {
  const second = approved({ id: 'r5', code: 'J9K1', extendsId: 'r1', span: span('2026-12-11', '2026-12-12'), days: 2 });

  test('the one that is being taken is meant; the one it goes on from was taken whole', () => {
    const outcome = back('2026-12-12 19:00', [second, approved()]);
    expect(ended(outcome)).toEqual(['r1 2026-12-10 pm', 'r5 2026-12-12 pm']);
    expect(resultOf(outcome, 'leave-ended').shown.request.id).toBe('r5');
  });

  test('the one that is named or quoted is meant', () => {
    expect(ended(back('2026-12-12 19:00', [approved(), second], { code: 'A1B2', back: { on: '2026-12-10', half: 'pm' } }))).toEqual(['r1 2026-12-10 pm']); // prettier-ignore
    expect(ended(back('2026-12-12 19:00', [approved(), second], {}, { quotes: 'r1' }))).toEqual(['r1 2026-12-12 pm']);
  });

  test('one that is still to come is left alone', () => {
    const later = approved({ id: 'r5', code: 'J9K1', span: span('2026-12-20', '2026-12-21') });
    expect(ended(back('2026-12-10 19:00', [later, approved()]))).toEqual(['r1 2026-12-10 pm']);
  });
});

describe('nothing is ended', () => {
  test('where there is nothing to end', () => {
    expect(whyNot(back('2026-12-10 19:00', []))).toBe('none');
    expect(whyNot(back('2026-12-10 19:00', [makeUpRequest({ state: 'approved' })]))).toBe('none');
    expect(whyNot(back('2026-12-10 19:00', [approved({ applicantId: 'p2' })]))).toBe('none');
  });

  test('before it has begun', () => {
    expect(whyNot(back('2026-12-07 23:59'))).toBe('not-begun');
  });

  test.each(['open', 'held', 'returned', 'rejected', 'withdrawn', 'cancelled'] as const)(
    'of one that is %s',
    (state) => {
      expect(whyNot(back('2026-12-10 19:00', [shortLeave({ state })], { code: 'A1B2' }))).toBe('not-approved');
    },
  );

  test('a second time', () => {
    const request = approved({ ended: { on: '2026-12-09', half: 'pm', at: 0 } });
    expect(whyNot(back('2026-12-10 19:00', [request], { code: 'A1B2' }))).toBe('ended-already');
    expect(whyNot(back('2026-12-10 19:00', [request]))).toBe('none');
  });

  test('of somebody else’s, quoted', () => {
    const outcome = back('2026-12-10 19:00', [approved({ applicantId: 'p2', reason: '住院' })], {}, { quotes: 'r1' });
    expect(whyNot(outcome)).toBe('not-yours');
    expect(wordReply(outcome.replies[0]!.result).text).not.toContain('住院');
  });

  test.each([
    ['before it began', { on: '2026-12-07', half: 'pm' }],
    ['after today', { on: '2026-12-11', half: 'am' }],
  ] as const)('on a day %s', (_, day) => {
    expect(whyNot(back('2026-12-10 19:00', [approved()], { back: day }))).toBe('bad-day');
  });

  test('where the day can’t be read, or the code is unknown', () => {
    const problem = { problem: 'no-such-date', said: '2.30' } as const;
    expect(resultOf(back('2026-12-10 19:00', [approved()], { problem }), 'invalid-span').wanted).toBe('day');
    expect(saysOf(back('2026-12-10 19:00', [approved()], { code: 'Z9Z9' }))).toEqual(['no-such-code']);
  });
});
