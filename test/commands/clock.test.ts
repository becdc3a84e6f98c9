import { describe, expect, test } from 'vitest';
import { clock, clockNeeds, type ClockSlot } from '../../src/commands/clock.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { addDays, type IsoDate } from '../../src/domain/calendar.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { Due } from '../../src/domain/facts.ts';
import type { LeaveSpan } from '../../src/domain/leave.ts';
import type { Result } from '../../src/domain/reply.ts';
import type { Request } from '../../src/domain/request.ts';
import { defaultSettings, type CountySettings } from '../../src/domain/settings.ts';
import { sampleCounty, sampleCountyWithOfficer } from '../support/sample-county.ts';
import { factsOf, fengdu, messageOf, resultOf, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import { answeredBy, assignedTo, heldLeave, jointLeave, makeUpRequest, organisation, secretary, shortLeave, unit } from './requests.ts'; // prettier-ignore

interface Look extends Omit<Scene, 'due' | 'settings'> {
  readonly slot?: ClockSlot;
  readonly due?: Partial<Due>;
  readonly settings?: Partial<CountySettings>;
  /** When it is worked; at once unless it is said. */
  readonly workedAt?: string;
}

/** What the clock says of it; p11 is the officer, p6 the secretary, p3 keeps the attendance of p1. */
function look({ slot = 'morning', due = {}, settings = {}, workedAt, ...more }: Look): Outcome {
  const scene: Scene = {
    county: sampleCountyWithOfficer,
    at: '2026-12-02 08:00',
    ...more,
    due: { requests: [], ended: [], away: [], ...due },
  };
  const facts = factsOf('clock', scene);
  return clock(
    {
      message: messageOf('clock', scene),
      facts: workedAt === undefined ? facts : { ...facts, now: shanghai(workedAt) },
      rules: fengdu,
      settings: { ...defaultSettings, ...settings },
    },
    slot,
  );
}
const keysOf = ({ replies }: Outcome, says: Result['says']): (string | null)[] =>
  replies.filter((r) => r.result.says === says).map((r) => r.once);
const toldOf = (outcome: Outcome, ...says: readonly Result['says'][]): string[] =>
  toldBy(outcome).filter((line) => says.some((s) => line.endsWith(` ${s}`)));
const span = (fromOn: IsoDate, toOn: IsoDate, more: Partial<LeaveSpan> = {}): LeaveSpan => ({
  fromOn,
  toOn,
  fromHalf: 'am',
  toHalf: 'pm',
  ...more,
});
const movedOn = (on: string, more: Partial<Request> = {}): Request =>
  shortLeave({ openedAt: shanghai(`${on} 10:00`), movedAt: shanghai(`${on} 10:00`), ...more });
const approved = (more: Partial<Request> = {}): Request => shortLeave({ state: 'approved', step: 1, ...more });
const deputy = (fromOn: IsoDate, toOn: IsoDate): Deputy => ({
  id: 'd1',
  principalId: 'p6',
  deputyId: 'p7',
  fromOn,
  toOn,
  namedBy: 'p6',
  namedAt: shanghai('2026-11-20 10:00'),
});

describe('what the clock looks at', () => {
  test('is what waits and ends, with the people and seats around it', () => {
    expect(clockNeeds).toEqual({ due: true, organisation: true });
  });

  test('is nothing where nothing was loaded', () => {
    const facts = factsOf('clock', { at: '2026-12-02 08:00' });
    expect(clock({ message: messageOf('clock', {}), facts, rules: fengdu, settings: defaultSettings }, 'morning')).toEqual(
      { effects: [], replies: [] },
    ); // prettier-ignore
  });

  test.each([
    ['2026-12-02 23:59', 1],
    ['2026-12-03 00:00', 0],
    ['2026-12-05 09:00', 0],
  ])('is of its own day: a tick of the second that is worked at %s says %i things', (workedAt, told) => {
    const due = { requests: [shortLeave()] };
    expect(look({ slot: 'hour', due, workedAt }).replies).toHaveLength(told);
  });
});

describe('each full hour', () => {
  test('whoever answers for the open step is asked, under the key of the first asking', () => {
    const outcome = look({ slot: 'hour', due: { requests: [shortLeave()] } });
    expect(toldBy(outcome)).toEqual(['p6 please-answer']);
    expect(keysOf(outcome, 'please-answer')).toEqual(['r1:v0.step0:p6']);
    expect(resultOf(outcome, 'please-answer').again).toBeNull();
    expect(outcome.replies[0]!.buttons.map((b) => b.label)).toEqual(['approve', 'reject', 'return']);
  });

  test.each<[string, Scene, string[]]>([
    ['who took over the seat', { holders: { [secretary.body]: ['p9'] } }, ['p9']],
    ['both who hold it', { holders: { [secretary.body]: ['p6', 'p9'] } }, ['p6', 'p9']],
    ['the deputy on the first day', { deputies: [deputy('2026-12-02', '2026-12-04')] }, ['p7']],
    ['the deputy on the last day', { deputies: [deputy('2026-12-01', '2026-12-02')] }, ['p7']],
    ['the holder on the day before', { deputies: [deputy('2026-12-03', '2026-12-04')] }, ['p6']],
    ['the holder on the day after', { deputies: [deputy('2026-11-30', '2026-12-01')] }, ['p6']],
  ])('asks %s', (_who, scene, asked) => {
    const outcome = look({ slot: 'hour', due: { requests: [shortLeave()] }, ...scene });
    expect(toldBy(outcome)).toEqual(asked.map((id) => `${id} please-answer`));
  });

  test('asks of a joint step only those who have not answered', () => {
    const half = jointLeave({ steps: [{ mode: 'all', seats: [answeredBy('p8', organisation), unit] }] });
    expect(toldBy(look({ slot: 'hour', due: { requests: [half] } }))).toEqual(['p10 please-answer']);
  });

  test('asks those of the open step, of the content as it is now', () => {
    const steps: Request['steps'] = [
      { mode: 'any', seats: [answeredBy('p6', secretary)] },
      { mode: 'any', seats: [unit] },
    ];
    const outcome = look({ slot: 'hour', due: { requests: [shortLeave({ steps, step: 1, revision: 2 })] } });
    expect(outcome.replies.map((r) => r.once)).toEqual(['r1:v2.step1:p10']);
  });

  test('does not ask again whom it was handed to', () => {
    const handed = shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p9', secretary)] }] });
    expect(look({ slot: 'hour', due: { requests: [handed] } }).replies).toEqual([]);
  });

  test('leaves to the digest who wants one, unless the leave comes before it', () => {
    const asked = (fromOn: IsoDate): string[] =>
      toldBy(
        look({ slot: 'hour', digest: ['p6'], due: { requests: [shortLeave({ span: span(fromOn, '2026-12-10') })] } }),
      );
    expect(asked('2026-12-04')).toEqual([]);
    expect(asked('2026-12-03')).toEqual(['p6 please-answer']);
  });

  test('tells applicant and officer that nobody holds the seat any more', () => {
    const outcome = look({ slot: 'hour', holders: { [secretary.body]: [] }, due: { requests: [shortLeave()] } });
    expect(toldBy(outcome)).toEqual(['p1 seat-vacant', 'p11 seat-vacant']);
    expect(keysOf(outcome, 'seat-vacant')).toEqual(['r1:v0.step0-vacant:p1', 'r1:v0.step0-vacant:p11']);
  });

  test('never asks the applicant, who holds the seat now', () => {
    const own = look({ slot: 'hour', holders: { [secretary.body]: ['p1'] }, due: { requests: [shortLeave()] } });
    expect(toldBy(own)).toEqual(['p1 seat-vacant', 'p11 seat-vacant']);
    const beside = look({
      slot: 'hour',
      holders: { [secretary.body]: ['p1', 'p6'] },
      due: { requests: [shortLeave()] },
    });
    expect(toldBy(beside)).toEqual(['p6 please-answer']);
  });

  test('says nothing of a request that the officer holds, of ended leaves and of who is away', () => {
    const over = approved({ span: span('2026-11-28', '2026-12-01') });
    const due = { requests: [heldLeave()], ended: [{ request: over, cameBackOn: null }], away: [approved()] };
    expect(look({ slot: 'hour', settings: { whereabouts: 'daily' }, due }).replies).toEqual([]);
  });

  test('says nothing of the seats of a request that is with the officer, though nobody holds them', () => {
    const held = heldLeave({ steps: [{ mode: 'any', seats: [secretary] }] });
    expect(look({ slot: 'hour', holders: { [secretary.body]: [] }, due: { requests: [held] } }).replies).toEqual([]);
  });

  test.each<ClockSlot>(['morning', 'evening'])('is likewise in the %s', (slot) => {
    expect(keysOf(look({ slot, due: { requests: [movedOn('2026-12-02')] } }), 'please-answer')).toEqual([
      'r1:v0.step0:p6',
    ]);
  });
});

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
    const first = ['r1:v0.step0:p6', 'r1:v0.step0.escalated:p11', 'r1:v0.step0.morning:p6'];
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
    expect(keys('2026-12-02 08:00', later)).toEqual(['r1:v1.step1:p10', 'r1:v1.step1.escalated:p11', 'r1:v1.step1.morning:p10']); // prettier-ignore
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
    expect(since('2026-12-01')).toEqual(['r1:v0.step0:p7', 'r1:v0.step0.morning:p7']);
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

/** p1's approved leave that ended on that day. */
const over = (toOn: IsoDate, more: Partial<Request> = {}): Request =>
  approved({ span: span(addDays(toOn, -3), toOn), ...more });
const notBack = (request: Request, cameBackOn: IsoDate | null = null): Partial<Due> => ({
  ended: [{ request, cameBackOn }],
});

describe('a leave that is over', () => {
  test.each([
    ['2026-12-03', []],
    ['2026-12-02', ['p1 are-you-back']],
    ['2026-12-01', ['p1 are-you-back']],
    ['2026-11-30', ['p1 are-you-back']],
    ['2026-11-29', []],
    ['2026-11-25', []],
  ] as [IsoDate, string[]][])('on %s: in the evening of 2 December %j', (toOn, told) => {
    expect(toldBy(look({ slot: 'evening', at: '2026-12-02 20:00', due: notBack(over(toOn)) }))).toEqual(told);
  });

  test('is asked about on its last evening also where it ended at noon', () => {
    const noon = over('2026-12-02', { span: span('2026-12-01', '2026-12-02', { toHalf: 'am' }) });
    expect(toldBy(look({ slot: 'evening', due: notBack(noon) }))).toEqual(['p1 are-you-back']);
  });

  test('is asked about once each evening, with a button that reports the return', () => {
    const outcome = look({ slot: 'evening', due: notBack(over('2026-12-02')) });
    expect(outcome.replies.map((r) => [r.once, r.requestId])).toEqual([['r1:back.2026-12-02:p1', 'r1']]);
    expect(outcome.replies[0]!.buttons).toEqual([{ label: 'end-leave', action: { does: 'end-leave', requestId: 'r1' } }]); // prettier-ignore
  });

  test.each([
    ['2026-12-03', []],
    ['2026-12-02', []],
    ['2026-12-01', ['p3 return-unreported']],
    ['2026-11-25', ['p3 return-unreported']],
  ] as [IsoDate, string[]][])('on %s: in the morning of 2 December %j', (toOn, told) => {
    const outcome = look({ due: notBack(over(toOn)) });
    expect(toldBy(outcome)).toEqual(told);
    expect(keysOf(outcome, 'return-unreported')).toEqual(told.map(() => 'r1:unreported:p3'));
  });

  test.each<ClockSlot>(['morning', 'evening'])('is not spoken of in the %s once its applicant was seen', (slot) => {
    expect(look({ slot, due: notBack(over('2026-12-01'), '2026-12-02') }).replies).toEqual([]);
  });

  test.each<ClockSlot>(['morning', 'evening'])('is not spoken of in the %s once the return is reported', (slot) => {
    const ended = { on: '2026-12-01', half: 'pm', at: shanghai('2026-12-01 18:00') } as const;
    expect(look({ slot, due: notBack(over('2026-12-01', { ended })) }).replies).toEqual([]);
  });

  const longer = (more: Partial<Request> = {}): Request =>
    movedOn('2026-12-02', { id: 'r5', extendsId: 'r1', span: span('2026-12-02', '2026-12-04'), ...more });

  test.each<[string, Partial<Due>]>([
    ['an extension that nobody has answered', { requests: [longer()] }],
    ['an extension that the officer holds', { requests: [longer({ state: 'held', steps: [] })] }],
    ['an approved extension', { away: [longer({ state: 'approved' })] }],
    ['an extension that is over itself', { ended: [{ request: longer({ state: 'approved', span: span('2026-12-02', '2026-12-02') }), cameBackOn: null }] }], // prettier-ignore
    ['an approved leave from the next day', { away: [longer({ state: 'approved', extendsId: null })] }],
  ])('is not spoken of while %s goes on from it', (_what, due) => {
    const all: Partial<Due> = { ...due, ended: [...notBack(over('2026-12-01')).ended!, ...(due.ended ?? [])] };
    for (const slot of ['morning', 'evening'] as const) {
      const spoken = look({ slot, due: all }).replies.filter((r) => ['are-you-back', 'return-unreported'].includes(r.result.says)); // prettier-ignore
      expect(spoken.map((r) => r.requestId)).not.toContain('r1');
    }
  });

  test.each<[string, Partial<Due>]>([
    ['another leave that is not decided', { requests: [longer({ extendsId: null })] }],
    ['an approved leave after a day between', { away: [longer({ state: 'approved', extendsId: null, span: span('2026-12-03', '2026-12-04') })] }], // prettier-ignore
    ['an approved leave that ended no later', { away: [longer({ state: 'approved', extendsId: null, span: span('2026-11-29', '2026-12-01') })] }], // prettier-ignore
    ['the leave of somebody else', { away: [longer({ state: 'approved', extendsId: null, applicantId: 'p2' })] }],
    ['a missed check-in', { requests: [makeUpRequest({ extendsId: 'r1', movedAt: shanghai('2026-12-02 07:00') })] }],
  ])('is spoken of in spite of %s', (_what, due) => {
    const all: Partial<Due> = { ...notBack(over('2026-12-01')), ...due };
    expect(toldOf(look({ due: all }), 'return-unreported')).toEqual(['p3 return-unreported']);
    expect(toldOf(look({ slot: 'evening', due: all }), 'are-you-back')).toEqual(['p1 are-you-back']);
  });

  test('is nobody’s where nobody but the applicant keeps the attendance', () => {
    expect(look({ holders: { 驻村第一书记: ['p1'] }, due: notBack(over('2026-12-01')) }).replies).toEqual([]);
  });
});

describe('the list of who is away', () => {
  const daily: Partial<CountySettings> = { whereabouts: 'daily' };
  const today = (applicantId: string, more: Partial<Request> = {}): Request =>
    approved({ id: `away-${applicantId}`, applicantId, span: span('2026-12-01', '2026-12-03'), ...more });
  const listOf = (outcome: Outcome): unknown[] => outcome.replies.map((r) => [r.recipient, r.result, r.once]);

  test('goes to each team of which somebody is away, with names and last days only', () => {
    const away = [today('p1'), today('p4', { span: span('2026-12-02', '2026-12-02') }), today('p2')];
    const outcome = look({ settings: daily, due: { away } });
    const people = [
      { name: '示例甲', until: '2026-12-03' },
      { name: '示例乙', until: '2026-12-03' },
    ];
    expect(listOf(outcome)).toEqual([
      [{ to: 'team', teamId: 'team-v1' }, { says: 'away-today', on: '2026-12-02', people }, 'away:2026-12-02:team-v1'],
      [
        { to: 'team', teamId: 'team-t1' },
        { says: 'away-today', on: '2026-12-02', people: [{ name: '示例丁', until: '2026-12-02' }] },
        'away:2026-12-02:team-t1',
      ],
    ]);
    expect(JSON.stringify(outcome.replies)).not.toContain('母亲住院');
    expect(outcome.replies.map((r) => [r.requestId, r.images])).toEqual([[null, []], [null, []]]); // prettier-ignore
  });

  test('goes to nobody where nobody is away', () => {
    expect(look({ settings: daily }).replies).toEqual([]);
  });

  test.each(['each', 'none'] as const)('is not sent where the county chose %s', (whereabouts) => {
    expect(look({ settings: { whereabouts }, due: { away: [today('p1')] } }).replies).toEqual([]);
  });

  test.each<ClockSlot>(['hour', 'evening'])('is not sent in the slot %s', (slot) => {
    expect(look({ slot, settings: daily, due: { away: [today('p1')] } }).replies).toEqual([]);
  });

  test.each<[string, Partial<Request>, string | null]>([
    ['begins today at noon', { span: span('2026-12-02', '2026-12-04', { fromHalf: 'pm' }) }, '2026-12-04'],
    ['ends today at noon', { span: span('2026-12-01', '2026-12-02', { toHalf: 'am' }) }, '2026-12-02'],
    ['begins tomorrow', { span: span('2026-12-03', '2026-12-04') }, null],
    ['was ended yesterday', { ended: { on: '2026-12-01', half: 'pm', at: 0 } }, null],
    ['was ended today at noon', { ended: { on: '2026-12-02', half: 'am', at: 0 } }, '2026-12-02'],
    ['is of somebody who left the county', { applicantId: 'gone' }, null],
    ['is of somebody without a team', { applicantId: 'p6' }, null],
  ])('has a leave that %s as %s', (_what, more, until) => {
    const outcome = look({ settings: daily, due: { away: [today('p1', more)] } });
    const shown = outcome.replies.flatMap((r) => (r.result.says === 'away-today' ? r.result.people : []));
    expect(shown.map((p) => p.until)).toEqual(until === null ? [] : [until]);
  });

  test('has a person with two leaves once, until the later one ends', () => {
    const first = today('p1', { span: span('2026-12-01', '2026-12-02', { toHalf: 'am' }) });
    const second = today('p1', { id: 'r8', span: span('2026-12-02', '2026-12-05', { fromHalf: 'pm' }) });
    for (const away of [[first, second], [second, first]]) // prettier-ignore
      expect(resultOf(look({ settings: daily, due: { away } }), 'away-today').people).toEqual([{ name: '示例甲', until: '2026-12-05' }]); // prettier-ignore
  });
});

describe('whatever the clock finds', () => {
  const everything: Look = {
    settings: { whereabouts: 'daily' },
    digest: ['p10'],
    due: {
      requests: [
        movedOn('2026-10-01'),
        jointLeave({ movedAt: shanghai('2026-10-01 10:00') }),
        makeUpRequest({ movedAt: shanghai('2026-10-01 10:00') }),
        heldLeave({ movedAt: shanghai('2026-10-01 10:00') }),
      ],
      ended: [{ request: over('2026-12-01', { id: 'r6', applicantId: 'p2' }), cameBackOn: null }],
      away: [approved({ id: 'r7', span: span('2026-12-01', '2026-12-30') })],
    },
  };

  test.each<ClockSlot>(['morning', 'evening', 'hour'])(
    'it changes nothing in the slot %s, however long it has waited',
    (slot) => {
      const outcome = look({ slot, ...everything });
      expect(outcome.effects).toEqual([]);
      expect(outcome.replies.length).toBeGreaterThan(0);
    },
  );

  test.each<ClockSlot>(['morning', 'evening', 'hour'])(
    'each thing that it says in the slot %s has a key, and two ticks the same ones',
    (slot) => {
      const keys = look({ slot, ...everything }).replies.map((r) => r.once);
      expect(keys).not.toContain(null);
      expect(new Set(keys).size).toBe(keys.length);
      expect(look({ slot, ...everything, messageId: 99n }).replies.map((r) => r.once)).toEqual(keys);
    },
  );

  test('it asks no applicant for an answer, whatever seats they hold', () => {
    const bodies = sampleCountyWithOfficer.seats.map((s) => s.body);
    const holders = Object.fromEntries(bodies.map((body) => [body, ['p1']]));
    for (const slot of ['morning', 'evening', 'hour'] as const) {
      const told = toldBy(look({ slot, ...everything, holders, digest: ['p1'] }));
      expect(told.filter((line) => /^p1 (please-answer|morning-digest|escalated)$/.test(line))).toEqual([]);
    }
  });

  test('in the morning it says all of it', () => {
    expect(new Set(saysOf(look(everything)))).toEqual(
      new Set(['please-answer', 'escalated', 'morning-digest', 'return-unreported', 'away-today']),
    );
  });
});
