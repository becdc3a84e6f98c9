import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Decision } from '../../src/rules/decision.ts';
import type { Values } from '../../src/rules/value.ts';
import { packHead, provision, rulesOfFiles, topic, type Files } from './small-packs.ts';

const day = '2026-12-01';
const MONTH = 'question: attendance-month, every: month';

/** A pack whose first article asks for these numbers. */
const pack = (id: string, quotas: string, more = ''): Files => ({
  [`${id}/pack.yaml`]: packHead(id, `posts: [队员]\n${more}`),
  [`${id}/a.yaml`]: topic(provision(`${id}-1`, `readings: [inclusive-bound]\nquotas: [${quotas}]`)),
});
const asked = (files: Files, facts: Values, on: IsoDate = day, packs = ['a']): Decision =>
  rulesOfFiles(files, packs).decide('attendance-month', { role: '队员', ...facts }, on);
const cited = ({ citations }: Decision): string[] => citations.map(({ provision: id }) => id);

const twoThirds = (more = ''): string =>
  `{ ${MONTH}, measures: [{ counts: days_in_village, at_least: month_length * 2 / 3, share: 2/3, as: { limit: min_days }${more} }], say: '至少{min_days}天' }`;

describe('a share of the month', () => {
  test.each([
    ['2026-02', 19],
    ['2028-02', 20],
    ['2026-04', 20],
    ['2026-05', 21],
  ])('of %s is %i whole days, of which the last is enough', (month, least) => {
    const files = pack('a', twoThirds());
    const said = `至少${least}天`;
    expect(asked(files, { month, days_in_village: least })).toMatchObject({
      verdict: 'pass',
      amounts: { min_days: least },
      say: said,
    });
    expect(asked(files, { month, days_in_village: least - 0.5 })).toMatchObject({
      verdict: 'fail',
      amounts: { actual: least - 0.5 },
    });
  });

  test.each([
    ['2026-02', 19],
    ['2026-04', 21],
    ['2026-05', 21],
  ])('of %s is passed, not reached, where the pack reads it so: %i', (month, least) => {
    const exclusive = twoThirds(', exclusive_if: { inclusive-bound: exclusive }');
    const files = pack('a', exclusive, 'take: { inclusive-bound: exclusive }\n');
    expect(asked(files, { month, days_in_village: least }).verdict).toBe('pass');
    expect(asked(files, { month, days_in_village: least - 1 }).verdict).toBe('fail');
    expect(asked(pack('a', exclusive), { month: '2026-04', days_in_village: 20 }).verdict).toBe('pass');
  });

  test('is told even while nobody knows the days; the verdict is not', () => {
    const decision = asked(pack('a', twoThirds()), { month: '2026-04' });
    expect(decision).toMatchObject({ verdict: 'need-info', amounts: { min_days: 20 }, missing: ['在村天数'] });
    expect(decision.amounts).not.toHaveProperty('actual');
  });

  test('of a month that is not known is no number', () => {
    expect(asked(pack('a', twoThirds()), { days_in_village: 20 }).amounts).not.toHaveProperty('min_days');
  });

  test('is known to the service for the check-in of the month', () => {
    const rules = rulesOfFiles(pack('a', twoThirds()), ['a']);
    const quota = rules.monthQuota({ post: '队员', monthDays: 30, on: '2026-04-30' });
    expect(quota).toMatchObject({ minDays: 20, monthDays: 30, share: '2/3', citations: [{ provision: 'a-1' }] });
    expect(rules.monthQuota({ post: '村长', monthDays: 30, on: '2026-04-30' })).toBeNull();
    expect(rules.monthQuota({ post: '队员', monthDays: 30, on: '2019-12-31' })).toBeNull();
  });
});

describe('a number that may not be passed', () => {
  const most = (more = ''): Files =>
    pack(
      'a',
      `{ ${MONTH}, measures: [{ counts: days_in_village, at_most: 5${more} }] }`,
      more === '' ? '' : 'take: { inclusive-bound: exclusive }\n',
    );

  test('is itself in order, unless the bound is read as exclusive', () => {
    const days = (n: number, files = most()): string => asked(files, { days_in_village: n }).verdict;
    expect([days(4), days(5), days(5.5)]).toEqual(['pass', 'pass', 'fail']);
    const exclusive = most(', exclusive_if: { inclusive-bound: exclusive }');
    expect([days(4.5, exclusive), days(5, exclusive)]).toEqual(['pass', 'fail']);
    expect(asked(most(), {}).verdict).toBe('need-info');
  });
});

describe('several numbers of one quota', () => {
  const both = pack(
    'a',
    `{ ${MONTH}, measures: [{ counts: days_in_village, at_least: 20 }, { counts: nights_in_village, at_least: 4, as: { limit: nights_min, actual: nights } }], amounts: { possible: 31 - days_in_village } }`,
  );

  test('are all to be reached, and shown by their names', () => {
    const passed = asked(both, { days_in_village: 20, nights_in_village: 4 });
    expect(passed).toMatchObject({
      verdict: 'pass',
      amounts: { min: 20, actual: 20, nights_min: 4, nights: 4, possible: 11 },
    });
    expect(asked(both, { days_in_village: 20, nights_in_village: 3 }).verdict).toBe('fail');
    expect(asked(both, { days_in_village: 19, nights_in_village: 4 }).verdict).toBe('fail');
  });

  test('fail for one that is short, whatever is not known of the other', () => {
    expect(asked(both, { days_in_village: 19 }).verdict).toBe('fail');
    expect(asked(both, { days_in_village: 20 })).toMatchObject({ verdict: 'need-info', missing: ['一周在村夜数'] });
  });

  test('that share a name show the one that fails', () => {
    const same = pack(
      'a',
      `{ ${MONTH}, measures: [{ counts: days_in_village, at_least: 20 }, { counts: nights_in_village, at_least: 4 }] }`,
    );
    expect(asked(same, { days_in_village: 3, nights_in_village: 7 }).amounts).toEqual({ min: 20, actual: 3 });
    expect(asked(same, { days_in_village: 30, nights_in_village: 1 }).amounts).toEqual({ min: 4, actual: 1 });
  });
});

describe('a quota for some only', () => {
  const flagged = `{ ${MONTH}, when: { role: 队员 }, measures: [{ counts: days_in_village, at_least: 20 }], flagged_when: { months_stationed: { under: 12 } }, flag: 不满一年 }`;

  test('puts what falls short before a person where the text does not settle it', () => {
    const files = pack('a', flagged);
    expect(asked(files, { days_in_village: 10, months_stationed: 6 })).toMatchObject({
      verdict: 'flag',
      flags: ['不满一年'],
    });
    expect(asked(files, { days_in_village: 10, months_stationed: 12 })).toMatchObject({ verdict: 'fail', flags: [] });
    expect(asked(files, { days_in_village: 20, months_stationed: 6 })).toMatchObject({ verdict: 'pass', flags: [] });
  });

  test('does not ask the others', () => {
    const files = pack('a', flagged, 'teams: []\n');
    const rules = rulesOfFiles({ ...files, 'a/pack.yaml': files['a/pack.yaml']!.replace('[队员]', '[队员, 队长]') }, [
      'a',
    ]);
    expect(rules.decide('attendance-month', { role: '队长', days_in_village: 1 }, day)).toMatchObject({
      verdict: 'not-covered',
      open: 'no-row',
    });
  });
});

describe('two regulations that ask for the same', () => {
  const least = (n: number, more = ''): string =>
    `{ ${MONTH}, measures: [{ counts: days_in_village, at_least: ${n} }]${more} }`;
  const both = (own: number, upper: number): Files => ({
    ...pack('a', least(own, `, say: 本级至少${own}天`), 'extends: [b]\n'),
    ...pack('b', least(upper, `, say: 上级至少${upper}天`)),
  });

  test.each([
    [20, 22, 22],
    [22, 20, 22],
  ])('%i here and %i above: %i counts, and both are cited', (own, upper, stricter) => {
    const decision = asked(both(own, upper), { days_in_village: 21 });
    expect(decision).toMatchObject({ verdict: 'fail', amounts: { min: stricter, actual: 21 } });
    expect(decision.say).toContain(String(stricter));
    expect(cited(decision)).toEqual(['a-1', 'b-1']);
    expect(decision.trace.map(({ provision: id }) => id)).toEqual(['a-1', 'b-1']);
    expect(decision.readings.map(({ id }) => id)).toEqual(['inclusive-bound']);
  });

  test('alike: the nearer one speaks', () => {
    expect(asked(both(20, 20), { days_in_village: 20 })).toMatchObject({ verdict: 'pass', say: '本级至少20天' });
  });

  test('pass only where both are reached, and the worse verdict stands first', () => {
    expect(asked(both(20, 22), { days_in_village: 22 }).verdict).toBe('pass');
    const flags = {
      ...both(20, 25),
      ...pack('a', least(20, ', flagged_when: { role: 队员 }, flag: 看'), 'extends: [b]\n'),
    };
    expect(asked(flags, { days_in_village: 10 })).toMatchObject({ verdict: 'fail', flags: [] });
    expect(asked(flags, { days_in_village: 21 })).toMatchObject({ verdict: 'fail', amounts: { min: 25 } });
  });

  test('are the one in force before the other begins', () => {
    const files = both(20, 22);
    const later = { ...files, 'b/pack.yaml': files['b/pack.yaml']!.replace('2020-01-01', '2027-01-01') };
    expect(cited(asked(later, { days_in_village: 21 }, '2026-12-31'))).toEqual(['a-1']);
    expect(asked(later, { days_in_village: 21 }, '2026-12-31').verdict).toBe('pass');
    expect(asked(later, { days_in_village: 21 }, '2027-01-01').verdict).toBe('fail');
  });
});
