/** How an account of WeChat sends so that it is left in peace: how much, how fast, and not at all for a while once it was warned. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendLimit } from '../../src/chat/message.ts';
import type { Config } from './config.ts';
import { MAX_TEXT } from './schema.ts';
import { quietOf, type Quiet } from './quiet.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Two sends of an account are at least so far apart, in ms. */
const apartMs = 4 * secondMs;

/** A message is sent so long after its turn began, at most, in ms: a send has to end within 10 s, and the gateway needs some of them. */
export const LONGEST_TURN_MS = 6 * secondMs;

/** What is kept free for answers, of what may be said in an hour and in a day: whoever writes is not to wait because others were reminded. */
const answersShare = 0.2;

/**
 * What is kept to at every instant, however the window is laid. WeChat publishes no limits, and an account that breaks them is lost; people
 * report accounts that were warned after some 500 messages into groups in a day, after 60 at once, after 120 at two a second. These numbers are
 * a choice well under that: nobody types faster than one in 4 s; somebody at a service desk keeps up 8 a minute only now and then, 150 an hour
 * for a busy morning; one chat never takes more than half of a minute; a group has room for one reminder and one answer, so
 * what it is to be told at once it is told in one message.
 */
export const capsOf = (dailyCap: number): SendLimit[] => [
  { of: 'app', count: 1, perMs: apartMs },
  { of: 'app', count: 8, perMs: minuteMs },
  { of: 'app', count: 150, perMs: hourMs, answersShare },
  { of: 'app', count: dailyCap, perMs: 24 * hourMs, answersShare },
  { of: 'chat', count: 4, perMs: minuteMs },
  { of: 'group', count: 2, perMs: 10 * minuteMs, joinedUpTo: MAX_TEXT },
];

/**
 * The caps as whoever hands out the sends has to keep them: the first of a window may leave late in its turn, and the last early. Nothing is
 * added to what is kept apart by the turns themselves.
 */
export const limitsOf = (dailyCap: number, haste = 1): SendLimit[] =>
  capsOf(dailyCap).map((cap) => {
    const perMs = cap.perMs === apartMs ? cap.perMs : cap.perMs + LONGEST_TURN_MS;
    return { ...cap, perMs: Math.ceil(perMs / haste) };
  });

export interface Pace extends Quiet {
  /**
   * Waits for the place of a text of `length` UTF-16 code units: one after another, as if somebody read, thought and typed. It takes at most
   * {@link LONGEST_TURN_MS} once those before are through. @returns false where the signal aborted: nothing is to be sent then
   */
  turn(length: number, signal: AbortSignal): Promise<boolean>;
}

type PaceConfig = Pick<Config, 'folder' | 'report' | 'now' | 'wait' | 'random' | 'haste'>;

/** The account may just have sent something before a restart: its first turn keeps apart from that too. */
export function createPace({ config }: { readonly config: PaceConfig }): Pace {
  const { now = Date.now, wait = waiting, random = Math.random, haste = 1 } = config;
  let before: Promise<unknown> = Promise.resolve();
  let lastAt = now();
  async function take(length: number, signal: AbortSignal): Promise<boolean> {
    const apart = apartMs * (1 + 0.45 * random()) - haste * (now() - lastAt);
    const ms = Math.min(LONGEST_TURN_MS, Math.max(typingMs(length, random), apart)) / haste;
    if (!signal.aborted) await wait(ms, signal);
    if (signal.aborted) return false;
    lastAt = now();
    return true;
  }
  return {
    ...quietOf({ ...config, now }),
    turn(length, signal) {
      const mine = before.then(() => take(length, signal));
      before = mine;
      return unlessAborted(mine, signal);
    },
  };
}

/** 0.6–2.5 s until somebody begins to type, then 35 ms a letter, up to where they would have copied it; never the same twice. At most 5.9 s. */
const typingMs = (length: number, random: () => number): number =>
  600 + 1900 * random() + Math.min(2600, 35 * length) * (0.7 + 0.6 * random());

const waiting = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(Math.ceil(ms), undefined, { signal }).catch(() => undefined);

/** Whoever waits behind others need not wait for them to give up. */
const unlessAborted = (turn: Promise<boolean>, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const over = (): void => resolve(false);
    if (signal.aborted) over();
    signal.addEventListener('abort', over, { once: true });
    void turn.then((isOne) => {
      signal.removeEventListener('abort', over);
      resolve(isOne);
    });
  });
