/** 考勤表 and 确认考勤表: who sees whose month, and who confirms it. */
import { describe, expect, test } from 'vitest';
import { monthTable, monthTableNeeds, type AskedMonth } from '../../src/commands/month-table.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { datesFrom } from '../../src/domain/calendar.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { rulesOf } from '../reminders/attendance-county.ts';
import { cameOn, effectsOf, resultOf, saidBy, saysOf, type Scene } from './facts.ts';

const november: AskedMonth = { from: '2026-11-01', to: '2026-11-30', confirms: false, townships: [] };
const confirming: AskedMonth = { ...november, confirms: true };
const first20 = datesFrom('2026-11-01', '2026-11-20');
const scene: Scene = {
  county: sampleCountyWithOfficer,
  days: {
    p1: { events: cameOn('p1', ...first20) },
    p2: {
      events: cameOn('p2', ...first20.slice(2)),
      leaves: [{ fromOn: '2026-11-23', toOn: '2026-11-24', fromHalf: 'pm', toHalf: 'pm' }],
    },
  },
};

/** p2 works in another one. */
const twoTownships = {
  ...sampleCountyWithOfficer,
  places: [
    ...sampleCountyWithOfficer.places,
    { id: 't2', kind: 'township', name: '示例二镇', parentId: null } as const,
  ],
  people: sampleCountyWithOfficer.people.map((p) => (p.id === 'p2' ? { ...p, townshipId: 't2' } : p)),
};

const said = (personId: string, asked: AskedMonth, more: Scene = {}, confirmed: readonly string[] = []): Outcome => {
  const context = saidBy(personId, { ...scene, ...more });
  return monthTable({ ...context, facts: { ...context.facts, confirmedMonth: new Set(confirmed) } }, asked);
};
const names = (outcome: Outcome): string[] => resultOf(outcome, 'month-table').rows.map((r) => r.name);
const why = (outcome: Outcome) => resultOf(outcome, 'no-month-table').why;

describe('the table of a month', () => {
  test.each([
    ['p3', 'the first secretary: the team in the village', ['示例甲', '示例乙']],
    ['p4', 'the leader in the township: the township’s team', ['示例戊']],
    ['p7', 'the township committee: first secretaries and leaders', ['示例丙', '示例丁']],
    ['p9', 'the bureau of the county, which checks', ['示例甲', '示例乙', '示例丙', '示例丁', '示例戊']],
    ['p8', 'another office of the county', ['示例甲', '示例乙', '示例丙', '示例丁', '示例戊']],
    ['p11', 'the officer', ['示例甲', '示例乙', '示例丙', '示例丁', '示例戊']],
  ])('of %s, %s', (personId, _, expected) => {
    expect(names(said(personId, november))).toEqual(expected);
  });

  test.each([
    ['p1', 'a member'],
    ['p6', 'the secretary of the township, who keeps nobody by rule'],
    ['p10', 'the unit'],
  ])('is not for %s, %s', (personId) => {
    expect(why(said(personId, november))).toBe('not-keeper');
  });

  test('has days in halves, leave, the quota and the articles', () => {
    const { rows, citations, township } = resultOf(said('p3', november), 'month-table');
    expect(rows).toMatchObject([
      { personId: 'p1', days: 20, leaveDays: 0, minDays: 20, flagged: false },
      { personId: 'p2', days: 18, leaveDays: 1.5, minDays: 20 },
    ]);
    expect(citations.map((c) => c.provision)).toEqual(['FD-09a', 'CQ-11a']);
    expect(township).toBe('示例镇');
  });

  test('of the month that runs goes up to today, and is not to be confirmed yet', () => {
    const running = said('p3', november, { at: '2026-11-10 10:00' });
    expect(resultOf(running, 'month-table')).toMatchObject({ confirmed: null, rows: [{ days: 10 }, { days: 8 }] });
    expect(why(said('p3', confirming, { at: '2026-11-30 23:00' }))).toBe('not-over');
    expect(why(said('p3', { ...november, from: '2027-01-01' }))).toBe('not-over');
  });

  test('of several townships is a line each, and in full by its name', () => {
    expect(resultOf(said('p9', november, { county: twoTownships }), 'month-tables').tables).toEqual([
      { township: '示例镇', people: 4, short: 3, flagged: 0, confirmed: null },
      { township: '示例二镇', people: 1, short: 1, flagged: 0, confirmed: null },
    ]);
    const one = said('p9', { ...november, townships: ['示例二镇'] }, { county: twoTownships });
    expect(resultOf(one, 'month-table')).toMatchObject({ township: '示例二镇', rows: [{ personId: 'p2' }] });
    const part = said('p9', { ...november, townships: ['二镇'] }, { county: twoTownships });
    expect(resultOf(part, 'month-table').township).toBe('示例二镇');
    const both = said('p9', { ...november, townships: ['示例二镇', '示例镇'] }, { county: twoTownships });
    expect(both.replies).toHaveLength(2);
  });

  test.each(['无此镇', '镇', null])('of %j is asked for by the names that there are', (name) => {
    const outcome = said('p9', { ...november, townships: [name] }, { county: twoTownships });
    expect(resultOf(outcome, 'which-month-table')).toMatchObject({ said: name, townships: ['示例镇', '示例二镇'] });
  });

  test('says since when somebody was there, and leaves a part of the month to a person', () => {
    const context = saidBy('p3', scene);
    const stays = {
      p1: { termFrom: '2026-11-16', leftOn: null },
      p2: { termFrom: '2026-11-16', leftOn: '2026-11-21' },
    } as const;
    const people = new Map([...context.facts.people].map(([id, s]) => [id, { ...s, ...(id === 'p1' || id === 'p2' ? { stay: stays[id] } : {}) }])); // prettier-ignore
    const days = new Map([...context.facts.days].map(([id, w]) => [id, { ...w, events: w.events.filter((e) => e.on >= '2026-11-16') }])); // prettier-ignore
    const outcome = monthTable({ ...context, facts: { ...context.facts, people, days } }, november);
    expect(resultOf(outcome, 'month-table').rows).toMatchObject([
      { days: 5, minDays: 20, flagged: true, fromOn: '2026-11-16', toOn: null },
      { days: 5, minDays: 20, flagged: true, fromOn: '2026-11-16', toOn: '2026-11-20' },
    ]);
  });

  test('asks for the days of the month of whoever is before the speaker’s seats, no more', () => {
    expect(monthTableNeeds(saidBy('p3', scene), november)).toMatchObject({
      team: { seats: [{ body: '驻村第一书记', scopeId: 'team-v1' }], days: { from: '2026-11-01', to: '2026-11-30' } },
      confirmedMonth: '2026-11',
    });
    expect(monthTableNeeds(saidBy('p6', scene), november).team?.seats).toEqual([]);
    expect(monthTableNeeds(saidBy('p9', scene), november).team?.seats).toMatchObject([{ scopeId: '' }]);
  });
});

describe('confirming', () => {
  test('is kept for those whom the speaker keeps', () => {
    const outcome = said('p3', confirming);
    expect(effectsOf(outcome, 'confirm-month')).toEqual([
      { effect: 'confirm-month', month: '2026-11', by: 'p3', personIds: ['p1', 'p2'], at: expect.any(Number) as number },
    ]); // prettier-ignore
    expect(resultOf(outcome, 'month-table').confirmed).toBe('now');
  });

  test('a second time says that it was', () => {
    const outcome = said('p3', confirming, {}, ['p1', 'p2']);
    expect(outcome.effects).toEqual([]);
    expect(resultOf(outcome, 'month-table').confirmed).toBe('before');
  });

  test('is asked for until all of them are', () => {
    expect(resultOf(said('p3', november, {}, ['p1']), 'month-table').confirmed).toBe('open');
    expect(resultOf(said('p3', november, {}, ['p1', 'p2']), 'month-table').confirmed).toBe('before');
    expect(effectsOf(said('p3', confirming, {}, ['p1']), 'confirm-month')).toHaveLength(1);
  });

  test('says which, where several are open', () => {
    const several = { county: twoTownships };
    const asked = said('p3', confirming, several);
    expect(asked.effects).toEqual([]);
    expect(resultOf(asked, 'which-month-table')).toMatchObject({ said: null, confirms: true, townships: ['示例镇', '示例二镇'] }); // prettier-ignore
    const one = said('p3', { ...confirming, townships: ['示例二镇'] }, several);
    expect(effectsOf(one, 'confirm-month')[0]?.personIds).toEqual(['p2']);
    expect(resultOf(one, 'month-table')).toMatchObject({ township: '示例二镇', confirmed: 'now' });
    const both = said('p3', { ...confirming, townships: ['示例二镇', '示例镇'] }, several);
    expect(effectsOf(both, 'confirm-month')[0]?.personIds).toEqual(['p2', 'p1']);
    expect(said('p3', { ...confirming, townships: ['无此镇'] }, several).effects).toEqual([]);
  });

  test('needs no name for the last one that is open, nor when all are confirmed', () => {
    const several = { county: twoTownships };
    const last = said('p3', confirming, several, ['p1']);
    expect(effectsOf(last, 'confirm-month')[0]?.personIds).toEqual(['p2']);
    expect(resultOf(last, 'month-table').township).toBe('示例二镇');
    const again = said('p3', confirming, several, ['p1', 'p2']);
    expect(again.effects).toEqual([]);
    expect(resultOf(again, 'month-tables').tables.map((t) => t.confirmed)).toEqual(['before', 'before']);
  });

  test('is not for an office that only looks', () => {
    expect(why(said('p8', confirming))).toBe('not-keeper');
    expect(resultOf(said('p8', november), 'month-table').confirmed).toBeNull();
    expect(saysOf(said('p1', confirming))).toEqual(['no-month-table']);
  });

  test('is for the officer where nobody keeps by rule, or the seat is vacant', () => {
    expect(why(said('p11', confirming))).toBe('not-keeper');
    const vacant = said('p11', confirming, { holders: { 驻村第一书记: [] } });
    expect(effectsOf(vacant, 'confirm-month')[0]?.personIds).toEqual(['p1', 'p2']);
    const chongqing = said('p11', confirming, { rules: rulesOf('chongqing') });
    expect(effectsOf(chongqing, 'confirm-month')[0]?.personIds).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  });

  test('a deputy of the keeper may', () => {
    const deputy = { id: 'd1', principalId: 'p3', deputyId: 'p2', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p3', namedAt: 0 } as const; // prettier-ignore
    const outcome = said('p2', confirming, { deputies: [deputy] });
    expect(effectsOf(outcome, 'confirm-month')[0]?.personIds).toEqual(['p1']); // nobody confirms their own
  });
});
