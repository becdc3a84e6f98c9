import { describe, expect, test } from 'vitest';
import { clock, clockNeeds, type ClockSlot } from '../../src/commands/clock.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Request } from '../../src/domain/request.ts';
import { emptyDesk } from '../../src/domain/policy-asking.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { approved, deputy, keysOf, look, movedOn, over, span, type Look } from './clock-look.ts';
import { factsOf, fengdu, messageOf, resultOf, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
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

describe('what the clock looks at', () => {
  test('is what waits and ends, with the people and seats around it', () => {
    for (const slot of ['morning', 'evening', 'hour'] as const)
      expect(clockNeeds(slot)).toEqual({ due: true, organisation: true });
    expect(clockNeeds('upkeep')).toEqual({});
  });

  test('is nothing where nothing was loaded', () => {
    const facts = factsOf('clock', { at: '2026-12-02 08:00' });
    const context = {
      message: messageOf('clock', {}),
      facts,
      rules: fengdu,
      settings: defaultSettings,
      policies: emptyDesk,
    };
    expect(clock(context, 'morning')).toEqual(
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

  test.each([
    ['for that very day', '2026-12-02 07:30', '2026-12-01 10:00', []],
    ['the evening before', '2026-12-01 23:59', '2026-12-01 10:00', ['p7 please-answer']],
    ['for that day, before the step opened', '2026-12-02 07:30', '2026-12-02 07:31', ['p7 please-answer']],
  ] as [string, string, string, string[]][])('asks a deputy who was named %s: %s', (_when, namedAt, movedAt, told) => {
    const deputies = [{ ...deputy('2026-12-02', '2026-12-04'), namedAt: shanghai(namedAt) }];
    const due = { requests: [shortLeave({ movedAt: shanghai(movedAt) })] };
    expect(toldBy(look({ slot: 'hour', deputies, due }))).toEqual(told);
  });

  test.each<[string, IsoDate, string[]]>([
    ['the day before', '2026-11-19', []],
    ['that very day: asked then, or with the change', '2026-11-20', []],
    ['later', '2026-12-02', ['p7 please-answer']],
  ])('of whoever named a deputy and took over the seat %s', (_when, from, told) => {
    const due = { requests: [movedOn('2026-11-19')] };
    const deputies = [deputy('2026-11-20', '2026-12-04')];
    expect(toldBy(look({ slot: 'hour', heldFrom: { p6: from }, deputies, due }))).toEqual(told);
  });

  test.each([
    ['for another seat', 'p8'],
    ['by the applicant, for the same seat', 'p1'],
  ])('asks a deputy who was besides named on that very day %s', (_what, by) => {
    const earlier = deputy('2026-12-02', '2026-12-04');
    const named = { ...earlier, id: 'd2', principalId: by, namedBy: by, namedAt: shanghai('2026-12-02 07:30') };
    const deputies = [earlier, named];
    const holders = { [secretary.body]: ['p1', 'p6'], [organisation.body]: ['p8'] };
    const due = { requests: [movedOn('2026-12-01')] };
    expect(toldBy(look({ slot: 'hour', holders, deputies, due }))).toEqual(['p7 please-answer']);
  });

  test('asks a deputy who wants one digest, and was not asked when named, before the leave begins', () => {
    const deputies = [{ ...deputy('2026-12-02', '2026-12-04'), namedAt: shanghai('2026-12-02 07:30') }];
    const due = { requests: [shortLeave({ span: span('2026-12-03', '2026-12-04') })] };
    expect(toldBy(look({ slot: 'hour', digest: ['p7'], deputies, due }))).toEqual(['p7 please-answer']);
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
