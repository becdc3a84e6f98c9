import { describe, expect, test } from 'vitest';
import type { Intent, LeaveSlots } from '../../src/language/intent.ts';
import { understand } from '../../src/language/understand.ts';
import { saturday, shanghai } from './moments.ts';

const intentOf = (text: string): Intent['intent'] => understand(text, saturday).intent;
const nothing: LeaveSlots = {
  ...{ from: null, to: null, fromHalf: 'am', toHalf: 'pm', saidDays: null },
  ...{ kind: null, reason: null, problem: null },
};
const may = (from: string, to: string): Partial<LeaveSlots> => ({ from, to }) as Partial<LeaveSlots>;

const back = (on: string, half: 'am' | 'pm'): object => ({ on, half });
const now = null;

describe('Coming back', () => {
  test.each([
    ['销假', now],
    ['消假', now],
    ['销假。', now],
    ['我要销假', now],
    ['我已经回来了 销假', now],
    ['回来销假', now],
    ['返岗销假', now],
    ['提前销假', now],
    ['已返回', now],
    ['回来了', now],
    ['我回来了', now],
    ['书记，我回来了，销假', now],
    ['到村了，销假', now],
    ['/back', now],
    ['销假 昨晚到的', back('2026-11-20', 'pm')],
    ['我昨晚回来了', back('2026-11-20', 'pm')],
    ['销假 昨天下午回来的', back('2026-11-20', 'am')],
    ['昨天下午回来的，销假', back('2026-11-20', 'am')],
    ['昨天下午回来的', back('2026-11-20', 'am')],
    ['销假 今天上午到的', back('2026-11-20', 'pm')],
    ['销假 今早到的', back('2026-11-20', 'pm')],
    ['销假 早上到的', back('2026-11-20', 'pm')],
    ['销假 今天中午前到的', back('2026-11-20', 'pm')],
    ['销假 今天9点到的', back('2026-11-20', 'pm')],
    ['销假 昨天15:30到的', back('2026-11-20', 'am')],
    ['销假 昨天18:30到的', back('2026-11-20', 'pm')],
    ['销假，20号中午到村', back('2026-11-20', 'am')],
    ['销假 11.18', back('2026-11-18', 'pm')],
    ['销假 11月18日上午', back('2026-11-17', 'pm')],
    ['销假 今天', back('2026-11-21', 'pm')],
  ])('%s', (text, away) => {
    expect(understand(text, saturday)).toEqual({ intent: 'end-leave', code: null, back: away, problem: null });
  });

  test('A code may stand on either side', () => {
    for (const text of ['销假 #A1B2 昨晚到的', '#A1B2 销假 昨晚到的', '销假 昨晚到的 #a1b2', '销假A1B2 昨晚到的'])
      expect(understand(text, saturday)).toMatchObject({ code: 'A1B2', back: back('2026-11-20', 'pm'), problem: null });
  });

  test('Back on the first morning of a year they were away until the last day of the old one', () => {
    const said = understand('销假 今天上午到的', shanghai('2027-01-01 00:30'));
    expect(said).toMatchObject({ back: back('2026-12-31', 'pm') });
  });

  test.each([
    ['销假 明天', { problem: 'unclear', said: '明天' }],
    ['12.5销假', { problem: 'unclear', said: '12.5' }],
    ['销假 23号', { problem: 'unclear', said: '23号' }],
    ['销假 2.30', { problem: 'no-such-date', said: '2.30' }],
    ['销假 11.1-11.3', { problem: 'unclear', said: '11.1-11.3' }],
    ['销假 晚上到的', { problem: 'unclear', said: '销假 晚上到的' }],
    ['销假 提前两天回来', { problem: 'unclear', said: '两天' }],
  ] as const)('%s is asked about', (text, problem) => {
    expect(understand(text, saturday)).toEqual({ intent: 'end-leave', code: null, back: null, problem });
  });

  test.each([
    ...[
      '老王已经销假了',
      '没销假',
      '还没销假',
      '不用销假',
      '销假了吗',
      '怎么销假',
      '销假流程',
      '销假单在哪',
      '清假',
      '帮老王销假',
    ],
    ...[
      '他昨晚回来了',
      '回来了吗',
      '回来的路上',
      '昨天返回的县城',
      '下周一回来',
      '明天回来的',
      '请假两天 按时销假',
      '到村了',
      '打卡 销假',
    ],
    ...[
      '日志 昨天回来的',
      '销假要谁批',
      '记得销假',
      '大家及时销假',
      '母亲回来了',
      '销假 手续',
      '补卡 昨天 回来了',
      '会议材料已返回修改',
    ],
  ])('%s ends no leave', (text) => {
    expect(intentOf(text)).not.toBe('end-leave');
  });
});

describe('Going on with a leave', () => {
  test.each([
    ['续假', {}],
    ['续假2天', { saidDays: 2 }],
    ['续假半天', { saidDays: 0.5 }],
    ['续假到12.12', { to: '2026-12-12' }],
    ['续假到12.12上午', { to: '2026-12-12', toHalf: 'am' }],
    ['续假 12.10-12.12', { from: '2026-12-10', to: '2026-12-12' }],
    ['续假 12.12 母亲还没出院', { to: '2026-12-12', reason: '母亲还没出院' }],
    ['续假 两天 母亲还没出院', { saidDays: 2, reason: '母亲还没出院' }],
    ['书记，我想续假两天，母亲还没出院', { saidDays: 2, reason: '母亲还没出院' }],
    ['续假两天可以吗', { saidDays: 2 }],
    ['再续三天', { saidDays: 3 }],
    ['延长请假到周五', { to: '2026-11-27' }],
    ['延长两天', { saidDays: 2 }],
    ['想再多请两天', { saidDays: 2 }],
    ['续假 2.30', { problem: { problem: 'no-such-date', said: '2.30' } }],
  ] as const)('%s', (text, slots) => {
    const said = { intent: 'extend-leave', code: null, slots: { ...nothing, ...slots } };
    expect(understand(text, saturday)).toEqual(said);
  });

  test('A code may stand on either side', () => {
    for (const text of ['续假 #A1B2 2天', '#A1B2 续假2天'])
      expect(understand(text, saturday)).toMatchObject({
        intent: 'extend-leave',
        code: 'A1B2',
        slots: { saidDays: 2 },
      });
  });

  test.each([
    ...[
      '续假要谁批',
      '我想问问能不能续假',
      '续假申请',
      '续假单',
      '已续假',
      '续假了',
      '没续假',
      '帮老王续假',
      '续费两天',
      '怎么续假',
      '续假吗',
    ],
    ...['再续杯水', '延长会议时间', '延长一下时间', '会议延长两天', '再请假 12.20-12.21', '他续假两天', '再请大家注意'],
    ...['日志 续假两天', '请假 12.1 办续假手续', '续假 #A1B2 #C3D4 2天吗'],
  ])('%s extends nothing', (text) => {
    expect(intentOf(text)).not.toBe('extend-leave');
  });
});

describe('Changing a request', () => {
  test.each([
    ['修改 #A1B2 12.8-12.9', 'A1B2', may('2026-12-08', '2026-12-09')],
    ['#A1B2 改成两天', 'A1B2', { saidDays: 2 }],
    ['修改请假 12.8-12.9', null, may('2026-12-08', '2026-12-09')],
    ['修改12.8-12.9', null, may('2026-12-08', '2026-12-09')],
    ['修改时间 12.8-12.9', null, may('2026-12-08', '2026-12-09')],
    ['修改请假时间为12.8到12.9', null, may('2026-12-08', '2026-12-09')],
    ['改成两天', null, { saidDays: 2 }],
    ['改成两天吧', null, { saidDays: 2 }],
    ['改为12.8-12.9', null, may('2026-12-08', '2026-12-09')],
    ['改成12.8-12.9 家里有事', null, { ...may('2026-12-08', '2026-12-09'), reason: '家里有事' }],
    ['把请假改成两天', null, { saidDays: 2 }],
    ['改成病假', null, { kind: '病假' }],
    ['修改 事由 去县里开会', null, { reason: '去县里开会' }],
    ['修改事由：母亲12.2手术', null, { reason: '母亲12.2手术' }],
    ['修改 #A1B2 理由 母亲手术', 'A1B2', { reason: '母亲手术' }],
    ['修改 #A1B2', 'A1B2', {}],
    ['修改请假', null, {}],
    ['重新提交', null, {}],
    ['重新提交 去县医院看病', null, { reason: '去县医院看病' }],
    ['重新提交 #A1B2 12.8-12.9', 'A1B2', may('2026-12-08', '2026-12-09')],
    ['重新提交 12.8-12.9 看病', null, { ...may('2026-12-08', '2026-12-09'), reason: '看病' }],
  ] as const)('%s', (text, code, slots) => {
    expect(understand(text, saturday)).toEqual({ intent: 'edit-request', code, slots: { ...nothing, ...slots } });
  });

  test.each([
    ...[
      '修改方案的会议',
      '修改方案 12.8开会',
      '修改',
      '修改请假制度',
      '改成什么样',
      '改天再说',
      '改为线上会议',
      '改到县里开会',
      '会议改到12.8',
    ],
    ...[
      '改成12.8开会',
      '修改 12.8的会议通知',
      '重新提交材料',
      '重新提交 材料',
      '怎么修改请假',
      '他改成两天了',
      '请假 12.1 修改方案',
    ],
    ...['日志 修改方案', '改成两天吗', '两天改成三天会怎样', '修改 方案', '修改 #A1B2 #C3D4', '更改用户名'],
  ])('%s changes nothing', (text) => {
    expect(intentOf(text)).not.toBe('edit-request');
  });
});

describe('Correcting a leave', () => {
  test.each([
    ['更正 #A1B2 12.8-12.9 提前返回', 'A1B2', { ...may('2026-12-08', '2026-12-09'), reason: '提前返回' }],
    ['#A1B2 更正 12.8-12.9 提前返回', 'A1B2', { ...may('2026-12-08', '2026-12-09'), reason: '提前返回' }],
    ['更正请假 #A1B2 12.8到12.9 提前返回', 'A1B2', { ...may('2026-12-08', '2026-12-09'), reason: '提前返回' }],
    ['更正 #A1B2 2天 提前返回', 'A1B2', { saidDays: 2, reason: '提前返回' }],
    ['更正请假 12.8-12.9', null, may('2026-12-08', '2026-12-09')],
    ['更正 #A1B2', 'A1B2', {}],
  ] as const)('%s', (text, code, slots) => {
    expect(understand(text, saturday)).toEqual({ intent: 'correct-leave', code, slots: { ...nothing, ...slots } });
  });

  test.each([
    '更正',
    '更正：昨天会议通知有误',
    '更正一下，会议改到12.8',
    '更正 12.8会议',
    '怎么更正',
    '更正 #A1B2 #C3D4',
    '请更正',
    '通知更正',
    '更正请假制度',
  ])('%s corrects nothing', (text) => {
    expect(intentOf(text)).not.toBe('correct-leave');
  });
});

describe('Asking leave for somebody else', () => {
  test.each([
    ['帮老王请假 12.8-12.9 看病', '老王', { ...may('2026-12-08', '2026-12-09'), kind: '病假', reason: '看病' }],
    ['替张三请个假 明天', '张三', may('2026-11-22', '2026-11-22')],
    ['给小李请3天假', '小李', { saidDays: 3 }],
    ['代老王请假 明天', '老王', may('2026-11-22', '2026-11-22')],
    ['帮老王请假', '老王', {}],
    ['帮老王请病假 明天', '老王', { ...may('2026-11-22', '2026-11-22'), kind: '病假' }],
    ['帮老王请3天病假 明天起', '老王', { ...may('2026-11-22', '2026-11-24'), saidDays: 3, kind: '病假' }],
    ['明天帮老王请个假', '老王', may('2026-11-22', '2026-11-22')],
    ['书记，我帮老王请个假 明天 发烧', '老王', { ...may('2026-11-22', '2026-11-22'), kind: '病假', reason: '发烧' }],
    ['帮王主任请假 明天', '王主任', may('2026-11-22', '2026-11-22')],
    ['帮周天宇请假 12.1', '周天宇', may('2026-12-01', '2026-12-01')],
    ['代请 老王 12.8-12.9', '老王', may('2026-12-08', '2026-12-09')],
    ['帮老王请假行吗', '老王', {}],
    ['帮示例3请假 12.8-12.9', '示例3', may('2026-12-08', '2026-12-09')],
    ['代请 示例3 12.8-12.9', '示例3', may('2026-12-08', '2026-12-09')],
  ] as const)('%s', (text, who, slots) => {
    expect(understand(text, saturday)).toEqual({ intent: 'proxy-leave', who, slots: { ...nothing, ...slots } });
  });

  test.each([
    ...[
      '给书记请个假',
      '给书记请个假 明天',
      '给王书记请个假 明天',
      '帮我请个假 明天',
      '帮他请个假 明天',
      '帮老王请假了',
      '帮老王请了假',
    ],
    ...[
      '帮老王请假的事',
      '帮老王请的假批了吗',
      '老王请假 明天',
      '老王家里有事，帮他请个假',
      '帮扶户家请假',
      '请假 明天 帮老王搬家',
    ],
    ...[
      '给小李和老王请假 明天',
      '代表村里请假 明天',
      '替班请假 明天',
      '给孩子看病请假 明天',
      '帮3个人请假 明天',
      '帮队员3人请假 明天',
      '怎么帮别人请假',
      '能不能帮老王请假',
      '日志 帮老王请假',
    ],
  ])('%s asks for nobody else', (text) => {
    expect(intentOf(text)).not.toBe('proxy-leave');
  });

  test('What only addresses the secretary is the own leave', () => {
    for (const text of ['给书记请个假', '给王书记请个假 明天', '帮我请个假 明天'])
      expect(intentOf(text)).toBe('request-leave');
  });

  test('Leave for somebody who is not named is nobody’s', () => {
    for (const text of ['帮他请个假 明天', '给小李和老王请假 明天', '给孩子请假 明天'])
      expect(intentOf(text)).toBe('none');
  });
});

describe('A leave whose reason speaks of an operation stays a leave', () => {
  test.each([
    '请假 12.1 去代理处办事',
    '请假 12.1 办理转办事项',
    '请假 12.1 催办项目',
    '请假 12.1 修改方案',
    '请假 12.1-12.5 由李副书记代理',
    '请假 12.1 更正户籍信息',
    '请假 12.1 提出异议的案子开庭',
    '请假两天 按时销假',
    '明天请假 下周一回来',
  ])('%s', (text) => {
    expect(intentOf(text)).toBe('request-leave');
  });
});
