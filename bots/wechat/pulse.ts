/** How the account is: whether it is signed in, hears, and may speak. */
import type { Health, SignIn } from '../../src/chat/message.ts';
import type { Terms } from './config.ts';
import type { FromChild } from './protocol.ts';
import { LOST_WHY, SIGNED_OUT_WHY } from './trouble.ts';

export interface Pulse {
  health(): Health;
  signIn(): SignIn | null;
  /** Contact id and shown name of the account; null = not known. */
  self(): { readonly id: string; readonly name: string | null } | null;
  /** Another process has the account. */
  standby(): void;
  /** A child is about to be started. */
  starting(): void;
  heard(said: FromChild): void;
  /** There is no child any more. @returns whether this is news */
  lost(why: string): boolean;
  stopped(): void;
  /** A send was refused as of an account that is signed out: it counts as such until one leaves, somebody is heard, or it is signed in. */
  doubt(): void;
  /** A send has left. */
  believe(): void;
  /** Signed in for all that its gateway says: only another send can tell. */
  isDoubted(): boolean;
  /** The child has given no sign of life for too long. */
  isDead(): boolean;
  /** Resolves once it is known to be up or not, or after so many ms. */
  known(withinMs: number): Promise<void>;
}

export interface PulseParts {
  readonly now: () => number;
  readonly terms: Pick<Terms, 'pingMs' | 'loginMs' | 'silentMs' | 'bootMs'>;
  /** Epoch ms; null = the account may send. */
  readonly quietUntil: () => number | null;
  /** When the oldest message came that is not stored yet, epoch ms; null = all are. */
  readonly oldestInHand: () => number | null;
}

/** A lost message counts as a short outage, so that people are told of the time in which it came; in ms, more than a gap that is too short to tell. */
const LOSS_MS = 4_000;

/** So many signs of life may fail to come before the account counts as deaf. */
const MISSED_PINGS = 2.5;

export function createPulse({ now, terms, quietUntil, oldestInHand }: PulseParts): Pulse {
  let health: Health = { state: 'starting', since: now(), why: null };
  let self: { id: string; name: string | null } | null = null;
  let scan: SignIn | null = null;
  let isLoggedOut = false;
  /** WeChat refused a send of the account as of one that is signed out, and its gateway does not know. */
  let isDoubted = false;
  let saidHello = false;
  /** Of this child; null = nothing yet. */
  let firstSignAt: number | null = null;
  let lastSignAt = now();
  /** When all that had come had also been handed over. */
  let caughtUpAt: number | null = null;
  /** null = nothing was lost lately. */
  let lostAt: number | null = null;
  let waiting: (() => void)[] = [];

  function become(state: Health['state'], why: string | null): boolean {
    const isNews = health.state !== state || health.why !== why;
    // Another reason is no other outage.
    if (isNews) health = { state, why, since: health.state === state ? health.since : now() };
    if (state !== 'starting') for (const resolve of waiting.splice(0)) resolve();
    return isNews;
  }

  const hasLost = (): boolean => lostAt !== null && now() - lostAt < LOSS_MS;
  const hears = (): boolean => self !== null && !isDoubted && !hasLost();

  /** What follows from the clock alone, and from what was heard of a child that lives. */
  function look(): void {
    if (firstSignAt === null) return;
    if (scan !== null) become('down', 'scan-needed');
    else if (self === null) {
      if (isLoggedOut || now() - firstSignAt >= terms.loginMs) become('down', SIGNED_OUT_WHY);
    } else if (now() - lastSignAt > terms.pingMs * MISSED_PINGS) become('down', 'silent');
    else if (isDoubted) become('down', SIGNED_OUT_WHY);
    else if (hasLost()) become('down', LOST_WHY);
    else if (quietUntil() !== null) become('down', 'warned');
    else become('up', null);
  }

  function forgetChild(): void {
    self = scan = firstSignAt = lostAt = null;
    isLoggedOut = isDoubted = saidHello = false;
    lastSignAt = now();
  }

  function learn(said: FromChild): void {
    if (said.is === 'hello' || said.is === 'alive') {
      saidHello = true;
      lastSignAt = now();
    }
    if (said.is === 'alive') {
      firstSignAt ??= now();
      if (said.caughtUp && hears()) caughtUpAt = now();
    } else if (said.is === 'message') {
      isDoubted = false;
    } else if (said.is === 'trouble') {
      if (said.why === LOST_WHY && self !== null) lostAt = now();
    } else if (said.is === 'login') {
      self = { id: said.selfId, name: said.name };
      caughtUpAt = now();
      scan = null;
      isLoggedOut = isDoubted = false;
    } else if (said.is === 'logout') {
      self = null;
      isLoggedOut = true;
    } else if (said.is === 'scan' && self === null) {
      scan = said.scan === null ? null : { scan: said.scan, since: now() };
    }
  }

  return {
    health() {
      look();
      const heardAt = caughtUpAt === null ? null : Math.min(caughtUpAt, oldestInHand() ?? caughtUpAt);
      return { ...health, heardAt };
    },
    signIn: () => scan,
    self: () => self,
    standby() {
      forgetChild();
      become('standby', 'another-process');
    },
    starting() {
      forgetChild();
      if (health.state !== 'down' || health.why === 'stopped') become('starting', null);
    },
    heard(said) {
      learn(said);
      look();
    },
    lost(why) {
      forgetChild();
      return become('down', why);
    },
    stopped() {
      forgetChild();
      become('down', 'stopped');
    },
    doubt: () => void (isDoubted = self !== null),
    believe: () => void (isDoubted = false),
    isDoubted() {
      look();
      return isDoubted && health.why === SIGNED_OUT_WHY;
    },
    isDead: () => now() - lastSignAt >= (saidHello ? terms.silentMs : terms.bootMs),
    known: (withinMs) =>
      new Promise((resolve) => {
        if (health.state !== 'starting') {
          resolve();
          return;
        }
        const timer = setTimeout(resolve, withinMs);
        waiting = [
          ...waiting,
          () => {
            clearTimeout(timer);
            resolve();
          },
        ];
      }),
  };
}
