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
import {
  delayFetch,
  leaseFetches,
  renewFetches,
  settleFetches,
  type Fetched,
  type LeasedFetch,
} from './image-fetch.ts';
import { failMessage, keepMessages, takeMessages, type Taken, type TakenMessage } from './inbox.ts';
import { moveSends, type MovedSend, type Stranded } from './fall-over.ts';
import { nextPlaceMs, type LimitedPlatform } from './limited-lease.ts';
import { leaseMessages, settleMessages, type LeasedMessage, type PlatformTerms, type Settlement } from './outbox.ts';
import { overCap, type OverCap } from './over-cap.ts';
import { loadSpeakers } from './speakers.ts';
import { findUnknown, settleUnknown, type SettledUnknown, type UnknownSend, type WrittenIn } from './unknown-sends.ts';
import { takeUntoldGaps, type UntoldGaps } from './untold-gaps.ts';
import type { Send, WorkResult } from './work-result.ts';

export type {
  Fetched,
  LeasedFetch,
  LeasedMessage,
  MovedSend,
  LimitedPlatform,
  PlatformTerms,
  SettledUnknown,
  Settlement,
  TakenMessage,
};
export type { Send, UnknownSend, UntoldGaps, WorkResult, WrittenIn };

/** One transaction in which messages are taken, decided and applied. */
export interface Work {
  /** The oldest waiting message of each person, at most `limit`; `onlyId` takes that one alone. */
  take(limit: number, onlyId: bigint | null): Promise<Taken>;
  speakers(taken: readonly TakenMessage[], now: number): Promise<Facts[]>;
  facts(facts: readonly Facts[], needs: readonly Need[]): Promise<Facts[]>;
  /** `platforms`: those in use, whose accounts go before others; none = nothing is known of it. */
  directory(
    replies: readonly Reply[],
    facts: readonly Facts[],
    platforms?: readonly string[],
  ): Promise<LoadedDirectory>;
  /** Sends to these people in these direct chats whose fate is unknown, oldest first. */
  unknownSends(chats: readonly WrittenIn[]): Promise<UnknownSend[]>;
  settleUnknown(settled: readonly SettledUnknown[]): Promise<void>;
  /** When these accounts' platforms were not heard, where that is still to be said there; it counts as said then. */
  takeUntoldGaps(accountIds: readonly string[], now: number): Promise<UntoldGaps[]>;
  apply(results: readonly WorkResult[], now: number): Promise<void>;
  /** Counts a failed attempt; true when the message is set aside now. */
  fail(id: bigint, failure: string): Promise<boolean>;
  addSends(results: readonly Pick<WorkResult, 'inboxId' | 'sends'>[]): Promise<void>;
}

export interface Store {
  /** False when this event was kept before. */
  keepMessage(message: StoredMessage): Promise<boolean>;
  /** Messages whose images are to be fetched, at most `limit`, for `leaseMs`; none of the platforms `notOn`. */
  leaseFetches(limit: number, leaseMs: number, notOn?: readonly string[]): Promise<LeasedFetch[]>;
  /** Writes the images to their messages, which may be worked then. */
  settleFetches(fetched: readonly Fetched[]): Promise<void>;
  /** They are still being fetched: theirs for `leaseMs` from now. */
  renewFetches(leased: readonly LeasedFetch[], leaseMs: number): Promise<void>;
  /** Another try, so much later. */
  delayFetch(leased: LeasedFetch, waitMs: number): Promise<void>;
  inTransaction<T>(work: (tx: Work) => Promise<T>): Promise<T>;
  /** `now`: until when what was put off is due; left out = this moment. */
  leaseMessages(
    terms: readonly PlatformTerms[],
    limit: number,
    leaseMs: number,
    now?: number,
  ): Promise<LeasedMessage[]>;
  /** In how many ms something that a limit of the platform holds back may be leased; null = nothing is. */
  nextPlaceMs(platform: LimitedPlatform): Promise<number | null>;
  /** Those of the platforms whose next place is more than `waitMs` away by a limit of the whole bot. */
  overCap(platforms: readonly LimitedPlatform[], waitMs: number): Promise<OverCap[]>;
  /** Moves what does not reach its person to an account of theirs on one of these platforms. */
  moveSends(stranded: Stranded, to: readonly string[]): Promise<MovedSend[]>;
  /** Returns what was recorded: a send refused too often for now, or for too long, is refused for good. */
  settleMessages(settlements: readonly Settlement[], now: number): Promise<Settlement[]>;
  /** The error says that somebody else changed the same thing first: decide anew. */
  isConflict(error: unknown): boolean;
  /** The error is of the store, not of the message. */
  isTrouble(error: unknown): boolean;
}

export const storeOf = (db: Database): Store => ({
  keepMessage: grouped((messages: readonly StoredMessage[]) => keepMessages(db, messages)),
  leaseFetches: (limit, leaseMs, notOn) => leaseFetches(db, limit, leaseMs, notOn),
  renewFetches: (leased, leaseMs) => renewFetches(db, leased, leaseMs),
  settleFetches: (fetched) => settleFetches(db, fetched),
  delayFetch: (leased, waitMs) => delayFetch(db, leased, waitMs),
  inTransaction: (work) =>
    inTransaction(db, (tx) =>
      work({
        take: (limit, onlyId) => takeMessages(tx, db.county, limit, onlyId),
        speakers: (taken, now) => loadSpeakers(tx, db.county, taken, now),
        facts: (facts, needs) => loadFacts(tx, db.county, facts, needs),
        directory: (replies, facts, platforms) => loadDirectory(tx, db.county, replies, facts, platforms),
        unknownSends: (chats) => findUnknown(tx, db.county, chats),
        settleUnknown: (settled) => settleUnknown(tx, db.county, settled),
        takeUntoldGaps: (accountIds, now) => takeUntoldGaps(tx, db.county, accountIds, now),
        apply: (results, now) => apply(tx, db.county, results, now),
        fail: (id, failure) => failMessage(tx, db.county, id, failure),
        addSends: (results) => addSends(tx, db.county, results),
      }),
    ),
  leaseMessages: (terms, limit, leaseMs, now) => leaseMessages(db, terms, limit, leaseMs, now),
  nextPlaceMs: (platform) => nextPlaceMs(db, platform),
  overCap: (platforms, waitMs) => overCap(db, platforms, waitMs),
  moveSends: (stranded, to) => moveSends(db, stranded, to),
  settleMessages: (settlements, now) => settleMessages(db, settlements, now),
  isConflict: isLostRace,
  isTrouble: isStoreTrouble,
});
