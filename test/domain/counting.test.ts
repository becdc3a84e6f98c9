import { describe, expect, test } from 'vitest';
import { countOf } from '../../src/domain/counting.ts';
import type { Debtor, Ledger, LedgerEntry } from '../../src/domain/duty.ts';
import { entry } from '../builders/entry.ts';

const body: Debtor = { is: 'body', body: '派出单位', scopeId: 'u1' };
const team: Debtor = { is: 'team', id: 'team-v1' };
const person: Debtor = { is: 'person', id: 'p1' };
const count = (ledger: Ledger, debtor: Debtor, ...lines: readonly Partial<LedgerEntry>[]): number =>
  countOf(lines.map((more) => entry({ ledger, ...more })), { ledger, debtor, inDays: false }); // prettier-ignore

describe('of a body with several holders', () => {
  const two = [{ personId: 'p1' }, { personId: 'p2' }] as const;

  test.each(['study', 'courtyard-meeting', 'meeting', 'training'] as const)(
    'one %s of a team that two of them wrote down counts once a day',
    (ledger) => {
      expect(count(ledger, body, ...two)).toBe(1);
      expect(count(ledger, body, ...two, { on: '2026-12-03' })).toBe(2);
    },
  );

  test('meetings of two teams on a day are two', () => {
    expect(count('meeting', body, { teamId: 'team-v1' }, { teamId: 'team-v2' })).toBe(2);
  });

  test('whoever is of no team was at the one of the others', () => {
    expect(count('meeting', body, { teamId: null }, { teamId: 'team-v1' })).toBe(1);
    expect(count('meeting', body, { teamId: null }, { teamId: null, personId: 'p2' })).toBe(1);
    expect(count('meeting', body, { teamId: null }, { teamId: 'team-v1' }, { teamId: 'team-v2' })).toBe(2);
  });

  test('visits are each their own', () => {
    expect(count('visit', body, ...two)).toBe(2);
    expect(count('enquiry', body, ...two)).toBe(2);
  });

  test('days count as many as the longest of one', () => {
    const lines = [entry({ ledger: 'training', days: 2 }), entry({ ledger: 'training', days: 3, personId: 'p2' })];
    expect(countOf(lines, { ledger: 'training', debtor: body, inDays: true })).toBe(3);
  });
});

test('of a team each day counts once, of a person each line', () => {
  const lines = [{}, { personId: 'p2' }, { on: '2026-12-03' }] as const;
  expect(count('visit', team, ...lines)).toBe(2);
  expect(count('study', person, {}, {})).toBe(2);
});

test('reports and 已办 count by name only, and lines that are not of those asked for do not', () => {
  expect(count('report', person, {})).toBe(0);
  expect(count('other', team, {})).toBe(0);
  const lines = [entry({ ledger: 'training', level: '县级' }), entry({ ledger: 'training' })];
  expect(countOf(lines, { ledger: 'training', debtor: person, inDays: false, asked: { levels: ['县级'] } })).toBe(1);
});
