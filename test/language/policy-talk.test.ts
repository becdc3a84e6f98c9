/** 问 …, 有用, 那超过三天呢: what is put to the rules by its form. */
import { describe, expect, test } from 'vitest';
import { feedbackSaid, goingOn } from '../../src/language/policy-talk.ts';
import { understand } from '../../src/language/understand.ts';
import { shanghai } from '../commands/facts.ts';

const now = shanghai('2026-12-02 10:00');

describe('A question that is named as one', () => {
  test.each([
    ['问 请假超过五天谁批', '请假超过五天谁批'],
    ['问：打卡', '打卡'],
    ['问:我的', '我的'],
    ['问问 待办', '待办'],
    ['问一下，帮助', '帮助'],
    ['政策 请假 12.1-12.3', '请假 12.1-12.3'],
    ['/ask 补助标准？', '补助标准？'],
    ['/ask@zhucun_bot 补助标准', '补助标准'],
    ['问\n请假谁批', '请假谁批'],
  ])('“%s” asks “%s”', (text, question) => {
    expect(understand(text, now)).toEqual({ intent: 'ask-policy', question, named: true });
  });

  test.each(['问', '问？', '问问', '政策', '政策。', '问政策', '/ask'])('“%s” asks nothing yet', (text) => {
    expect(understand(text, now)).toEqual({ intent: 'ask-policy', question: '', named: true });
  });

  test.each(['问候老人', '问题解决了', '问村民要材料', '政策宣传到户', '清单', '问卷填了'])(
    '“%s” is no such word',
    (text) => {
      expect(understand(text, now)).not.toMatchObject({ named: true });
    },
  );

  test('in a longer text than can be looked at is none', () => {
    expect(understand(`问 ${'长'.repeat(3000)}`, now)).not.toMatchObject({ named: true });
  });
});

describe('请问', () => {
  test.each(['请问食堂补不补钱', '请问请假超过五天由谁批', '请问 村里能不能喝酒'])('“%s” asks', (text) => {
    expect(understand(text, now)).toEqual({ intent: 'ask-policy', question: text });
  });
  test('of how the bot is used stays a question of that', () => {
    expect(understand('请问怎么请假', now).intent).toBe('help');
  });
});

test.each([
  ['没用', 'useless'],
  ['没用。', 'useless'],
  ['没帮助', 'useless'],
  ['答非所问！', 'useless'],
  ['有用', 'useful'],
  ['谢谢，有用', 'useful'],
  ['有用，谢谢您', 'useful'],
  ['很有帮助', 'useful'],
  ['谢谢', null],
  ['没用过', null],
  ['有用的农具到了', null],
  ['收到', null],
])('“%s” is %s', (text, feedback) => {
  expect(feedbackSaid(text)).toBe(feedback);
});

describe('A question goes on from another', () => {
  const goesOn = (text: string): string | null => goingOn(text, understand(text, now));
  test.each(['那超过三天呢', '那队长呢', '那丰都呢？', '队长呢', '如果超过五天呢', '那第一书记要找谁批', '那请三天呢'])(
    '“%s”',
    (text) => expect(goesOn(text)).toBe(text),
  );
  test.each([
    '那我请三天假吧',
    '那我明天请假行吗',
    '那就这样',
    '日志呢',
    '待办呢',
    '那为什么呢',
    '好的',
    '打卡',
    '请假超过五天谁批',
  ])('“%s” does not', (text) => expect(goesOn(text)).toBeNull());
  test('said as one, the word before it is no part', () => expect(goesOn('问 那队长呢')).toBe('那队长呢'));
});
