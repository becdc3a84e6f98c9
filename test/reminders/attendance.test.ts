/** Who is told that the days in the village may not be reached, and what the keeper hears of it. */
import { describe, expect, test } from 'vitest';
import { addDays, datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import { attendanceLines, yearNeed } from '../../src/reminders/attendance.ts';
import { leaveFrom, officerAlone, rulesOf, watched, worked, type Pack, type Place } from './attendance-county.ts';

const told = (place: Place): string[] => attendanceLines(watched(place)).map(({ key }) => key);
const own = (place: Place): string[] => told(place).filter((key) => key.startsWith('days|'));
const firstOf = (place: Place) => attendanceLines(watched(place))[0];

describe('the month of a cadre, at two thirds', () => {
  // November 2026 asks 20 of 30. The 25th is a Wednesday: six days are left with it.
  const on25 = (days: number, more: Partial<Place> = {}): Place => ({
    today: '2026-11-25',
    came: { p1: datesFrom('2026-11-02', addDays('2026-11-01', days)) },
    ...more,
  });

  test.each([
    [13, ['days|2026-11|no-more|p1'], 'one day more than are left'],
    [14, ['days|2026-11|just|p1'], 'as many as are left'],
    [15, ['days|2026-11|just|p1'], 'one to spare'],
    [16, [], 'two to spare'],
    [20, [], 'reached'],
  ])('with %i days by the 25th: %j, %s', (days, expected) => {
    expect(own(on25(days))).toEqual(expected);
  });

  test('is told with its figures and the articles that ask for it', () => {
    expect(firstOf(on25(14))).toMatchObject({
      personId: 'p1',
      line: {
        is: 'days-short',
        of: 'month',
        month: '2026-11',
        days: 14,
        minDays: 20,
        daysLeft: 6,
        can: 'just',
        citations: [{ provision: 'FD-09a' }, { provision: 'CQ-11a' }],
      },
    });
  });

  test('counts half a day of leave as the other half in the village', () => {
    const leaves = { p1: [{ ...leaveFrom('2026-11-16', '2026-11-16'), toHalf: 'am' as const }] };
    // 14.5 days and six left: half a day to spare.
    expect(firstOf(on25(15, { leaves }))?.line).toMatchObject({ days: 14.5, can: 'just' });
  });

  test('does not count on days of leave that is approved already', () => {
    const leaves = { p1: [leaveFrom('2026-11-26', '2026-11-27')] };
    expect(firstOf(on25(16, { leaves }))?.line).toMatchObject({ days: 16, daysLeft: 4, can: 'just' });
    expect(firstOf(on25(15, { leaves }))?.line).toMatchObject({ can: 'no-more' });
  });

  test('counts today as left until it counts', () => {
    const came = datesFrom('2026-11-02', '2026-11-15');
    expect(firstOf({ today: '2026-11-25', came: { p1: [...came, '2026-11-25'] } })?.line).toMatchObject({
      days: 15,
      daysLeft: 5,
    });
  });

  test('says “just” never on the last two days, “no more” still', () => {
    // December 2026 asks 21 of 31; the 29th is a Tuesday.
    const came = (days: number) => ({ p1: datesFrom('2026-12-01', addDays('2026-11-30', days)) });
    expect(own({ today: '2026-12-29', came: came(19) })).toEqual(['days|2026-12|just|p1']);
    expect(own({ today: '2026-12-30', came: came(19) })).toEqual([]);
    expect(own({ today: '2026-12-31', came: came(20) })).toEqual([]);
    expect(own({ today: '2026-12-31', came: came(19) })).toEqual(['days|2026-12|no-more|p1']);
  });

  test('is said on working days only', () => {
    expect(told({ ...on25(14), today: '2026-11-28' })).toEqual([]);
  });

  test('is told once, and “no more” after “just”', () => {
    expect(own(on25(14, { reminded: ['days|2026-11|just|p1'] }))).toEqual([]);
    expect(own(on25(13, { reminded: ['days|2026-11|just|p1'] }))).toEqual(['days|2026-11|no-more|p1']);
    expect(own(on25(13, { reminded: ['days|2026-11|no-more|p1'] }))).toEqual([]);
  });

  test('is not told of what the county has silenced altogether', () => {
    expect(own(on25(14, { switches: { 'FD-09a': false, 'CQ-11a': false } }))).toEqual([]);
    expect(own(on25(14, { switches: { 'FD-09a': false } }))).toHaveLength(1);
  });

  test.each<[string, Place['cadres']]>([
    ['came in the middle of it', [{ id: 'p1', termFrom: '2026-11-10' }]],
    ['leaves before its end', [{ id: 'p1', leftOn: '2026-11-29' }]],
    ['has a term that ends in it', [{ id: 'p1', termTo: '2026-11-28' }]],
    ['has left', [{ id: 'p1', leftOn: '2026-11-24' }]],
    ['has no post', [{ id: 'p1', post: null }]],
    ['has a post that the packs do not know', [{ id: 'p1', post: '联户干部' }]],
    ['has no account', [{ id: 'p1', reachable: false }]],
  ])('says nothing to somebody who %s', (_, cadres) => {
    expect(own(on25(5, { cadres: cadres ?? [] }))).toEqual([]);
  });

  test('a term that was not kept up in the roster takes nobody out', () => {
    expect(own(on25(14, { cadres: [{ id: 'p1', termTo: '2026-05-31' }] }))).toHaveLength(1);
  });

  test('says nothing in the month in which the county began', () => {
    expect(own({ today: '2026-11-25', came: { p1: worked('2026-11-16', '2026-11-24') } })).toEqual([]);
    const before = worked('2026-10-26', '2026-10-28');
    expect(own({ today: '2026-11-25', came: { p1: before } })).toEqual(['days|2026-11|no-more|p1']);
  });

  test('in a month of long holidays says so only when it is so', () => {
    // February 2026 asks 19 of 28; the 15th to the 23rd are holidays.
    const came = { p1: worked('2026-02-01', '2026-02-14') };
    expect(own({ today: '2026-02-13', came })).toEqual([]);
    expect(own({ today: '2026-02-24', came })).toEqual(['days|2026-02|no-more|p1']);
    expect(own({ today: '2026-02-24', came: { p1: datesFrom('2026-02-01', '2026-02-14') } })).toEqual(['days|2026-02|just|p1']); // prettier-ignore
  });
});

describe('what each pack asks', () => {
  const few = worked('2026-11-02', '2026-11-06');
  test.each<[Pack, string, string[]]>([
    ['chongqing', '驻村工作队员', ['days|2026-11|no-more|p1']],
    ['fengdu', '驻村第一书记', ['days|2026-11|no-more|p1']],
    ['xian', '驻村干部', ['days|2026-11|no-more|p1']],
    ['xian', '联户干部', []],
    ['zhumadian', '驻村工作队员', ['days|2026-11|no-more|p1']],
    ['yulin', '驻村工作队员', []], // of a year alone
  ])('%s, %s: %j', (pack, post, expected) => {
    expect(own({ pack, today: '2026-11-27', cadres: [{ id: 'p1', post }], came: { p1: few } }).filter((key) => !key.includes('-W'))).toEqual(expected); // prettier-ignore
  });

  test('西安 asks 20 days whatever the month', () => {
    const came = { p1: datesFrom('2026-02-01', '2026-02-14') };
    expect(firstOf({ pack: 'xian', today: '2026-02-24', cadres: [{ id: 'p1', post: '驻村干部' }], came })?.line).toMatchObject({ minDays: 20, days: 14, daysLeft: 5, can: 'no-more' }); // prettier-ignore
  });

  test.each<[IsoDate, IsoDate]>([
    ['2026-02-26', '2026-02-02'],
    ['2026-05-28', '2026-05-06'],
    ['2026-10-29', '2026-10-08'],
  ])('驻马店: a month with too few working days says nothing to anybody, %s', (today, from) => {
    const came = { p1: worked(from, addDays(today, -12)) };
    expect(own({ pack: 'zhumadian', today, came }).filter((key) => !key.includes('-W'))).toEqual([]);
  });

  test('驻马店: so does a month of a year that is not published', () => {
    const came = { p1: datesFrom('2029-03-01', '2029-03-07') };
    expect(own({ pack: 'zhumadian', today: '2029-03-28', cadres: [{ id: 'p1', termTo: null }], came }).filter((key) => !key.includes('-W'))).toEqual([]); // prettier-ignore
  });
});

describe('the working days of a month in 驻马店', () => {
  // November 2026 has 21 of them, and 20 are asked.
  const month = (came: readonly IsoDate[], today: IsoDate, more: Partial<Place> = {}): string[] =>
    own({ pack: 'zhumadian', today, came: { p1: came }, ...more }).filter((key) => key.startsWith('days|2026-11|'));

  test('press nobody who has missed none yet, though hardly one is to spare', () => {
    const october = worked('2026-10-08', '2026-10-31');
    expect(month(october, '2026-11-02')).toEqual([]);
    expect(month([...october, ...worked('2026-11-01', '2026-11-19')], '2026-11-20')).toEqual([]);
  });

  test('can just be reached after one that was missed, no more after two; rest days in the village make up for none', () => {
    const rest = ['2026-11-07', '2026-11-08', '2026-11-14', '2026-11-15'] as const;
    const from = (first: IsoDate): IsoDate[] => [...worked(first, '2026-11-19'), ...rest];
    const before = worked('2026-10-08', '2026-10-31');
    expect(month([...before, ...from('2026-11-03')], '2026-11-20')).toEqual(['days|2026-11|just|p1']);
    expect(month([...before, ...from('2026-11-04')], '2026-11-20')).toEqual(['days|2026-11|no-more|p1']);
  });

  test('are told as working days', () => {
    const came = [...worked('2026-10-08', '2026-10-31'), ...worked('2026-11-04', '2026-11-19'), '2026-11-07' as const];
    const lines = attendanceLines(watched({ pack: 'zhumadian', today: '2026-11-20', came: { p1: came } }));
    expect(lines.find(({ key }) => key.startsWith('days|2026-11|'))?.line).toMatchObject({
      days: 12,
      minDays: 20,
      daysLeft: 7,
      counts: 'working-days',
    });
    expect(lines.find(({ key }) => key.startsWith('behind'))?.line).toBeUndefined();
  });
});

describe('the five days and four nights of a week in 驻马店', () => {
  const week = (came: readonly IsoDate[], today: IsoDate, more: Partial<Place> = {}): string[] =>
    own({ pack: 'zhumadian', today, came: { p1: [...worked('2026-11-01', '2026-11-20'), ...came] }, ...more }).filter(
      (key) => key.includes('-W'),
    );

  test('are not spoken of while the week is as weeks are', () => {
    expect(week([], '2026-11-23')).toEqual([]);
    expect(week(['2026-11-23'], '2026-11-24')).toEqual([]);
    expect(week(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'], '2026-11-27')).toEqual([]);
  });

  test('can only just be reached after a day away', () => {
    expect(week([], '2026-11-24')).toEqual(['days|2026-W48|just|p1']);
    expect(firstOf({ pack: 'zhumadian', today: '2026-11-24', came: { p1: worked('2026-11-01', '2026-11-20') } })?.line).toMatchObject({ of: 'week', minDays: 5, days: 0, daysLeft: 6, nights: { nights: 0, minNights: 4, left: 6 }, citations: [{ provision: 'ZM-13a' }] }); // prettier-ignore
  });

  test('of whoever checks out each evening lack the nights, and not the days', () => {
    const came = [...worked('2026-11-01', '2026-11-20'), '2026-11-23', '2026-11-24'] as const;
    const place = { pack: 'zhumadian', today: '2026-11-25', came: { p1: came } } as const;
    const homeward = { p1: ['2026-11-23', '2026-11-24'] } as const;
    expect(own(place)).toEqual([]);
    expect(firstOf({ ...place, homeward })?.line).toMatchObject({
      of: 'week',
      can: 'just',
      days: 2,
      daysLeft: 5,
      nights: { nights: 0, minNights: 4, left: 5 },
    });
  });

  test('count on no night of leave that is approved for it, in the month to come as well', () => {
    // The week of 30 November: with Wednesday to Thursday away three days and two nights go.
    const came = worked('2026-11-01', '2026-11-27');
    const leaves = { p1: [leaveFrom('2026-12-02', '2026-12-03')] };
    const place = { pack: 'zhumadian', today: '2026-11-30', came: { p1: came }, leaves } as const;
    expect(firstOf(place)?.line).toMatchObject({ of: 'week', days: 0, daysLeft: 5, nights: { nights: 0, left: 4 } });
  });

  test('are not spoken of once they are lost', () => {
    expect(week([], '2026-11-27')).toEqual([]);
  });

  test('are left to a person in a week with a holiday', () => {
    // Ching Ming on Sunday the 5th, with Monday off.
    const came = { p1: worked('2026-03-01', '2026-04-04') };
    const keys = own({ pack: 'zhumadian', today: '2026-04-08', came });
    expect(keys.filter((key) => key.includes('-W'))).toEqual([]);
  });
});

describe('the year', () => {
  // On 14 December 18 days are left with it; November and December are at hand day by day.
  const at = (pack: Pack, before: number, more: Partial<Place> = {}): string[] =>
    own({
      pack,
      today: '2026-12-14',
      cadres: [{ id: 'p1', post: pack === 'xian' ? '驻村干部' : '驻村工作队员' }],
      came: { p1: [...datesFrom('2026-11-01', '2026-11-25'), ...datesFrom('2026-12-01', '2026-12-13')] },
      year: { p1: { before } },
      ...more,
    }).filter((key) => key.startsWith('days|2026|'));

  test.each([
    [163, ['days|2026|no-more|p1']],
    [164, ['days|2026|just|p1']],
    [165, ['days|2026|just|p1']],
    [166, []],
    [190, []],
  ])('榆林, 220 days: with %i before the last two months %j', (before, expected) => {
    expect(at('yulin', before)).toEqual(expected);
  });

  test.each([
    [143, ['days|2026|no-more|p1']],
    [145, ['days|2026|just|p1']],
    [146, []],
  ])('西安, 200 days: with %i before the last two months %j', (before, expected) => {
    expect(at('xian', before)).toEqual(expected);
  });

  test('does not count on leave that is approved for later', () => {
    const place = (awayAfter: number): Place => ({
      pack: 'yulin',
      today: '2026-11-24',
      came: { p1: datesFrom('2026-10-02', '2026-11-23') },
      year: { p1: { before: 131, awayAfter } },
    });
    expect(own(place(0))).toEqual([]);
    // 7 days of November and 31 of December without 3.
    const line = { of: 'year', days: 184, daysLeft: 35, minDays: 220, can: 'no-more' };
    expect(firstOf(place(3))?.line).toMatchObject(line);
  });

  test.each<[string, Place['cadres']]>([
    ['came in March', [{ id: 'p1', termFrom: '2026-03-01' }]],
    ['leaves before its end', [{ id: 'p1', termTo: '2026-12-20' }]],
  ])('is left to a person where somebody %s', (_, cadres) => {
    expect(at('yulin', 10, { cadres: cadres ?? [] })).toEqual([]);
  });

  test('of whose beginning the roster says nothing is judged by the first check-in', () => {
    const cadres = [{ id: 'p1', termFrom: null }];
    expect(at('yulin', 10, { cadres })).toEqual(['days|2026|no-more|p1']);
    const others = { p2: { firstOn: '2026-01-02' as const } };
    expect(at('yulin', 10, { cadres, year: { ...others, p1: { before: 10, firstOn: '2026-06-01' } } })).toEqual([]);
    expect(at('yulin', 10, { cadres, year: { ...others, p1: { before: 0, firstOn: null } } })).toEqual([]);
  });

  test('is not spoken of where the county began in the middle of it', () => {
    expect(at('yulin', 10, { year: { p1: { before: 10, firstOn: '2026-08-03' } } })).toEqual([]);
  });

  test('is not spoken of where it was not loaded', () => {
    const place = { pack: 'yulin' as const, today: '2026-12-14' as const, came: { p1: datesFrom('2026-11-01', '2026-11-05') } }; // prettier-ignore
    expect(own(place)).toEqual([]);
  });

  test('is asked for where the packs ask days of a year, and nowhere else', () => {
    const dates = { from: '2026-11-01', to: '2026-12-31' } as const;
    expect(yearNeed(rulesOf('yulin'), dates)).toEqual({ yearDays: { before: '2026-11-01', after: '2026-12-31' } });
    expect(yearNeed(rulesOf('fengdu'), dates)).toEqual({});
  });

  test('in January counts nothing of the year before', () => {
    const came = { p1: [...datesFrom('2025-12-01', '2025-12-31'), ...datesFrom('2026-01-04', '2026-01-11')] };
    expect(own({ pack: 'yulin', today: '2026-01-12', came, year: { p1: { awayAfter: 143 } } })).toEqual(['days|2026|no-more|p1']); // prettier-ignore
  });
});

describe('the keeper’s line of the week', () => {
  const people = [
    { id: 'p1', name: '示例甲' },
    { id: 'p2', name: '示例乙' },
    { id: 'p3', name: '示例丙', post: '驻村第一书记' },
    { id: 'p4', name: '示例丁', post: '驻乡工作队队长', teamId: 'team-t1' },
    { id: 'p5', name: '示例戊', post: '驻乡工作队员', teamId: 'team-t1' },
  ];
  const all = worked('2026-11-02', '2026-11-22');
  const lines = (more: Partial<Place> = {}) =>
    attendanceLines(watched({ today: '2026-11-23', cadres: people, came: { p1: all, p2: all, p3: all, p4: all, p5: all }, ...more })); // prettier-ignore
  const behind = (more: Partial<Place> = {}): [string, string][] =>
    lines(more).flatMap(({ key, line }) =>
      line.is === 'team-behind' ? [[key, line.people.map((p) => p.name).join()]] : [],
    );

  test('is not written where everybody was there on each working day', () => {
    expect(behind()).toEqual([]);
  });

  test('names to each keeper those whom the rules give them: first secretary, team leader, township', () => {
    const few = worked('2026-11-02', '2026-11-13');
    expect(behind({ came: { p1: few, p2: all, p3: few, p4: few, p5: few } })).toEqual([
      ['behind|2026-W48|p3', '示例甲'],
      ['behind|2026-W48|p7', '示例丙,示例丁'],
      ['behind|2026-W48|p4', '示例戊'],
    ]);
  });

  test('has the figures of each', () => {
    const few = worked('2026-11-02', '2026-11-13');
    const [line] = lines({ came: { p1: few, p2: all, p3: all, p4: all, p5: all } }).filter((l) => l.personId === 'p3');
    expect(line?.line).toEqual({
      is: 'team-behind',
      of: 'month',
      month: '2026-11',
      total: 2,
      people: [{ personId: 'p1', name: '示例甲', days: 10, minDays: 20, daysLeft: 8, counts: 'days' }],
    });
  });

  test('lets a part of a day pass', () => {
    // 15 of 21 working days are gone: 14.3 of 20 would be even.
    expect(behind({ came: { p1: all.slice(1), p2: all, p3: all, p4: all, p5: all } })).toEqual([]);
    expect(behind({ came: { p1: all.slice(2), p2: all, p3: all, p4: all, p5: all } })).toEqual([['behind|2026-W48|p3', '示例甲']]); // prettier-ignore
  });

  test('asks of nobody more days than were worked', () => {
    // 驻马店 asks 20 working days of February 2026, which has 16: 11 of them are gone on the 24th.
    const month = (came: readonly IsoDate[]) => behind({ pack: 'zhumadian', today: '2026-02-24', cadres: [{ id: 'p1' }], came: { p1: came } }); // prettier-ignore
    expect(month(worked('2026-02-01', '2026-02-23'))).toEqual([]);
    expect(month(worked('2026-02-01', '2026-02-13'))).toHaveLength(1);
  });

  test('names nobody by pace before five working days of the month are gone', () => {
    const november = worked('2026-11-01', '2026-11-30');
    const came = { p1: november, p2: november, p3: november, p4: november, p5: november };
    expect(behind({ came, today: '2026-12-07' })).toEqual([]);
    expect(behind({ came, today: '2026-12-14' }).length).toBeGreaterThan(0);
  });

  test('comes on the first working day of a week, once', () => {
    const came = { p2: all };
    expect(behind({ came }).map(([key]) => key)).toContain('behind|2026-W48|p3');
    expect(behind({ came, today: '2026-11-24' })).toEqual([]);
    expect(behind({ came, reminded: ['behind|2026-W48|p3', 'behind|2026-W48|p4', 'behind|2026-W48|p7'] })).toEqual([]);
    // After National Day: Thursday the 8th.
    const september = { p2: worked('2026-09-01', '2026-09-25') };
    expect(behind({ came: september, today: '2026-10-08' })).toEqual([]);
    expect(behind({ came: september, today: '2026-10-12' }).map(([key]) => key)).toContain('behind|2026-W42|p3');
  });

  test('goes to the officer where no rule says who keeps, or nobody holds the seat', () => {
    const few = worked('2026-11-02', '2026-11-13');
    expect(behind({ seats: officerAlone, came: { p1: few, p2: all, p3: all, p4: all, p5: all } })).toEqual([['behind|2026-W48|p11', '示例甲']]); // prettier-ignore
    const xian = [{ id: 'p1', post: '驻村干部' }];
    expect(behind({ pack: 'xian', cadres: xian, came: { p1: few } })).toEqual([['behind|2026-W48|p11', '示例甲']]);
  });

  test('is of the year where nothing is asked of a month', () => {
    const place: Partial<Place> = { pack: 'yulin', cadres: [{ id: 'p1' }], came: { p1: all } };
    const [line] = lines({ ...place, year: { p1: { before: 100 } } });
    expect(line?.line).toMatchObject({ is: 'days-short', of: 'year' });
    expect(behind({ ...place, year: { p1: { before: 100 } } })).toEqual([['behind|2026-W48|p11', '示例甲']]);
    expect(behind({ ...place, year: { p1: { before: 200 } } })).toEqual([]);
  });

  test('never names the keeper to themselves', () => {
    const seats = [{ body: '乡镇（街道）党（工）委', scopeId: 't1', title: '示例镇', holderIds: ['p3'] }];
    expect(behind({ seats, cadres: people.slice(2, 3), came: { p1: all } })).toEqual([]);
  });
});
