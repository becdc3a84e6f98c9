/** When reminders go out: each at a moment of its own, and never in the minutes in which platforms refuse bursts. */
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/calendar.ts';
import { sendAt } from '../../src/reminders/send-at.ts';
import { shanghai } from '../commands/facts.ts';

const readers = Array.from({ length: 2000 }, (_, i) => `p${i}`);
const today = '2026-12-18';
const minutes = (at: number): number => (at - shanghai(`${today} 00:00`)) / 60_000;
/** Minutes of the day, of everybody. */
const all = (now: string, hour = 8): number[] =>
  readers.flatMap((id) => sendAt(id, { today, now: shanghai(now), hour }) ?? []).map(minutes);
const isGuarded = (minute: number): boolean => minute % 30 < 2 || minute % 30 >= 28;

describe('reminders', () => {
  test.each([7, 8, 11])('go out within the hour from %i', (hour) => {
    const sent = all(`${today} 00:30`, hour);
    expect(sent).toHaveLength(readers.length);
    expect(Math.min(...sent)).toBeGreaterThanOrEqual(hour * 60 + 2);
    expect(Math.max(...sent)).toBeLessThan(hour * 60 + 58);
    expect(sent.filter(isGuarded)).toEqual([]);
  });

  test('are spread over it: 2000 are at most 70 in a minute', () => {
    const counts = new Map<number, number>();
    for (const at of all(`${today} 08:00`)) counts.set(Math.floor(at), (counts.get(Math.floor(at)) ?? 0) + 1);
    expect(counts.size).toBe(52);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(70);
  });

  test.each(['08:15', '08:58', '09:29', '10:00', '13:47'])(
    'worked at %s go out as planned, or within 25 minutes where that is past',
    (time) => {
      const now = minutes(shanghai(`${today} ${time}`));
      const planned = all(`${today} 07:00`);
      const sent = all(`${today} ${time}`);
      expect(sent.filter(isGuarded)).toEqual([]);
      sent.forEach((at, i) => {
        const was = planned[i]!;
        if (was >= now) expect(at).toBe(was);
        else expect(at >= now && at <= now + 25, `${at} after ${now}`).toBe(true);
      });
      expect(sent).toHaveLength(readers.length);
    },
  );

  test('never go out after eight in the evening', () => {
    const sent = all(`${today} 19:45`);
    expect(sent).toHaveLength(readers.length);
    expect(Math.max(...sent)).toBeLessThan(20 * 60);
    for (const time of ['19:58', '19:59', '20:00', '23:10']) expect(all(`${today} ${time}`)).toEqual([]);
  });

  test('are at the same moment wherever it is reckoned', () => {
    expect(all(`${today} 08:00`)).toEqual(all(`${today} 08:00`));
    expect(readers.every((id) => dateOf(sendAt(id, { today, now: 0, hour: 8 }) ?? 0) === today)).toBe(true);
  });
});
