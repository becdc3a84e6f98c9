import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { saturday, shanghai } from './moments.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };
const october = { from: '2026-10-01', to: '2026-10-31' };
const year = { from: '2026-01-01', to: '2026-12-31' };

describe('The month’s table', () => {
  test.each([
    ['考勤表', november, false],
    ['11月考勤表', november, false],
    ['上月考勤表', october, false],
    ['考勤表 10月', october, false],
    ['2025年12月考勤表', { from: '2025-12-01', to: '2025-12-31' }, false],
    ['确认考勤表', november, true],
    ['确认10月考勤表', october, true],
    ['10月考勤表没问题', october, true],
  ])('%s', (text, period, confirms) => {
    expect(understand(text, saturday)).toEqual({ intent: 'month-table', ...period, confirms, townships: [] });
  });

  test.each([
    ['考勤表 示例镇', november, false, ['示例镇']],
    ['示例镇考勤表', november, false, ['示例镇']],
    ['考勤表 10月 示例镇', october, false, ['示例镇']],
    ['考勤表 示例镇 10月', october, false, ['示例镇']],
    ['10月示例镇考勤表', october, false, ['示例镇']],
    ['示例镇10月考勤表', october, false, ['示例镇']],
    ['确认考勤表 示例一镇', november, true, ['示例一镇']],
    ['确认10月示例街道考勤表', october, true, ['示例街道']],
    ['确认考勤表 10月 示例镇、示例二乡', october, true, ['示例镇', '示例二乡']],
    ['考勤表 未分乡镇', november, false, [null]],
  ])('of a township: %s', (text, period, confirms, townships) => {
    expect(understand(text, saturday)).toEqual({ intent: 'month-table', ...period, confirms, townships });
  });

  test('is that of the month before as long as that one is worked on', () => {
    expect(understand('考勤表', shanghai('2026-12-15 09:00'))).toMatchObject(november);
    expect(understand('考勤表', shanghai('2026-12-16 09:00'))).toMatchObject({ from: '2026-12-01' });
    expect(understand('确认考勤表', shanghai('2027-01-04 09:00'))).toMatchObject({ from: '2026-12-01' });
  });

  test.each([
    ['考勤表交给谁', 'ask-policy'],
    ['考勤表怎么没有我', 'ask-policy'],
    ['本周考勤表', 'none'],
    ['13月考勤表', 'none'],
  ])('%s is %s', (text, intent) => {
    expect(understand(text, saturday).intent).toBe(intent);
  });
});

describe('A draft', () => {
  test.each([
    ['月报', 'month', november],
    ['写月报', 'month', november],
    ['帮我写月报', 'month', november],
    ['10月月报', 'month', october],
    ['月报 10月', 'month', october],
    ['上月工作总结', 'month', october],
    ['本月总结', 'month', november],
    ['年终总结', 'year', year],
    ['年度总结', 'year', year],
    ['2026年总结', 'year', year],
    ['2025年年终总结', 'year', { from: '2025-01-01', to: '2025-12-31' }],
    ['去年总结', 'year', { from: '2025-01-01', to: '2025-12-31' }],
  ])('%s', (text, of, period) => {
    expect(understand(text, saturday)).toEqual({ intent: 'draft', of, ...period });
  });

  test('of the year is of the last one until the end of February', () => {
    expect(understand('年终总结', shanghai('2027-02-28 20:00'))).toMatchObject(year);
    expect(understand('年终总结', shanghai('2027-03-01 00:10'))).toMatchObject({ from: '2027-01-01' });
  });

  test.each(['年终总结会', '月报怎么写', '月报交了吗', '总结', '11.3月报'])('%s is none', (text) => {
    expect(understand(text, saturday)).toEqual({ intent: 'none' });
  });
});
