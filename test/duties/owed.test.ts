import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { DutyWorld, LedgerEntry, Owed } from '../../src/domain/duty.ts';
import { owedOn } from '../../src/duties/owed.ts';
import { cadre, clerk, duty, entry, on, rulesWith, worldWith } from './small-county.ts';

const study = duty('X-1.0', { every: 'month', at_least: 2 }, { closedBy: 'study' });
const seats = [{ body: '单位', scopeId: 'u1', title: '', holderIds: ['x'] }];

const owed = (day: string, entries: readonly LedgerEntry[], one = study, about: Partial<DutyWorld> = {}): Owed[] =>
  owedOn(rulesWith([one]), worldWith([cadre('a'), cadre('b'), clerk('x')], { seats, entries, ...about }), on(day));

const said = (all: readonly Owed[]): string[] => all.map(({ key, done, state }) => `${key} ${done} ${state}`);
const ofA = (all: readonly Owed[]): string[] =>
  said(all.filter(({ debtor }) => debtor.is === 'person' && debtor.id === 'a'));

describe('What was entered', () => {
  test('counts by its day, for whoever did it', () => {
    const entries = [
      entry({ ledger: 'study', personId: 'a', on: '2026-12-01' }),
      entry({ ledger: 'study', personId: 'a', on: '2026-12-31' }),
      entry({ ledger: 'study', personId: 'a', on: '2027-01-01' }),
      entry({ ledger: 'study', personId: 'b', on: '2026-12-05' }),
      entry({ ledger: 'visit', personId: 'a', on: '2026-12-05' }),
    ];
    expect(said(owed('2026-12-31', entries)).slice(1, 2)).toEqual(['X-1.0|person:a||2026-12-01 2 done']);
    expect(said(owed('2026-12-31', entries))).toContain('X-1.0|person:b||2026-12-01 1 open');
  });

  test('counts by days where days are asked for; one, where nobody said how many', () => {
    const training = duty('X-2.0', { every: 'year', at_least: 5, unit: '天' }, { closedBy: 'training' });
    const entries = [
      entry({ ledger: 'training', personId: 'a', on: '2026-03-01', days: 3.5 }),
      entry({ ledger: 'training', personId: 'a', on: '2026-05-01' }),
    ];
    expect(ofA(owed('2026-12-31', entries, training))).toEqual(['X-2.0|person:a||2026-01-01 4.5 open']);
  });

  test('counts once a day for a team, whoever of them wrote it down, and whoever has left since', () => {
    const byTeam = duty('X-1.0', { every: 'month', at_least: 3 }, { by: ['工作队'], closedBy: 'study' });
    const of = (personId: string, day: string, teamId = 'team1'): LedgerEntry =>
      entry({ ledger: 'study', personId, teamId, on: on(day) });
    const entries = [
      of('a', '2026-12-02'),
      of('b', '2026-12-02'),
      of('gone', '2026-12-03'),
      of('a', '2026-12-04', 'team2'),
    ];
    expect(said(owed('2026-12-31', entries, byTeam))).toContain('X-1.0|team:team1||2026-12-01 2 open');
  });

  test('counts for a body by those who hold its seat', () => {
    const visits = duty('X-3.0', { every: 'half-year', at_least: 1 }, { by: ['单位'], closedBy: 'visit' });
    const entries = [entry({ ledger: 'visit', personId: 'x', on: '2026-08-01' })];
    expect(said(owed('2026-12-31', entries, visits))).toEqual(['X-3.0|body:单位@u1||2026-07-01 1 done']);
  });

  test('closes what it names, whatever its day and its number', () => {
    const closing = [
      entry({ ledger: 'other', personId: 'b', on: '2027-03-01', closes: ['X-1.0|person:a||2026-12-01'] }),
    ];
    expect(ofA(owed('2026-12-31', closing))).toContain('X-1.0|person:a||2026-12-01 2 done');
  });

  test('as a report counts only for what it names', () => {
    const report = duty('X-4.0', { every: 'month' }, { closedBy: 'report' });
    const unnamed = entry({ ledger: 'report', personId: 'a', on: '2026-12-05' });
    expect(ofA(owed('2026-12-06', [unnamed], report))).toContain('X-4.0|person:a||2026-12-01 0 open');
    const named = { ...unnamed, closes: ['X-4.0|person:a||2026-12-01'] };
    expect(ofA(owed('2026-12-06', [named], report))).toContain('X-4.0|person:a||2026-12-01 1 done');
  });

  test('as done (已办) counts for nothing else of its ledger', () => {
    const other = duty('X-5.0', { every: 'month' });
    expect(ofA(owed('2026-12-06', [entry({ ledger: 'other', personId: 'a', on: '2026-12-05' })], other))).toContain(
      'X-5.0|person:a||2026-12-01 0 open',
    );
  });
});

describe('What is late', () => {
  const summary = duty('X-6.0', { due: '12-20' }, { closedBy: 'report' });

  test.each([
    ['2026-12-20', ['X-6.0|person:a||2026-01-01 0 open']], // in time to the end of the day
    ['2026-12-21', ['X-6.0|person:a||2026-01-01 0 late']],
    ['2027-02-03', ['X-6.0|person:a||2026-01-01 0 late', 'X-6.0|person:a||2027-01-01 0 open']], // 45 days
    ['2027-02-04', ['X-6.0|person:a||2027-01-01 0 open']],
  ])('on %s', (day, expected) => {
    expect(ofA(owed(day, [], summary))).toEqual(expected);
  });

  test('of the period before is told only until it is done', () => {
    const late = ['X-1.0|person:a||2026-11-01 1 late', 'X-1.0|person:a||2026-12-01 0 open'];
    const one = entry({ ledger: 'study', personId: 'a', on: '2026-11-30' });
    expect(ofA(owed('2026-12-01', [one]))).toEqual(late);
    expect(ofA(owed('2026-12-01', [one, entry({ ledger: 'study', personId: 'a', on: '2026-11-02' })]))).toEqual(
      late.slice(1),
    );
  });

  test('is not what comes round every day, nor what others do outside the county', () => {
    expect(ofA(owed('2026-12-02', [], duty('X-7.0', { every: 'day' })))).toEqual(['X-7.0|person:a||2026-12-02 0 open']);
    const city = duty('X-8.0', { every: 'year', due: '03-01' }, { by: ['市办'] });
    expect(said(owed('2026-12-02', [], city))).toEqual(['X-8.0|outside:市办||2026-01-01 0 open']);
    const monthly = duty('X-8.0', { every: 'month' }, { by: ['市办'] });
    expect(said(owed('2026-12-02', [], monthly))).toEqual(['X-8.0|outside:市办||2026-12-01 0 open']);
  });

  test('is not what was due before the rule came into force', () => {
    const young = { ...study, citation: { ...study.citation, inForceFrom: on('2026-12-01') } };
    expect(ofA(owed('2026-12-10', [], young))).toEqual(['X-1.0|person:a||2026-12-01 0 open']);
  });

  test('is a month of the year until 45 days after it, and nothing before it comes', () => {
    const survey = duty('X-9.0', { every: 'year', in_month: 9 }, { closedBy: 'visit' });
    const keys = (day: string): string[] => ofA(owed(day, [], survey));
    expect(keys('2026-08-31')).toEqual([]);
    expect(keys('2026-09-01')).toEqual(['X-9.0|person:a||2026-09-01 0 open']);
    expect(keys('2026-10-01')).toEqual(['X-9.0|person:a||2026-09-01 0 late']);
    expect(keys('2026-11-15')).toEqual([]);
  });
});

describe('A term', () => {
  const term = duty('X-10.0', { every: 'term', at_least: 24, unit: '个月' });
  const ofTerm = (day: string, about: Parameters<typeof cadre>[1], one = term): string[] =>
    owedOn(rulesWith([one]), worldWith([cadre('a', about)]), on(day)).map(
      ({ key, dueOn, done, state }) => `${key} ${String(dueOn)} ${done} ${state}`,
    );

  test('is done by itself once it is served', () => {
    const about = { termFrom: on('2024-12-01') };
    expect(ofTerm('2026-11-29', about)).toEqual(['X-10.0|person:a||2024-12-01 2026-11-30 23 open']);
    expect(ofTerm('2026-11-30', about)).toEqual(['X-10.0|person:a||2024-12-01 2026-11-30 24 done']);
  });
  test('in years is the same', () => {
    const years = duty('X-10.0', { every: 'term', at_least: 2, unit: '年' });
    expect(ofTerm('2026-11-30', { termFrom: on('2024-12-01') }, years)).toEqual([
      'X-10.0|person:a||2024-12-01 2026-11-30 2 done',
    ]);
  });
  test('whose beginning is not known, or not reached, is not owed', () => {
    expect(ofTerm('2026-11-30', {})).toEqual([]);
    expect(ofTerm('2026-11-30', { termFrom: on('2026-12-01') })).toEqual([]);
  });
  test('asks of a unit what is due at its end for each cadre, also a while after', () => {
    const handover = duty('X-11.0', { every: 'term' }, { by: ['单位'] });
    const about = { termFrom: on('2024-12-01'), termTo: on('2026-11-30') };
    const open = 'X-11.0|body:单位@u1|a|2024-12-01 2026-11-30 0';
    expect(ofTerm('2026-11-30', about, handover)).toEqual([`${open} open`]);
    expect(ofTerm('2026-12-01', about, handover)).toEqual([`${open} late`]);
    expect(ofTerm('2027-01-15', about, handover)).toEqual([]);
    expect(ofTerm('2026-12-01', { ...about, leftOn: on('2026-10-01') }, handover)).toEqual([]);
    expect(ofTerm('2026-11-30', { termFrom: on('2024-12-01') }, handover)).toEqual([]); // no last day known
  });
  test('of those who have gone is nothing that a person owes', () => {
    const own = duty('X-11.0', { every: 'term' });
    const about = { termFrom: on('2024-12-01'), termTo: on('2026-11-30'), leftOn: on('2026-12-01') };
    expect(ofTerm('2026-12-01', about, own)).toEqual([]);
  });
});

describe('Before the county’s records begin', () => {
  test('nothing that was over is said to be late, and what is over on that day or after is', () => {
    const late = (since?: IsoDate): string[] =>
      ofA(owed('2026-12-02', [], study, since === undefined ? {} : { since })).filter((line) => line.endsWith('late'));
    expect(late()).toHaveLength(1);
    expect(late('2026-11-30')).toHaveLength(1);
    expect(late('2026-12-01')).toEqual([]);
  });
});

describe('Switches', () => {
  const off = duty('X-12.0', { every: 'month', off: true });
  test('silence a provision and turn one on, over the packs', () => {
    expect(owed('2026-12-31', [], study, { switches: { 'X-1': false } })).toEqual([]);
    expect(owed('2026-12-31', [], off)).toEqual([]);
    expect(ofA(owed('2026-12-31', [], off, { switches: { 'X-12': true } }))).toContain(
      'X-12.0|person:a||2026-12-01 0 open',
    );
  });
});
