import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaveDaysIn } from '../../src/answers/decided.ts';
import { goingOn } from '../../src/answers/follow-up.ts';
import { smallDesk } from './small-shelf.ts';

const { shelf } = smallDesk();
const whole = (question: string, before: string | null): string => goingOn(question, before, shelf);

describe('a question that goes on', () => {
  test('stands as it is where nothing was asked before', () => {
    expect(whole('那超过三天呢？', null)).toBe('那超过三天呢？');
  });

  test('takes what it names in place of what stood there, and keeps the rest', () => {
    expect(whole('那超过三天呢', '请一天假谁批')).toBe('请 假谁批 超过3天');
    expect(whole('要是十天呢', '请假三天以内谁批')).toBe('请假 谁批 10天');
    expect(whole('那队长呢？', '驻村第一书记请三天假谁批')).toBe('请3天假谁批 队长');
    expect(whole('示乙呢', '示甲县请假谁批')).toBe('请假谁批 示乙');
    expect(whole('如果是半个月的话呢', '请一天假谁批')).toBe('请 假谁批 半个月');
  });

  test('goes on from several, and another number of days leaves one to be decided', () => {
    const asked = whole('那超过三天呢', '请一天假谁批\n那两天呢');
    expect(leaveDaysIn(asked)).toBe(3.5);
    expect(leaveDaysIn(whole('队长呢', '请五天假谁批'))).toBe(5);
  });

  test('that only asks again asks the same', () => {
    expect(whole('呢', '请假谁批')).toBe('请假谁批');
    expect(whole('', '请假谁批')).toBe('请假谁批');
  });

  test('is one line, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (question, before) => {
        expect(whole(question, before)).not.toMatch(/\n|^\s|\s$/);
      }),
    );
  });
});
