/** Everything that is kept of one person, as they get it themselves (个人信息保护法 第四十五条). The latest first. */
import type { AttendanceKind } from './attendance.ts';
import type { Instant, IsoDate, IsoMonth } from './calendar.ts';
import type { DutyAnswer, Ledger } from './duty.ts';
import type { FenceSide } from './fence.ts';
import type { Half } from './leave.ts';
import type { PolicyFeedback } from './policy-asking.ts';
import type { RequestKind, RequestState, Verdict } from './request.ts';

/** Rows of one kind; `leftOut` older ones are not among them. */
export interface Part<T> {
  readonly rows: readonly T[];
  readonly leftOut: number;
}

export interface OwnPerson {
  readonly id: string;
  readonly name: string;
  readonly post: string | null;
  readonly level: string | null;
  readonly township: string | null;
  readonly village: string | null;
  readonly team: string | null;
  readonly unit: string | null;
  readonly mobile: string | null;
  readonly termFrom: IsoDate | null;
  readonly termTo: IsoDate | null;
  readonly leftOn: IsoDate | null;
  readonly isTeamLeader: boolean | null;
  readonly digest: boolean;
}
export interface OwnAccount {
  readonly platform: string;
  readonly userId: string;
  readonly boundAt: Instant | null;
}
export interface OwnConsent {
  readonly version: number;
  readonly givenAt: Instant;
  readonly withdrawnAt: Instant | null;
}
/** Whether a precise point is still kept, not the point: a file would outlive the time for which it may be kept. */
export interface OwnAttendance {
  readonly on: IsoDate;
  readonly kind: AttendanceKind;
  readonly at: Instant;
  readonly note: string | null;
  readonly hasPoint: boolean;
  readonly fence: FenceSide | null;
  readonly photos: number;
}
export interface OwnAnswer {
  readonly title: string;
  readonly by: string | null;
  readonly forName: string | null;
  readonly verdict: Verdict | null;
  readonly note: string | null;
  readonly at: Instant | null;
}
export interface OwnRequest {
  readonly code: string;
  readonly kind: RequestKind;
  readonly leaveKind: string | null;
  readonly fromOn: IsoDate;
  readonly fromHalf: Half;
  readonly toOn: IsoDate;
  readonly toHalf: Half;
  readonly days: number;
  readonly reason: string;
  readonly state: RequestState;
  readonly openedAt: Instant;
  readonly enteredBy: string | null;
  readonly endedOn: IsoDate | null;
  readonly photos: number;
  readonly answers: readonly OwnAnswer[];
}
export interface OwnLog {
  readonly on: IsoDate;
  readonly at: Instant;
  readonly text: string;
  readonly late: boolean;
  readonly photos: number;
  /** null: it stands. */
  readonly voidedAt: Instant | null;
}
/** A line in a ledger. */
export interface OwnEntry {
  readonly on: IsoDate;
  readonly ledger: Ledger;
  readonly at: Instant;
  readonly text: string;
  readonly people: number | null;
  readonly days: number | null;
  readonly level: string | null;
  readonly place: string | null;
  readonly photos: number;
  /** Names of the documents. */
  readonly files: readonly string[];
  /** null: it stands. */
  readonly voidedAt: Instant | null;
}
/** What was answered to a reminder. */
export interface OwnDutyAnswer {
  readonly at: Instant;
  readonly owedKey: string;
  readonly does: DutyAnswer['does'];
  readonly until: IsoDate | null;
}
/** A question about the rules. */
export interface OwnQuestion {
  readonly at: Instant;
  readonly text: string;
  readonly answered: boolean;
  /** null: not said. */
  readonly feedback: PolicyFeedback | null;
}
/** A month whose attendance was confirmed. */
export interface OwnMonth {
  readonly month: IsoMonth;
  readonly by: string;
  readonly at: Instant;
}
export interface OwnLook {
  readonly at: Instant;
  readonly by: string;
  /** As the result that showed it is named. */
  readonly what: string;
  readonly code: string | null;
}
/** `toOn` null: until further notice. */
export interface OwnSeat {
  readonly title: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate | null;
}
export interface OwnDeputy {
  readonly principal: string;
  readonly deputy: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly namedBy: string;
}

export interface OwnData {
  readonly person: OwnPerson;
  readonly accounts: Part<OwnAccount>;
  readonly consents: Part<OwnConsent>;
  readonly attendance: Part<OwnAttendance>;
  readonly requests: Part<OwnRequest>;
  readonly logs: Part<OwnLog>;
  readonly entries: Part<OwnEntry>;
  readonly dutyAnswers: Part<OwnDutyAnswer>;
  readonly questions: Part<OwnQuestion>;
  readonly months: Part<OwnMonth>;
  readonly looks: Part<OwnLook>;
  readonly seats: Part<OwnSeat>;
  readonly deputies: Part<OwnDeputy>;
}
