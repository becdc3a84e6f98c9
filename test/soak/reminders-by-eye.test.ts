/** What is said around days that fall on rest days, printed for the eye: nobody does anything, so every reminder there is goes out. */
import { expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import { workdayUntil } from '../../src/domain/workdays.ts';
import { workingDays } from '../../src/rules/working-days.ts';
import { everyReminder, written } from '../simulation/by-eye.ts';
import { profiles } from '../simulation/profiles.ts';

/** First and last day of what is printed, and of which provisions where not of all. */
const looked: readonly (readonly [string, IsoDate, IsoDate, string?])[] = [
  ['2025-12-20 is a Saturday', '2025-12-08', '2025-12-26'],
  ['2026-12-20 is a Sunday', '2026-12-08', '2026-12-25'],
  ['spring festival of 2026: off from 15 to 23 February, worked on the 14th and the 28th', '2026-02-09', '2026-03-03'],
  ['2026-01-25 is a Sunday', '2026-01-16', '2026-01-30', 'ZM-18'],
  ['2026-04-25 is a Saturday', '2026-04-16', '2026-04-30', 'ZM-18'],
  ['2026-07-25 is a Saturday', '2026-07-16', '2026-07-31', 'ZM-18'],
  ['2026-10-25 is a Sunday', '2026-10-16', '2026-10-30', 'ZM-18'],
];

test.each(profiles)('reminders of $name around rest days', (profile) => {
  const told = everyReminder(profile, '2025-09-01', '2027-01-12');
  for (const [title, from, to, duty = ''] of looked) {
    const shown = told.filter((t) => t.on >= from && t.on <= to && t.duty.startsWith(duty));
    if (shown.length > 0) console.log([`${profile.name}: ${title}`, ...shown.map(written)].join('\n'));
  }
  expect(told.length).toBeGreaterThan(100);
  const known = workingDays();
  expect(told.filter(({ on }) => workdayUntil(on, known) !== on)).toEqual([]);
  // The last day that is said is the last working day up to it.
  const last = told.filter(({ stage }) => stage === 'last-day');
  expect(last.length).toBeGreaterThan(10);
  expect(last.filter(({ on, dueOn }) => dueOn === null || workdayUntil(dueOn, known) !== on).map(written)).toEqual([]);
  const early = told.filter(({ stage, on, dueOn }) => stage === 'overdue' && dueOn !== null && on <= dueOn);
  expect(early.map(written)).toEqual([]);
});
