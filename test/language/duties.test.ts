import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { saturday, shanghai } from './moments.ts';

const read = (text: string, at = saturday): unknown => understand(text, at);

describe('Asking what is owed', () => {
  test.each(['还差什么', '还差什么？', '我的任务', '我欠什么', '任务', '/duties'])('%s', (text) => {
    expect(read(text)).toEqual({ intent: 'duties' });
  });

  test('is not what is still missing of the month', () => {
    expect(read('还差几天')).toEqual({ intent: 'mine' });
  });
});

describe('Saying that it is done', () => {
  test.each([
    ['已办', [], null],
    ['办完了', [], null],
    ['已办 2', [2], null],
    ['2 已办', [2], null],
    ['已办 1 3', [1, 3], null],
    ['1、3 已办', [1, 3], null],
    ['办完了 2', [2], null],
    ['已完成第2件', [2], null],
    ['已办 体检', [], '体检'],
    ['已办体检', [], '体检'],
    ['体检已办', [], '体检'],
    ['体检 办完了', [], '体检'],
  ])('%s', (text, numbers, said) => {
    expect(read(text)).toEqual({ intent: 'duty-done', numbers, said });
  });

  test.each(['体检没办完', '体检还没办完', '体检办完了没', '已办了吗', '转办件已办结', '办完了再说', '已办 2天', '完成了3户走访'])(
    '%s closes nothing',
    (text) => {
      expect(read(text)).toEqual({ intent: 'none' });
    },
  ); // prettier-ignore

  test('is not 已批, which asks what one has answered', () => {
    expect(read('已批')).toEqual({ intent: 'answered' });
  });
});

describe('Putting it off', () => {
  test.each([
    ['推迟到后天', [], '2026-11-23'],
    ['推迟 后天', [], '2026-11-23'],
    ['2 推迟到周五', [2], '2026-11-27'],
    ['推迟 1 3 到下周一', [1, 3], '2026-11-23'],
    ['晚点 后天再提醒', [], '2026-11-23'],
    ['后天再提醒我', [], '2026-11-23'],
    ['推迟2天', [], '2026-11-23'],
    ['推迟到12.5', [], '2026-12-05'],
    ['推迟到昨天', [], '2026-11-20'],
    ['推迟', [], null],
    ['2 晚点再说', [2], null],
  ])('%s', (text, numbers, until) => {
    expect(read(text)).toEqual({ intent: 'duty-later', numbers, until, problem: null });
  });

  test('looks ahead over the end of the year', () => {
    expect(read('推迟到1.5', shanghai('2026-12-30 09:00'))).toMatchObject({ until: '2027-01-05' });
  });

  test.each([
    ['推迟到2.30', { problem: 'no-such-date', said: '2.30' }],
    ['推迟到下周', { problem: 'unclear', said: '下周' }],
    ['推迟半天', { problem: 'unclear', said: '半天' }],
  ])('%s is asked about', (text, problem) => {
    expect(read(text)).toMatchObject({ intent: 'duty-later', until: null, problem });
  });

  test.each(['不要推迟', '推迟到后天开会', '明天提醒我打卡', '会议推迟到后天', '稍后给您材料'])(
    '%s puts nothing off',
    (text) => {
      expect(read(text)).toEqual({ intent: 'none' });
    },
  );
});

describe('Turning reminders on and off', () => {
  test.each([
    ['关闭提醒 集中学习', false, '集中学习'],
    ['关闭集中学习提醒', false, '集中学习'],
    ['关闭 集中学习 的提醒', false, '集中学习'],
    ['打开提醒 FD-11a', true, 'FD-11a'],
    ['打开提醒：体检', true, '体检'],
    ['恢复体检提醒', true, '体检'],
    ['提醒有哪些', true, null],
    ['有哪些提醒？', true, null],
    ['关闭提醒', false, null],
  ])('%s', (text, on, said) => {
    expect(read(text)).toEqual({ intent: 'switch-reminder', on, said });
  });

  test('恢复提醒 is still of the digest, and a question turns nothing off', () => {
    expect(read('恢复提醒')).toEqual({ intent: 'digest', digest: false });
    expect(read('怎么关闭集中学习提醒')).toEqual({ intent: 'none' });
  });
});
