/** Rows as they are read, and what they are in the domain. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { Deputy } from '../domain/deputy.ts';
import type { ImageRef } from '../domain/dialogue.ts';
import type { FilingReceipt, Someone } from '../domain/facts.ts';
import type { Half } from '../domain/leave.ts';
import type { Person } from '../domain/people.ts';
import type { Remark } from '../domain/remark.ts';
import type {
  JoinedLeave,
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
  is_team_leader: boolean | null;
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
        isTeamLeader: row.is_team_leader,
      };

export interface SomeoneRow extends PersonRow {
  reachable: boolean;
  township: string | null;
  /** Left out where it is not looked for. */
  village?: string | null;
  came_on?: IsoDate | null;
  gone_on?: IsoDate | null;
  digest: boolean;
}

/** null for the empty side of an outer join. */
export function someoneOf(row: SomeoneRow): Someone | null {
  const person = personOf(row);
  if (!person) return null;
  const { reachable, township, village, digest, came_on: termFrom, gone_on: leftOn } = row;
  const stay = termFrom === undefined || leftOn === undefined ? {} : { stay: { termFrom, leftOn } };
  return { person, reachable, township, ...(village === undefined ? {} : { village }), ...stay, digest };
}

export interface DeputyRow {
  id: string;
  principal_id: string;
  deputy_id: string;
  from_on: IsoDate;
  to_on: IsoDate;
  named_by: string;
  /** Epoch ms. */
  named_at: number;
}

export const deputyOf = (row: DeputyRow): Deputy => ({
  id: row.id,
  principalId: row.principal_id,
  deputyId: row.deputy_id,
  fromOn: row.from_on,
  toOn: row.to_on,
  namedBy: row.named_by,
  namedAt: row.named_at,
});

interface SeatRow {
  step: number;
  body: string;
  scope_id: string;
  title: string;
  answered_by: string | null;
  verdict: Verdict | null;
  note: string | null;
  /** Epoch ms. */
  answered_at: number | null;
  answered_for: string | null;
  recorded_by: string | null;
  images: ImageRef[];
  assigned_to: string | null;
  assigned_by: string | null;
  added_by: string | null;
}

export interface RequestRow {
  id: string;
  code: string;
  kind: RequestKind;
  applicant_id: string;
  entered_by: string | null;
  from_on: IsoDate;
  to_on: IsoDate;
  from_half: Half;
  to_half: Half;
  half_days: number;
  /** null in what was asked for before leaves were joined. */
  counted_half_days: number | null;
  joined: JoinedLeave[];
  extends_id: string | null;
  leave_kind: string | null;
  reason: string;
  images: ImageRef[];
  remarks: Remark[];
  late: boolean;
  state: RequestState;
  step: number;
  version: number;
  revision: number;
  revised_at: Date | null;
  modes: ('all' | 'any')[];
  filing_text: string | null;
  filings: RequestFiling[];
  citations: Citation[];
  readings: Reading[];
  opened_at: Date;
  moved_at: Date;
  nudged_on: IsoDate | null;
  ended_on: IsoDate | null;
  ended_half: Half | null;
  ended_at: Date | null;
  seats: SeatRow[] | null;
  receipts: { body: string; scope_id: string; person_id: string; at: number }[] | null;
}

export const requestOf = (row: RequestRow): Request => ({
  id: row.id,
  code: row.code,
  kind: row.kind,
  applicantId: row.applicant_id,
  enteredBy: row.entered_by,
  span: { fromOn: row.from_on, toOn: row.to_on, fromHalf: row.from_half, toHalf: row.to_half },
  days: row.half_days / 2,
  countedDays: (row.counted_half_days ?? row.half_days) / 2,
  joined: row.joined,
  extendsId: row.extends_id,
  leaveKind: row.leave_kind,
  reason: row.reason,
  images: row.images,
  remarks: row.remarks,
  late: row.late,
  state: row.state,
  step: row.step,
  version: row.version,
  revision: row.revision,
  revisedAt: row.revised_at?.getTime() ?? null,
  steps: stepsOf(row),
  filingText: row.filing_text,
  filings: row.filings,
  citations: row.citations,
  readings: row.readings,
  openedAt: row.opened_at.getTime(),
  movedAt: row.moved_at.getTime(),
  nudgedOn: row.nudged_on,
  ended: endedOf(row),
});

const stepsOf = ({ modes, seats }: RequestRow): RequestStep[] =>
  modes.map((mode, i) => ({ mode, seats: (seats ?? []).filter((s) => s.step === i).map(seatOf) }));

const endedOf = ({ ended_on: on, ended_half: half, ended_at: at }: RequestRow): Request['ended'] =>
  on && half && at ? { on, half, at: at.getTime() } : null;

const seatOf = (row: SeatRow): RequestSeat => ({
  body: row.body,
  scopeId: row.scope_id,
  title: row.title,
  answer: answerOf(row),
  assigned: row.assigned_to && row.assigned_by ? { personId: row.assigned_to, by: row.assigned_by } : null,
  addedBy: row.added_by,
});

const answerOf = (row: SeatRow): RequestSeat['answer'] =>
  row.answered_by && row.verdict && row.answered_at !== null
    ? {
        personId: row.answered_by,
        verdict: row.verdict,
        note: row.note,
        at: row.answered_at,
        forId: row.answered_for,
        recordedBy: row.recorded_by,
        images: row.images,
      }
    : null;

export const receiptsOf = (row: RequestRow): FilingReceipt[] =>
  (row.receipts ?? []).map((r) => ({
    requestId: row.id,
    body: r.body,
    scopeId: r.scope_id,
    personId: r.person_id,
    at: r.at,
  }));
