/** What a small county owes on a day under each regulation: written by hand from the provisions, a file for each pack. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Place } from '../../src/domain/county.ts';
import type { DutyWorld, Ledger, Owed } from '../../src/domain/duty.ts';
import { owedOn } from '../../src/duties/owed.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { PACKS, packHead } from '../rules/small-packs.ts';
import { cadre, entry } from './small-county.ts';

const FOLDER = fileURLToPath(new URL('cases', import.meta.url));

const SomeDay = z.string().transform((text) => text as IsoDate);
const Person = z.strictObject({
  id: z.string(),
  post: z.string().optional(),
  level: z.string().optional(),
  team: z.string().optional(),
  unit: z.string().optional(),
  leader: z.boolean().optional(),
  from: SomeDay.optional(),
  left: SomeDay.optional(),
});
const Entry = z.strictObject({
  ledger: z.string().transform((text) => text as Ledger),
  by: z.string(),
  on: SomeDay,
  team: z.string().optional(),
  days: z.number().optional(),
  level: z.string().optional(),
  text: z.string().optional(),
  closes: z.array(z.string()).default([]),
});
const Line = z.strictObject({
  who: z.string(),
  about: z.string().default(''),
  due: z.string().nullable(),
  needs: z.number().default(1),
  done: z.number().default(0),
  cites: z.array(z.string()),
  to: z.array(z.string()).default([]),
  remind: z.array(z.string()).default([]),
  state: z.enum(['open', 'late', 'done']).default('open'),
  flagged: z.boolean().default(false),
});
type Line = z.infer<typeof Line>;
const Seat = z.strictObject({ body: z.string(), scope: z.string().default(''), holders: z.array(z.string()) });
const Cases = z.strictObject({
  pack: z.string(),
  people: z.array(Person),
  seats: z.array(Seat).default([]),
  cases: z.array(
    z.strictObject({
      title: z.string(),
      on: SomeDay,
      /** Provisions of which everything that is owed is listed. */
      of: z.array(z.string()).min(1),
      /** Beside those of the file. */
      people: z.array(Person).default([]),
      /** Readings of which the county takes another option. */
      take: z.record(z.string(), z.string()).optional(),
      entries: z.array(Entry).default([]),
      owed: z.array(Line),
    }),
  ),
});

const places: readonly Place[] = [
  { id: 't1', kind: 'township', name: '示例镇', parentId: null },
  { id: 'v1', kind: 'village', name: '示例村', parentId: 't1' },
  { id: 'team-v', kind: 'team', name: '示例村队', parentId: 'v1' },
  { id: 'team-t', kind: 'team', name: '示例乡队', parentId: 't1' },
  { id: 'team-i', kind: 'team', name: '示例产业组', parentId: 't1' },
  { id: 'u1', kind: 'unit', name: '示例单位一', parentId: null },
  { id: 'u2', kind: 'unit', name: '示例单位二', parentId: null },
];

const personOf = ({
  id,
  post,
  level,
  team,
  unit,
  leader,
  from,
  left,
}: z.infer<typeof Person>): DutyWorld['people'][number] =>
  cadre(id, {
    post: post ?? null,
    dispatchLevel: level ?? null,
    townshipId: post === undefined ? null : 't1',
    villageId: team === 'team-v' ? 'v1' : null,
    teamId: team ?? null,
    unitId: unit ?? null,
    isTeamLeader: leader ?? null,
    termFrom: from ?? null,
    leftOn: left ?? null,
  });

function lineOf({ debtor, subjectId, dueOn, atLeast, done, citations, to, peopleIds, state, flags }: Owed): Line {
  const scope = debtor.is === 'body' && debtor.scopeId !== '' ? `@${debtor.scopeId}` : '';
  return {
    who: 'id' in debtor ? debtor.id : debtor.body + scope + (debtor.is === 'outside' ? '（县外）' : ''),
    about: subjectId ?? '',
    due: dueOn,
    needs: atLeast,
    done,
    cites: citations.map(({ article }) => article),
    to: [...to],
    remind: [...peopleIds],
    state,
    flagged: flags.length > 0,
  };
}

/** The rules of a county that takes other readings. */
function rulesTaking(pack: string, take: Readonly<Record<string, string>>): Rules {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-taken-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const overlay = join(folder, 'shili.yaml');
  writeFileSync(overlay, packHead('shili', `county: 示例县\npacks: [${pack}]\ntake: ${JSON.stringify(take)}\n`));
  return loadRules(PACKS, { overlay });
}

const sorted = (lines: readonly Line[]): string[] => lines.map((line) => JSON.stringify(line)).sort();

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

test('there are cases for every pack', () => {
  expect(files).toHaveLength(5);
});

describe.each(files)('%s', (name) => {
  const { pack, people, seats, cases } = Cases.parse(parse(readFileSync(join(FOLDER, name), 'utf8')));
  const rules = loadRules(PACKS, [pack]);

  test.each(cases)('$title', ({ on, of, people: more, take, entries, owed }) => {
    const world: DutyWorld = {
      people: [...people, ...more].map(personOf),
      places,
      seats: seats.map(({ body, scope, holders }) => ({ body, scopeId: scope, title: body, holderIds: holders })),
      entries: entries.map(({ ledger, by, on: day, team, days, level, text, closes }) =>
        entry({
          ledger,
          personId: by,
          on: day,
          teamId: team ?? null,
          days: days ?? null,
          level: level ?? null,
          text: text ?? '',
          closes,
        }),
      ),
      answers: [],
      reminded: new Set(),
      switches: {},
      listed: [],
    };
    const found = owedOn(take ? rulesTaking(pack, take) : rules, world, on).filter(({ citations }) =>
      citations.some(({ provision }) => of.includes(provision)),
    );
    // In whatever order: by the packs, then the debtors, as other tests say.
    expect(sorted(found.map(lineOf))).toEqual(sorted(owed));
  });
});
