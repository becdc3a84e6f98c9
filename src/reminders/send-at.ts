/**
 * When a reminder is sent: in the hour that the county chose, each recipient at a moment of their own. Platforms refuse bursts at :00 and
 * :30 (Feishu says so), so two minutes before and after those nothing is sent.
 */
import { startOf, type Instant, type IsoDate } from '../domain/calendar.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const half = 30 * minuteMs;
const guard = 2 * minuteMs;
const open = half - 2 * guard;
/** Nobody is written to from eight in the evening on. */
const evening = 20 * hourMs;
/** A slot that is worked late: within 25 minutes, one pair of guards among them. */
const lateSpread = 25 * minuteMs - 2 * guard;

/** Time of the day without the minutes in which nothing is sent, and back. */
const openTime = (ofDay: number): number =>
  Math.floor(ofDay / half) * open + Math.min(open, Math.max(0, (ofDay % half) - guard));
const dayTime = (openMs: number): number => Math.floor(openMs / open) * half + guard + (openMs % open);

/** From 0 to 1, the same for the same text wherever it is reckoned (FNV-1a, then mixed). */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

export interface Morning {
  readonly today: IsoDate;
  readonly now: Instant;
  /** Of the county's settings. */
  readonly hour: number;
}

/** null in the evening: it is said tomorrow. */
export function sendAt(recipient: string, { today, now, hour }: Morning): Instant | null {
  const day = startOf(today);
  const part = fractionOf(recipient);
  const planned = day + Math.floor(dayTime(openTime(hour * hourMs) + part * 2 * open));
  if (planned >= now) return planned;
  const from = openTime(now - day);
  const room = Math.min(lateSpread, openTime(evening) - from);
  return room > 0 ? day + Math.floor(dayTime(from + part * room)) : null;
}
