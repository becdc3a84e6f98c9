import { describe, expect, test } from 'vitest';
import type { Which } from '../../src/language/intent.ts';
import { understand } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

const none: Which = { code: null, numbers: [], all: false };
const coded = (code: string | null): Which => ({ ...none, code });
const numbered = (...numbers: readonly number[]): Which => ({ ...none, numbers });
const all: Which = { ...none, all: true };

describe('Approving', () => {
  test.each([
    ['同意', null],
    ['同意。', null],
    ['同意！', null],
    ['批准', null],
    ['准了', null],
    ['批了', null],
    ['我同意', null],
    ['/approve', null],
    ['同意 #A1B2', 'A1B2'],
    ['同意#a1b2', 'A1B2'],
    ['同意＃ａ１ｂ２', 'A1B2'],
    ['#A1B2 同意', 'A1B2'],
    ['#A1B2，同意', 'A1B2'],
    ['同意 A1B2', 'A1B2'],
    ['A1B2 同意', 'A1B2'],
    ['\u200b同意\ufeff', null],
  ])('%j approves', (text, code) => {
    expect(understand(text, saturday)).toEqual({ intent: 'approve', which: coded(code), note: null });
  });

  test('A remark that is no condition is passed on', () => {
    expect(understand('同意 #A1B2 ', saturday)).toEqual({ intent: 'approve', which: coded('A1B2'), note: null });
    expect(understand('同意，路上小心', saturday)).toEqual({ intent: 'approve', which: none, note: '路上小心' });
  });

  test.each([
    ...['[强]', '[OK]', '[抱拳]', '[握手]', '[强][强]', '[ThumbsUp]', '/:strong', '同意[疑问]', '[强]同意吗'],
    ...['收到', '嗯', '好的', 'ok', '👌', '👍', '知道了', '行', '可以', '可以吧?', '好', '是', '对', '确认', '1', '✅'],
    ...[
      '不同意',
      '不同意。',
      '不 同意',
      '不批',
      '没同意',
      '同意吗',
      '同意吗?',
      '同意？',
      '同意了吗',
      '同意不',
      '批了吗',
      '准了没',
    ],
    ...[
      '同意但只能两天',
      '同意 但只能两天',
      '不都同意',
      '不是不同意',
      '同意你个头',
      '同 意',
      '“同意”',
      '<b>同意</b>',
      '同意 😀',
    ],
    ...[
      '同意 #1234',
      '同意 #A1B',
      '同意 #A1B2 #C3D4',
      '#A1B2 同意 #C3D4',
      '同意 #A1B2 驳回 #C3D4',
      '同意\n驳回',
      '批准吧',
      '请批准',
      '同意书',
    ],
    `同意${' '.repeat(5000)}吗`,
    `同意${'\u200d'.repeat(9000)}吗`,
    `同意${'。'.repeat(5000)}但只能两天`,
  ])('%j does not approve', (text) => {
    expect(understand(text, saturday).intent).not.toBe('approve');
  });
});

describe('Approving several', () => {
  test.each([
    ['同意 1 3', numbered(1, 3)],
    ['同意1、3', numbered(1, 3)],
    ['同意 1，3。', numbered(1, 3)],
    ['同意１　３', numbered(1, 3)],
    ['同意 1和3', numbered(1, 3)],
    ['同意 1, 2 和 3', numbered(1, 2, 3)],
    ['同意第1、3件', numbered(1, 3)],
    ['同意第1件和第3件', numbered(1, 3)],
    ['同意：2', numbered(2)],
    ['1 3 同意', numbered(1, 3)],
    ['1、3都同意', numbered(1, 3)],
    ['3同意', numbered(3)],
    ['第2个同意', numbered(2)],
    ['同意 13', numbered(13)],
    ['同意 3 1 3', numbered(3, 1)],
    ['批准 99', numbered(99)],
    ['/approve 1 3', numbered(1, 3)],
    ['都同意', all],
    ['全部同意', all],
    ['全同意', all],
    ['都批了', all],
    ['全都批准', all],
    ['同意全部', all],
    ['全部 同意。', all],
    [
      `同意 ${Array.from({ length: 30 }, (_, i) => i + 1).join(' ')}`,
      numbered(...Array.from({ length: 30 }, (_, i) => i + 1)),
    ],
  ])('%j', (text, which) => {
    expect(understand(text, saturday)).toEqual({ intent: 'approve', which, note: null });
  });

  test('A remark may follow the code or the numbers', () => {
    for (const [text, which] of [
      ['同意 #A1B2 注意安全', coded('A1B2')],
      ['同意 1 3，注意安全', numbered(1, 3)],
      ['都同意 注意安全', all],
    ] as const)
      expect(understand(text, saturday)).toEqual({ intent: 'approve', which, note: '注意安全' });
  });

  test.each([
    ...[
      '同意 3天',
      '同意3天',
      '同意 3 天',
      '同意 12.3',
      '同意12.3',
      '同意 12。3',
      '同意 1/3',
      '同意 1-3',
      '同意 9:30',
      '同意 .5',
    ],
    ...[
      '同意 0',
      '同意 100',
      '同意 013',
      '同意 1 3天',
      '同意 3人',
      '同意3件',
      '同意 3号',
      '同意 一和三',
      '同意第一书记意见',
    ],
    ...[
      '同意 ①③',
      '①③ 同意',
      '同意 ¹³',
      '同意 1 #A1B2',
      '1 同意 3',
      '1 同意 #A1B2',
      '都同意 1',
      '都同意 #A1B2',
      '同意 #1',
    ],
    ...[
      '1.同意',
      '12.1 同意',
      '1 3 同意吗',
      '都同意吗',
      '都同意？',
      '大家都同意',
      '不都同意',
      '都不太同意',
      '都同意但小李不行',
    ],
    ...[
      '同意 1 3 但只能两天',
      '同意 1 驳回 3',
      '同意 1 不同意 3',
      '1同意2驳回',
      '同意1个',
      '同意 1 多',
      '他们全部同意',
      '都批准吧',
    ],
    `同意 ${Array.from({ length: 31 }, (_, i) => i + 1).join(' ')}`,
    `同意 ${'1 '.repeat(900)}天`,
  ])('%j does not approve', (text) => {
    expect(understand(text, saturday).intent).not.toBe('approve');
  });
});

describe('Rejecting and sending back', () => {
  test.each([
    ['驳回 2 理由不充分', 'reject', numbered(2), '理由不充分'],
    ['驳回2 人手不够', 'reject', numbered(2), '人手不够'],
    ['驳回 2 3 人手不够', 'reject', numbered(2, 3), '人手不够'],
    ['驳回 1、2', 'reject', numbered(1, 2), null],
    ['驳回 3', 'reject', numbered(3), null],
    ['1 驳回 人手不够', 'reject', numbered(1), '人手不够'],
    ['驳回 2天太长了', 'reject', none, '2天太长了'],
    ['驳回 3 个人同时走', 'reject', none, '3 个人同时走'],
    ['驳回 3 人手不够', 'reject', numbered(3), '人手不够'],
    ['驳回 12.3有检查', 'reject', none, '12.3有检查'],
    ['驳回 1-3号有检查', 'reject', none, '1-3号有检查'],
    ['驳回 100 人的会要开', 'reject', none, '100 人的会要开'],
    ['驳回 近期有检查 #A1B2', 'reject', coded('A1B2'), '近期有检查'],
    ['驳回 #A1B2 2天太长', 'reject', coded('A1B2'), '2天太长'],
    ['都驳回 近期有检查', 'reject', all, '近期有检查'],
    // The bot's own line, copied as it stands.
    ['驳回 #A1B2 理由', 'reject', coded('A1B2'), null],
    ['驳回 #A1B2 （理由）', 'reject', coded('A1B2'), null],
    ['驳回 理由 #A1B2', 'reject', coded('A1B2'), null],
    ['退回 #A1B2 理由：', 'return', coded('A1B2'), null],
    ['驳回 #A1B2 理由不足', 'reject', coded('A1B2'), '理由不足'],
    ['全部不同意', 'reject', all, null],
    ['退回', 'return', none, null],
    ['退回 请写明去向', 'return', none, '请写明去向'],
    ['退回：请写明去向。', 'return', none, '请写明去向'],
    ['退回修改', 'return', none, null],
    ['退回修改，写明去向', 'return', none, '写明去向'],
    ['打回', 'return', none, null],
    ['退回 #A1B2 写明去向', 'return', coded('A1B2'), '写明去向'],
    ['#A1B2 退回 写明去向', 'return', coded('A1B2'), '写明去向'],
    ['退回 1 写明去向', 'return', numbered(1), '写明去向'],
    ['都退回 写明去向', 'return', all, '写明去向'],
    ['/return', 'return', none, null],
  ] as const)('%s', (text, intent, which, reason) => {
    expect(understand(text, saturday)).toEqual({ intent, which, reason });
  });

  test.each([
    ...[
      '退回到村里',
      '退回来了',
      '退回吗',
      '退回了吗',
      '怎么退回',
      '不退回',
      '钱退回 3 户',
      '被退回',
      '他退回了',
      '打回原形',
    ],
    ...[
      '驳回 ①③ 太长',
      '1 驳回 2',
      '驳回 1 #A1B2 #C3D4',
      '1 退回 #A1B2',
      '驳回 #A1B2 理由 #C3D4',
      '退回？',
      '都退回吗',
      '退回请重写',
    ],
    ...['老王驳回了', '被驳回', '驳回意见', '为什么都驳回', '退耕还林', '大家都驳回', '12.3 驳回'],
  ])('%s decides nothing', (text) => {
    expect(['approve', 'reject', 'return']).not.toContain(understand(text, saturday).intent);
  });
});

describe('Rejecting', () => {
  test.each([
    ['驳回', null, null],
    ['不同意', null, null],
    ['不批', null, null],
    ['拒绝', null, null],
    ['驳回 近期有检查', null, '近期有检查'],
    ['驳回：近期有检查', null, '近期有检查'],
    ['驳回理由：近期有检查', null, '近期有检查'],
    ['驳回 理由不充分', null, '理由不充分'],
    ['不同意，近期有检查。', null, '近期有检查'],
    ['驳回 #A1B2 近期有检查', 'A1B2', '近期有检查'],
    ['#a1b2 驳回 近期有检查', 'A1B2', '近期有检查'],
    ['驳回 A1B2', 'A1B2', null],
    ['A1B2 不同意', 'A1B2', null],
    ['驳回 A1B2 近期有检查', 'A1B2', '近期有检查'],
    ['驳回 Ｎｏ：人手不够', null, 'Ｎｏ：人手不够'],
  ])('%s', (text, code, reason) => {
    expect(understand(text, saturday)).toEqual({ intent: 'reject', which: coded(code), reason });
  });

  test.each(['不同意吗', '不同意见', '不批评', '驳回了吗', '为什么驳回', '#A1B2 驳回 #C3D4'])(
    '%s does not reject',
    (text) => {
      expect(understand(text, saturday).intent).toBe('none');
    },
  );
});

describe('Withdrawing', () => {
  test.each([
    ['撤回', null],
    ['撤回请假', null],
    ['撤回 #A1B2', 'A1B2'],
    ['撤销请假 a1b2', 'A1B2'],
    ['取消请假', null],
    ['不去了取消请假 #A1B2', 'A1B2'],
    ['不去了，取消请假', null],
    ['取消请假，不去了', null],
    ['书记，我想取消请假', null],
    ['#A1B2 取消请假', 'A1B2'],
  ])('%s', (text, code) => {
    expect(understand(text, saturday)).toEqual({ intent: 'withdraw', code });
  });

  test.each([
    '销掉请假',
    '没取消请假',
    '取消请假吗',
    '怎么取消请假',
    '取消请假制度',
    '他取消请假了',
    '撤回 #A1B2 #C3D4',
    '不去了',
    '撤销案件',
    '会议取消',
  ])('%s withdraws nothing', (text) => {
    expect(understand(text, saturday).intent).not.toBe('withdraw');
  });
});
