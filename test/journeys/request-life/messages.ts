/** What somebody says, with everything that it names already known: which request, which button, which content was quoted. */
import type { Day, Verdict } from './state.ts';

/** How an answer names its request. */
export type By =
  | { readonly by: 'code'; readonly requestId: string }
  | { readonly by: 'quote'; readonly requestId: string; readonly revision: number }
  | {
      readonly by: 'button';
      readonly requestId: string;
      readonly revision: number;
      readonly step: number;
      /** To whom it was sent. */
      readonly owner: string;
    }
  | { readonly by: 'numbers'; readonly numbers: readonly number[] }
  | { readonly by: 'bare' }
  | { readonly by: 'all' };

export type Saying =
  | { readonly say: 'ask'; readonly from: Day; readonly to: Day }
  | { readonly say: 'confirm' | 'reason' | 'todo' | 'end-deputy' | 'photo' | 'tick' }
  | { readonly say: 'answer'; readonly verdict: Verdict; readonly note: boolean; readonly which: By }
  | { readonly say: 'edit'; readonly requestId: string; readonly from: Day; readonly to: Day }
  | { readonly say: 'correct'; readonly requestId: string; readonly from: Day; readonly to: Day }
  | { readonly say: 'withdraw' | 'nudge' | 'object'; readonly requestId: string }
  | { readonly say: 'transfer'; readonly requestId: string; readonly to: string }
  | { readonly say: 'add-approver'; readonly requestId: string; readonly to: string }
  | { readonly say: 'deputy'; readonly who: string; readonly from: Day; readonly to: Day }
  | {
      readonly say: 'paper';
      readonly requestId: string;
      readonly verdict: 'approve' | 'reject';
      readonly seat: string;
      readonly photo: boolean;
    }
  | { readonly say: 'receipt'; readonly requestId: string; readonly by: 'button' | 'quote' }
  | { readonly say: 'end-leave'; readonly requestId: string; readonly yesterday: boolean }
  | { readonly say: 'extend'; readonly requestId: string; readonly days: number }
  | { readonly say: 'proxy'; readonly applicant: string; readonly from: Day; readonly to: Day };

/** The saying of that name. */
export type Of<K extends Saying['say']> = Extract<Saying, { say: K }>;

export interface Message {
  readonly inboxId: bigint;
  readonly who: string;
  readonly sentAt: number;
  readonly saying: Saying;
}

/** What comes of a message: the one reply (any of these; '' for none), and who else is told what, as `person:says`. */
export interface Outcome {
  readonly replies: readonly string[];
  readonly told: readonly string[];
}
