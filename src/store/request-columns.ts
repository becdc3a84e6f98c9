/** A request as the columns of its rows, named as the tables name them. `rows.ts` reads them back. */
import type { Request, RequestSeat } from '../domain/request.ts';
import { timestamp } from './work-result.ts';

/** The row of the request itself; every column has a value or null. */
export const requestColumns = (county: string, r: Request) => ({
  county,
  id: r.id,
  code: r.code,
  kind: r.kind,
  applicant_id: r.applicantId,
  entered_by: r.enteredBy,
  from_on: r.span.fromOn,
  to_on: r.span.toOn,
  from_half: r.span.fromHalf,
  to_half: r.span.toHalf,
  half_days: r.days * 2,
  counted_half_days: r.countedDays * 2,
  joined: r.joined,
  extends_id: r.extendsId,
  leave_kind: r.leaveKind,
  reason: r.reason,
  images: r.images,
  remarks: r.remarks,
  late: r.late,
  state: r.state,
  step: r.step,
  version: r.version,
  revision: r.revision,
  revised_at: r.revisedAt === null ? null : timestamp(r.revisedAt),
  modes: r.steps.map((s) => s.mode),
  filing_text: r.filingText,
  filings: r.filings,
  citations: r.citations,
  readings: r.readings,
  opened_at: timestamp(r.openedAt),
  moved_at: timestamp(r.movedAt),
  nudged_on: r.nudgedOn,
  ended_on: r.ended?.on ?? null,
  ended_half: r.ended?.half ?? null,
  ended_at: r.ended ? timestamp(r.ended.at) : null,
});

const seatRow = (county: string, requestId: string, step: number, place: number, seat: RequestSeat) => ({
  county,
  request_id: requestId,
  step,
  body: seat.body,
  scope_id: seat.scopeId,
  title: seat.title,
  place,
  answered_by: seat.answer?.personId ?? null,
  verdict: seat.answer?.verdict ?? null,
  note: seat.answer?.note ?? null,
  answered_at: seat.answer ? timestamp(seat.answer.at) : null,
  answered_for: seat.answer?.forId ?? null,
  recorded_by: seat.answer?.recordedBy ?? null,
  images: seat.answer?.images ?? [],
  assigned_to: seat.assigned?.personId ?? null,
  assigned_by: seat.assigned?.by ?? null,
  added_by: seat.addedBy,
});

/** The rows of its seats, with their answers as they stand. */
export const seatColumns = (county: string, { id, steps }: Request) =>
  steps.flatMap((step, i) => step.seats.map((seat, place) => seatRow(county, id, i, place, seat)));
