/** What is counted of the chat. Nothing here knows by whom: src/metrics.ts does, tests have a list. */
import type { Instant } from '../domain/calendar.ts';

export type Loop = 'worker' | 'sender';

/** `later`: refused for now, and to be tried again. */
export type SendFate = 'sent' | 'unknown' | 'refused' | 'later';

export interface Meter {
  /** A loop has come round once more. */
  turned(loop: Loop): void;
  /** `fresh` is false for an event that the platform delivered before. */
  received(platform: string, fresh: boolean): void;
  /** A batch was committed; when each of its messages had come in. */
  worked(receivedAt: readonly Instant[], now: Instant): void;
  failed(): void;
  setAside(): void;
  /** `receivedAt`: when the message came in that this answers; null where it answers none. */
  sent(platform: string, fate: SendFate, receivedAt: Instant | null, now: Instant): void;
  /** Until when a platform is left alone; null = it takes sends. */
  paused(platform: string, until: Instant | null): void;
}

const nothing = (): void => undefined;

export const noMeter: Meter = {
  turned: nothing,
  received: nothing,
  worked: nothing,
  failed: nothing,
  setAside: nothing,
  sent: nothing,
  paused: nothing,
};
