import { expect, test } from 'vitest';
import { startOf } from '../../src/domain/calendar.ts';
import { live, type Life } from './clock-life.ts';
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

test.each([
  ['a reminder that is noted and not sent', 'noted, not sent', (r) => ({ ...r, sends: [] })],
  ['a reminder that is sent at night', ' at 2026-12-', (r) => ({ ...r, sends: r.sends.map((s) => ({ ...s, notBefore: startOf('2026-12-01') })) })], // prettier-ignore
  ['one that is not noted', 'sent, not noted', (r) => ({ ...r, effects: r.effects.filter((e) => e.effect !== 'note-reminders') })], // prettier-ignore
] satisfies [string, string, NonNullable<Life['spoil']>][])('%s is found', async (_, fault, spoil) => {
  const lived = await live(fengdu, { cadres: 16, from: '2026-11-27', days: 8, seed: 5, spoil });
  try {
    expect(lived.faults.join('\n')).toContain(fault);
  } finally {
    await lived.close();
  }
});

test('what nobody was told is missing', async () => {
  const spoil: Life['spoil'] = (result) => ({ ...result, effects: [], sends: [] });
  const lived = await live(fengdu, { cadres: 16, from: '2026-11-27', days: 8, seed: 5, spoil });
  try {
    expect(lived.missing).not.toEqual([]);
  } finally {
    await lived.close();
  }
});
