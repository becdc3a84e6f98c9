import { expect, test } from 'vitest';
import { live } from './clock-life.ts';
import { profiles, type Profile } from './profiles.ts';

/** `SIMULATED_DAYS`: more of them; `npm run soak` plays three years. */
const days = Number(process.env['SIMULATED_DAYS'] ?? 32);
const [fengdu] = profiles as [Profile];

test('none is missed, none comes twice and none at night, with two processes, kills, outages and jumps of the clock', async () => {
  const lived = await live(fengdu, { cadres: 40, from: '2026-11-27', days, seed: 5 });
  try {
    expect(lived.missing.slice(0, 5)).toEqual([]);
    expect(lived.faults.slice(0, 5)).toEqual([]);
    // Which process gets a message, and is killed over it, is left to the race.
    expect(lived.kills).toBeGreaterThan(0);
    expect(lived.outageDays + lived.jumps).toBeGreaterThan(0);
    expect(lived.digests).toBeGreaterThan(10);
    // 2026-12-20 is a Sunday: its last working day is Friday the 18th.
    const summaries = (await lived.look('2026-12-01', '2026-12-31', 'FD-14b')).filter((l) => l.includes('last-day'));
    expect(summaries.map((l) => l.slice(0, 10))).toEqual(['2026-12-18']);
  } finally {
    await lived.close();
  }
}, 120_000);
