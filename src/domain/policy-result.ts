/** What is said of questions about the rules. */
import type { IsoDate } from './calendar.ts';
import type { PolicyAnswer } from './policy-answer.ts';
import type { PolicyFeedback } from './policy-asking.ts';

/** Whom to ask instead: names of the county's officers; empty where there are none, or they aren't named here. */
type Officers = readonly string[];

export type PolicyResult =
  | {
      readonly says: 'policy-answered';
      readonly answer: Extract<PolicyAnswer, { is: 'answered' }>;
      readonly on: IsoDate;
      /** Ids of documents above the one that answers first: they hold beside it. */
      readonly upper: readonly string[];
      /** The office itself answered it. */
      readonly byOffice: boolean;
    }
  | {
      readonly says: 'policy-refused';
      readonly answer: Extract<PolicyAnswer, { is: 'refused' }>;
      readonly on: IsoDate;
      readonly officers: Officers;
    }
  /** 问, and nothing else. */
  | { readonly says: 'policy-how-to' }
  | {
      readonly says: 'policy-rated';
      readonly feedback: PolicyFeedback;
      readonly isNew: boolean;
      readonly officers: Officers;
    };
