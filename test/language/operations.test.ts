import { describe, expect, test } from 'vitest';
import type { Intent, Which } from '../../src/language/intent.ts';
import { isPlainCommand, understand } from '../../src/language/understand.ts';
import { saturday, shanghai } from './moments.ts';

const none: Which = { code: null, numbers: [], all: false };
const intentOf = (text: string): Intent['intent'] => understand(text, saturday).intent;

describe('Handing an answer over', () => {
  test.each([
    ['转办 王主任', 'transfer', '王主任', none],
    ['转办王主任', 'transfer', '王主任', none],
    ['转给王主任办', 'transfer', '王主任', none],
    ['转办给王主任处理', 'transfer', '王主任', none],
    ['转给王某', 'transfer', '王某', none],
    ['转交 王主任', 'transfer', '王主任', none],
    ['转办：王主任。', 'transfer', '王主任', none],
    ['转办 党政办', 'transfer', '党政办', none],
    ['转办 #A1B2 王主任', 'transfer', '王主任', { ...none, code: 'A1B2' }],
    ['#a1b2 转办 王主任', 'transfer', '王主任', { ...none, code: 'A1B2' }],
    ['转办 示例3', 'transfer', '示例3', none],
    ['转办 1 示例3', 'transfer', '示例3', { ...none, numbers: [1] }],
    ['转办 王主任 #A1B2', 'transfer', '王主任', { ...none, code: 'A1B2' }],
    ['转办 1 王主任', 'transfer', '王主任', { ...none, numbers: [1] }],
    ['1、3 转办 王主任', 'transfer', '王主任', { ...none, numbers: [1, 3] }],
    ['转办', 'transfer', null, none],
    ['转办 #A1B2', 'transfer', null, { ...none, code: 'A1B2' }],
    ['/transfer 王主任', 'transfer', '王主任', none],
    ['加签 王主任', 'add-approver', '王主任', none],
    ['加签王主任', 'add-approver', '王主任', none],
    ['加签 #A1B2 王主任', 'add-approver', '王主任', { ...none, code: 'A1B2' }],
    ['加批 2 王主任', 'add-approver', '王主任', { ...none, numbers: [2] }],
    ['增加审批人 王主任', 'add-approver', '王主任', none],
    ['加签', 'add-approver', null, none],
  ] as const)('%s', (text, intent, who, which) => {
    expect(understand(text, saturday)).toEqual({ intent, who, which });
  });

  test.each([
    ...[
      '转交材料给村委',
      '转办件已办结',
      '转办给谁',
      '转给大家看看',
      '转办了',
      '转办了吗',
      '怎么转办',
      '能不能转办',
      '转办 #A1B2 王主任 #C3D4',
      '转办 材料3件',
      '转办 示例20261',
    ],
    ...[
      '他转办给王主任',
      '转办是什么意思',
      '转办 请大家注意',
      '转办 王主任、李主任',
      '转办 ①③ 王主任',
      '不转办',
      '明天转办王主任',
    ],
    ...[
      '加签了吗',
      '什么是加签',
      '再请王主任审一下',
      '加签 谁',
      '要加签吗',
      '加签流程',
      '增加审批人员培训',
      '转办 1 #A1B2 王主任',
    ],
  ])('%s hands nothing over', (text) => {
    expect(['transfer', 'add-approver']).not.toContain(intentOf(text));
  });
});

const days = (from: string | null, to: string | null): object => ({ from, to, problem: null });

describe('Naming a deputy', () => {
  test.each([
    ['代理 12.1-12.5 李副书记', '李副书记', '2026-12-01', '2026-12-05'],
    ['代理 李副书记 12月1日到5日', '李副书记', '2026-12-01', '2026-12-05'],
    ['代理12.1-12.5李副书记', '李副书记', '2026-12-01', '2026-12-05'],
    ['代理李副书记 12.1-12.5', '李副书记', '2026-12-01', '2026-12-05'],
    ['我12.1-12.5不在，李副书记代理', '李副书记', '2026-12-01', '2026-12-05'],
    ['12.1-12.5由李副书记代理', '李副书记', '2026-12-01', '2026-12-05'],
    ['由李副书记代理 12.1-12.5', '李副书记', '2026-12-01', '2026-12-05'],
    ['委托李副书记代批 12.1-12.5', '李副书记', '2026-12-01', '2026-12-05'],
    ['12.30-1.2 李副书记代我审批', '李副书记', '2026-12-30', '2027-01-02'],
    ['代理 李副书记', '李副书记', null, null],
    ['代理：李某', '李某', null, null],
    ['代理 明天 李副书记', '李副书记', '2026-11-22', '2026-11-22'],
    ['代理 李副书记 三天', '李副书记', '2026-11-21', '2026-11-23'],
    ['代理 到12.5 李副书记', '李副书记', '2026-11-21', '2026-12-05'],
    ['代理 12.1起 李副书记', '李副书记', '2026-12-01', null],
    ['代理 周一鸣 12.1-12.5', '周一鸣', '2026-12-01', '2026-12-05'],
    ['代理 周一到周三 李副书记', '李副书记', '2026-11-23', '2026-11-25'],
    ['代理 示例3', '示例3', null, null],
    ['代理 示例3 12.1-12.5', '示例3', '2026-12-01', '2026-12-05'],
    ['代理 12.1-12.5示例3', '示例3', '2026-12-01', '2026-12-05'],
    ['代理 示例3，2天', '示例3', '2026-11-21', '2026-11-22'],
    ['由示例3代理 12.1-12.5', '示例3', '2026-12-01', '2026-12-05'],
    ['代理 第1党支部书记 12月1日到5日', '第1党支部书记', '2026-12-01', '2026-12-05'],
    ['代理 示例・示例Ｂ 12.1-12.5', '示例·示例Ｂ', '2026-12-01', '2026-12-05'],
    ['代理', null, null, null],
    ['代理 12.1-12.5', null, '2026-12-01', '2026-12-05'],
  ])('%s', (text, who, from, to) => {
    expect(understand(text, saturday)).toEqual({ intent: 'name-deputy', who, ...days(from, to) });
  });

  test.each([
    ['代理 12.1-12.5 第1党支部书记 替 第2党支部书记', '第1党支部书记', '第2党支部书记'],
    ['代理 示例3 12.1-12.5 替 示例4', '示例3', '示例4'],
    ['代理 周一鸣 12.1-12.5 替 示例4', '周一鸣', '示例4'],
  ])('%s', (text, who, forWhom) => {
    const named = { intent: 'name-deputy', who, forWhom, ...days('2026-12-01', '2026-12-05') };
    expect(understand(text, saturday)).toEqual(named);
  });

  test.each([
    ['代理 2.30 李副书记', { problem: 'no-such-date', said: '2.30' }],
    ['代理 12.5-12.1 李副书记', { problem: 'ends-before-start', from: '2026-12-05', to: '2026-12-01' }],
    ['代理 下周 李副书记', { problem: 'unclear', said: '下周' }],
  ] as const)('%s is asked about', (text, problem) => {
    const named = { intent: 'name-deputy', who: '李副书记', from: null, to: null, problem };
    expect(understand(text, saturday)).toEqual(named);
  });

  test('Days roll into the next year', () => {
    const text = '代理 1.2-1.5 李副书记';
    expect(understand(text, shanghai('2026-12-30 10:00'))).toMatchObject(days('2027-01-02', '2027-01-05'));
  });

  test.each([
    ...[
      '代理书记',
      '代理费用怎么报销',
      '代理怎么设置',
      '代理是什么',
      '请假 12.1 去代理处办事',
      '请假 12.1-12.5 由李副书记代理',
    ],
    ...[
      '昨天由李副书记代理',
      '李副书记代理',
      '他12.1不在，李副书记代理',
      '王书记12.1-12.5不在，李副书记代理',
      '代理商 12.1来访',
    ],
    ...[
      '代理 李副书记、王主任',
      '谁来代理',
      '代理 谁',
      '由李副书记代理吗',
      '12.1由代理公司处理',
      '代理记账',
      '12.1-12.5李副书记代理村支书',
    ],
    ...['代理 群众3户 12.1', '代理 第2件 12.1', '代理 a1b2 12.1'],
    ...['代理 #A1B2 李副书记', '我的代理 李副书记', '不用代理', '日志 12.1由李副书记代理'],
  ])('%s names nobody', (text) => {
    expect(intentOf(text)).not.toBe('name-deputy');
  });

  test.each(['取消代理', '结束代理', '不用代理了', '取消代理。', '终止代理'])('%s ends it', (text) => {
    expect(understand(text, saturday)).toEqual({ intent: 'end-deputy' });
  });

  test.each(['取消代理吗', '代理结束了吗', '怎么取消代理', '取消代理处', '不用', '他取消代理了'])(
    '%s ends nothing',
    (text) => {
      expect(intentOf(text)).not.toBe('end-deputy');
    },
  );
});

describe('Nudging', () => {
  test.each([
    ['催办', null],
    ['催一下', null],
    ['催一催！', null],
    ['帮我催一下', null],
    ['书记，帮我催一下', null],
    ['催办 #A1B2', 'A1B2'],
    ['#A1B2 催一下', 'A1B2'],
    ['催办a1b2', 'A1B2'],
  ])('%s', (text, code) => {
    expect(understand(text, saturday)).toEqual({ intent: 'nudge', code });
  });

  test.each([
    '催一下老王交表',
    '催办有用吗',
    '怎么催办',
    '催什么催',
    '别催',
    '催办 #A1B2 #C3D4',
    '催办单',
    '请假 明天 催办项目',
    '催收',
  ])('%s nudges nobody', (text) => {
    expect(intentOf(text)).not.toBe('nudge');
  });
});

describe('Objecting', () => {
  test.each([
    ['异议', null, null],
    ['有异议', null, null],
    ['我有异议 不是我请的', null, '不是我请的'],
    ['不是我请的', null, null],
    ['不是我请的 #A1B2', 'A1B2', null],
    ['#A1B2 我没请这个假', 'A1B2', null],
    ['异议 #A1B2 那天我在村里', 'A1B2', '那天我在村里'],
    ['异议：12.8我在村里', null, '12.8我在村里'],
    ['异议 #A1B2 说明', 'A1B2', null],
    ['异议 #A1B2 说明不符', 'A1B2', '说明不符'],
  ])('%s', (text, code, reason) => {
    expect(understand(text, saturday)).toEqual({ intent: 'object', code, reason });
  });

  test.each([
    ...[
      '没有请假',
      '我没请假',
      '有异议吗',
      '没有异议',
      '无异议',
      '有异议的请举手',
      '有异议 请联系村委',
      '对考勤有异议',
      '怎么提异议',
    ],
    ...['异议 #A1B2 #C3D4吗', '不是我请的吗', '他有异议'],
  ])('%s objects to nothing', (text) => {
    expect(intentOf(text)).not.toBe('object');
  });
});

describe('Putting down what was decided on paper', () => {
  test.each([
    ['代录 #A1B2 同意', 'A1B2', 'approve', null, null],
    ['代录 #A1B2 某局 同意 12月3日王某签字', 'A1B2', 'approve', '某局', '12月3日王某签字'],
    ['代录 #A1B2 某局同意，12月3日签字', 'A1B2', 'approve', '某局', '12月3日签字'],
    ['代录 同意', null, 'approve', null, null],
    ['补录纸质审批 #A1B2 同意', 'A1B2', 'approve', null, null],
    ['#A1B2 代录 某局 已同意', 'A1B2', 'approve', '某局', null],
    ['代录 #A1B2 不同意 人手不够', 'A1B2', 'reject', null, '人手不够'],
    ['代录 A1B2 某局 驳回', 'A1B2', 'reject', '某局', null],
    ['代录 #A1B2', 'A1B2', null, null, null],
    ['代录 #A1B2 某局', 'A1B2', null, '某局', null],
    ['代录', null, null, null, null],
  ] as const)('%s', (text, code, verdict, seat, note) => {
    expect(understand(text, saturday)).toEqual({ intent: 'record-paper', code, verdict, seat, note });
  });

  test.each([
    ...[
      '补录',
      '代录 会议纪要',
      '代录会议纪要',
      '代录 #A1B2 未同意',
      '代录 #A1B2 没同意',
      '代录 #A1B2 是否同意',
      '代录 #A1B2 同意吗',
    ],
    ...[
      '补录 昨天的日志',
      '怎么代录',
      '代录 #A1B2 #C3D4 同意',
      '代录一下',
      '他代录同意',
      '代录 #A1B2 同意？',
      '补录数据',
    ],
  ])('%s puts nothing down', (text) => {
    expect(intentOf(text)).not.toBe('record-paper');
  });
});

describe('Messages that are nothing but the word', () => {
  test.each(['免打扰', '开启免打扰', '不要打扰'])('%s gathers what is to be told', (text) => {
    expect(understand(text, saturday)).toEqual({ intent: 'digest', digest: true });
  });
  test.each(['取消免打扰', '关闭免打扰', '恢复提醒'])('%s tells each again', (text) => {
    expect(understand(text, saturday)).toEqual({ intent: 'digest', digest: false });
  });
  test.each(['免打扰吗', '免打扰怎么设置', '不要打扰他', '什么是免打扰', '免打扰模式好用'])(
    '%s changes nothing',
    (text) => {
      expect(intentOf(text)).not.toBe('digest');
    },
  );

  test.each(['我批过的', '我批过哪些', '我批过哪些？', '已批', '审批记录', '我的审批记录'])(
    '%s lists the own answers',
    (text) => {
      expect(understand(text, saturday)).toEqual({ intent: 'answered' });
    },
  );
  test.each(['已批吗', '已批？', '已批复', '他批过的', '我批过的文件', '审批记录在哪看'])('%s lists none', (text) => {
    expect(intentOf(text)).not.toBe('answered');
  });

  test.each(['待办列表', '有要批的吗', '我的待批', '还有什么要批的'])('%s lists what is open', (text) => {
    expect(intentOf(text)).toBe('todo');
  });
  test.each(['待办件', '有要批的文件', '待办 已处理', '待批复'])('%s does not', (text) => {
    expect(intentOf(text)).not.toBe('todo');
  });
});

describe('The ledger of leave', () => {
  test.each([
    ['请假台账', '2026-11-01', '2026-11-30'],
    ['请假台账？', '2026-11-01', '2026-11-30'],
    ['请假台账 11月', '2026-11-01', '2026-11-30'],
    ['11月请假台账', '2026-11-01', '2026-11-30'],
    ['请假台账11月份', '2026-11-01', '2026-11-30'],
    ['请假台账 十一月', '2026-11-01', '2026-11-30'],
    ['请假台账 上月', '2026-10-01', '2026-10-31'],
    ['上个月的请假台账', '2026-10-01', '2026-10-31'],
    ['请假台账 2026年2月', '2026-02-01', '2026-02-28'],
    ['请假台账 2026-11', '2026-11-01', '2026-11-30'],
    ['请假台账 本周', '2026-11-16', '2026-11-22'],
    ['请假台账 12.1-12.10', '2026-12-01', '2026-12-10'],
    ['请假台账 11.3', '2026-11-03', '2026-11-03'],
    ['请假台账 12月', '2026-12-01', '2026-12-31'],
    ['请假台账 今年', '2026-01-01', '2026-12-31'],
    ['导出请假台账 11月', '2026-11-01', '2026-11-30'],
    ['/ledger 11月', '2026-11-01', '2026-11-30'],
  ])('%s', (text, from, to) => {
    expect(understand(text, saturday)).toEqual({ intent: 'leave-ledger', from, to });
  });

  test.each([
    ['2027-01-05 09:00', '请假台账 12月', '2026-12-01', '2026-12-31'],
    ['2027-01-05 09:00', '请假台账', '2027-01-01', '2027-01-31'],
    ['2026-12-05 09:00', '请假台账 1月', '2027-01-01', '2027-01-31'],
    ['2028-03-31 23:50', '请假台账 上月', '2028-02-01', '2028-02-29'],
  ])('At %s %s runs from %s to %s', (at, text, from, to) => {
    expect(understand(text, shanghai(at))).toEqual({ intent: 'leave-ledger', from, to });
  });

  test.each([
    ...[
      '请假台账 老王',
      '请假台账 13月',
      '请假台账 2.30',
      '请假台账怎么导出',
      '请假统计表',
      '老王的请假台账',
      '请假台账 12.5-12.1',
    ],
    ...[
      '请假 12.1 整理请假台账',
      '日志 整理请假台账',
      '请假台账 11月 12月',
      '整理请假台账 明天',
      '台账',
      '谁有请假台账',
      '请假台账 11月 老王',
    ],
    ...['请假台账做完了', '请假台账要交吗', '请假台账 1'],
  ])('%s asks for none', (text) => {
    expect(intentOf(text)).not.toBe('leave-ledger');
  });

  test('Words about the ledger ask for no leave either', () => {
    for (const text of ['请假台账 老王', '请假台账 13月', '老王的请假台账', '请假统计表'])
      expect(intentOf(text)).toBe('none');
  });
});

describe('Questions about the operations', () => {
  test.each([
    '怎么销假',
    '销假怎么弄',
    '怎么续假',
    '代理怎么设置',
    '如何转办？',
    '怎么退回',
    '怎么修改请假',
    '怎么加签',
    '如何代录',
    '怎么帮别人请假',
  ])('%s asks for help', (text) => {
    expect(intentOf(text)).toBe('help');
  });
  test.each(['续假要谁批', '我想问问能不能续假', '可以续假吗', '什么是销假', '销假要谁批', '撤回了还能请吗'])(
    '%s does nothing: it asks what the rules say',
    (text) => {
      expect(intentOf(text)).toBe('ask-policy');
    },
  );
  test.each(['什么是会签', '代理是什么', '能不能转办'])('%s does nothing', (text) => {
    expect(intentOf(text)).toBe('none');
  });
});

test('In a group a word of return or extension stands for itself', () => {
  for (const text of ['销假', ' 续假2天']) expect(isPlainCommand(text)).toBe(true);
  for (const text of ['同意', '转办 王主任', '我要销假']) expect(isPlainCommand(text)).toBe(false);
});
