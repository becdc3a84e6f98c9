import { describe, expect, test } from 'vitest';
import type { ClockSlot } from '../../src/commands/clock.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { deputy, keysOf, look, movedOn, span, toldOf } from './clock-look.ts';
import { resultOf, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import {
  answeredBy,
  assignedTo,
  heldLeave,
  jointLeave,
  makeUpRequest,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

describe('a request that waits', () => {
  test.each([
    ['2026-12-02', false],
    ['2026-12-01', false],
    ['2026-11-30', true],
    ['2026-11-20', true],
  ])('for this step since %s goes to the officer on 2 December: %s', (on, told) => {
    const outcome = look({ due: { requests: [movedOn(on)] } });
    expect(toldOf(outcome, 'escalated')).toEqual(told ? ['p11 escalated'] : []);
  });

  test.each([
    [1, '2026-12-01', true],
    [1, '2026-12-02', false],
    [3, '2026-11-30', false],
    [3, '2026-11-29', true],
  ])('goes there after %i days as the county chose: since %s → %s', (escalateAfterDays, on, told) => {
    const outcome = look({ settings: { escalateAfterDays }, due: { requests: [movedOn(on)] } });
    expect(toldOf(outcome, 'escalated')).toHaveLength(told ? 1 : 0);
  });

  test('counts its days by the dates in Shanghai, not by hours', () => {
    const late = movedOn('2026-11-30', { movedAt: shanghai('2026-11-30 23:59') });
    const midnight = movedOn('2026-12-01', { movedAt: shanghai('2026-12-01 00:00') });
    expect(toldOf(look({ due: { requests: [late] } }), 'escalated')).toHaveLength(1);
    expect(toldOf(look({ due: { requests: [midnight] } }), 'escalated')).toHaveLength(0);
  });

  test('counts from when its step opened, not from when it was asked for', () => {
    const second = movedOn('2026-11-20', { movedAt: shanghai('2026-12-01 10:00') });
    expect(toldOf(look({ due: { requests: [second] } }), 'escalated')).toEqual([]);
  });

  test('is put before its approver once more, and before the officer with who has not answered', () => {
    const half = jointLeave({
      movedAt: shanghai('2026-11-29 10:00'),
      steps: [{ mode: 'all', seats: [answeredBy('p8', organisation), unit] }],
    });
    const outcome = look({ due: { requests: [half] } });
    expect(toldBy(outcome)).toEqual(['p10 please-answer', 'p11 escalated', 'p10 please-answer']);
    const { seats, waitingDays, startsSoon } = resultOf(outcome, 'escalated');
    expect(seats.map((s) => s.body)).toEqual([unit.body]);
    expect([waitingDays, startsSoon]).toEqual([3, false]);
    expect(outcome.replies.flatMap((r) => (r.result.says === 'please-answer' ? [r.result.again] : []))).toEqual([null, 'morning']); // prettier-ignore
  });

  test('has a key for each step and content, the same each morning', () => {
    const keys = (at: string, more: Partial<Request> = {}): (string | null)[] =>
      look({ at, due: { requests: [movedOn('2026-11-30', more)] } }).replies.map((r) => r.once);
    const first = ['r1:v0.step0:p6', 'r1:v0.step0.n1.escalated:p11', 'r1:v0.step0.n1.morning:p6'];
    expect(keys('2026-12-02 08:00')).toEqual(first);
    expect(keys('2026-12-03 08:00')).toEqual(first);
    const later: Partial<Request> = {
      revision: 1,
      step: 1,
      steps: [
        { mode: 'any', seats: [answeredBy('p6', secretary)] },
        { mode: 'any', seats: [unit] },
      ],
    };
    expect(keys('2026-12-02 08:00', later)).toEqual(['r1:v1.step1:p10', 'r1:v1.step1.n1.escalated:p11', 'r1:v1.step1.n1.morning:p10']); // prettier-ignore
  });

  test.each([
    ['2026-12-04', '2026-12-01', false],
    ['2026-12-03', '2026-12-01', true],
    ['2026-12-02', '2026-12-01', true],
    ['2026-11-25', '2026-12-01', true],
    ['2026-12-03', '2026-12-02', false],
    ['2026-12-02', '2026-12-02', false],
  ] as [IsoDate, string, boolean][])(
    'for a leave from %s, before this step since %s, goes to the officer early: %s',
    (fromOn, on, told) => {
      const outcome = look({ due: { requests: [movedOn(on, { span: span(fromOn, '2026-12-10') })] } });
      expect(toldOf(outcome, 'escalated')).toHaveLength(told ? 1 : 0);
      if (told) expect(resultOf(outcome, 'escalated')).toMatchObject({ waitingDays: 1, startsSoon: true });
    },
  );

  test('for a missed check-in is of the past anyway and waits its days', () => {
    const since = (on: string): Request => makeUpRequest({ movedAt: shanghai(`${on} 10:00`) });
    expect(toldOf(look({ due: { requests: [since('2026-12-01')] } }), 'escalated')).toEqual([]);
    const outcome = look({ due: { requests: [since('2026-11-30')] } });
    expect(resultOf(outcome, 'escalated').startsSoon).toBe(false);
  });

  test('is not put before an officer whom nobody is, but its approver is asked again', () => {
    const outcome = look({ county: sampleCounty, due: { requests: [movedOn('2026-11-20')] } });
    expect(toldBy(outcome)).toEqual(['p6 please-answer', 'p6 please-answer']);
  });

  test('is not put before an officer who alone has to answer it, or whose own it is', () => {
    const officer = (id: string): Scene => ({ holders: { officer: [id] } });
    const due = { requests: [movedOn('2026-11-20')] };
    expect(toldOf(look({ due, ...officer('p6') }), 'escalated')).toEqual([]);
    expect(toldOf(look({ due, ...officer('p1') }), 'escalated')).toEqual([]);
    const joint = { requests: [jointLeave({ movedAt: shanghai('2026-11-20 10:00') })] };
    expect(toldOf(look({ due: joint, ...officer('p8') }), 'escalated')).toEqual(['p8 escalated']);
  });

  test('goes to the officer also where the seat is empty', () => {
    const outcome = look({ holders: { [secretary.body]: [] }, due: { requests: [movedOn('2026-11-20')] } });
    expect(toldBy(outcome)).toEqual(['p1 seat-vacant', 'p11 seat-vacant', 'p11 escalated']);
  });

  test('is not put twice before a deputy who is asked for the first time', () => {
    const due = { requests: [movedOn('2026-11-20')] };
    const since = (fromOn: IsoDate): (string | null)[] =>
      keysOf(look({ due, deputies: [deputy(fromOn, '2026-12-04')] }), 'please-answer');
    expect(since('2026-12-02')).toEqual(['r1:v0.step0:p7']);
    expect(since('2026-12-01')).toEqual(['r1:v0.step0:p7', 'r1:v0.step0.n1.morning:p7']);
  });

  test.each<[string, string[], string]>([
    ['another seat', ['p6'], 'p8'],
    ['another holder of the same seat', ['p6', 'p9'], 'p9'],
  ])('is put once more before its approver who stands in from today for %s', (_whom, holders, by) => {
    const named = { ...deputy('2026-12-02', '2026-12-04'), principalId: by, namedBy: by, deputyId: 'p6' };
    const scene = {
      holders: { [secretary.body]: holders },
      deputies: [named],
      due: { requests: [movedOn('2026-11-20')] },
    };
    expect(keysOf(look(scene), 'please-answer')).toEqual(['r1:v0.step0:p6', 'r1:v0.step0.n1.morning:p6']);
  });

  test.each<[string, Scene, string[]]>([
    ['took over the seat today', { heldFrom: { p6: '2026-12-02' } }, ['r1:v0.step0:p6']],
    ['took it over yesterday', { heldFrom: { p6: '2026-12-01' } }, ['r1:v0.step0:p6', 'r1:v0.step0.n1.morning:p6']],
    [
      'stands in for who took it over today',
      { heldFrom: { p6: '2026-12-02' }, deputies: [deputy('2026-11-20', '2026-12-04')] },
      ['r1:v0.step0:p7'],
    ],
  ])('is not put twice in one morning before whoever %s', (_who, scene, keys) => {
    const due = { requests: [movedOn('2026-11-19')] };
    expect(keysOf(look({ ...scene, due }), 'please-answer')).toEqual(keys);
  });

  test.each<ClockSlot>(['hour', 'evening'])('is not put before the officer in the slot %s', (slot) => {
    expect(toldBy(look({ slot, due: { requests: [movedOn('2026-11-20')] } }))).toEqual(['p6 please-answer']);
  });

  test.each([
    ['2026-12-02', []],
    ['2026-12-01', []],
    ['2026-11-30', ['r4:v0.held1:p11']],
    ['2026-11-29', ['r4:v0.held1:p11']],
    ['2026-11-28', ['r4:v0.held2:p11']],
    ['2026-11-22', ['r4:v0.held5:p11']],
  ])('with the officer since %s comes back every two days: %j', (on, keys) => {
    const outcome = look({ due: { requests: [heldLeave({ movedAt: shanghai(`${on} 10:00`) })] } });
    expect(outcome.replies.map((r) => r.once)).toEqual(keys);
  });

  test('with the officer comes back once more the day before the leave begins', () => {
    const held = heldLeave({ movedAt: shanghai('2026-12-01 10:00'), span: span('2026-12-03', '2026-12-10') });
    const outcome = look({ due: { requests: [held] } });
    expect(outcome.replies.map((r) => r.once)).toEqual(['r4:v0.held0:p11']);
    expect(resultOf(outcome, 'escalated')).toMatchObject({ seats: [], waitingDays: 1, startsSoon: true });
  });
});

describe('the digest of the morning', () => {
  test('names what waits for those who want it, once a day, oldest first', () => {
    const older = movedOn('2026-12-01', { id: 'r9', openedAt: shanghai('2026-11-30 09:00') });
    const due = { requests: [movedOn('2026-12-01'), older, jointLeave({ movedAt: shanghai('2026-12-02 07:00') })] };
    const outcome = look({ digest: ['p6', 'p10', 'p9'], due });
    expect(toldOf(outcome, 'morning-digest')).toEqual(['p6 morning-digest', 'p10 morning-digest']);
    expect(keysOf(outcome, 'morning-digest')).toEqual(['digest:2026-12-02:p6', 'digest:2026-12-02:p10']);
    const [first] = outcome.replies.filter((r) => r.result.says === 'morning-digest');
    expect(first?.result.says === 'morning-digest' && first.result.shown.map((s) => s.request.id)).toEqual([
      'r9',
      'r1',
    ]);
    expect([first?.requestId, first?.buttons]).toEqual([null, []]);
  });

  test('has what the officer holds, for an officer who wants it', () => {
    const outcome = look({
      digest: ['p11'],
      due: { requests: [heldLeave({ movedAt: shanghai('2026-12-02 07:00') })] },
    });
    expect(resultOf(outcome, 'morning-digest').shown.map((s) => s.request.id)).toEqual(['r4']);
  });

  test('goes to the deputy and not to whom they stand in for', () => {
    const outcome = look({
      digest: ['p6', 'p7'],
      deputies: [deputy('2026-12-01', '2026-12-04')],
      due: { requests: [movedOn('2026-12-02')] },
    });
    expect(toldBy(outcome)).toEqual(['p7 morning-digest']);
  });

  test('has what was handed to its reader, and never their own request', () => {
    const handed = movedOn('2026-12-02', { steps: [{ mode: 'any', seats: [assignedTo('p9', secretary)] }] });
    expect(toldBy(look({ digest: ['p9', 'p6'], due: { requests: [handed] } }))).toEqual(['p9 morning-digest']);
    const own = look({
      digest: ['p1'],
      holders: { [secretary.body]: ['p1'] },
      due: { requests: [movedOn('2026-12-02')] },
    });
    expect(saysOf(own)).not.toContain('morning-digest');
  });

  test('is not sent where nothing waits, nor in another slot', () => {
    expect(look({ digest: ['p6'] }).replies).toEqual([]);
    for (const slot of ['hour', 'evening'] as const)
      expect(look({ slot, digest: ['p6'], due: { requests: [shortLeave()] } }).replies).toEqual([]);
  });
});
