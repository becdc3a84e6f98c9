/** The time that a request of leave says, in short, for tables of tests. */
import { expect, test } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { LeaveSlots } from '../../src/language/intent.ts';
import { understand } from '../../src/language/understand.ts';
import { shanghai } from './moments.ts';

export function slotsOf(text: string, now: Instant): LeaveSlots {
  const intent = understand(text, now);
  if (intent.intent !== 'request-leave') throw new Error(`${text} is ${intent.intent}`);
  return intent.slots;
}

/** `2026-12-01..2026-12-03`, a half written as `am` (an end at noon) or `pm` (a start at noon). */
export function timeOf(text: string, now: Instant): string {
  const { from, to, fromHalf, toHalf, problem } = slotsOf(text, now);
  if (problem) return problem.problem;
  return `${from ?? '?'}${fromHalf === 'pm' ? 'pm' : ''}..${to ?? '?'}${toHalf === 'am' ? 'am' : ''}`;
}

/** When it is said (a date, or a date and a time), what, and what it means; one day may be written once. */
export type Rows = readonly (readonly [at: string, text: string, time: string])[];

export const at = (moment: string): Instant => shanghai(moment.length === 10 ? `${moment} 10:00` : moment);

/** 2026-12-01 stands for 2026-12-01..2026-12-01. */
export const inFull = (time: string): string => (/^\d{4}-\d\d-\d\d$/.test(time) ? `${time}..${time}` : time);

/** Runs with the server in each zone. */
export function inZones(zones: readonly string[], run: (zone: string) => void): void {
  const before = process.env['TZ'];
  try {
    for (const zone of zones) {
      process.env['TZ'] = zone;
      run(zone);
    }
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}

/** Tests that each row is read so, whichever zone the server is in. */
export function readsAs(rows: Rows): void {
  test.each(rows)('%s: %s is %s', (moment, text, time) => {
    expect(timeOf(text, at(moment))).toBe(inFull(time));
  });

  test('A server in another zone reads the same', () => {
    inZones(['UTC', 'America/New_York', 'Pacific/Kiritimati'], () => {
      for (const [moment, text, time] of rows) expect(timeOf(text, at(moment))).toBe(inFull(time));
    });
  });
}
