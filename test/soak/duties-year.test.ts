/** A year of 300 cadres under each pack: the real duties and reminders against the recount, day by day; messages are printed. */
import { describe, expect, test } from 'vitest';
import { play } from '../simulation/play.ts';
import { profiles } from '../simulation/profiles.ts';

/** From New Year on; fewer where `SIMULATED_DAYS` says so. */
const days = Math.min(365, Number(process.env['SIMULATED_DAYS'] ?? 365));

describe.each(profiles)('a year of 300 cadres under the pack of $name', (profile) => {
  test('gives the same duties and reminders as the recount', () => {
    const { differences, compared, messages, stages } = play(profile, {
      cadres: 300,
      from: '2026-01-01',
      days,
      seed: 2026,
    });
    const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
    console.log(
      [
        `${profile.name}: ${compared.owed} owed and ${compared.reminders} reminders of them, ${compared.attendance} of days compared, ${differences.length} differences`,
        `  lines: ${JSON.stringify(stages)}; ${messages.linesADigest.toFixed(1)} a digest`,
        `  digests a day: at most ${messages.mostDigestsADay}; messages at most ${messages.mostADayOfCadres} (cadres), ${messages.mostADay} (anybody)`,
        `  working days with a message: cadres ${percent(messages.shareOfDays)} (most ${percent(messages.mostShareOfDays)}), with the group's ${percent(messages.shareWithGroup)}; holders of seats at most ${percent(messages.mostShareOfHolders)}`,
      ].join('\n'),
    );
    expect(differences.slice(0, 10)).toEqual([]);
    // The month's table is a line of it.
    expect(messages.mostADay).toBe(1);
  });
});
