/** Words of what falls due, as they read on a phone. */
import { describe, expect, test } from 'vitest';
import { monthTables } from './samples-month-table.ts';
import type { ReminderResult } from '../../src/domain/reminder-result.ts';
import { wordReply } from '../../src/replies/word.ts';
import { line, reminders, study, summary } from './samples-reminders.ts';

const words = (result: ReminderResult): string[] => wordReply(result).text.split('\n');
const digests = reminders['due-digest'];

describe('a digest', () => {
  test('counts first, then tells what, how much, by when, to whom and by which article, and how to answer', () => {
    expect(words(digests[0]!)).toEqual([
      '已逾期 1 件，今天要办 1 件，快到期 2 件：',
      '1. 走访联系户 0/2次，11月30日（周一）已截止，《某市驻村干部办法》第十条',
      '2. 报年度工作总结，12月20日（周日）截止，今天是此前最后一个工作日，报县委农办、县乡村振兴局，《丰都县驻乡驻村干部细则》第十四条',
      '3. 集中学习 1/2次，12月31日（周四）前，《丰都县驻乡驻村干部细则》第十一条',
      '4. 人员变动报备（示例丁），请及时办，《丰都县驻乡驻村干部细则》第十一条，请核对：变动日期请核对',
      '办了回“已办 1”，晚点回“推迟到后天”，知道了回“知道了”。',
    ]);
  });

  test('in a group has no numbers, and asks for the answer in the direct chat', () => {
    expect(words(digests[1]!)).toEqual([
      '工作队快到期 1 件：',
      '· 集中学习 1/2次，12月31日（周四）前，《丰都县驻乡驻村干部细则》第十一条',
      '谁办了，请私聊我“已办”加事项名称；照常记的学习、走访自动算数。',
    ]);
  });

  test('tells the one above who is late together, not line by line', () => {
    expect(words(digests[3]!)).toEqual([
      '以下逾期还没办，报您知道，请督促：',
      '· 走访联系户，11月30日（周一）已截止：示例甲、示例乙、示例丙、示例丁、示例戊等 6 个，《某市驻村干部办法》第十条',
    ]);
  });

  test('has at most twelve lines of one’s own, and says how many more there are', () => {
    const said = words(digests[4]!);
    expect(said.filter((l) => /^\d+\. /.test(l))).toHaveLength(12);
    expect(said.slice(-2)).toEqual(['另有 2 件，发“还差什么”看全部。', '办了回“已办 1”。']);
  });

  test('offers to put off only what still can be', () => {
    for (const stage of ['last-day', 'overdue'] as const)
      expect(
        words({ says: 'due-digest', on: '2026-12-18', to: 'person', lines: [line(summary(), stage)] }).at(-1),
      ).toBe('办了回“已办 1”。');
  });

  test('names the year where it is another one, and today as today', () => {
    const on = '2027-01-04';
    expect(words({ says: 'due-digest', on, to: 'person', lines: [line(study(), 'overdue')] })[1]).toContain(
      '2026年12月31日（周四）已截止',
    );
    const today = { says: 'due-digest', on: '2026-12-31', to: 'person', lines: [line(study(), 'last-day')] } as const;
    expect(words(today)[1]).toContain('今天截止');
  });

  test('takes in the line on one’s days', () => {
    const short = { is: 'days-short', of: 'month', month: '2026-12', days: 10, minDays: 20, daysLeft: 10, counts: 'days', nights: null, can: 'just', citations: [] } as const; // prettier-ignore
    const said = words({ says: 'due-digest', on: '2026-12-18', to: 'person', lines: [short] });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^· .*10/);
  });

  test('has the month’s table at its end, without numbers of its own', () => {
    const { says: _, ...table } = monthTables['month-table'][0]!;
    const lines = [{ is: 'month-table', ...table } as const, line(study(), 'ahead')];
    const said = words({ says: 'due-digest', on: '2026-12-01', to: 'person', lines });
    expect(said.filter((text) => /^\d+\./.test(text))).toHaveLength(1);
    expect(said.indexOf('2026年11月考勤表（示例镇）：')).toBeGreaterThan(1);
    expect(said.at(-1)).toBe('请核对；没有问题请回复“确认考勤表 11月 示例镇”。');
  });
});

describe('开关提醒', () => {
  test('says what is turned off, what stays, and how to undo it', () => {
    expect(words(reminders['reminder-switched'][0]!)).toEqual([
      '已关闭提醒：组织集中学习（《丰都县驻乡驻村干部细则》第十一条）。',
      '文件的要求不变，只是不再跟踪：到期不提醒，“还差什么”里也不列。',
      '要再提醒，发“打开提醒 集中学习”。',
    ]);
  });

  test('lists what is on and what is off', () => {
    expect(words(reminders['reminders-listed'][0]!)).toEqual([
      '提醒着的 1 项：',
      '· 集中学习（《丰都县驻乡驻村干部细则》第十一条）',
      '没有提醒的 1 项：',
      '· 报年度工作总结（《丰都县驻乡驻村干部细则》第十四条）',
      '例如“关闭提醒 集中学习”“打开提醒 报年度工作总结”。',
    ]);
  });
});
