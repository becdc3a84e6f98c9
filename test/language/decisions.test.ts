import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

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
    expect(understand(text, saturday)).toEqual({ intent: 'approve', code, note: null });
  });

  test('A remark that is no condition is passed on', () => {
    expect(understand('同意 #A1B2 ', saturday)).toEqual({ intent: 'approve', code: 'A1B2', note: null });
    expect(understand('同意，路上小心', saturday)).toEqual({ intent: 'approve', code: null, note: '路上小心' });
  });

  test.each([
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
      '同意小李的',
      '都同意',
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
    expect(understand(text, saturday)).toEqual({ intent: 'reject', code, reason });
  });

  test.each(['不同意吗', '不同意见', '不批评', '驳回了吗', '为什么驳回', '拒绝小李的请假', '#A1B2 驳回 #C3D4'])(
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
  ])('%s', (text, code) => {
    expect(understand(text, saturday)).toEqual({ intent: 'withdraw', code });
  });
});
