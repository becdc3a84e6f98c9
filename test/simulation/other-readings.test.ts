/** What the texts leave open, taken otherwise than the packs take it: the duties follow, as the recount has them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { owedOn } from '../../src/duties/owed.ts';
import { remind } from '../../src/reminders/remind.ts';
import { play, type Course } from './play.ts';
import { profiles, rulesOf, type Profile } from './profiles.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'readings-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Spring festival, with what was reported after 25 January; by seeds under which it tells. */
const course: Omit<Course, 'seed'> = { cadres: 16, from: '2026-01-26', days: 30 };

function readAs(name: string, reading: string, option: string): Profile {
  const profile = profiles.find((p) => p.name === name);
  if (!profile) throw new Error(`no profile ${name}`);
  const overlay = path.join(folder, `${reading}-${option}.yaml`);
  const county = {
    id: `sample-${reading}`,
    county: '示例县',
    title: '示例办法',
    short_title: '示例办法',
    number: '示例',
  };
  writeFileSync(
    overlay,
    JSON.stringify({ ...county, in_force: { from: '2022-01-01' }, packs: profile.packs, take: { [reading]: option } }),
  );
  return { ...profile, overlay };
}

test.each([
  ['驻马店', 'deadline-days', 'working', 2],
  ['驻马店', 'deadline-rest-day', 'as-is', 3],
  ['驻马店', 'inclusive-bound', 'exclusive', 2],
  ['驻马店', 'after-25', 'at-once', 26],
  ['西安', 'week-off', 'asked', 2],
])(
  'in %s, %s taken as %s changes what is owed, and both reckon it the same',
  (name, reading, option, seed) => {
    const profile = readAs(name, reading, option);
    expect(play(profile, { ...course, seed }).differences.slice(0, 5)).toEqual([]);
    // The packs' own reading would have been noticed.
    const usual = rulesOf({ ...profile, overlay: null });
    const asUsual = play(profile, { ...course, seed }, { remind, owedOn: (_, ...given) => owedOn(usual, ...given) });
    expect(asUsual.differences).not.toEqual([]);
  },
  120_000,
);
