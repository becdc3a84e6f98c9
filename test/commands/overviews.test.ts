import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../src/commands/acknowledge.ts';
import { help } from '../../src/commands/help.ts';
import { mine } from '../../src/commands/mine.ts';
import { todo } from '../../src/commands/secretary-day.ts';
import { whoIsHere } from '../../src/commands/who-is-here.ts';
import type { Whereabouts } from '../../src/domain/attendance.ts';
import { datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import { cameOn, fengdu, resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';
import { jointLeave, makeUpRequest, shortLeave } from './requests.ts';

describe('who is here', () => {
  const noon = { fromOn: '2026-12-01', toOn: '2026-12-04', fromHalf: 'am', toHalf: 'pm' } as const;
  const days: Record<string, Partial<Whereabouts>> = {
    p1: { events: [{ personId: 'p1', on: '2026-12-02', kind: 'arrived', turn: 0, at: shanghai('2026-12-02 08:00') }] },
    p2: { leaves: [noon] },
    p5: { events: cameOn('p5', '2026-12-01') },
  };
  const shownTo = (personId: string, scene: Scene = {}): string[] =>
    resultOf(whoIsHere(saidBy(personId, { days, ...scene })), 'who-is-here').people.map(
      (p) => `${p.name} ${p.standing.is}`,
    );

  test('is for the keepers, each their own people', () => {
    expect(shownTo('p3')).toEqual(['示例甲 here', '示例乙 on-leave']);
    expect(shownTo('p4')).toEqual(['示例戊 not-yet']);
    expect(shownTo('p7')).toEqual(['示例丙 not-yet', '示例丁 not-yet']);
  });

  test.each(['p1', 'p5', 'p6', 'p8', 'p9', 'p10'])('is not for %s', (personId) => {
    expect(saysOf(whoIsHere(saidBy(personId, { days })))).toEqual(['not-a-keeper']);
  });

  test('tells who has left, until when a leave goes, and who has come back from it', () => {
    const left = { ...cameOn('p1', '2026-12-02')[0]!, kind: 'left', at: shanghai('2026-12-02 18:00') } as const;
    const people = resultOf(
      whoIsHere(saidBy('p3', { days: { p1: { events: [...cameOn('p1', '2026-12-02'), left] }, p2: { leaves: [noon], events: cameOn('p2', '2026-12-02') } } })), // prettier-ignore
      'who-is-here',
    ).people;
    expect(people.map((p) => p.standing)).toEqual([
      { is: 'left', since: shanghai('2026-12-02 18:00') },
      { is: 'here', since: shanghai('2026-12-02 08:00') },
    ]);
  });
});

describe('my month', () => {
  const days = (from: IsoDate, count: number): Partial<Whereabouts> => ({
    events: cameOn('p1', ...datesFrom(from, '2099-12-31').slice(0, count)),
  });
  const figures = (at: string, where: Partial<Whereabouts>): object | null =>
    resultOf(mine(saidBy('p1', { at, days: { p1: where } })), 'mine').figures;

  test.each([
    ['30 days: 20', '2026-11-30 20:00', 20],
    ['31 days: 21', '2026-12-31 20:00', 21],
    ['28 days: 19', '2027-02-28 20:00', 19],
    ['29 days: 20', '2028-02-29 20:00', 20],
  ])('of %s are needed', (_, at, minDays) => {
    expect(figures(at, {})).toMatchObject({ minDays, share: '2/3', days: 0, stillNeeded: minDays });
  });

  test('counts each day once, whatever happened on it, and no day after today', () => {
    const events = [
      ...cameOn('p1', '2026-11-01', '2026-11-02', '2026-11-20'),
      { ...cameOn('p1', '2026-11-02')[0]!, kind: 'left' as const },
      { ...cameOn('p1', '2026-11-02')[0]!, kind: 'returned' as const },
      { ...cameOn('p1', '2026-11-03')[0]!, kind: 'made-up' as const },
    ];
    expect(figures('2026-11-10 09:00', { events })).toMatchObject({ days: 3, stillNeeded: 17, daysLeft: 21 });
  });

  test('counts half a day for one who was away the other half', () => {
    const leaves = [{ fromOn: '2026-11-02', toOn: '2026-11-02', fromHalf: 'am', toHalf: 'am' } as const];
    expect(figures('2026-11-10 09:00', { ...days('2026-11-01', 3), leaves })).toMatchObject({
      days: 2.5,
      stillNeeded: 17.5,
    });
  });

  test('needs no more once the quota is met, to the day', () => {
    expect(figures('2026-11-30 20:00', days('2026-11-01', 19))).toMatchObject({
      days: 19,
      stillNeeded: 1,
      daysLeft: 1,
    });
    expect(figures('2026-11-30 20:00', days('2026-11-01', 20))).toMatchObject({ stillNeeded: 0 });
    expect(figures('2026-11-30 20:00', days('2026-11-01', 30))).toMatchObject({
      days: 30,
      stillNeeded: 0,
      daysLeft: 0,
    });
  });

  test('counts the leave of the month, of two halves of a day as one day', () => {
    const half = { fromOn: '2026-11-10', toOn: '2026-11-10' } as const;
    const leaves = [
      { fromOn: '2026-10-30', toOn: '2026-11-02', fromHalf: 'am', toHalf: 'am' } as const,
      { ...half, fromHalf: 'am', toHalf: 'am' } as const,
      { ...half, fromHalf: 'pm', toHalf: 'pm' } as const,
    ];
    expect(resultOf(mine(saidBy('p1', { at: '2026-11-20 09:00', days: { p1: { leaves } } })), 'mine').leaveDays).toBe(
      2.5,
    );
  });

  test('names the days that have a log and no check-in', () => {
    const where = { ...days('2026-11-01', 1), logDates: ['2026-11-01', '2026-11-02'] as const };
    const result = resultOf(mine(saidBy('p1', { at: '2026-11-10 09:00', days: { p1: where } })), 'mine');
    expect(result.loggedButAbsent).toEqual(['2026-11-02']);
  });

  test('lists one’s own open requests and counts those that wait for one', () => {
    const requests = [shortLeave(), jointLeave({ state: 'approved' }), makeUpRequest({ applicantId: 'p2' })];
    const own = resultOf(mine(saidBy('p1', { requests })), 'mine');
    expect(own.open.map((s) => s.request.id)).toEqual(['r1']);
    expect([own.isCadre, own.waiting]).toEqual([true, 0]);
    const keeper = resultOf(mine(saidBy('p3', { requests })), 'mine');
    expect([keeper.open.length, keeper.waiting]).toEqual([0, 1]);
    const office = resultOf(mine(saidBy('p6', { requests })), 'mine');
    expect([office.isCadre, office.figures, office.waiting]).toEqual([false, null, 1]);
  });

  test('has no quota where no rule sets one', () => {
    const result = resultOf(mine(saidBy('p1', { rules: { ...fengdu, monthQuota: () => null } })), 'mine');
    expect(result.figures).toMatchObject({ minDays: null, share: null, stillNeeded: 0 });
  });
});

describe('what waits for me', () => {
  test('is listed oldest first, without one’s own and what others have answered for the seat', () => {
    const requests = [
      shortLeave({ openedAt: 2 }),
      shortLeave({ id: 'r4', applicantId: 'p2', openedAt: 1 }),
      shortLeave({ id: 'r5', applicantId: 'p6' }),
      shortLeave({ id: 'r6', state: 'rejected' }),
      jointLeave(),
    ];
    expect(resultOf(todo(saidBy('p6', { requests })), 'todo').shown.map((s) => s.request.id)).toEqual(['r4', 'r1']);
    expect(resultOf(todo(saidBy('p2', { requests })), 'todo').shown).toEqual([]);
  });

  test('is recalled to one who only says that they heard, and nobody else is disturbed', () => {
    const heard = acknowledge(saidBy('p6', { requests: [shortLeave()] }), null);
    expect(saysOf(heard)).toEqual(['not-heard-as-answer']);
    expect(heard.effects).toEqual([]);
    expect(acknowledge(saidBy('p1', { requests: [shortLeave()] }), null)).toEqual({ effects: [], replies: [] });
  });
});

describe('help', () => {
  const topics = (personId: string, scene: Scene = {}): readonly string[] =>
    resultOf(help(saidBy(personId, scene)), 'help').topics;
  const cadre = ['check-in', 'check-out', 'make-up', 'leave', 'end-leave', 'extend', 'edit', 'nudge', 'log', 'my-logs', 'entries', 'drafts', 'mine', 'duties']; // prettier-ignore
  const seat = ['todo', 'approve', 'transfer', 'deputy', 'digest', 'answered', 'ledger'];
  const keeper = ['who-is-here', 'team-logs', 'proxy', 'month-table'];

  test.each([
    ['a team member', 'p1', cadre],
    ['a first secretary', 'p3', [...cadre, ...seat, ...keeper]],
    ['a township leader', 'p4', [...cadre, ...seat, ...keeper]],
    ['a township secretary', 'p6', ['mine', 'duties', ...seat]],
    ['a township committee that keeps attendance', 'p7', ['mine', 'duties', ...seat, ...keeper]],
    ['the organisation department', 'p8', ['mine', 'duties', ...seat, 'month-table']],
    ['the rural revitalisation bureau', 'p9', ['mine', 'duties', ...seat, 'month-table']],
    ['a dispatching unit', 'p10', ['mine', 'duties', ...seat]],
  ])('for %s names what they can do', (_, personId, expected) => {
    expect(topics(personId)).toEqual([...expected, 'policy', 'why', 'web', 'account']);
  });

  test('for somebody without post or seat is short', () => {
    expect(topics('p6', { holders: { '乡镇（街道）党（工）委书记': [] } })).toEqual([
      'mine',
      'policy',
      'why',
      'web',
      'account',
    ]);
  });

  test('gives an example with a code that waits', () => {
    expect(resultOf(help(saidBy('p6', { requests: [shortLeave()] })), 'help').shownRequestCode).toBe('A1B2');
    expect(resultOf(help(saidBy('p6')), 'help').shownRequestCode).toBeNull();
  });
});
