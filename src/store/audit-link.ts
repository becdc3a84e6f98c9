/** What the hash chain of the audit log is made of: salted digests of payloads, and links over the entries. */
import { createHash } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Stands for a payload, so that the payload can be erased and the chain still holds. */
export const digestOf = (salt: string, payload: string): string => sha256(`${salt}\n${payload}`);

/** What a link covers of an entry: all but the payload and its salt, which the digest stands for. */
export interface Linked {
  id: bigint;
  at: Date;
  inbox_id: bigint | null;
  person_id: string | null;
  verb: string;
  subject: string;
  digest: string;
}

const lineOf = (e: Linked): string =>
  JSON.stringify([String(e.id), e.at.toISOString(), String(e.inbox_id), e.person_id, e.verb, e.subject, e.digest]);

export const hashOf = (previous: string, seq: number, entries: readonly Linked[]): string =>
  sha256([previous, seq, ...entries.map(lineOf)].join('\n'));

/** Where a chain ends. */
export interface AuditHead {
  /** Number of the last link; 0 = nothing was written yet. */
  readonly seq: number;
  readonly hash: string;
  /** How many entries all links cover together. */
  readonly entries: number;
}
