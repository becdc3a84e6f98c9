/** What somebody owes by a day or in every period, what was entered towards it, and what was said of its reminders. */
import type { Instant, IsoDate } from './calendar.ts';
import type { Citation } from './citation.ts';
import type { CountySeat, Place } from './county.ts';
import type { FileRef, ImageRef } from './dialogue.ts';
import type { Person } from './people.ts';

/** Who owes it. `scopeId` as of a seat: '' for the whole county. A body outside the county has nobody here: `outside`. */
export type Debtor =
  | { readonly is: 'person'; readonly id: string }
  | { readonly is: 'team'; readonly id: string }
  | { readonly is: 'body'; readonly body: string; readonly scopeId: string }
  | { readonly is: 'outside'; readonly body: string };

/**
 * The county's ledgers, by id; the vocabulary has their Chinese names and says which duty is closed by which. What has no ledger of its
 * own is closed by `other` (已办).
 */
export type Ledger =
  'study' | 'visit' | 'enquiry' | 'courtyard-meeting' | 'meeting' | 'training' | 'report' | 'roster' | 'other';

/** What a line of a ledger must be to count towards a duty. */
export interface EntryAsked {
  /** So many days, or more. */
  readonly days?: number | undefined;
  /** Of one of these. */
  readonly levels?: readonly string[] | undefined;
}

/** One duty of one debtor in one period. */
export interface Owed {
  /** Unique for good: duty, debtor, subject and first day of the period. */
  readonly key: string;
  /** Of the duty, such as `FD-11a.0`: provision and its place there. */
  readonly dutyKey: string;
  readonly debtor: Debtor;
  /** The cadre whom it is about, where it follows an event of theirs (change filed within 3 days); null elsewhere. */
  readonly subjectId: string | null;
  readonly family: string;
  readonly what: string;
  /** Whom it is owed to: every recipient that one closing serves. */
  readonly to: readonly string[];
  /** One, or several where a stricter upper document asks for the same. */
  readonly citations: readonly Citation[];
  readonly every: string | null;
  /** First day of the period, or the day of the event. */
  readonly fromOn: IsoDate;
  /** The last day on which it is in time; null where the text sets none (及时). */
  readonly dueOn: IsoDate | null;
  readonly atLeast: number;
  readonly unit: string;
  readonly done: number;
  /** `late`: past its last day and not done. */
  readonly state: 'open' | 'done' | 'late';
  readonly closedBy: Ledger;
  /** Which lines of its ledger count; left out = all of them. */
  readonly entry?: EntryAsked;
  /** Who is reminded: people by id, in the order of the roster; empty where nobody in the county holds the seat. */
  readonly peopleIds: readonly string[];
  /** The team whose groups are told; null where it is nobody's team. */
  readonly teamId: string | null;
  /** Working days before the last day on which it is reminded of, the earliest first. */
  readonly ahead: readonly number[];
  /** What a person has to look at, in words. */
  readonly flags: readonly string[];
}

/** A line in a ledger: what was done, by whom, on which day. It counts towards every duty of its ledger, and closes those in `closes`. */
export interface LedgerEntry {
  readonly id: string;
  readonly ledger: Ledger;
  readonly personId: string;
  /** As of that day. */
  readonly teamId: string | null;
  readonly on: IsoDate;
  readonly at: Instant;
  /** What was said of it, without the words that are kept as figures. */
  readonly text: string;
  /** How many took part; null where it was not said. */
  readonly people: number | null;
  /** How many days it took, in halves; null where it was not said. */
  readonly days: number | null;
  /** 县级, 市级, …, as it was said; null where it was not. */
  readonly level: string | null;
  /** The household or place, as it was said. */
  readonly place: string | null;
  readonly images: readonly ImageRef[];
  /** Documents that were sent along; left out = none. */
  readonly files?: readonly FileRef[];
  /** Keys of what it closes whole, whatever its day: a report names what it reports. */
  readonly closes: readonly string[];
}

/** What a line stands for where nobody said how many days it took. */
export const usualDays = 1;

/** Whether it counts where only some do: a level that was not said is none of those that are asked for. */
export const isAskedFor = ({ days, level }: Pick<LedgerEntry, 'days' | 'level'>, asked: EntryAsked = {}): boolean =>
  (asked.days === undefined || (days ?? usualDays) >= asked.days) &&
  (asked.levels === undefined || (level !== null && asked.levels.includes(level)));

/** What a person answered to a reminder. */
export interface DutyAnswer {
  readonly owedKey: string;
  readonly personId: string;
  /** 知道了: no more reminders ahead; 推迟: none before `until`. */
  readonly does: 'heard' | 'later';
  readonly until: IsoDate | null;
}

export interface DutyPerson extends Person {
  readonly termFrom: IsoDate | null;
  /** The last day. */
  readonly termTo: IsoDate | null;
  /** The first day on which they no longer belong to the county. */
  readonly leftOn: IsoDate | null;
  /** False when no account is bound. */
  readonly reachable: boolean;
}

/** What duties are reckoned from. People who have left are in it as long as something follows from their leaving. */
export interface DutyWorld {
  readonly people: readonly DutyPerson[];
  readonly places: readonly Place[];
  /** Holders and their deputies of today. */
  readonly seats: readonly CountySeat[];
  /** Of this period of each duty and the one before. */
  readonly entries: readonly LedgerEntry[];
  readonly answers: readonly DutyAnswer[];
  /** Keys of reminders that went out: see `src/reminders`. */
  readonly reminded: ReadonlySet<string>;
  /** The first day of which the county's records tell; left out = they go back far enough. */
  readonly since?: IsoDate;
  /** Provisions that this county turned off (false) or on (true) by chat, over its overlay. */
  readonly switches: Readonly<Record<string, boolean>>;
  /** Owed keys in the order of the last digest or list that was shown to the speaker: an answer names their numbers. */
  readonly listed: readonly string[];
  /** The day on which it was shown; null or left out where none was. */
  readonly listedOn?: IsoDate | null;
  /** Teams that have a group on some platform; left out where it is not asked for. */
  readonly groupTeams?: ReadonlySet<string>;
}
