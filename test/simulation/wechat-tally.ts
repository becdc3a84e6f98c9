/** What a day on WeChat came to, counted from what went out and nothing else. */
import type { SendLimit } from '../../src/chat/message.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { SentOn } from './wechat-account.ts';
import type { AccountName } from './wechat-county.ts';
import type { Day } from './wechat-day.ts';

const minuteMs = 60_000;

/** The most in any window so long, however it is laid. @param at in order */
export function mostIn(at: readonly Instant[], perMs: number): number {
  let [from, most] = [0, 0];
  at.forEach((now, i) => {
    while (now - (at[from] ?? now) >= perMs) from += 1;
    most = Math.max(most, i - from + 1);
  });
  return most;
}

export function groupedBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** Each cap of the account with the most that was sent in one of its windows. */
export function againstCaps(
  sent: readonly SentOn[],
  platform: AccountName,
  caps: readonly SendLimit[],
): { readonly cap: SendLimit; readonly most: number }[] {
  const own = sent.filter((s) => s.platform === platform);
  const chats = [...groupedBy(own, (s) => s.conversation)];
  return caps.map((cap) => {
    const of = chats.filter(([chat]) => cap.of === 'chat' || chat.startsWith('room-')).map(([, those]) => those);
    const counted = cap.of === 'app' ? [own] : of;
    return { cap, most: Math.max(0, ...counted.map((those) => mostIn(those.map((s) => s.at), cap.perMs))) }; // prettier-ignore
  });
}

/** How long each who wrote to the account waited for the first answer, in minutes, shortest first; null = they wait yet. */
export function waits(day: Day, isOf: (said: Day['said'][number]) => boolean): (number | null)[] {
  const settledAt = new Map(day.settled.map((s) => [s.id, s.at]));
  const answers = groupedBy(day.rows, (row) => row.inboxId);
  const found = day.said.filter(isOf).map((said) => {
    const at = (answers.get(said.inboxId) ?? [])
      .filter((row) => row.personId === said.personId)
      .flatMap((row) => settledAt.get(row.id) ?? []);
    return at.length > 0 ? (Math.min(...at) - said.at) / minuteMs : null;
  });
  return found.sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
}

/** @param sorted shortest first */
export const quantile = (sorted: readonly (number | null)[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
