/** How a chat platform stands, as it is kept and shown; platforms go by name only. */
import type { Instant } from './calendar.ts';

/** What is noted of it. `since`: of the state, epoch ms. */
export interface PlatformSeen {
  readonly platform: string;
  readonly state: 'up' | 'starting' | 'down';
  /** A short name such as `scan-needed`; null = nothing is wrong, or nothing is known. */
  readonly why: string | null;
  readonly since: Instant;
  /** What the operator scans so that the bot is signed in; null = there is nothing to scan. */
  readonly signIn: { readonly scan: string; readonly since: Instant } | null;
}

export interface PlatformStanding extends PlatformSeen {
  /** Since when there is trouble with it, of whatever kind; null = there is none. */
  readonly troubleSince: Instant | null;
  /** When a running service noted it last. */
  readonly notedAt: Instant;
}

/** A time in which nothing that was said there was heard. */
export interface HearingGap {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** `scan`: somebody has to sign the bot in; `warned`: the platform threatens its account; `out`: it is tried again by itself. */
export const platformTroubles = ['scan', 'warned', 'out'] as const;
export type PlatformTrouble = (typeof platformTroubles)[number];

const scanIsNeeded: readonly (string | null)[] = ['scan-needed', 'logged-out'];

/** null = it works. */
export function troubleOf({ state, why, signIn }: PlatformSeen): PlatformTrouble | null {
  if (signIn !== null || (state !== 'up' && scanIsNeeded.includes(why))) return 'scan';
  if (why === 'warned') return 'warned';
  return state === 'up' ? null : 'out';
}
