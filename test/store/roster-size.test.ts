import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Roster } from '../../src/domain/roster.ts';
import { isSame } from '../../src/domain/roster-diff.ts';
import { importRoster, previewRoster } from '../../src/store/roster.ts';
import { sampleRoster, teamGroups as groups } from '../support/sample-roster.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());

const size = 20_000;
const on = '2026-12-02';
/** Far above what it takes: a statement for each row would need minutes. */
const limitMs = 20_000;

const large: Roster = {
  ...sampleRoster,
  people: Array.from({ length: size }, (_, i) => ({
    ...sampleRoster.people[0]!,
    id: `q${i}`,
    name: `示例${String.fromCharCode(0x4e00 + (i % 500))}${i}`,
    mobile: `137${String(i).padStart(8, '0')}`,
  })),
  seats: sampleRoster.seats.map((s, i) => ({ ...s, holderIds: [`q${i}`] })),
};

async function bring(roster: Roster): Promise<{ ms: number; left: number; same: boolean }> {
  const start = performance.now();
  const { diff } = await previewRoster(county.db, roster, on);
  const done = await importRoster(county.db, sampleCounty, roster, {
    on,
    now: wednesday,
    groups,
    shown: diff,
  });
  const left = done.outcome === 'applied' ? done.left.length : -1;
  return { ms: performance.now() - start, left, same: isSame(diff) };
}

test('20,000 people come in, stay, and leave again in seconds.', { timeout: 120_000 }, async () => {
  const first = await bring(large);
  const again = await bring(large);
  const back = await bring(sampleRoster);
  expect([first.left, again.same, back.left]).toEqual([sampleRoster.people.length, true, size]);
  expect(Math.max(first.ms, again.ms, back.ms)).toBeLessThan(limitMs);
});
