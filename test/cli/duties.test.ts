import { describe, expect, test } from 'vitest';
import { CountyRefused } from '../../src/cli/county-file.ts';
import { sampleCountyFor } from '../../src/cli/demo-counties.ts';
import { sampleWorldOf } from '../../src/cli/duties-owed.ts';
import { dutiesText, textOf } from '../../src/cli/duties.ts';
import { brokenAt, columnsOf } from '../../src/cli/duties-table.ts';
import { widthOf } from '../../src/cli/rules-table.ts';
import { loadRules } from '../../src/rules/load.ts';
import { ruleChoiceOf, rulesDir } from '../../src/wiring/installation.ts';

const today = '2026-11-22';
const listed = (county: string, day = '2026-12-01'): { key: string; [field: string]: unknown }[] =>
  (JSON.parse(dutiesText({ county, on: day, json: true }, today, 150)) as { duties: { key: string }[] }).duties;
const row = (county: string, key: string, day?: string): Record<string, unknown> | undefined =>
  listed(county, day).find((one) => one.key === key);

describe('zhucun duties', () => {
  test.each(['丰都', '榆林', '重庆', '西安', '驻马店'])(
    'lists who owes what by when, with the article, for %s',
    (county) => {
      const text = dutiesText({ county, on: '2026-12-01' }, today, 150);
      expect(text).toContain('2026-12-01');
      const rows = listed(county);
      expect(rows.length).toBeGreaterThan(5);
      for (const one of rows) {
        expect(one['by']).not.toEqual([]);
        for (const field of ['what', 'when', 'article', 'title']) expect(one[field]).toMatch(/./);
        expect(text).toContain(one.key);
      }
    },
  );

  test('says by which day, and aims at the working day before a rest day', () => {
    expect(row('丰都', 'FD-14b.0')).toMatchObject({
      by: ['驻乡工作队', '驻村工作队'],
      levels: ['县派'],
      when: '每年12月20日前',
      next_due: '2026-12-20',
      next_workday: '2026-12-18',
      article: '第十四条',
      on: true,
    });
    const text = dutiesText({ county: 'fengdu', on: '2026-12-01' }, today, 150);
    expect(text).toMatch(/2026-12-20 周日，提前/);
  });

  test.each([
    ['驻马店', 'ZM-18c.0', '2026-10-26', '2026-11-25', '2026-11-25'],
    ['驻马店', 'ZM-18c.0', '2026-10-25', '2026-10-25', '2026-10-23'],
    ['重庆', 'CQ-06.0', '2026-09-30', '2026-09-30', '2026-09-30'],
    ['重庆', 'CQ-06.0', '2026-10-01', '2027-09-30', '2027-09-30'],
    ['重庆', 'CQ-06.0', '2026-01-05', '2026-09-30', '2026-09-30'],
    ['丰都', 'FD-14b.0', '2026-12-21', '2027-12-20', '2027-12-20'],
    ['榆林', 'YL-7-2-2a.1', '2026-12-31', '2026-12-31', '2026-12-31'],
  ])('for %s %s on %s is next due on %s', (county, key, day, due, workday) => {
    expect(row(county, key, day)).toMatchObject({ next_due: due, next_workday: workday });
  });

  test('tells what this county has no use for, by the readings that it takes', () => {
    expect(row('丰都', 'FD-14a.2')).toMatchObject({ applies: true });
    expect(row('丰都', 'FD-14b.2')).toMatchObject({ applies: false });
  });

  test('lists with --owed what the people of the sample county owe', () => {
    const text = dutiesText({ county: '丰都', on: '2026-12-21', owed: true }, today, 150);
    expect(text).toMatch(/示例一村驻村工作队 +示例丙 +报工作总结 .*逾期 +①第十四条/);
    const { owed } = JSON.parse(
      dutiesText({ county: '丰都', on: '2026-12-21', owed: true, json: true }, today, 150),
    ) as {
      owed: { who: string; state: string }[];
    };
    expect(owed.find(({ who }) => who === '示例一村驻村工作队')?.state).toMatch(/late|open/);
  });

  test('says where a year’s days off are not published, and lets no week that is wholly off come next', () => {
    expect(row('丰都', 'FD-14b.0', '2026-12-21')).toMatchObject({ next_due: '2027-12-20', holidays_unknown: true });
    expect(row('丰都', 'FD-14b.0')).toMatchObject({ holidays_unknown: false });
    const text = dutiesText({ county: '丰都', on: '2026-12-21' }, today, 150).replace(/\s/g, '');
    expect(text).toContain('放假安排未公布');
    expect(text).toContain('工作日暂按周六、周日休息推算');
    expect(dutiesText({ county: '驻马店', on: '2026-06-21' }, today, 150)).not.toContain('暂按周六');
    expect(dutiesText({ county: '西安', on: '2027-01-01', owed: true }, today, 200).replace(/\s/g, '')).toContain(
      '2027年放假安排未公布',
    );
    expect(row('西安', 'XA-16e.0', '2026-02-16')).toMatchObject({ next_due: '2026-03-01' });
    expect(row('西安', 'XA-16e.0', '2026-02-15')).toMatchObject({ next_due: '2026-02-15' });
  });

  test('says of what hangs on a report that it does', () => {
    expect(row('驻马店', 'ZM-18c.0')).toMatchObject({ when: '每月25日前（有情况说明的才要）' });
  });

  test('lists with --year what is late for longer than it is reminded of', () => {
    const late = (year: boolean): number => {
      const text = dutiesText({ county: '丰都', on: '2026-06-10', owed: true, json: true, year }, today, 150);
      const { owed } = JSON.parse(text) as { owed: { state: string; fromOn: string }[] };
      expect(owed.some(({ fromOn }) => fromOn === '2026-01-01' && year)).toBe(year);
      return owed.filter(({ state }) => state === 'late').length;
    };
    expect(late(true)).toBeGreaterThan(late(false));
    expect(dutiesText({ county: '丰都', on: '2026-06-10', owed: true }, today, 150)).toContain('加 --year');
    expect(dutiesText({ county: '丰都', on: '2026-06-10', owed: true, year: true }, today, 150)).not.toContain(
      '--year',
    );
  });

  test('names under the table whom the roster leaves unclear, with what to do', () => {
    const { county } = sampleCountyFor('丰都');
    const world = sampleWorldOf(county);
    const cadres = world.people.filter(({ post }) => post !== null);
    const [first, second] = [cadres[0]!.id, cadres[1]!.id];
    const people = world.people.map((one) =>
      one.id === first
        ? { ...one, dispatchLevel: null }
        : one.id === second
          ? { ...one, termTo: '2026-11-30' as const }
          : one,
    );
    const rules = loadRules(rulesDir, ruleChoiceOf(county));
    const place = { name: county.name, rules, world: { ...world, people }, isSample: false };
    for (const owed of [false, true]) {
      const text = textOf(place, { on: '2026-12-01', owed }, today, 150);
      expect(text).toContain('花名册里有 2 人要核对');
      expect(text).toMatch(/未填派出层级，.*第十四条.*按层级分，没有算。在花名册里补上派出层级（.*县派.*）/);
      expect(text).toContain('任期到 2026-11-30 已满，人还在册');
    }
    const { unclear } = JSON.parse(textOf(place, { on: '2026-12-01', json: true }, today, 150)) as {
      unclear: unknown[];
    };
    expect(unclear).toMatchObject([
      { person: first, why: 'no-level' },
      { person: second, why: 'term-over' },
    ]);
    expect(dutiesText({ county: '丰都', on: '2026-12-01' }, today, 150)).not.toContain('要核对');
  });

  test('takes today where no day is said', () => {
    expect(dutiesText({}, today, 150)).toContain('2026-11-22');
  });

  test.each([
    [{ county: '北京' }, /没有“北京”的示例。有：/],
    [{ on: '2026-02-30' }, /没有“2026-02-30”这一天/],
    [{ on: '明天' }, /2026-12-01 的样子/],
    [{ on: '2001-01-01' }, /还没有规定在执行/],
  ])('refuses %j in words', (options, message) => {
    expect(() => dutiesText(options, today, 150)).toThrow(CountyRefused);
    expect(() => dutiesText(options, today, 150)).toThrow(message);
  });

  test.each([150, 200])('keeps its columns within %i', (width) => {
    for (const county of ['丰都', '西安']) {
      for (const owed of [false, true]) {
        const lines = dutiesText({ county, on: '2026-12-01', owed }, today, width).split('\n');
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe('A cell', () => {
  test('is broken by the columns that Chinese takes, never before a stop nor within a date', () => {
    expect(brokenAt('县委农办、县乡村振兴局', 8)).toEqual(['县委农', '办、县乡', '村振兴局']);
    expect(brokenAt('至 2026-12-20 止', 12)).toEqual(['至 ', '2026-12-20 ', '止']);
    expect(brokenAt('', 4)).toEqual(['']);
  });
  test('stands under its head', () => {
    const lines = columnsOf(
      [
        { head: '谁', most: 6 },
        { head: '何时', most: 10 },
      ],
      ['【报告】', ['某某某某', '每月'], ['甲', '每年']],
    );
    expect(lines).toEqual(['谁      何时', '──────  ────', '【报告】', '某某某  每月', '某', '甲      每年']);
  });
});
