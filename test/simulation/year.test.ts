import { describe, expect, test } from 'vitest';
import { owedOn } from '../../src/duties/owed.ts';
import { remind } from '../../src/reminders/remind.ts';
import { play, type Course, type Engine } from './play.ts';
import { profiles, type Profile } from './profiles.ts';

/** From the income survey of September over National Day to the summaries of December and the turn of the year. */
const autumn: Course = { cadres: 12, from: '2026-09-21', days: 110, seed: 7, isNew: true };
/** Spring festival with its make-up days, and whatever stayed undone the year before. */
const spring: Course = { cadres: 12, from: '2026-01-01', days: 62, seed: 8 };
const festival: Course = { cadres: 8, from: '2026-02-03', days: 32, seed: 9 };

describe.each(profiles)('a county under the pack of $name', { timeout: 120_000 }, (profile) => {
  test.each([
    ['autumn', autumn],
    ['spring', spring],
  ])('owes and is reminded of what the independent recount says, in %s', (_, course) => {
    const played = play(profile, course);
    expect(played.differences.slice(0, 10)).toEqual([]);
    expect(played.compared.owed).toBeGreaterThan(course.days * 10);
    expect(played.compared.reminders).toBeGreaterThan(5);
    expect(played.compared.attendance).toBeGreaterThan(3);
    expect(played.stages['overdue']).toBeGreaterThan(0);
    expect(played.messages.mostADay).toBe(1);
  });
});

describe('the comparison', { timeout: 120_000 }, () => {
  const [fengdu] = profiles as [Profile];
  const zhumadian = profiles.at(-1)!;
  const found = (engine: Partial<Engine>): readonly string[] =>
    play(fengdu, festival, { owedOn, remind, ...engine }).differences;

  test('finds a duty that is left out', () => {
    expect(found({ owedOn: (...given) => owedOn(...given).filter((o) => o.dutyKey !== 'FD-11a.0') })).not.toEqual([]);
  });

  test('finds a last day that is a day off', () => {
    expect(
      found({ owedOn: (...given) => owedOn(...given).map((o) => (o.dueOn === '2026-02-28' ? { ...o, dueOn: '2026-02-27' } : o)) }), // prettier-ignore
    ).not.toEqual([]);
  });

  test('finds make-up days that are taken for days off', () => {
    const wrong: Engine['remind'] = ({ rules, ...more }) =>
      remind({ ...more, rules: { ...rules, isWorkday: (date) => (date === '2026-02-14' ? false : rules.isWorkday(date)) } }); // prettier-ignore
    expect(found({ remind: wrong })).not.toEqual([]);
  });

  test('finds rest days that are taken for working days in the figures of a month', () => {
    const wrong: Engine['remind'] = ({ rules, ...more }) =>
      remind({ ...more, rules: { ...rules, isWorkday: () => true } });
    const { differences } = play(zhumadian, festival, { owedOn, remind: wrong });
    expect(differences.filter((line) => line.includes(' attendance '))).not.toEqual([]);
  });

  test('finds nights that count although somebody had left', () => {
    const stayed: Engine['remind'] = ({ facts, ...more }) => {
      const days = [...facts.days].map(
        ([id, where]) => [id, { ...where, events: where.events.filter((e) => e.kind !== 'left') }] as const,
      );
      return remind({ ...more, facts: { ...facts, days: new Map(days) } });
    };
    const november = { ...festival, from: '2026-11-02', cadres: 16 } as const;
    expect(play(zhumadian, november, { owedOn, remind: stayed }).differences).not.toEqual([]);
  });

  test('finds a table that does not come', () => {
    const wrong: Engine['remind'] = (given) => {
      const { effects, replies } = remind(given);
      const without = effects.map((e) =>
        e.effect === 'note-reminders' ? { ...e, keys: e.keys.filter((key) => !key.startsWith('month-table|')) } : e,
      );
      return { effects: without, replies };
    };
    expect(found({ remind: wrong })).not.toEqual([]);
  });

  test('finds a reminder that goes out again', () => {
    const wrong: Engine['remind'] = (given) => {
      const { effects, replies } = remind(given);
      return { effects: effects.filter((e) => e.effect !== 'note-reminders'), replies };
    };
    expect(found({ remind: wrong })).not.toEqual([]);
  });
});
