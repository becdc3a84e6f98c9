/** What is said of everything else that is done with a request, and of the ledger. */
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/domain/reply.ts';
import { wordReply } from '../../src/replies/word.ts';
import { full, jointLeave, row, samples, secret, shortLeave, shown, variedSteps, why } from './samples.ts';

const words = (result: Result): string => wordReply(result).text;
const said = (says: Result['says'], n = 0): string => words(samples[says][n]!);

describe('the end of a leave', () => {
  test('that was shorter says by how much, and how it was counted', () => {
    expect(said('leave-ended')).toBe(
      '已销假 #A1B2：12月8日至12月10日，实际请假2.5天（提前0.5天返回）。\n请假算到12月10日上午，下午算返回。不对请告诉考勤人。\n续的假 12月8日至12月11日 还在，不休了请发“撤回 #C3D4”。',
    );
  });

  test('in time says that its last day counts', () => {
    expect(said('leave-ended', 1)).toBe(
      '已销假 #A1B2：12月8日至12月10日，请假3天。\n请假算到12月10日，含当天。不对请告诉考勤人。',
    );
  });

  test('that is late is a fact without a verdict', () => {
    expect(said('leave-ended', 2)).toBe(
      '已销假 #A1B2：12月8日至12月10日，请假3天。\n比批准的晚了2天返回，会记在台账里。\n返回记在12月12日中午。不对请告诉考勤人。',
    );
    for (const says of ['leave-ended', 'leave-ended-told', 'return-unreported'] as const)
      for (const result of samples[says]) expect(words(result)).not.toMatch(/旷|违|脱岗|处理|通报/);
  });

  test.each([
    ['open', '等审批，不用销假；不请了请发“撤回 #A1B2”。'],
    ['returned', '已退回修改，不用销假；不请了'],
    ['rejected', '已驳回，不用销假。'],
    ['cancelled', '已取消，不用销假。'],
  ] as const)('that is %s needs no report', (state, text) => {
    const result = { says: 'nothing-to-end', why: 'not-approved', shown: [shown(shortLeave({ state }))] } as const;
    expect(words(result)).toContain(`#A1B2 ${text}`);
  });
});

describe('the ledger', () => {
  const lines = said('leave-ledger').split('\n');

  test('has a row a leave, with what is out of the ordinary', () => {
    expect(lines.slice(0, 6)).toEqual([
      '请假台账 12月1日至31日：',
      '1. 示例甲（驻村工作队员） 年休假 12月8日至12月10日，3天（实际2.5天），已销假',
      '2. 示例乙（驻村工作队员） 12月8日至12月10日，3天，补假、代请、未销假',
      '3. 示例丁 12月8日至12月10日，3天，续 #X9Y8、超期2天、已销假',
      '4. 示例丙（驻村工作队员） 12月8日至12月10日，3天，等审批',
      '5. 示例戊（驻村工作队员） 12月8日至12月10日，3天，已取消',
    ]);
  });

  test('sums up what was taken, not what was asked for', () => {
    expect(lines.at(-1)).toBe('合计：批准 3 人次，共 8.5天；未销假 1 件；另有没批准的 2 件，不计入。');
  });

  test('of many rows shows forty and sums up all', () => {
    const rows = Array.from({ length: 57 }, () => row());
    const text = words({ says: 'leave-ledger', ledger: { from: '2026-12-01', to: '2026-12-31', rows } });
    expect(text.match(/^\d+\. /gm)).toHaveLength(40);
    expect(text).toContain('其余 17 件见附件。');
    expect(text).toContain('批准 57 人次，共 171天');
  });
});

describe('to the officer', () => {
  test('what waits is told with whom, how long, what can be done, and that time approves nothing', () => {
    const text = said('escalated');
    expect(text).toContain('等 示例镇党委书记 示例己，已3天没有答复，12月8日就开始。');
    for (const word of ['转办 #A1B2', '代录 #A1B2', '不会自动批准']) expect(text).toContain(word);
    expect(said('escalated', 1)).not.toContain('就开始');
    expect(said('escalated', 2)).toContain('：还没有定审批人，已2天没有答复。');
  });

  test('a request that no rule settles comes with the pack’s own sentence', () => {
    expect(said('please-settle')).toContain('市里的通知没有写由谁批，要由区县规定。');
    expect(said('please-settle', 1)).toContain('现行文件没有写明由谁审批。');
    expect(said('leave-held')).toContain('市里的通知没有写由谁批，要由区县规定。');
    expect(said('leave-held', 1)).toContain('县里还没有登记经办人');
  });

  test('a recall is proposed, never decided', () => {
    expect(said('recall-proposed')).toContain('要不要召回由主管部门研究决定，这里只提示。');
  });
});

describe('asked for by somebody else', () => {
  test('the applicant reads what was asked, and how to object', () => {
    const text = said('entered-for-you');
    expect(text).toContain('示例丙替您提交了 #A1B2：请假 12月8日至12月10日，共3天。');
    expect(text).toContain('异议 #A1B2');
    expect(text).toContain(secret);
  });

  test('who asked can’t take it back, and is not told to', () => {
    const text = words({ says: 'request-opened', shown: { ...shown(), enteredBy: '示例丙' } });
    expect(text).toContain('已替示例甲提交 #A1B2');
    expect(text).not.toContain('发“撤回');
    expect(said('request-opened')).toContain('发“撤回 #A1B2”');
  });

  test('an objection takes it back, before or after it was approved', () => {
    const objected = (state: 'withdrawn' | 'cancelled'): string[] =>
      (['objected', 'objection-told'] as const).map((says) => {
        const s = { ...shown(shortLeave({ state })), enteredBy: '示例丙' };
        return words(says === 'objected' ? { says, shown: s } : { says, shown: s, reason: '我没有要请假' });
      });
    expect(objected('withdrawn').map((t) => /收回|取消/.exec(t)?.[0])).toEqual(['收回', '收回']);
    expect(objected('cancelled').map((t) => /收回|取消/.exec(t)?.[0])).toEqual(['取消', '取消']);
    expect(objected('cancelled')[1]).toContain('本人说：我没有要请假');
  });
});

describe('为什么 says of each seat why it is that person', () => {
  const lines = words({ says: 'why-request', shown: full, why: why() }).split('\n');

  test('by holding it, standing in, being handed it, being added, or on paper', () => {
    expect(lines.filter((l) => /^· (?!怎么)/.test(l))).toEqual([
      '· 示例镇党委书记：现由示例己担任',
      '· 示例镇党委书记：示例庚在12月1日至5日代示例己审批',
      '· 示例县委组织部：示例辛转给示例壬办理',
      '· 示例县某局：在纸上签批，由经办人示例经办代录',
      '· 示例癸：由示例己加签，规定没有要求这一步',
    ]);
  });

  test('with the days by which the chain was decided', () => {
    expect(lines).toContain('连同 #X9Y8（12月5日至7日）合计6天，按合计天数审批。');
  });

  test('where nobody is named by rule, that the officer keeps it or whom the officer named', () => {
    const of = (steps: typeof variedSteps): string =>
      words({ says: 'why-request', shown: shown(shortLeave(), steps), why: why() });
    expect(of([])).toContain('审批：没有规定，由县级经办人处理');
    expect(of(variedSteps.slice(2))).toContain('· 示例癸：规定没有写明由谁审批，由示例己指定');
  });
});

describe('names', () => {
  test('several people are numbered with their posts', () => {
    expect(said('which-person').split('\n')).toEqual([
      '找到 2 位，转给哪一位？',
      '1. 示例甲（示例镇党委书记、示例县某局）',
      '2. 示例甲',
      '回复序号，如“1”；都不是就回复“取消”，再写全名。',
    ]);
  });

  test('a deputy reads for whom and when, the principal what can be done about it', () => {
    expect(said('you-are-deputy')).toBe(
      '12月1日至5日请您代示例己审批（示例镇党委书记），其间的申请会发给您，到期自动结束。',
    );
    expect(said('deputy-named')).toContain('取消代理');
    expect(said('deputy-named', 1)).toContain('12月30日至2027年1月2日');
    expect(said('deputy-named', 1)).not.toContain('0 件');
  });
});

test('what is unfinished says what it waits for', () => {
  const lines = said('mine').split('\n');
  expect(lines.filter((l) => l.startsWith('· #')).map((l) => l.split('共3天，')[1])).toEqual([
    '等 示例镇党委书记 示例己',
    '已退回，等您修改',
    '等县级经办人处理',
  ]);
});

test('an overlap shows both leaves, and what can be done with the other one', () => {
  const text = (state: 'open' | 'approved'): string =>
    words({ says: 'overlaps', wanted: { from: '2026-12-10', to: '2026-12-11' }, other: jointLeave({ state }) });
  expect(text('open')).toContain('12月10日至11日与已有的请假重叠：#C3D4 12月8日至12月11日（等审批）。');
  expect(text('open')).toContain('修改 #C3D4');
  expect(text('approved')).toContain('续假 #C3D4');
});

test('each help topic has one line of its own', () => {
  const lines = said('help').split('\n').slice(1);
  expect(lines).toHaveLength(31);
  expect(new Set(lines).size).toBe(31);
});
