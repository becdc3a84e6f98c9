import { describe, expect, test } from 'vitest';
import { asksMonth, daysIn, decidedLeave, leaveDaysIn, postIn } from '../../src/answers/decided.ts';
import { plain } from '../../src/answers/terms.ts';
import { openLibrary } from '../../src/rules/library.ts';
import { PACKS } from '../rules/small-packs.ts';

const { rules } = openLibrary(PACKS).pack('fengdu-2021');
const on = '2026-11-23';
const nobody = { post: null, dispatchLevel: null, isTeamLeader: null };

describe('how many days are asked for', () => {
  test.each([
    ['请3天假谁批', 3],
    ['请三天假谁批', 3],
    ['请两天假找谁', 2],
    ['请个俩天假找谁', 2],
    ['请假５天哪个批', 5],
    ['请半天假要不要报告', 0.5],
    ['请一天半假找谁', 1.5],
    ['请假一周谁批', 7],
    ['请两个星期的假谁批', 14],
    ['请假半个月谁同意', 15],
    ['请假一个月谁批', 30],
    ['想请十天假，手续怎么办', 10],
    ['请假超过三天谁批', 3.5],
    ['请假三天以上谁批', 3.5],
    ['请假三天多找谁', 3.5],
    ['请假不超过三天谁批', 3],
    ['离村四天要向谁报告', 4],
    ['外出 2 天 要不要批', 2],
    ['请假十五天以内谁批', 15],
  ])('%s: %d', (question, days) => expect(leaveDaysIn(question)).toBe(days));

  test.each([
    '婚假几天',
    '婚假三天谁批',
    '产假128天找谁批',
    '探亲假20天谁批',
    '年休假5天谁批',
    '请假谁批',
    '请3天假还是5天假谁批',
    '请假最多能请几天',
    '没请假走了三天怎么处理',
    '请假三天扣多少工资',
    '三天写一次日志吗',
    '请假10000天谁批',
    '请假0天谁批',
    '',
  ])('not of a leave that the rules decide by its length: %s', (question) => expect(leaveDaysIn(question)).toBeNull());

  test('a date is no length', () => {
    expect(daysIn(plain('三天前'))).toBeNull();
    expect(daysIn(plain('五月三号'))).toBeNull();
    expect(daysIn(plain('请3天，就3天'))).toBe(3);
  });
});

describe('what the rules decide', () => {
  const chain = (question: string, concerned = nobody): readonly string[][] | null =>
    decidedLeave(question, concerned, rules, on)?.steps.map(({ bodies }) => bodies.map(({ name }) => name)) ?? null;

  test('is at three days, and above it, another thing', () => {
    expect(chain('请3天假谁批')).toEqual([['乡镇（街道）党（工）委书记']]);
    expect(chain('请假超过三天谁批')).toEqual([['县委组织部', '派出单位']]);
    expect(chain('请5天假谁批')).toEqual(chain('请假超过三天谁批'));
  });

  test('is nothing where no decision is asked for', () => {
    expect([chain('请假谁批'), chain('婚假三天谁批'), chain('日志三天写一次行不行')]).toEqual([null, null, null]);
  });

  test('is nothing for a day on which the rules were not in force', () => {
    expect(decidedLeave('请5天假谁批', nobody, rules, '2019-01-01')).toBeNull();
  });
});

describe('a post that is named', () => {
  test('is the longest that fits, and none where none is', () => {
    const named = (question: string): string | null => postIn(question, rules, on);
    expect(named('驻村第一书记请假')).toBe('驻村第一书记');
    expect(named('驻乡工作队队长请假')).toBe('驻乡工作队队长');
    expect(named('谁请假')).toBeNull();
  });
});

describe('a question about this month', () => {
  test.each(['这个月要住够几天', '本月在岗多少天才够', '我当月驻村够不够'])('%s', (question) =>
    expect(asksMonth(question)).toBe(true),
  );
  test.each(['每月住几天', '这个月交几次日志', '上个月住了几天', '这个月补助多少'])('not: %s', (question) =>
    expect(asksMonth(question)).toBe(false),
  );
});
