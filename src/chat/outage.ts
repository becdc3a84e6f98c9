/** The store away and back again: each said once, however often it is tried in between. */
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar.ts';
import type { Loop } from './meter.ts';

export interface Outage {
  lost(error: unknown): void;
  /** Called at each turn that went well. */
  reached(): void;
}

export function outageOf(loop: Loop | 'fetcher' | 'platforms', log: Logger, now: () => Instant): Outage {
  let since: Instant | null = null;
  return {
    lost(error) {
      if (since !== null) return;
      since = now();
      log.error({ loop, failure: error instanceof Error ? error.name : 'unknown' }, 'store not reached');
    },
    reached() {
      if (since === null) return;
      log.info({ loop, awaySeconds: Math.round((now() - since) / 1000) }, 'store reached again');
      since = null;
    },
  };
}
