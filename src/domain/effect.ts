/** Everything a message can change: row-shaped, applied by `store.apply` alone, all in one transaction. */
import type { AttendanceEvent, LocationDoubt } from './attendance.ts';
import type { Instant, IsoDate } from './calendar.ts';
import type { Dialogue, ImageRef } from './dialogue.ts';
import type { Request, RequestState, SeatKey, Verdict } from './request.ts';

export interface PlacedPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly datum: string;
  readonly accuracyMetres: number | null;
}

export type Effect =
  | {
      readonly effect: 'add-attendance';
      readonly event: AttendanceEvent;
      readonly note: string | null;
      readonly point: PlacedPoint | null;
      readonly doubts: readonly LocationDoubt[];
      readonly images: readonly ImageRef[];
      /** The request that confirmed it, for a make-up. */
      readonly requestId: string | null;
    }
  | {
      readonly effect: 'add-log';
      readonly personId: string;
      readonly on: IsoDate;
      readonly at: Instant;
      readonly text: string;
      readonly late: boolean;
      readonly images: readonly ImageRef[];
    }
  | { readonly effect: 'open-request'; readonly request: Request }
  /** Fails the transaction when the request is no longer at `version`. */
  | {
      readonly effect: 'move-request';
      readonly requestId: string;
      readonly version: number;
      readonly state: RequestState;
      readonly step: number;
      readonly at: Instant;
    }
  | {
      readonly effect: 'answer-seat';
      readonly requestId: string;
      readonly step: number;
      readonly seat: SeatKey;
      readonly personId: string;
      readonly verdict: Verdict;
      readonly note: string | null;
      readonly at: Instant;
    }
  | { readonly effect: 'ask'; readonly accountId: string; readonly dialogue: Dialogue }
  | { readonly effect: 'close-question'; readonly accountId: string };
