/** When the stream of events that a gateway holds is taken from whoever has it: as the last resort, and seldom, for it may be somebody who lives. */
import type { Terms } from './config.ts';
import { TAKEOVER_WHY, WechatTrouble } from './trouble.ts';

export interface TakeoverParts {
  readonly terms: Pick<Terms, 'takeoverMs' | 'takeoverAgainMs'>;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

export interface Takeover {
  /** A child has found the stream with somebody else. */
  refused(): void;
  /** Whatever comes next is no part of what was refused before. */
  paused(): void;
  /** Whether the child that begins now takes the stream. Where it does, it is reported, and no other does for a long time. */
  claim(): boolean;
}

export function createTakeover({ terms, now, report }: TakeoverParts): Takeover {
  /** null = it was not refused last. */
  let refusedSince: number | null = null;
  let takenAt: number | null = null;
  return {
    refused: () => void (refusedSince ??= now()),
    paused: () => void (refusedSince = null),
    claim() {
      if (refusedSince === null || now() - refusedSince < terms.takeoverMs) return false;
      if (takenAt !== null && now() - takenAt < terms.takeoverAgainMs) return false;
      takenAt = now();
      report(new WechatTrouble(TAKEOVER_WHY));
      return true;
    },
  };
}
