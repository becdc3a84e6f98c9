/**
 * Three years of mornings (`SIMULATED_DAYS`: fewer) through the real clock, worker and store: two processes that are killed, outages of
 * a day and a week, a server clock that jumps. What stands on rest days and around spring festival is printed for the eye.
 */
import { expect, test } from 'vitest';
import { live } from '../simulation/clock-life.ts';
import { profiles } from '../simulation/profiles.ts';

const wholeCourse = 3 * 365;
const days = Number(process.env['SIMULATED_DAYS'] ?? wholeCourse);
const seed = Number(process.env['SOAK_SEED'] ?? 2026);

/** What is looked at by eye, by pack: first day, last day, provision. */
const looked: Readonly<
  Record<string, readonly (readonly [`${number}-${number}-${number}`, `${number}-${number}-${number}`, string])[]>
> = {
  // The 20th is a Saturday in 2025 and a Sunday in 2026.
  丰都: [
    ['2025-12-01', '2025-12-31', 'FD-14'],
    ['2026-12-01', '2026-12-31', 'FD-14'],
    ['2027-12-01', '2027-12-31', 'FD-14'],
  ],
  // Weeks of which every day is off have no last working day of their own.
  西安: [
    ['2025-01-20', '2025-02-10', 'XA-16e'],
    ['2026-02-09', '2026-03-02', 'XA-16e'],
  ],
  // Months in which somebody stated why they were away. 25ths on rest days: January, May and October of 2025; January, April, July and October of 2026.
  驻马店: [['2025-01-01', '2027-12-31', 'ZM-18c']],
};

test.each(profiles)(
  'three years under the pack of $name: none missed, none twice, none at night',
  async (profile) => {
    const lived = await live(profile, { cadres: 32, from: '2025-01-01', days, seed });
    try {
      const { missing, faults, kills, outageDays, jumps, reminders, digests } = lived;
      console.log(profile.name, JSON.stringify({ seed, days, kills, outageDays, jumps, reminders, digests, missing: missing.length, faults: faults.length })); // prettier-ignore
      for (const [from, to, duty] of looked[profile.name] ?? []) {
        const lines = await lived.look(from, to, duty);
        console.log(lines.join('\n'));
        // An empty list is nothing for the eye.
        if (days >= wholeCourse) expect(lines).not.toEqual([]);
      }
      expect(missing.slice(0, 10)).toEqual([]);
      expect(faults.slice(0, 10)).toEqual([]);
      expect(kills).toBeGreaterThan(days / 20);
    } finally {
      await lived.close();
    }
  },
  3_600_000,
);
