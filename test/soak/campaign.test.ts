/** The campaign: SIGKILL at every arrow of a message's path and from outside, again and again. See README.md beside this file. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chanceOf } from './chance.ts';
import { debianSource, embeddedSource, type DatabaseSource } from './databases.ts';
import { playRound } from './round.ts';
import { debianBinaries, firstSeed, requireAll, roundsFor } from './settings.ts';
import { scheduleOf, strikesByArrow, type OutsideKill } from './supervisor.ts';

const seed = firstSeed();
const outside: readonly OutsideKill[] = ['process', 'server', 'both'];

async function campaign(source: DatabaseSource, rounds: number, processes: number, name: string): Promise<void> {
  const started = Date.now();
  const struck: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const chance = chanceOf(seed + round);
    const schedule = scheduleOf(chance, [outside[round % outside.length]!]);
    const began = Date.now();
    const result = await playRound({ seed: seed + round, source, processes, schedule });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(
      `${name} seed ${result.seed}: ${result.messages} messages, struck ${result.struck.join(' ')}, ${seconds} s`,
    );
    expect(result.faults, `SOAK_SEED=${result.seed} SOAK_KILLS=10 npm run soak`).toEqual([]);
    struck.push(...result.struck);
  }
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(`${name}: ${struck.length} kills in ${minutes} min, ${JSON.stringify(strikesByArrow(struck))}`);
}

describe('A process killed at any arrow of the path loses no acknowledged message and doubles no change', () => {
  let source: DatabaseSource;
  afterAll(() => source.close());

  describe('on the embedded database', () => {
    beforeAll(async () => void (source = await embeddedSource()));
    test('with one process', { timeout: 1_800_000 }, () => campaign(source, roundsFor('embedded'), 1, 'embedded'));
  });
});

describe('Of two processes on Debian’s PostgreSQL either may be killed at any arrow', () => {
  const binaries = debianBinaries();
  test.skipIf(binaries !== null || requireAll())('is skipped: apt-get install postgresql', () => undefined);
  test.runIf(binaries !== null || requireAll())('and nothing is lost or doubled', { timeout: 1_800_000 }, async () => {
    if (binaries === null) throw new Error('no PostgreSQL of Debian: apt-get install postgresql');
    const source = await debianSource(binaries);
    try {
      await campaign(source, roundsFor('debian'), 2, 'debian');
    } finally {
      await source.close();
    }
  });
});
