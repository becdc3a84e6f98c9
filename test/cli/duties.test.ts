import { describe, expect, test } from 'vitest';
import { CountyRefused } from '../../src/cli/county-file.ts';
import { dutiesText } from '../../src/cli/duties.ts';
import { brokenAt, columnsOf } from '../../src/cli/duties-table.ts';
import { widthOf } from '../../src/cli/rules-table.ts';

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
