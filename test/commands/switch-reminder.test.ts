/** 关闭提醒, 打开提醒: by the officer, by words. */
import { describe, expect, test } from 'vitest';
import { switchReminder, type AskedSwitch } from '../../src/commands/switch-reminder.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { worldOf } from '../reminders/morning.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, resultOf, saidBy } from './facts.ts';

function asked(asks: AskedSwitch, personId = 'p11', switches: Readonly<Record<string, boolean>> = {}): Outcome {
  const context = saidBy(personId, { county: sampleCountyWithOfficer });
  return switchReminder({ ...context, facts: { ...context.facts, world: { ...worldOf(), switches } } }, asks);
}
const off = (said: string | null, switches = {}): Outcome => asked({ on: false, said }, 'p11', switches);

describe('关闭提醒', () => {
  test.each(['FD-11a', 'fd-11a', '组织集中学习', ' 组织 集中学习 '])('%j turns the provision off', (said) => {
    const outcome = off(said);
    expect(effectsOf(outcome, 'switch-duty')).toMatchObject([{ provision: 'FD-11a', on: false, by: 'p11' }]);
    expect(resultOf(outcome, 'reminder-switched')).toMatchObject({ on: false, citations: [{ article: '第十一条' }] });
  });

  test('a word for what two documents ask for turns both off, and on again', () => {
    for (const on of [false, true]) {
      const outcome = asked({ on, said: '集中学习' });
      const turned = effectsOf(outcome, 'switch-duty').map((e) => [e.provision, e.on]);
      expect(turned.sort()).toEqual([['CQ-10b', on], ['FD-11a', on]]); // prettier-ignore
      const { name, what, citations } = resultOf(outcome, 'reminder-switched');
      expect([name, citations.length]).toEqual(['集中学习', 2]);
      expect(what).toContain('组织集中学习、');
    }
  });

  test('is undone by the name that it tells', () => {
    const { name } = resultOf(off('安排健康体检'), 'reminder-switched');
    expect(effectsOf(asked({ on: true, said: name }), 'switch-duty')).toHaveLength(1);
  });

  test('打开提醒 turns it on', () => {
    const outcome = asked({ on: true, said: 'FD-11a' }, 'p11', { 'FD-11a': false });
    expect(effectsOf(outcome, 'switch-duty')).toMatchObject([{ provision: 'FD-11a', on: true }]);
  });

  test('changes nothing where several are meant, and lists those', () => {
    const outcome = off('总结');
    expect(outcome.effects).toEqual([]);
    const { said, items } = resultOf(outcome, 'reminders-listed');
    expect(said).toBe('总结');
    expect(items.length).toBeGreaterThan(1);
    for (const { what } of items) expect(what).toContain('总结');
    for (const { what } of items) expect(off(what).effects.length + resultsOf(off(what)), what).toBeGreaterThan(0);
  });

  test('without words lists all of them, as the county has them', () => {
    const { said, items } = resultOf(off(null, { 'FD-11a': false }), 'reminders-listed');
    expect(said).toBeNull();
    expect(items.length).toBeGreaterThan(20);
    expect(items.filter((i) => !i.on).map((i) => i.citations[0]?.provision)).toContain('FD-11a');
    for (const { citations } of items) expect(citations[0]?.article).toMatch(/[一二三四五六七八九十]/);
  });

  test('knows of nothing by other words', () => {
    for (const said of ['喝茶', '', '  ']) {
      const outcome = off(said);
      expect(outcome.effects).toEqual([]);
      expect(resultOf(outcome, 'cannot-switch')).toEqual({ says: 'cannot-switch', why: 'not-found', said });
    }
  });

  test.each(['p1', 'p3', 'p8'])('is not for %s, who is no officer', (personId) => {
    const outcome = asked({ on: false, said: '集中学习' }, personId);
    expect(outcome.effects).toEqual([]);
    expect(resultOf(outcome, 'cannot-switch').why).toBe('not-officer');
  });
});

const resultsOf = ({ replies }: Outcome): number => replies.filter((r) => r.result.says === 'reminders-listed').length;
