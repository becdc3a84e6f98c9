import { describe, expect, test } from 'vitest';
import type { Intent } from '../../src/language/intent.ts';
import { understand } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

const intentOf = (text: string): Intent['intent'] => understand(text, saturday).intent;

const plain: Readonly<Partial<Record<Intent['intent'], readonly string[]>>> = {
  'check-in': [
    '打卡',
    '签到',
    '到岗',
    '到岗。',
    '到村了',
    '到了',
    '上班打卡',
    '在岗',
    '我到村了',
    '书记，我已到岗',
    '/checkin',
    ' 打卡！',
    '打卡 今天下雨',
    '打卡：路滑来晚了',
  ],
  'check-out': ['离岗', '离村', '下班', '下班了', '签退', '离村 去镇上送表', '/checkout'],
  'make-up': [
    '补卡',
    '补签',
    '补打卡',
    '补卡 昨天 手机没电',
    '昨天补卡 停电',
    '补昨天的卡 停电',
    '打卡 昨天',
    '签到 昨天的',
  ],
  'request-leave': [
    '请假',
    '/leave',
    '/leave@zhucun_bot 12.1',
    '请3天',
    '休年假 12.1-12.5',
    '事假',
    '病假 明天',
    '明天请假可以吗',
    '请假12.1-12.3，望领导同意',
    '申请3天假',
    '申请三天假',
    '休三天',
  ],
  'write-log': [
    '日志',
    '日志 走访2户',
    '日志：走访2户',
    '日志走访2户',
    '工作日志 整理台账',
    '写日志 整理台账',
    '记日志 开会',
    '/log 开会',
    '日志 村民问怎么办医保？',
    '昨天的日志 开会',
  ],
  'read-logs': [
    '我的日志',
    '我的日志 本周',
    '团队日志',
    '队里的日志 上周',
    '大家的日志 本周',
    '昨天的日志',
    '本周日志',
    '上周的日志',
    '/logs',
  ],
  todo: ['待办', '待审批', '待办？', '/todo'],
  'who-is-here': ['谁在岗', '谁在岗？', '今天谁在', '在岗情况'],
  mine: ['我的', '我的情况', '我还差几天', '我还差几天？', '/mine'],
  help: [
    '帮助',
    'help',
    'HELP',
    '?',
    '？',
    '怎么用',
    '怎么用？',
    '菜单',
    '/start',
    '/help',
    '/help@zhucun_bot',
    '怎么请假',
    '如何补卡？',
  ],
  why: [
    ...['为什么', '为什么？', '为啥', '为何', '凭什么', '凭什么呢', '依据', '依据？', '依据是什么', '根据哪条', '/why'],
    ...['为什么要他批', '为什么要他批？', '为什么找组织部', '为什么由组织部批', '为什么要两家批', '凭什么要书记批'],
    ...['为什么是4天', '天数怎么算的', '怎么算的', '哪条规定', '第几条', '请问依据是什么', '这个依据是什么'],
    ...['为什么 #A1B2', '#a1b2 为什么', '＃Ａ１Ｂ２ 依据', '请假3天为什么要书记批', '补卡为什么要第一书记确认'],
    ...['本月为什么', '这个月为什么要20天', '为什么还差8天'],
  ],
  confirm: ['确认', '是', '对', '是的', '提交', '没问题', '确认。'],
  cancel: ['取消', '算了', '不请了', '否', '还是算了吧'],
  acknowledge: [
    '收到',
    '嗯',
    '嗯嗯',
    '好的',
    'ok',
    'OK',
    '👌',
    '👌🏻',
    '👍👍',
    '知道了',
    '行',
    '可以',
    '收到，谢谢',
    '好的 收到！',
  ],
  withdraw: ['撤回', '撤销', '撤回请假', '撤销 #A1B2', '取消请假', '取消 #a1b2'],
  none: [
    ...['', '   ', '\u200b', '。', '你好', '今天天气不错', '<b>同意</b>', '=1+1', '请', '假', '#A1B2'],
    ...['打卡了吗', '没打卡怎么办', '到了吗', '到了？', '在岗吗', '忘打卡', '打卡失败', '到岗时间几点', '打卡 明天'],
    ...[
      '能请几天？',
      '请假超过三天要谁批',
      '请假三天找谁批',
      '没请假',
      '我昨天请假了',
      '请假条放哪里',
      '请假流程',
      '我的请假到哪了',
    ],
    ...[
      '为什么驳回',
      '为什么不批',
      '为什么还没批',
      '为什么下雨',
      '凭什么骂人',
      '依据会议精神',
      '依据上级要求 明天开会',
    ],
    ...['帮他请个假 明天', '给孩子请个假 明天', '请领导明天来检查', '请问明天几点开会', '他请假我同意'],
    ...[
      '补卡要谁批',
      '日志怎么写',
      '日志大家记得交',
      '日志 记得交',
      '日志在哪写',
      '明天调休一天',
      '邀请明天来',
      '日志写了吗',
      '日志？',
      '可以吧？',
      '同意吗',
      '同意？',
    ],
  ],
};

for (const [intent, texts] of Object.entries(plain)) {
  describe(`Understood as ${intent}`, () => {
    test.each(texts)('%j', (text) => {
      expect(intentOf(text)).toBe(intent);
    });
  });
}

describe('What is said with a check-in', () => {
  test('A note is kept as typed, full-width marks included', () => {
    expect(understand('打卡　路滑，来晚了１０分钟', saturday)).toEqual({
      intent: 'check-in',
      note: '路滑，来晚了１０分钟',
    });
  });

  test.each([
    ['补卡 昨天 手机没电', '2026-11-20', '手机没电'],
    ['补签 前天 忘了', '2026-11-19', '忘了'],
    ['补卡 11月3日 停电', '2026-11-03', '停电'],
    ['补卡 11.3 停电', '2026-11-03', '停电'],
    ['补卡 3号 停电', '2026-11-03', '停电'],
    ['补卡 30号 停电', '2026-10-30', '停电'],
    ['补卡 周三 停电', '2026-11-18', '停电'],
    ['补昨天的卡 停电', '2026-11-20', '停电'],
    ['11月3日补卡 停电', '2026-11-03', '停电'],
    ['补卡 停电', null, '停电'],
    ['补卡', null, null],
  ] as const)('%s makes up %s', (text, on, reason) => {
    expect(understand(text, saturday)).toEqual({ intent: 'make-up', on, reason, problem: null });
  });

  test.each([
    ['补卡 2.30 停电', { problem: 'no-such-date', said: '2.30' }],
    ['补卡 23号 停电', { problem: 'unclear', said: '23号' }],
    ['补卡 11.3-11.5 停电', { problem: 'unclear', said: '2026-11-03 ~ 2026-11-05' }],
  ] as const)('%s is asked about', (text, problem) => {
    expect(understand(text, saturday)).toEqual({ intent: 'make-up', on: null, reason: '停电', problem });
  });
});
