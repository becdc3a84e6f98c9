/** Duties as the packs of a county say them, and the words in them that stand for people. */
import type { Citation } from '../domain/citation.ts';
import type { Ledger } from '../domain/duty.ts';
import type { Duty as DutyTerms, scopes } from './schema.ts';
import type { eventKinds } from './schema-facts.ts';

/** What somebody owes in every period, by a date or after an event. */
export interface Duty {
  /** `FD-11a.0`: the provision and its place there. Amended articles keep it. */
  readonly key: string;
  readonly family: string;
  readonly summary: string;
  readonly citation: Citation;
  /** Posts, teams or bodies that owe it, by their local names. */
  readonly by: readonly string[];
  readonly to: readonly string[];
  /** The ledger whose entries count towards it. */
  readonly closedBy: Ledger;
  /** Working days before the last one that is in time, the earliest first. */
  readonly ahead: readonly number[];
  /** What `terms.after` follows: something that the roster tells, or only somebody's word; null where it follows nothing. */
  readonly event: (typeof eventKinds)[number] | null;
  /** What the readings taken here make of its days. */
  readonly readAs: ReadAs;
  /** As the pack writes it. */
  readonly terms: DutyTerms;
}

interface ReadAs {
  /** Days after an event are working days. */
  readonly countsWorkdays: boolean;
  /** A last day of rest stays where it is; else it moves on to the next working day. */
  readonly staysOnRestDay: boolean;
  /** A period without a working day asks for nothing. */
  readonly skipsDaysOff: boolean;
  /** What was reported after the last day sets off the duty of the next period. */
  readonly carriesOver: boolean;
}

/**
 * What a word in `by` stands for, by its local name; posts under every name that a roster may have for them. `team`: one owes for all
 * where a member has such a post, none known where the packs only name it. `each`: every cadre with such a post owes singly.
 */
export type Party =
  | { readonly name: string; readonly is: 'post' | 'team' | 'each'; readonly posts: readonly string[] }
  | { readonly name: string; readonly is: 'body'; readonly scope: (typeof scopes)[number] };
