/**
 * A year of mornings: what goes out is what a plain list of the year's working days says, each once. The list is made here by counting
 * along it, without the product's own reckoning of stages.
 */
import { describe, expect, test } from 'vitest';
import { addDays, datesFrom, lastOf, mondayOf, monthOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { Owed } from '../../src/domain/duty.ts';
import { workingDays } from '../../src/rules/working-days.ts';
import { study } from '../replies/samples-reminders.ts';
import { linesOf, morning, readerOf } from './morning.ts';

const isWorkday = workingDays();
/** Of 2026 and the weeks around it; 2027 is not published, so its Saturdays and Sundays alone are off. */
const worked = datesFrom('2025-12-01', '2027-02-28').filter(
  (on) => isWorkday(on) ?? ![0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay()),
);
const year = datesFrom('2026-01-01', '2026-12-31');

interface Sort {
  readonly what: string;
  readonly owed: Partial<Owed>;
  /** First and last day of each period, and the day that is the last in time. */
  readonly periods: readonly (readonly [from: IsoDate, to: IsoDate, due: IsoDate | null])[];
  /** Days after the first one on which period `i` is done; null = never. */
  readonly doneAfter: (i: number) => number | null;
  readonly reader: string;
  readonly above: string;
  readonly lateReader: string;
}

const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-01` as IsoDate);
const weeks = Array.from({ length: 52 }, (_, i) => addDays('2026-01-05', 7 * i));
const monthly = months.map((from) => [from, lastOf(monthOf(from)), lastOf(monthOf(from))] as const);

const sorts: readonly Sort[] = [
  {
    what: '集中学习',
    owed: { debtor: { is: 'team', id: 'team-v1' }, teamId: 'team-v1', peopleIds: ['p3'], ahead: [5], every: 'month' },
    periods: monthly,
    doneAfter: (i) => [3, 28, null, 34, null, 26][i % 6] ?? null,
    reader: 'team:team-v1',
    lateReader: 'p3',
    above: 'p7',
  },
  {
    what: '报送报表',
    owed: {
      debtor: { is: 'body', body: '县乡村振兴局', scopeId: '' },
      peopleIds: ['p9'],
      ahead: [10, 3],
      every: 'month',
    },
    periods: months.map((from) => [from, lastOf(monthOf(from)), addDays(from, 24)] as const),
    doneAfter: (i) => [22, null, 12, 24, 30][i % 5] ?? null,
    reader: 'p9',
    lateReader: 'p9',
    above: 'p11',
  },
  {
    what: '每周询问',
    owed: { debtor: { is: 'person', id: 'p2' }, peopleIds: ['p2'], ahead: [], every: 'week' },
    periods: weeks.map((from) => [mondayOf(from), addDays(from, 6), addDays(from, 6)] as const),
    doneAfter: (i) => [1, 5, null, 8][i % 4] ?? null,
    reader: 'p2',
    lateReader: 'p2',
    above: 'p3',
  },
  {
    what: '年度总结',
    owed: { debtor: { is: 'team', id: 'team-t1' }, peopleIds: ['p4'], ahead: [20, 5], every: 'year' },
    periods: [['2026-01-01', '2026-12-31', '2026-12-20']],
    doneAfter: () => null,
    reader: 'p4',
    lateReader: 'p4',
    above: 'p7',
  },
  {
    what: '及时报备',
    owed: { debtor: { is: 'person', id: 'p5' }, peopleIds: ['p5'], ahead: [], every: null },
    periods: [
      ['2026-02-14', '2026-12-31', null],
      ['2026-09-30', '2026-12-31', null],
    ],
    doneAfter: () => null,
    reader: 'p5',
    lateReader: 'p5',
    above: 'p4',
  },
  {
    what: '每日签到',
    owed: { debtor: { is: 'person', id: 'p1' }, peopleIds: ['p1'], ahead: [], every: 'day' },
    periods: year.map((on) => [on, on, on] as const),
    doneAfter: () => null,
    reader: 'p1',
    lateReader: 'p1',
    above: 'p3',
  },
];

const doneOn = ({ periods, doneAfter }: Sort, i: number): IsoDate | null => {
  const after = doneAfter(i);
  return after === null ? null : addDays(periods[i]![0], after);
};
const keyOf = ({ what, periods }: Sort, i: number): string => `${what}|${periods[i]![0]}`;

/** What is owed that morning: of the periods that hold the day, and what is late of those before. */
const owedOf = (on: IsoDate): Owed[] =>
  sorts.flatMap((sort) =>
    sort.periods.flatMap(([fromOn, to, dueOn], i) => {
      const done = doneOn(sort, i);
      const isDone = done !== null && done < on;
      if (fromOn > on || (isDone && to < on)) return [];
      const isLate = dueOn !== null && dueOn < on;
      const state = isDone ? ('done' as const) : isLate ? ('late' as const) : ('open' as const);
      return [study({ teamId: null, ...sort.owed, key: keyOf(sort, i), dutyKey: sort.what, what: sort.what, fromOn, dueOn, state })]; // prettier-ignore
    }),
  );

/** `2026-12-18 p4 年度总结 last-day`, by counting along the working days. */
function expected(): string[] {
  const nth = (on: IsoDate, by: number): IsoDate => worked[worked.indexOf(on) + by]!;
  const after = (on: IsoDate): IsoDate => worked.find((day) => day > on)!;
  return sorts.flatMap((sort) =>
    sort.periods.flatMap(([fromOn, , dueOn], i) => {
      if (sort.owed.every === 'day') return [];
      const done = doneOn(sort, i);
      const of = (on: IsoDate, reader: string, stage: string): string[] =>
        on <= '2026-12-31' && on >= '2026-01-01' && (done === null || done >= on)
          ? [`${on} ${reader} ${sort.what} ${stage}`]
          : [];
      if (dueOn === null) return of(after(fromOn), sort.reader, 'ahead');
      const last = worked.findLast((day) => day <= dueOn)!;
      if (last < fromOn) return [...of(after(dueOn), sort.lateReader, 'overdue'), ...of(nth(after(dueOn), 3), sort.above, 'escalated')]; // prettier-ignore
      const early = (sort.owed.ahead ?? []).map((count) => nth(last, -count)).map((on) => (on < fromOn ? after(addDays(fromOn, -1)) : on)); // prettier-ignore
      return [
        ...[...new Set(early)].filter((on) => on < last).flatMap((on) => of(on, sort.reader, 'ahead')),
        ...of(last, sort.reader, 'last-day'),
        ...of(after(dueOn), sort.lateReader, 'overdue'),
        ...of(nth(after(dueOn), 3), sort.above, 'escalated'),
      ];
    }),
  );
}

interface Year {
  readonly told: readonly string[];
  readonly keys: readonly string[];
  readonly digests: readonly string[];
}

/** Lives through the days on which the service runs. */
function live(runs: (on: IsoDate) => boolean = () => true): Year {
  const reminded = new Set<string>();
  const year2026: { told: string[]; keys: string[]; digests: string[] } = { told: [], keys: [], digests: [] };
  for (const on of year.filter(runs)) {
    const went = morning({ at: `${on} 08:00`, owed: owedOf(on), reminded, groupTeams: ['team-v1'] });
    for (const key of went.keys) reminded.add(key);
    year2026.keys.push(...went.keys);
    for (const reply of went.replies) {
      year2026.digests.push(`${on} ${readerOf(reply)}`);
      for (const line of linesOf(reply))
        if (line.is === 'owed') year2026.told.push(`${on} ${readerOf(reply)} ${line.owed.what} ${line.stage}`);
    }
  }
  return year2026;
}
const twice = (all: readonly string[]): string[] => all.filter((one, i) => all.indexOf(one) !== i);

describe('a year of mornings', () => {
  const lived = live();
  test('reminds of everything on its day, and of nothing else', () => {
    expect([...lived.told].sort()).toEqual(expected().sort());
    expect(lived.told.length).toBeGreaterThan(120);
  });

  test('notes every reminder once', () => {
    expect(twice(lived.keys)).toEqual([]);
  });

  test('writes to nobody twice a day, and on no day off', () => {
    expect(twice(lived.digests)).toEqual([]);
    expect(lived.digests.filter((d) => !worked.includes(d.slice(0, 10) as IsoDate))).toEqual([]);
  });

  test('names the last working days that are on no 20th and 25th', () => {
    const lastDays = lived.told.filter((t) => t.endsWith('last-day') && /报送报表|年度总结/.test(t));
    expect(lastDays.map((t) => t.slice(5, 10))).toEqual(expect.arrayContaining(['07-24', '10-23', '12-18']));
  });
});

describe('a week without the service', () => {
  const isOut = (on: IsoDate): boolean => on >= '2026-05-20' && on <= '2026-05-27';
  const whole = live();
  const lived = live((on) => !isOut(on));
  const from = (told: readonly string[], first: IsoDate, last: IsoDate): string[] =>
    told.filter((t) => t >= first && t < addDays(last, 1)).sort();

  test('is made up for by one digest each, with the latest of each duty that is still not done', () => {
    expect(from(whole.told, '2026-05-20', '2026-05-28')).toEqual([
      '2026-05-20 p9 报送报表 ahead',
      '2026-05-21 p3 每周询问 escalated',
      '2026-05-22 p2 每周询问 last-day',
      '2026-05-22 team:team-v1 集中学习 ahead',
      '2026-05-25 p2 每周询问 overdue',
      '2026-05-25 p9 报送报表 last-day',
      '2026-05-26 p9 报送报表 overdue',
    ]);
    expect(from(lived.told, '2026-05-20', '2026-05-28')).toEqual([
      '2026-05-28 p3 每周询问 escalated',
      '2026-05-28 p9 报送报表 overdue',
      '2026-05-28 team:team-v1 集中学习 ahead',
    ]);
    expect(twice(lived.digests)).toEqual([]);
  });

  test('repeats nothing and leaves the rest of the year as it was', () => {
    expect(twice(lived.keys)).toEqual([]);
    expect(from(lived.told, '2026-05-29', '2026-12-31')).toEqual(from(whole.told, '2026-05-29', '2026-12-31'));
  });
});

test('two runs of the same morning say the same', () => {
  for (const on of year) {
    const scene = { at: `${on} 08:00`, owed: owedOf(on) };
    expect(morning(scene)).toEqual(morning(scene));
  }
});
