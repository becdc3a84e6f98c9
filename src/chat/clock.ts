/**
 * The county's clock. A tick is a message like any other: it is kept in the inbox under the name of its slot, so that
 * with several processes it comes once, and is worked in a transaction with what comes of it.
 *
 * A tick only asks what is due now: a slot of the past is never made up for, because what a tick does goes by the state
 * of the requests and not by the slots before it.
 */
import type { Logger } from 'pino';
import type { ClockSlot } from '../commands/clock.ts';
import { dateOf, hourOf, startOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { StoredMessage } from './message.ts';

/** `duties`: what falls due, each morning (src/reminders). */
export type SlotName = ClockSlot | 'duties';

/** A part of a day in Shanghai at which the clock has something to do, once. */
export interface Slot {
  readonly name: SlotName;
  /** Unique for good, as `2026-12-02/morning` or `2026-12-02/hour-09`. */
  readonly key: string;
  /** When it begins. */
  readonly at: Instant;
}

const hourMs = 3_600_000;
const tickMs = 60_000;
/** Nobody is written to before eight; from eight in the evening it is asked who is back. */
const morning = 8;
const evening = 20;
/** While hardly anybody writes, upkeep comes oftener: each tick takes a part of what there is to do, and most is done before the morning. */
const nightFrom = 1;
const nightTo = 6;
const nightMs = 600_000;

/** The slots that an instant falls in: always one of upkeep, at most one part of the day with its duties, and by day one hour. */
export function dueSlots(now: Instant): Slot[] {
  const on = dateOf(now);
  const hour = hourOf(now);
  const slot = (name: SlotName, from: number, label: string = name): Slot => ({
    name,
    key: `${on}/${label}`,
    at: startOf(on) + from * hourMs,
  });
  const upkeep = upkeepSlot(on, now, hour >= nightFrom && hour < nightTo ? nightMs : hourMs);
  if (hour < morning) return [upkeep];
  return [
    upkeep,
    ...(hour < evening ? [slot('morning', morning), slot('duties', morning)] : [slot('evening', evening)]),
    ...(hour <= evening ? [slot('hour', hour, `hour-${String(hour).padStart(2, '0')}`)] : []),
  ];
}

/** `2026-12-02/upkeep-01:40`. By day each hour: a server that is off at night has its turn as soon as it is on. */
function upkeepSlot(on: IsoDate, now: Instant, everyMs: number): Slot {
  const at = now - (now % everyMs);
  const minutes = Math.round((at - startOf(on)) / 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return { name: 'upkeep', key: `${on}/upkeep-${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, at };
}

/** The sender's name of a tick, as a platform's; no adapter has it. */
const platform = 'clock';
/** Whatever one sender says is worked in turn: no reminder waits for upkeep, nor what falls due for the rest of the morning. */
const senders: Partial<Record<SlotName, string>> = { upkeep: 'clock-upkeep', duties: 'clock-duties' };

/** As said in a group, for nobody is answered. */
export const tickMessage = ({ name, key, at }: Slot, now: Instant): StoredMessage => ({
  platform,
  eventKey: key,
  messageId: key,
  conversation: platform,
  chatKind: 'group',
  senderId: senders[name] ?? platform,
  senderName: null,
  sentAt: at,
  receivedAt: now,
  kind: 'other',
  otherKind: name,
  text: '',
  mentionsBot: false,
  quote: null,
  forwarded: false,
  edited: false,
  location: null,
  images: [],
  action: null,
});

/** Which slot a message is the tick of; null for a message of a person. */
export const slotOf = (message: Pick<StoredMessage, 'platform' | 'otherKind'>): SlotName | null =>
  message.platform === platform ? (slotNames.find((name) => name === message.otherKind) ?? null) : null;

const slotNames: readonly SlotName[] = ['morning', 'evening', 'hour', 'duties', 'upkeep'];

export interface ClockDeps {
  /** False when the slot was kept before, by this process or another. */
  readonly keep: (message: StoredMessage) => Promise<boolean>;
  readonly now: () => Instant;
  readonly log: Logger;
  /** Calls `tick` each minute; in tests by hand. */
  readonly every?: (tick: () => void) => { stop(): void };
}

export interface Clock {
  /** No tick after that; resolves once the one in hand is kept. */
  stop(): Promise<void>;
}

/** Looks now and each minute for what is due. A slot that could not be kept is tried again with the next look. */
export function startClock({ keep, now, log, every = eachMinute }: ClockDeps): Clock {
  const kept = new Set<string>();
  let inHand: Promise<unknown> = Promise.resolve();
  const keepAll = async (slots: readonly Slot[], at: Instant): Promise<void> => {
    for (const slot of slots)
      try {
        await keep(tickMessage(slot, at));
      } catch (error) {
        kept.delete(slot.key);
        log.error({ slot: slot.key, failure: error instanceof Error ? error.name : 'unknown' }, 'tick not kept');
      }
  };
  const look = (): void => {
    const at = now();
    const due = dueSlots(at);
    const fresh = due.filter((slot) => !kept.has(slot.key));
    for (const key of kept) if (!due.some((slot) => slot.key === key)) kept.delete(key);
    for (const slot of fresh) kept.add(slot.key);
    inHand = Promise.all([inHand, keepAll(fresh, at)]);
  };
  const ticks = every(look);
  look();
  return {
    async stop() {
      ticks.stop();
      await inHand;
    },
  };
}

/**
 * An interval counts by the monotonic clock. A schedule by the wall clock (node-cron 4.6) stays silent for eight hours
 * where the server's clock is set back by eight, and walks every minute of a jump forwards.
 */
function eachMinute(tick: () => void): { stop(): void } {
  const timer = setInterval(tick, tickMs);
  return { stop: () => clearInterval(timer) };
}
