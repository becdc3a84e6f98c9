/** The campaign: SIGKILL at every arrow of a message's path and from outside, again and again. See README.md beside this file. */
import { afterAll, describe, expect, test } from 'vitest';
import { arrows } from '../../src/chat/arrow.ts';
import { debianSource, embeddedSource, type DatabaseSource } from './databases.ts';
import { playRound, type RoundResult } from './round.ts';
import { debianBinaries, firstSeed, requireAll, roundsFor } from './settings.ts';
import { scheduleOf, strikesByArrow, type OutsideStrike, type Schedule } from './supervisor.ts';

const LIMIT_MS = 3_600_000;
const seed = firstSeed();
const sources = new Map<string, Promise<DatabaseSource>>();
afterAll(async () => {
  for (const source of sources.values()) await (await source).close();
});

const databases = [
  { name: 'embedded', title: 'the embedded database', processes: 1 },
  { name: 'debian', title: 'Debian’s PostgreSQL with two processes', processes: 2 },
] as const;
type Named = (typeof databases)[number];

/** The source, made at its first use; null where Debian's PostgreSQL is not installed. */
async function sourceOf({ name }: Named): Promise<DatabaseSource | null> {
  const binaries = debianBinaries();
  if (name === 'debian' && binaries === null) {
    if (requireAll()) throw new Error('no PostgreSQL of Debian: apt-get install postgresql');
    return null;
  }
  const made = sources.get(name) ?? (name === 'debian' ? debianSource(binaries ?? '') : embeddedSource());
  sources.set(name, made);
  return made;
}

async function round(
  database: Named,
  source: DatabaseSource,
  roundSeed: number,
  schedule: Schedule,
): Promise<RoundResult> {
  const began = Date.now();
  const result = await playRound({ seed: roundSeed, source, processes: database.processes, schedule });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(
    `${database.name} seed ${roundSeed}: ${result.messages} messages, struck ${result.struck.join(', ')}; ${result.early} replies shown early; ${seconds} s`,
  );
  expect(result.faults, `${database.name}: SOAK_SEED=${roundSeed} SOAK_KILLS=10 npm run soak`).toEqual([]);
  return result;
}

describe.each(databases)('On $title', (database) => {
  test(
    'a process killed at any arrow of the path loses no acknowledged message and doubles no change',
    { timeout: LIMIT_MS },
    async ({ skip }) => {
      const source = await sourceOf(database);
      if (source === null) return skip('no PostgreSQL of Debian: apt-get install postgresql');
      const began = Date.now();
      const struck: string[] = [];
      for (let n = 0; n < roundsFor(database.name); n++)
        struck.push(...(await round(database, source, seed + n, scheduleOf(seed + n))).struck);
      const counts = strikesByArrow(struck);
      console.log(
        `${database.name}: ${struck.length} kills in ${((Date.now() - began) / 60_000).toFixed(1)} min, ${JSON.stringify(counts)}`,
      );
      for (const arrow of arrows) expect(counts[arrow], arrow).toBeGreaterThanOrEqual(roundsFor(database.name));
    },
  );

  test('nor do kills and pauses at random moments from outside', { timeout: LIMIT_MS }, async ({ skip }) => {
    const source = await sourceOf(database);
    if (source === null) return skip('no PostgreSQL of Debian: apt-get install postgresql');
    const outside: OutsideStrike[] = ['process', 'server', 'both', 300, 'server', 'process', 2_000, 'both', 3_500];
    const result = await round(database, source, seed + 1_000, { strikes: [], outside });
    expect(result.struck).toHaveLength(outside.length);
  });
});
