import { describe, expect, test } from 'vitest';
import {
  attendanceLine,
  monthTable,
  monthTables as overviewOf,
  noMonthTable,
  whichMonthTable,
} from '../../src/replies/month-table.ts';
import { understand } from '../../src/language/understand.ts';
import { attendanceLines, monthTables } from './samples-month-table.ts';

const [open, now, before, flagged, parts] = monthTables['month-table'].map(monthTable);

describe('the month’s table', () => {
  test('has a line for each with days, leave, what is asked and what is short; totals; the article; what to answer', () => {
    expect(open).toBe(
      [
        '2026年11月考勤表（示例镇）：',
        '1. 示例甲（驻村工作队员，示例一村）在岗21天，要求20天',
        '2. 示例乙（驻村工作队员，示例一村）在岗17.5天，请假3.5天，要求20天，差2.5天',
        '3. 示例丁（驻乡工作队队长）在岗20天，请假1天',
        '合计 3 人，在岗58.5天，请假4.5天，不足的 1 人。',
        '天数由打卡、补卡和批准的请假得出，够不够、怎么办由人认定。',
        '依据：《丰都县驻乡驻村干部管理办法》第九条',
        '请核对；没有问题请回复“确认考勤表 11月 示例镇”。',
      ].join('\n'),
    );
  });

  test('once confirmed is told in a line', () => {
    expect(now).toBe('已确认2026年11月考勤表（示例镇）：合计 3 人，在岗58.5天，请假4.5天，不足的 1 人。');
    expect(before).toContain('已经确认过');
    expect(before).not.toContain('请核对');
  });

  test('does not call anybody short in a month that is left to a person', () => {
    expect(flagged).toContain('示例甲（驻村工作队员，示例一村）在岗16天，要求20天，由人认定');
    expect(flagged).toContain('由人认定的 1 人');
    expect(flagged).toContain('当月工作日不足，请人工认定。');
    expect(flagged).not.toContain('不足的');
  });

  test('tells working days apart, and who was there for a part of the month alone: no pro rata', () => {
    expect(parts?.split('\n').slice(1, 6)).toEqual([
      '1. 示例甲（驻村工作队员，示例一村）在岗17天（工作日14天），要求20个工作日，差6个工作日',
      '2. 示例乙（驻村工作队员，示例一村）11月16日起，在岗9天，要求20天，由人认定',
      '3. 示例丁（驻村工作队员，示例一村）到11月8日止，在岗6天，要求20天，由人认定',
      '合计 3 人，在岗32天，请假0天，不足的 1 人，由人认定的 2 人。',
      '天数由打卡、补卡和批准的请假得出，够不够、怎么办由人认定。',
    ]);
    expect(parts).toContain('文件没有写不满一个月怎么算');
    expect(open).not.toContain('不满一个月');
  });

  test('of several townships is a line each, and says how one is shown and confirmed', () => {
    expect(monthTables['month-tables'].map(overviewOf)[0]?.split('\n')).toEqual([
      '2026年11月考勤表，3 个乡镇 9 人：',
      '· 示例镇：5 人，不足的 2 人，由人认定的 1 人，已确认',
      '· 示例二镇：3 人',
      '· 未分乡镇：1 人',
      '发“考勤表 11月 示例二镇”看一个乡镇的。',
      '核对后没有问题，请回复“确认考勤表 11月 示例二镇”，可以一次写几个乡镇。',
    ]);
  });

  test('asks which is meant, in words that are understood', () => {
    const [several, none] = monthTables['which-month-table'].map(whichMonthTable);
    expect(several).toContain('还有 2 个乡镇的考勤表没有确认');
    expect(several).toContain('· 未分乡镇');
    expect(none).toContain('没有找到无此镇的考勤表');
    const [, said = ''] = /“(.*?)”/.exec(several ?? '') ?? [];
    const asked = { intent: 'month-table', confirms: true, from: '2026-11-01', townships: ['示例镇'] };
    expect(understand(said, Date.parse('2026-12-01T02:00:00Z'))).toMatchObject(asked);
    const nobodys = understand('确认考勤表 11月 未分乡镇', Date.parse('2026-12-01T02:00:00Z'));
    expect(nobodys).toMatchObject({ intent: 'month-table', townships: [null] });
  });

  test('says why there is none', () => {
    expect(monthTables['no-month-table'].map((r) => noMonthTable(r).slice(0, 12))).toEqual([
      '考勤表由考勤人查看和确认',
      '2026年11月没有您管',
      '2026年11月还没有过',
    ]);
  });
});

test('the lines of a digest have their figures and the article', () => {
  const [month, lost, year, week, behind, many] = attendanceLines.map(attendanceLine);
  expect(month).toBe(
    '11月已在岗14.5天，要求不少于20天，还差5.5天，除去已批准的请假还剩6天。刚刚够，请安排好后面的日子（《丰都县驻乡驻村干部管理办法》第九条）。',
  );
  expect(lost).toContain('已经不够，请与考勤人沟通');
  expect(year).toContain('2026年全年已在岗190天，要求不少于220天，还差30天');
  expect(week).toContain(
    '本周已在岗1天，要求不少于5天，还差4天，除去已批准的请假还剩5天；已住1夜，要求不少于4夜，还差3夜，最多还有4夜。',
  );
  expect(week).toContain('夜数不单独登记，按前后两天都在岗推算');
  expect(month).not.toContain('夜');
  expect(behind).toBe('11月在岗天数偏少的 1 人（您管考勤的共 2 人）：示例甲 10天，要求20天，还剩8天。');
  expect(many).toContain('其余2人');
});
