/** The campaign on the platforms: SIGKILL at the arrows and from outside, lost connections, events twice and out of order. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { sharedSource, type DatabaseSource } from './databases.ts';
import { playPlatform, strikesOf, ways } from './platform-round.ts';
import { COMMAND, firstSeed, KILLS_A_ROUND, platformKills, requireAll } from './settings.ts';

const seed = firstSeed();
const LIMIT_MS = 3_600_000;
let source: DatabaseSource;
beforeAll(async () => {
  source = await sharedSource(inject('serverUrl'));
});
afterAll(() => source.close());

describe.each(ways)('On $title', (way) => {
  test(
    'a process killed at random loses no event, doubles no approval and shows nothing twice',
    { timeout: LIMIT_MS },
    async ({ skip }) => {
      const isBuilt = existsSync(join(COMMAND, '../../bots', way.name.split('-')[0]!, 'adapter.js'));
      if (!isBuilt && !requireAll()) return skip('not built: npm run build');
      const kills = platformKills(ways.length);
      for (let n = 0; n * KILLS_A_ROUND < kills; n++) {
        const began = Date.now();
        const roundSeed = seed + n;
        const planned = strikesOf(roundSeed, Math.min(KILLS_A_ROUND, kills - n * KILLS_A_ROUND));
        // One process alone comes back to what it left; of two, the other takes it up.
        const processes = n % 2 === 0 ? 2 : 1;
        const result = await playPlatform({ way, seed: roundSeed, source, processes, ...planned });
        const seconds = ((Date.now() - began) / 1000).toFixed(1);
        const losses = result.lost === 0 ? '' : ` and ${result.lost} lost, deaf for ${result.deaf.join(' + ')} s`;
        console.log(
          `${way.name} seed ${roundSeed}: ${result.events} events${losses}, struck ${result.struck.join(', ')}; ${result.sentAgain} sent again; ${seconds} s`,
        );
        expect(result.faults, `${way.name}: SOAK_SEED=${roundSeed}`).toEqual([]);
        expect(result.struck.length).toBeGreaterThanOrEqual(planned.strikes.length + planned.outside);
      }
    },
  );
});
