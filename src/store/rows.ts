/** Rows as they are read, and what they are in the domain. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { Half } from '../domain/leave.ts';
import type { Person } from '../domain/people.ts';
import type {
  Request,
  RequestFiling,
  RequestKind,
  RequestSeat,
  RequestState,
  RequestStep,
  Verdict,
} from '../domain/request.ts';

export interface PersonRow {
  id: string | null;
  name: string | null;
  post: string | null;
  dispatch_level: string | null;
  township_id: string | null;
  village_id: string | null;
  team_id: string | null;
  unit_id: string | null;
}

/** null for the empty side of an outer join. */
export const personOf = (row: PersonRow): Person | null =>
  row.id === null
    ? null
    : {
        id: row.id,
        name: row.name ?? '',
        post: row.post,
        dispatchLevel: row.dispatch_level,
        townshipId: row.township_id,
        villageId: row.village_id,
        teamId: row.team_id,
        unitId: row.unit_id,
      };

interface SeatRow {
  step: number;
  body: string;
  scope_id: string;
  title: string;
  answered_by: string | null;
  verdict: Verdict | null;
  note: string | null;
  answered_at: number | null;
}

export interface RequestRow {
  id: string;
  code: string;
  kind: RequestKind;
  applicant_id: string;
  from_on: IsoDate;
  to_on: IsoDate;
  from_half: Half;
  to_half: Half;
  half_days: number;
  leave_kind: string | null;
  reason: string;
  late: boolean;
  state: RequestState;
  step: number;
  version: number;
  modes: ('all' | 'any')[];
  filing_text: string | null;
  filings: RequestFiling[];
  citations: Citation[];
  readings: Reading[];
  opened_at: Date;
  seats: SeatRow[];
}

export function requestOf(row: RequestRow): Request {
  const steps: RequestStep[] = row.modes.map((mode, i) => ({
    mode,
    seats: row.seats.filter((s) => s.step === i).map(seatOf),
  }));
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    applicantId: row.applicant_id,
    span: { fromOn: row.from_on, toOn: row.to_on, fromHalf: row.from_half, toHalf: row.to_half },
    days: row.half_days / 2,
    leaveKind: row.leave_kind,
    reason: row.reason,
    late: row.late,
    state: row.state,
    step: row.step,
    version: row.version,
    steps,
    filingText: row.filing_text,
    filings: row.filings,
    citations: row.citations,
    readings: row.readings,
    openedAt: row.opened_at.getTime(),
  };
}

function seatOf(row: SeatRow): RequestSeat {
  const answer =
    row.answered_by && row.verdict && row.answered_at !== null
      ? { personId: row.answered_by, verdict: row.verdict, note: row.note, at: row.answered_at }
      : null;
  return { body: row.body, scopeId: row.scope_id, title: row.title, answer };
}
