/** The bot's own open question to one person: at most one at a time, kept across restarts. */
import type { Instant, IsoDate } from './calendar.ts';
import type { Half } from './leave.ts';

/** What is known so far of the leave that is being asked for. */
export interface LeaveDraft {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly fromHalf: Half;
  readonly toHalf: Half;
  readonly saidDays: number | null;
  readonly kind: string | null;
  readonly reason: string | null;
}

export type Question =
  | { readonly about: 'leave'; readonly asked: 'from' | 'to' | 'reason' | 'confirm'; readonly draft: LeaveDraft }
  | { readonly about: 'make-up'; readonly asked: 'on' | 'reason'; readonly on: IsoDate | null }
  | { readonly about: 'rejection'; readonly requestId: string; readonly version: number }
  | {
      readonly about: 'which-request';
      readonly verdict: 'approve' | 'reject';
      readonly note: string | null;
      readonly requestIds: readonly string[];
    }
  /** A log whose day could not be read: its text is kept while the day is asked. */
  | { readonly about: 'log'; readonly text: string; readonly images: readonly ImageRef[] }
  | { readonly about: 'photo'; readonly images: readonly ImageRef[] };

export interface ImageRef {
  readonly sha256: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

export interface Dialogue {
  /** The inbox message that opened it; a button of an older one is stale. */
  readonly id: string;
  readonly question: Question;
  readonly askedAt: Instant;
}

const dayMs = 86_400_000;

/** A question waits a day for its answer. */
export const isExpired = (dialogue: Dialogue, now: Instant): boolean => now - dialogue.askedAt > dayMs;
