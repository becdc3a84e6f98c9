import { describe, expect, test } from 'vitest';
import { addMonths, compileExpression, functionNames, NotAnExpression } from '../../src/rules/expression.ts';
import type { Value, Values } from '../../src/rules/value.ts';
import { workingDays } from '../../src/rules/working-days.ts';

const isWorkday = workingDays();
const reckon = (text: string | number, facts: Values = {}): Value =>
  compileExpression(text).compute((name) => facts[name] ?? null, isWorkday);

describe('the grammar', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 2 - 3', 5],
    ['12 / 2 / 3', 2],
    ['-3 + 5', 2],
    ['2 * -3', -6],
    ['-(2 + 3)', -5],
    ['1.5 + 0.25', 1.75],
    ['  7  ', 7],
    [7, 7],
    ["'12-10'", '12-10'],
    ['max(1, 2 + 3, 4)', 5],
    ['ceil(floor(3.7) / 2)', 2],
  ])('reads %s as %s', (text, value) => {
    expect(reckon(text)).toBe(value);
  });

  test('looks facts up by name and tells which it reads, each once', () => {
    const { facts } = compileExpression('days * rate + or(days, extra_1)');
    expect(facts).toEqual(['days', 'rate', 'extra_1']);
    expect(reckon('days * rate + days', { days: 2, rate: 10 })).toBe(22);
  });

  test.each([
    ['', ''],
    ['1 +', ''],
    ['(1 + 2', ')'],
    ['1 2', '2'],
    ['days!', '!'],
    ['Days', 'Days'],
    ['天数 + 1', '天数 + 1'],
    ['1 + , 2', ','],
    ['power(2, 3)', 'power('],
    ['constructor(1)', 'constructor('],
    ['ceil()', 'ceil('],
    ['ceil(1, 2)', 'ceil('],
    ['max()', 'max('],
    ['max(1', ')'],
    ["'open", "'open"],
  ])('refuses %j and tells the place', (text, place) => {
    const compile = (): unknown => compileExpression(text);
    expect(compile).toThrow(NotAnExpression);
    expect(compile).toThrow(place);
  });
});

describe('what is not known', () => {
  test.each([
    'days + 1',
    '1 - days',
    'ceil(days)',
    'max(1, days)',
    'add_days(day, 1)',
    "add_days('2026-01-01', days)",
    "workdays('2026-01-01', day)",
    'days_of_month(month)',
    'year_of(day)',
    "date_in(year, '12-10')",
    'or(days, hours)',
  ])('makes %s unknown', (text) => {
    expect(reckon(text)).toBeNull();
  });

  test('stays unknown for a fact of another kind, and for a number that is none', () => {
    expect(reckon('days + 1', { days: 'three' })).toBeNull();
    expect(reckon('days + 1', { days: [1, 2] })).toBeNull();
    expect(reckon('1 / 0')).toBeNull();
    expect(reckon('0 / 0')).toBeNull();
  });
});

describe('the functions', () => {
  const cases: readonly (readonly [string, Value])[] = [
    ['ceil(2.1)', 3],
    ['ceil(3)', 3],
    ['floor(2.9)', 2],
    ['round(2.5)', 3],
    ['round(2.49)', 2],
    ['max(3, 1, 2)', 3],
    ['min(3, 1, 2)', 1],
    ['or(days, 5)', 5],
    ['or(0, 5)', 0],
    ["add_days('2026-02-27', 3)", '2026-03-02'],
    ["add_days('2026-03-02', -3)", '2026-02-27'],
    ["add_days('2026-03-02', 0.5)", null],
    ["add_days('2026-03-02', 4000)", null],
    ["add_months('2026-01-31', 1)", '2026-02-28'],
    ["add_months('2028-01-31', 1)", '2028-02-29'],
    ["add_months('2026-12-05', 1)", '2027-01-05'],
    ["add_months('2026-01-15', -1)", '2025-12-15'],
    ["add_years('2028-02-29', 1)", '2029-02-28'],
    ["add_years('2026-05-01', 2)", '2028-05-01'],
    ["days_between('2026-02-28', '2026-03-01')", 1],
    ["days_between('2026-03-01', '2026-03-01')", 0],
    ["days_between('2026-02-30', '2026-03-01')", null],
    // The first week of October 2026: holidays to the 7th, and the Saturday after is worked.
    ["workdays('2026-09-30', '2026-10-10')", 4],
    ["workdays('2026-10-01', '2026-10-07')", 0],
    ["workdays('2026-10-08', '2026-10-01')", 0],
    ["workdays('2031-01-01', '2031-01-02')", null],
    ["workdays('2010-01-01', '2026-01-01')", null],
    ["nth_workday('2026-10-01', 1)", '2026-10-08'],
    ["nth_workday('2026-10-08', 3)", '2026-10-10'],
    ["nth_workday('2031-01-01', 1)", null],
    ["workday_from('2026-10-03')", '2026-10-08'],
    ["workday_from('2026-09-30')", '2026-09-30'],
    ["month_day('2026-02-10', 31)", '2026-02-28'],
    ["month_day('2026-02-10', 5)", '2026-03-05'],
    ["month_day('2026-02-05', 5)", '2026-02-05'],
    ["date_in(2026, '12-10')", '2026-12-10'],
    ["date_in(2026, '02-29')", null],
    ["date_in(2028, '02-29')", '2028-02-29'],
    ["year_of('2026-12-10')", 2026],
    ["number('满24个月，第3次')", 24],
    ["number('1.5倍')", 1.5],
    ['number(7)', 7],
    ["number('半年')", null],
    ["month_of('2026-12-10')", 12],
    ["month_of('2026-03')", 3],
    ['month_of(3)', null],
    ["days_of_month('2026-02')", 28],
    ["days_of_month('2028-02')", 29],
    ["days_of_month('2026-13')", null],
    ["days_of_month('2026-02-01')", null],
    ["workdays_of_month('2026-10')", 18],
    ["workdays_of_month('2031-10')", null],
  ];

  test.each(cases)('%s is %s', (text, value) => {
    expect(reckon(text)).toBe(value);
  });

  test('are each tried above', () => {
    const tried = cases.map(([text]) => /^\w+/.exec(text)?.[0]);
    expect(functionNames.filter((name) => !tried.includes(name))).toEqual([]);
  });
});

describe('shares that binary fractions miss', () => {
  test.each([
    ['ceil(30 * 2 / 3)', 20],
    ['ceil(30 * (2 / 3))', 20],
    ['floor(30 * (2 / 3))', 20],
    ['ceil(30 * 0.1)', 3],
    ['floor(0.29 * 100)', 29],
    ['round(0.145 * 100)', 15],
    ['ceil(31 * 2 / 3)', 21],
    ['floor(31 * 2 / 3)', 20],
  ])('%s is exactly %i', (text, value) => {
    expect(reckon(text)).toBe(value);
  });
});

test('a month later is the same day, or the last of a shorter month', () => {
  expect(addMonths('2027-02-28', 12)).toBe('2028-02-28');
  expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
});
