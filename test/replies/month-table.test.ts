import { describe, expect, test } from 'vitest';
import { attendanceLine, monthTable, noMonthTable } from '../../src/replies/month-table.ts';
import { attendanceLines, monthTables } from './samples-month-table.ts';

const [open, now, before, flagged] = monthTables['month-table'].map(monthTable);

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
        '请核对；没有问题请回复“确认考勤表 11月”。',
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
    '11月已在岗14.5天，要求不少于20天，还差5.5天，除去已批准的请假还剩6天，刚刚够，请安排好后面的日子（《丰都县驻乡驻村干部管理办法》第九条）。',
  );
  expect(lost).toContain('已经不够，请与考勤人沟通');
  expect(year).toContain('2026年全年已在岗190天，要求不少于220天，还差30天');
  expect(week).toContain('本周已在岗1天');
  expect(behind).toBe('11月在岗天数偏少的 1 人（您管考勤的共 2 人）：示例甲 10天，要求20天，还剩8天。');
  expect(many).toContain('其余2人');
});
