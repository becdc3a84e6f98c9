/** Whether Telegram answers, as it was last seen. */
import type { Health } from '../../src/chat/message.ts';

export interface Pulse {
  reached(): void;
  /** @returns whether this is news */
  lost(why: string): boolean;
  health(): Health;
}

export function createPulse(now: () => number): Pulse {
  let health: Health = { state: 'starting', since: now(), why: null };
  const become = (state: Health['state'], why: string | null): boolean => {
    if (health.state === state && health.why === why) return false;
    health = { state, why, since: health.state === state ? health.since : now() };
    return true;
  };
  return {
    reached: () => void become('up', null),
    lost: (why) => become('down', why),
    health: () => health,
  };
}
