import { describe, expect, test } from 'vitest';
import {
  affirms,
  givesUpLeave,
  hesitates,
  insteadOf,
  saysNothingNew,
  saysSameDay,
} from '../../src/language/free-answers.ts';
import { understand } from '../../src/language/understand.ts';
import { wednesday } from './moments.ts';

describe('yes, in small words', () => {
  test.each(['嗯 对 就那天', '对', '是的', '好的，没问题', '对对 就这样吧'])('%s agrees', (said) => {
    expect(affirms(said)).toBe(true);
  });
  test.each(['嗯', '好的', '收到', '👌', '就那天', '对了 明天', '不对', '是我妈病了', ''])('%j does not', (said) => {
    expect(affirms(said)).toBe(false);
  });
  test.each(['嗯 对', '好的 没错'])('%s is no 确认 by itself: only an open leave takes it for one', (said) => {
    expect(understand(said, wednesday).intent).not.toBe('confirm');
  });
});

test.each([
  ['就那天', true],
  ['嗯 当天', true],
  ['就请那天吧', true],
  ['就那几天', false],
  ['那天下雨', false],
])('%s means the day that was said: %s', (said, is) => {
  expect(saysSameDay(said)).toBe(is);
});

test.each([
  ['嗯 就这样吧', true],
  ['母亲住院', false],
  ['好 母亲住院', false],
  ['', false],
  ['明天再说', true],
  ['回头再说吧', true],
  ['等我考虑一下', true],
  ['再看看', true],
  ['明天再说 先请两天', false],
  ['明天', false],
  ['再请一天', false],
  ['想想孩子没人带', false],
])('%j holds nothing new: %s', (said, is) => {
  expect(saysNothingNew(said)).toBe(is);
});

describe('giving up', () => {
  test.each(['算了不请了', '嗯 还是算了吧', '唉，还是不请了', '先不办了'])('%s drops what is open', (said) => {
    expect(understand(said, wednesday)).toEqual({ intent: 'cancel' });
  });
  test.each(['算了一下要三天', '还是算了两遍账', '不请了老王'])('%s does not', (said) => {
    expect(understand(said, wednesday).intent).not.toBe('cancel');
  });
  test.each([
    ['还是算了', true],
    ['算了 不请了', true],
    ['算了', false],
    ['取消', false],
    ['不用了', false],
  ])('%s speaks of a leave: %s', (said, is) => {
    expect(givesUpLeave(said)).toBe(is);
  });
});

test.each([
  ['不对是下周三', '是下周三'],
  ['不是明天 是后天', '后天'],
  ['错了，应该是12.8', '12.8'],
  ['后天吧', '后天吧'],
  ['不知道', '不知道'],
])('%s says %s instead', (said, instead) => {
  expect(insteadOf(said)).toBe(instead);
});

test.each(['继续', '接着来', '刚才那个继续', '继续。'])('%s takes up what was left', (said) => {
  expect(understand(said, wednesday)).toEqual({ intent: 'resume' });
});
test.each(['继续走访', '接着开会', '继续请假两天'])('%s does not', (said) => {
  expect(understand(said, wednesday).intent).not.toBe('resume');
});

describe('an answer put off', () => {
  test.each(['明天再说', '我再想想', '等我考虑一下', '回头再定吧'])('%s is no reason of a refusal', (said) => {
    expect(hesitates(said)).toBe(true);
  });
  test.each(['再考虑一下', '人手不够，下周再说', '时间再定'])('%s may be one', (said) => {
    expect(hesitates(said)).toBe(false);
  });
});
