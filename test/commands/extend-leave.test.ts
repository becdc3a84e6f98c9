/** 续假: a leave that goes on from another one; its chain is that of the total. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { extendLeave, type ChangeSlots } from '../../src/commands/extend-leave.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { asks, chainOf, confirmedBy, kept, slots } from './leave-talk.ts';
import { makeUpRequest, shortLeave } from './requests.ts';

const approved = (more: Partial<Request> = {}): Request =>
  shortLeave({ state: 'approved', step: 1, leaveKind: '事假', ...more });
const during = '2026-12-10 18:00';
const extend = (
  draft: Partial<LeaveDraft>,
  requests: readonly Request[] = [approved()],
  scene: Scene = {},
  more: Partial<ChangeSlots> = {},
): Outcome => extendLeave(saidBy('p1', { at: during, ...scene, requests }), slots(draft, more));
const span = (fromOn: Request['span']['fromOn'], toOn: Request['span']['toOn'], more: Partial<Request['span']> = {}): Request['span'] => ({ fromOn, toOn, fromHalf: 'am', toHalf: 'pm', ...more }); // prettier-ignore
const twoDays = { saidDays: 2, reason: '还要照顾' } as const;

describe('an extension', () => {
  test('goes on the day after, with the kind of the leave before, by the chain of the total', () => {
    const asked = extend(twoDays);
    expect(asks(asked)).toMatchObject({
      asked: 'confirm',
      purpose: { is: 'extend', requestId: 'r1' },
      draft: { from: '2026-12-11', fromHalf: 'am', saidDays: 2, kind: '事假' },
    });
    expect(resultOf(asked, 'confirm-leave').preview).toMatchObject({ purpose: 'extend', changesCode: 'A1B2', days: 2, countedDays: 5 }); // prettier-ignore
    const outcome = confirmedBy('p1', asked, { at: during, requests: [approved()], messageId: 12n });
    expect(kept(outcome)).toMatchObject({
      id: 'r12',
      extendsId: 'r1',
      days: 2,
      countedDays: 5,
      span: span('2026-12-11', '2026-12-12'),
      joined: [{ requestId: 'r1', code: 'A1B2', days: 3 }],
      late: false,
    });
    expect(chainOf(kept(outcome))).toBe('all 县委组织部@+派出单位@u1');
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p8 please-answer', 'p10 please-answer']);
    expect(resultOf(outcome, 'request-opened').shown.extendsCode).toBe('A1B2');
  });

  test('till a day that is said', () => {
    expect(asks(extend({ to: '2026-12-13', reason: '还要照顾' })).draft).toMatchObject({
      from: '2026-12-11',
      to: '2026-12-13',
    });
  });

  test('of a leave that ends at noon begins that afternoon', () => {
    const noon = approved({ span: span('2026-12-08', '2026-12-10', { toHalf: 'am' }), days: 2.5 });
    const asked = extend({ saidDays: 0.5, reason: '还要照顾' }, [noon], { at: '2026-12-10 09:00' });
    expect(asks(asked).draft).toMatchObject({ from: '2026-12-10', fromHalf: 'pm' });
    expect(resultOf(asked, 'confirm-leave').preview).toMatchObject({ days: 0.5, countedDays: 3, span: span('2026-12-10', '2026-12-10', { fromHalf: 'pm' }) }); // prettier-ignore
  });

  test('of a leave whose return is reported is none: that is a new leave', () => {
    const early = approved({ ended: { on: '2026-12-09', half: 'am', at: 0 } });
    const outcome = extend(twoDays, [early]);
    expect(saysOf(outcome)).toEqual(['nothing-to-extend']);
    expect(outcome.effects).toEqual([]);
  });

  test('asks for what is missing: the end, then the reason', () => {
    expect(saysOf(extend({}))).toEqual(['ask-leave-to']);
    expect(saysOf(extend({ saidDays: 2 }))).toEqual(['ask-leave-reason']);
  });

  test('asks for the end alone once more where it was wrong', () => {
    const outcome = extend(
      { reason: '还要照顾' },
      [approved()],
      {},
      { problem: { problem: 'no-such-date', said: '2.30' } },
    );
    expect(saysOf(outcome)).toEqual(['invalid-span']);
    expect(asks(outcome)).toMatchObject({ asked: 'to', draft: { from: '2026-12-11', to: null } });
    const before = extend({ to: '2026-12-10', reason: '还要照顾' });
    expect(saysOf(before)).toEqual(['invalid-span']);
    expect(asks(before)).toMatchObject({ asked: 'to', draft: { from: '2026-12-11' } });
  });

  test('may not overlap another leave', () => {
    const other = approved({ id: 'r9', code: 'X1Y2', span: span('2026-12-12', '2026-12-14') });
    expect(resultOf(extend(twoDays, [approved(), other]), 'overlaps').other.id).toBe('r9');
  });

  test('of an extension that is approved goes on from that one', () => {
    const second = approved({
      id: 'r9',
      code: 'X1Y2',
      extendsId: 'r1',
      span: span('2026-12-11', '2026-12-12'),
      days: 2,
    });
    const asked = extend(twoDays, [approved(), second]);
    expect(asks(asked)).toMatchObject({ purpose: { requestId: 'r9' }, draft: { from: '2026-12-13' } });
    expect(resultOf(asked, 'confirm-leave').preview).toMatchObject({ days: 2, countedDays: 7 });
  });
});

describe('which leave', () => {
  const later = approved({ id: 'r9', code: 'X1Y2', span: span('2026-12-20', '2026-12-21') });

  test('is the one that is being taken, though another is to come', () => {
    expect(asks(extend(twoDays, [later, approved()])).purpose).toEqual({ is: 'extend', requestId: 'r1' });
  });

  test('is the only one to come', () => {
    expect(asks(extend(twoDays, [later])).purpose).toEqual({ is: 'extend', requestId: 'r9' });
  });

  test('is the one that is named or quoted', () => {
    expect(asks(extend(twoDays, [later, approved()], {}, { code: 'X1Y2' })).draft.from).toBe('2026-12-22');
    expect(asks(extend(twoDays, [later, approved()], { quotes: 'r9' })).draft.from).toBe('2026-12-22');
  });

  test('is one that ended up to three days ago: later it is a new one', () => {
    expect(asks(extend(twoDays, [approved()], { at: '2026-12-13 23:59' })).purpose).toMatchObject({ requestId: 'r1' });
    const outcome = extend(twoDays, [approved()], { at: '2026-12-14 00:00' });
    expect(resultOf(outcome, 'nothing-to-extend').why).toBe('none');
    expect(outcome.effects).toEqual([]);
  });

  test('is marked late where it is said only after the end', () => {
    expect(resultOf(extend(twoDays, [approved()], { at: '2026-12-12 09:00' }), 'confirm-leave').preview.late).toBe(
      true,
    );
  });
});

describe('nothing is extended', () => {
  test('where none is approved, and a missed check-in is none', () => {
    expect(resultOf(extend(twoDays, []), 'nothing-to-extend').why).toBe('none');
    expect(resultOf(extend(twoDays, [shortLeave(), makeUpRequest({ state: 'approved' })]), 'nothing-to-extend').why).toBe('none'); // prettier-ignore
    expect(resultOf(extend(twoDays, [approved({ applicantId: 'p2' })]), 'nothing-to-extend').why).toBe('none');
  });

  test('where two are to come and none is named; they are listed', () => {
    const leaves = [approved({ span: span('2026-12-20', '2026-12-21') }), approved({ id: 'r9', code: 'X1Y2', span: span('2026-12-25', '2026-12-26') })]; // prettier-ignore
    const result = resultOf(extend(twoDays, leaves), 'nothing-to-extend');
    expect([result.why, result.shown.length]).toEqual(['several', 2]);
  });

  test.each(['open', 'held', 'returned', 'rejected', 'withdrawn', 'cancelled'] as const)(
    'of one that is %s',
    (state) => {
      const outcome = extend(twoDays, [shortLeave({ state })], {}, { code: 'A1B2' });
      expect(resultOf(outcome, 'nothing-to-extend').why).toBe('not-approved');
      expect(outcome.effects).toEqual([]);
    },
  );

  test('where the code is unknown', () => {
    expect(saysOf(extend(twoDays, [approved()], {}, { code: 'Z9Z9' }))).toEqual(['no-such-code']);
  });
});
