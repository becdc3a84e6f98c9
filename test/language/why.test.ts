import { describe, expect, test } from 'vitest';
import { topicOf, understand } from '../../src/language/understand.ts';
import { wordReply } from '../../src/replies/word.ts';
import { samples } from '../replies/samples.ts';
import { saturday } from './moments.ts';

describe('Asking why', () => {
  test.each([
    ['为什么', null, null],
    ['为什么 #a1b2', 'A1B2', null],
    ['#A1B2 凭什么', 'A1B2', null],
    ['A1B2 为什么要他批？', 'A1B2', null],
    ['本月为什么', null, 'month'],
    ['为什么要在岗20天', null, 'month'],
    ['为什么还差8天？', null, 'month'],
  ])('%s', (text, code, about) => {
    expect(understand(text, saturday)).toEqual({ intent: 'why', code, about });
  });

  test('Two codes name no decision', () => {
    expect(understand('#A1B2 为什么 #C3D4', saturday).intent).toBe('none');
  });

  test('A long message is no question about the last answer', () => {
    expect(understand(`为什么要他批${'，大家都不明白'.repeat(10)}`, saturday).intent).toBe('none');
  });

  test('A reason or a log that speaks of why stays one', () => {
    expect(understand('请假 明天 不知道为什么头疼', saturday).intent).toBe('request-leave');
    expect(understand('日志 村民问为什么要书记批', saturday).intent).toBe('write-log');
  });
});

describe('What was replied to', () => {
  const said = (says: 'checked-in' | 'already-here' | 'mine' | 'why-month' | 'confirm-leave' | 'ask-leave-reason' | 'log-kept' | 'help'): string => wordReply(samples[says][0]!).text; // prettier-ignore

  test('is about the month where the bot told its days', () => {
    for (const says of ['checked-in', 'already-here', 'mine', 'why-month'] as const)
      expect(topicOf(said(says))).toBe('month');
    expect(topicOf(wordReply(samples['checked-in'][1]!).text)).toBe('month');
    expect(topicOf(said('checked-in').slice(0, 12))).toBe('month');
  });

  test('is about a leave that is still to be confirmed', () => {
    for (const says of ['confirm-leave', 'ask-leave-reason'] as const) expect(topicOf(said(says))).toBe('leave-draft');
  });

  test('says nothing of either otherwise', () => {
    for (const says of ['log-kept', 'help'] as const) expect(topicOf(said(says))).toBeNull();
  });
});
