/** What the chat needs of the store: taking messages in, working them in one transaction, and sending what came of it. */
import type { StoredMessage } from '../chat/message.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import { apply } from './apply.ts';
import { addSends } from './apply-sends.ts';
import { inTransaction, isLostRace, isStoreTrouble, type Database } from './database.ts';
import { loadDirectory, type LoadedDirectory } from './directory.ts';
import { grouped } from './grouped.ts';
import { loadFacts } from './facts.ts';
import { failMessage, keepMessages, takeMessages, type Taken, type TakenMessage } from './inbox.ts';
import { leaseMessages, settleMessages, type LeasedMessage, type PlatformTerms, type Settlement } from './outbox.ts';
import { loadSpeakers } from './speakers.ts';
import type { WorkResult } from './work-result.ts';

export type { LeasedMessage, PlatformTerms, Settlement, TakenMessage, WorkResult };

/** One transaction in which messages are taken, decided and applied. */
export interface Work {
  /** The oldest waiting message of each person, at most `limit`; `onlyId` takes that one alone. */
  take(limit: number, onlyId: bigint | null): Promise<Taken>;
  speakers(taken: readonly TakenMessage[], now: number): Promise<Facts[]>;
  facts(facts: readonly Facts[], needs: readonly Need[]): Promise<Facts[]>;
  directory(replies: readonly Reply[], facts: readonly Facts[]): Promise<LoadedDirectory>;
  apply(results: readonly WorkResult[], now: number): Promise<void>;
  /** Counts a failed attempt; true when the message is set aside now. */
  fail(id: bigint, failure: string): Promise<boolean>;
  addSends(results: readonly Pick<WorkResult, 'inboxId' | 'sends'>[]): Promise<void>;
}

export interface Store {
  /** False when this event was kept before. */
  keepMessage(message: StoredMessage): Promise<boolean>;
  inTransaction<T>(work: (tx: Work) => Promise<T>): Promise<T>;
  leaseMessages(terms: readonly PlatformTerms[], limit: number, leaseMs: number): Promise<LeasedMessage[]>;
  /** Returns what was recorded: a send refused too often for now is refused for good. */
  settleMessages(settlements: readonly Settlement[]): Promise<Settlement[]>;
  /** The error says that somebody else changed the same thing first: decide anew. */
  isConflict(error: unknown): boolean;
  /** The error is of the store, not of the message. */
  isTrouble(error: unknown): boolean;
}

export const storeOf = (db: Database): Store => ({
  keepMessage: grouped((messages: readonly StoredMessage[]) => keepMessages(db, messages)),
  inTransaction: (work) =>
    inTransaction(db, (tx) =>
      work({
        take: (limit, onlyId) => takeMessages(tx, db.county, limit, onlyId),
        speakers: (taken, now) => loadSpeakers(tx, db.county, taken, now),
        facts: (facts, needs) => loadFacts(tx, db.county, facts, needs),
        directory: (replies, facts) => loadDirectory(tx, db.county, replies, facts),
        apply: (results, now) => apply(tx, db.county, results, now),
        fail: (id, failure) => failMessage(tx, db.county, id, failure),
        addSends: (results) => addSends(tx, db.county, results),
      }),
    ),
  leaseMessages: (terms, limit, leaseMs) => leaseMessages(db, terms, limit, leaseMs),
  settleMessages: (settlements) => settleMessages(db, settlements),
  isConflict: isLostRace,
  isTrouble: isStoreTrouble,
});
