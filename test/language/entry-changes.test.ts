import { describe, expect, test } from 'vitest';
import { changeSaid, choicesSaid, correctionSaid, namesNothing, understand } from '../../src/language/understand.ts';
import type { Ledger } from '../../src/domain/duty.ts';
import { wednesday } from './moments.ts';

const said = (text: string): string => understand(text, wednesday).intent;

describe('a line is taken back', () => {
  test.each([
    ['撤销学习', 'study'],
    ['撤销 走访', 'visit'],
    ['撤销院坝会', 'courtyard-meeting'],
    ['把刚才的走访撤销', 'visit'],
    ['撤销走访记录', 'visit'],
    ['学习撤销', 'study'],
    ['删掉刚才那条', null],
    ['刚才那条删掉', null],
    ['撤销上一条', null],
    ['这条作废', null],
    ['删除', null],
  ])('by %s', (text, ledger) => {
    expect(understand(text, wednesday)).toEqual({ intent: 'take-back', ledger, does: 'void' });
  });

  test.each(['记错了', '刚才那条写错了', '上面那条填错了'])('%s says not yet what is to become of it', (text) => {
    expect(understand(text, wednesday)).toEqual({ intent: 'take-back', ledger: null, does: 'ask' });
  });

  test.each(['撤销学习计划', '删除通知', '撤销学习吗', '取消学习', '怎么撤销学习'])('not by %s', (text) => {
    expect(said(text)).not.toBe('take-back');
  });

  test('撤销 alone may be of a leave too, 撤销请假 is of one', () => {
    expect([said('撤销'), said('撤回'), said('撤销请假')]).toEqual(['withdraw', 'withdraw', 'withdraw']);
    expect([namesNothing('撤销'), namesNothing('撤回吧'), namesNothing('撤销请假')]).toEqual([true, true, false]);
  });
});

describe('a line is changed', () => {
  test.each([
    ['改为 15人', '15人'],
    ['改成 走访 李大妈家', '走访 李大妈家'],
    ['记错了，改为 15人', '15人'],
    ['刚才写错了 改成 13人', '13人'],
    ['应为 15人', '15人'],
  ])('by %s', (text, rest) => {
    expect(understand(text, wednesday)).toEqual({ intent: 'change-entry', rest });
  });

  test.each(['改为', '改为15人？', '把时间改为15人'])('not by %s', (text) => {
    expect(said(text)).not.toBe('change-entry');
  });

  test('days alone may be of a leave', () => {
    expect(said('改为两天')).toBe('edit-request');
    expect(changeSaid('改为两天')).toBe('两天');
    expect(changeSaid('学习 12人')).toBeNull();
  });
});

describe('what a correction says', () => {
  const read = (rest: string, ledger: Ledger = 'study') =>
    correctionSaid(rest, { ledger, whole: '学习 12人' }, '2026-12-02');

  test('is a figure of the line, a day of it, or another place', () => {
    expect(read('15人')).toMatchObject({
      isWhole: false,
      said: { people: 15, text: '', whole: '学习 12人（更正：15人）', isDated: false },
    });
    expect(read('昨天')).toMatchObject({ isWhole: false, said: { on: '2026-12-01', isDated: true } });
    expect(read('两天', 'training')).toMatchObject({ isWhole: false, said: { days: 2 } });
    expect(read('李大妈家', 'visit')).toMatchObject({ isWhole: false, said: { place: '李大妈家', text: '' } });
  });

  test('or a line of its own', () => {
    expect(read('走访 李大妈家 漏雨')).toMatchObject({ isWhole: true, said: { ledger: 'visit', place: '李大妈家' } });
  });
});

test.each([
  ['2', 3, [1]],
  ['第二个', 3, [1]],
  ['1和3', 3, [0, 2]],
  ['1、2', 3, [0, 1]],
  ['都是', 2, [0, 1]],
  ['4', 3, null],
  ['算了', 3, null],
  ['12人', 3, null],
])('of a list %s means %j', (text, count, places) => {
  expect(choicesSaid(text, count)).toEqual(places);
});
