/** The fuzz of the web chat in full: FUZZ_REQUESTS, 100,000 unless said. */
import { expect, test } from 'vitest';
import { fuzz } from '../fuzz/campaign.ts';
import { fuzzRequests, fuzzSeed } from '../fuzz/settings.ts';

const REQUESTS = 100_000;
/** Minutes on an idle machine; a busy one may take its time. */
const LIMIT_MS = 3_600_000;

test(
  '100,000 fuzzed requests neither break the web chat nor leave anything that nobody signed in has sent',
  { timeout: LIMIT_MS },
  async () => {
    const requests = fuzzRequests(REQUESTS);
    const { faults, expected, said } = await fuzz({ requests, seed: fuzzSeed() });
    console.log(said);
    expect(faults).toEqual([]);
    expect(expected.tally.requests).toBeGreaterThanOrEqual(requests);
    expect(expected.tally.accepted).toBeGreaterThan(requests / 4);
  },
);
