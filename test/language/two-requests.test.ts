import { describe, expect, test } from 'vitest';
import { twoRequests } from '../../src/language/two-requests.ts';
import { wednesday } from './moments.ts';

const intentsOf = (said: string): string[] | null => {
  const two = twoRequests(said, wednesday);
  return two?.are === 'plain' ? two.parts.map((p) => p.intent) : null;
};

describe('one message with two requests', () => {
  test.each([
    ['打卡 日志 今天走访了三户', 'check-in', 'write-log'],
    ['到村了，日志 上午开会', 'check-in', 'write-log'],
    ['打卡，另外明天请一天假', 'check-in', 'request-leave'],
    ['打卡 明天请假三天 看病', 'check-in', 'request-leave'],
    ['明天请假 另外补签昨天的卡', 'request-leave', 'make-up'],
    ['请假 明天 母亲住院\n补卡 昨天 手机没电', 'request-leave', 'make-up'],
    ['补卡 昨天 手机没电 另外明天请假一天', 'make-up', 'request-leave'],
    ['12.7请一天 12.10再请两天', 'request-leave', 'request-leave'],
    ['明天请一天假，下周三再请两天', 'request-leave', 'request-leave'],
  ])('%s is split', (said, ...intents) => {
    expect(intentsOf(said)).toEqual(intents);
  });

  test('each part has its own days and reason', () => {
    expect(twoRequests('请假 明天 家里有事，下周三再请两天', wednesday)).toMatchObject({
      parts: [
        { slots: { from: '2026-12-03', reason: '家里有事' } },
        { slots: { from: '2026-12-09', to: '2026-12-10', reason: null } },
      ],
    });
    expect(twoRequests('请假 12.14 母亲住院 另外 补卡 昨天 忘了', wednesday)).toMatchObject({
      parts: [{ slots: { reason: '母亲住院' } }, { on: '2026-12-01', reason: '忘了' }],
    });
  });

  test('what is plainly two and lacks a day is asked', () => {
    expect(twoRequests('明天请假 另外补卡', wednesday)).toEqual({ are: 'unclear', said: ['明天请假', '补卡'] });
  });
});

describe('what may be the reason, or a part of one request', () => {
  test.each([
    '打卡 刚到村委会',
    '打卡 请假的老王没来',
    '请假 12.14 去补卡',
    '请假 12.14 母亲住院 顺便补卡',
    '请假 12.14-12.15 母亲住院，日志回来补',
    '请假 明天 要补 昨天的觉',
    '请假 明天 家里有事 下周三请客两天',
    '明天上午请假 下午请假',
    '明天请假 后天请假',
    '日志 打卡 明天请假',
    '日志 上午走访。补卡 昨天 忘了',
    '同意 另外明天请假',
    '驳回 另外补卡昨天',
    '同意 打卡 日志 上午开会',
  ])('%s is left whole', (said) => {
    expect(twoRequests(said, wednesday)).toBeNull();
  });
});

test('a message of any length costs little', () => {
  const texts = ['请假 '.repeat(40_000), '打卡 '.repeat(30), '，'.repeat(100_000), '另外 '.repeat(50)];
  const start = performance.now();
  for (const text of texts) twoRequests(text, wednesday);
  expect(performance.now() - start).toBeLessThan(500);
});
