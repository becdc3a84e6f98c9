import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type IsoDate } from '../../src/domain/calendar.ts';
import type { DutyPerson, DutyWorld, Ledger, LedgerEntry } from '../../src/domain/duty.ts';
import { owedOn } from '../../src/duties/owed.ts';
import { loadRules } from '../../src/rules/load.ts';
import { PACKS } from '../rules/small-packs.ts';
import { cadre, clerk, entry, worldWith } from './small-county.ts';

const packs = ['fengdu-2021', 'yulin-2021', 'chongqing-2023', 'xian-2018', 'zhumadian-2022'];
const rulesOf = new Map(packs.map((pack) => [pack, loadRules(PACKS, [pack])]));
const rulesFor = (pack: string): ReturnType<typeof loadRules> => rulesOf.get(pack)!;

const START = '2026-09-01';
const day = fc.integer({ min: 0, max: 500 }).map((days): IsoDate => addDays(START, days));
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null, freq: 3 });

const people = (pack: string): fc.Arbitrary<DutyPerson[]> => {
  const rules = rulesFor(pack);
  const posts = rules.posts('2026-12-01');
  const levels = [...rules.dispatchLevels('2026-12-01'), null];
  const one = fc.record({
    post: maybe(fc.constantFrom(...posts)),
    dispatchLevel: fc.constantFrom(...levels),
    teamId: maybe(fc.constantFrom('team1', 'team2')),
    unitId: maybe(fc.constantFrom('u1', 'u2')),
    isTeamLeader: fc.constantFrom(true, false, null),
    termFrom: maybe(day),
    termTo: maybe(day),
    leftOn: maybe(day),
  });
  return fc.array(one, { maxLength: 6 }).map((all) => [...all.map((about, i) => cadre(`c${i}`, about)), clerk('x')]);
};

const ledgers: readonly Ledger[] = ['study', 'visit', 'enquiry', 'courtyard-meeting', 'meeting', 'training', 'roster'];
const entries = fc.array(
  fc
    .record({
      ledger: fc.constantFrom(...ledgers),
      personId: fc.constantFrom('c0', 'c1', 'c2', 'x'),
      teamId: maybe(fc.constantFrom('team1', 'team2')),
      on: day,
      days: maybe(fc.constantFrom(0.5, 1, 3)),
    })
    .map((about): LedgerEntry => entry(about)),
  { maxLength: 12 },
);

const worlds = fc.constantFrom(...packs).chain((pack) =>
  fc.record({ people: people(pack), entries, on: day }).map((made) => {
    const bodies = rulesFor(pack).bodies(made.on);
    const seats = bodies.map(({ name, scope }) => ({
      body: name,
      scopeId: { township: 't1', village: 'v1', team: 'team1', unit: 'u1' }[scope as string] ?? '',
      title: name,
      holderIds: ['x', 'c0'],
    }));
    return { pack, on: made.on, world: worldWith(made.people, { seats, entries: made.entries }) };
  }),
);

const owed = ({ pack, world, on }: { pack: string; world: DutyWorld; on: IsoDate }): ReturnType<typeof owedOn> =>
  owedOn(rulesFor(pack), world, on);

describe('Whatever the county and the day', () => {
  test('each key is there once', () => {
    fc.assert(
      fc.property(worlds, (made) => {
        const keys = owed(made).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test('nothing is done less when something more is entered', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 50 }), (made, at) => {
        const before = owed(made);
        const closed = before[at % Math.max(1, before.length)]?.key;
        const more = [
          ...made.world.entries,
          ...ledgers.map((ledger) => entry({ ledger, personId: 'c0', teamId: 'team1', on: made.on, days: 1 })),
          entry({ ledger: 'other', personId: 'x', on: made.on, closes: closed === undefined ? [] : [closed] }),
        ];
        const after = new Map(owed({ ...made, world: { ...made.world, entries: more } }).map((one) => [one.key, one]));
        for (const { key, done, state } of before) {
          const now = after.get(key);
          // What was late is left out once it is done; nothing else goes away.
          if (now) expect(now.done).toBeGreaterThanOrEqual(done);
          else expect(state).toBe('late');
          if (key === closed && now) expect(now.state).toBe('done');
        }
      }),
    );
  });

  test('nobody who has left owes anything or is reminded', () => {
    fc.assert(
      fc.property(worlds, (made) => {
        const gone = new Set(
          made.world.people.filter(({ leftOn }) => leftOn !== null && leftOn <= made.on).map(({ id }) => id),
        );
        for (const { debtor, peopleIds } of owed(made)) {
          if (debtor.is === 'person') expect(gone).not.toContain(debtor.id);
          for (const id of peopleIds) expect(gone).not.toContain(id);
        }
      }),
    );
  });

  test('everything cites an article, and what is late is past its day', () => {
    fc.assert(
      fc.property(worlds, (made) => {
        for (const { citations, state, dueOn, done, atLeast } of owed(made)) {
          expect(citations[0]?.article).toMatch(/./);
          expect(state === 'late').toBe(state !== 'done' && dueOn !== null && dueOn < made.on);
          expect(state === 'done').toBe(done >= atLeast);
        }
      }),
    );
  });
});
