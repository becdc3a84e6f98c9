/** What the invariants are checked by: the tables as they are, and what was said and sent; and what is asked of them often. */
import type { Said } from '../../builders/world.ts';
import type { Sent } from '../../builders/recording-adapter.ts';
import type { InboxRow, Tables } from './tables.ts';

export interface Evidence extends Tables {
  readonly sent: readonly Sent[];
  /** Messages that took the place of one already sent. */
  readonly updated: readonly Sent[];
  readonly said: readonly Said[];
  readonly needAnswer: ReadonlySet<string>;
  /** Days that were said in answer to earlier messages are not looked at: others were at work at the same time. */
  readonly figuresFrom?: number;
  readonly auditVerdict: { readonly ok: boolean };
}

/** An invariant that does not hold, by name. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: string;
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}

export type Check = (evidence: Evidence) => void;

/** Says which invariant is broken unless `holds`. */
export const holdsFor =
  (invariant: string) =>
  (holds: boolean, detail: () => string): void => {
    if (!holds) throw new Violation(invariant, detail());
  };

export const shanghaiDate = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** The day a message belongs to: when it was sent, in Shanghai; never later than it came in. */
export const dayOf = ({ payload }: InboxRow): string => shanghaiDate(Math.min(payload.sentAt, payload.receivedAt));

export const byId = <T extends { readonly id: number | string }>(rows: readonly T[]): ReadonlyMap<T['id'], T> =>
  new Map(rows.map((r) => [r.id, r]));

/** Who sent the message; null for somebody unknown. */
export const senderOf = (e: Tables, row: InboxRow | undefined): string | null =>
  e.account.find((a) => a.id === row?.sender_id)?.person_id ?? null;

export const holdersOn = (e: Tables, body: string, scopeId: string, on: string): string[] =>
  e.holder
    .filter((h) => h.body === body && h.scope_id === scopeId && h.from_on <= on && (h.to_on ?? '9999') >= on)
    .map((h) => h.person_id);

export const hasAccount = (e: Tables, personId: string): boolean => e.account.some((a) => a.person_id === personId);

/** The chat that belongs to one person; null for a group. */
export const ownerOf = (e: Tables, conversation: string): string | null =>
  e.account.find((a) => a.direct_conversation === conversation)?.person_id ?? null;
