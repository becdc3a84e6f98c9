/** A deputy (代理): answers for the seats of another for a time, and only then. */
import type { Instant, IsoDate } from './calendar.ts';

export interface Deputy {
  readonly id: string;
  /** Whose seats are answered for. */
  readonly principalId: string;
  readonly deputyId: string;
  readonly fromOn: IsoDate;
  /** The last day. */
  readonly toOn: IsoDate;
  /** The principal, or the officer. */
  readonly namedBy: string;
  readonly namedAt: Instant;
}

export const isDeputyOn = ({ fromOn, toOn }: Deputy, on: IsoDate): boolean => fromOn <= on && on <= toOn;
