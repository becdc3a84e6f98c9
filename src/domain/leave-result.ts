/** What is said while a leave is being asked for. */
import type { IsoDate } from './calendar.ts';
import type { Citation } from './citation.ts';
import type { SpanProblem } from './date-problem.ts';
import type { LeaveDraft } from './dialogue.ts';
import type { Request } from './request.ts';
import type { LeavePreview, ShownRequest } from './shown.ts';

export type LeaveResult =
  | { readonly says: 'ask-leave-from'; readonly draft: LeaveDraft }
  | { readonly says: 'ask-leave-to'; readonly from: IsoDate }
  | { readonly says: 'ask-leave-reason'; readonly preview: LeavePreview }
  | { readonly says: 'confirm-leave'; readonly preview: LeavePreview }
  | { readonly says: 'invalid-span'; readonly span: SpanProblem; readonly wanted: 'leave' | 'day' | 'log-day' }
  | {
      readonly says: 'overlaps';
      readonly wanted: { readonly from: IsoDate; readonly to: IsoDate };
      readonly other: Request;
    }
  /** No rule names an approver: the officer keeps it. `say` is the pack's own sentence. */
  | {
      readonly says: 'leave-held';
      readonly shown: ShownRequest;
      readonly say: string | null;
      readonly officer: string | null;
    }
  | { readonly says: 'please-settle'; readonly shown: ShownRequest; readonly say: string | null }
  | { readonly says: 'no-leave'; readonly say: string | null; readonly citations: readonly Citation[] }
  | {
      readonly says: 'not-covered';
      readonly on: IsoDate;
      readonly why: 'not-in-force' | 'unknown-post' | 'no-row';
      readonly say: string | null;
      readonly citations: readonly Citation[];
    }
  /** Something the roster should say, e.g. whether a first secretary leads the team. */
  | { readonly says: 'roster-lacks'; readonly missing: readonly string[]; readonly citations: readonly Citation[] }
  | { readonly says: 'place-missing'; readonly body: string };
