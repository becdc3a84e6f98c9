/** The requests that the messages of a batch ask for: one query, and for each message those that are its business. */
import { addDays, dateOf } from '../domain/calendar.ts';
import type { Facts, FilingReceipt, Need } from '../domain/facts.ts';
import {
  liveStates,
  OFFICER,
  personSeat,
  sameSeat,
  waitingSeats,
  type Request,
  type SeatKey,
} from '../domain/request.ts';
import type { Statements } from './database.ts';
import { receiptsOf, requestOf, type RequestRow } from './rows.ts';

/** Own requests are looked back on for this long: overlaps reach no further. */
export const lookBackDays = 400;

/** A message with what it asks for, and the requests that were looked up for it. `facts` holds the people it names. */
export interface Asking {
  readonly facts: Facts;
  readonly need: Need;
  readonly found: readonly string[];
}

export interface LoadedRequests {
  readonly byId: ReadonlyMap<string, Request>;
  readonly receipts: readonly FilingReceipt[];
}

const holds = ({ speaker }: Facts, key: SeatKey): boolean => speaker.seats.some((h) => sameSeat(h, key));
/** Held, stood in for, or the speaker's alone. */
const mineOf =
  (facts: Facts, me: string) =>
  (key: SeatKey): boolean =>
    holds(facts, key) || sameSeat(key, personSeat(me));
const isOfficer = (facts: Facts): boolean => holds(facts, OFFICER);

/** What is looked for in one go for the whole batch. */
function wantedBy(asking: readonly Asking[]) {
  const waiting = asking.filter((a) => a.need.forMe);
  const me = waiting.flatMap((a) => a.facts.speaker.person?.id ?? []);
  const seats = [...waiting.flatMap((a) => a.facts.speaker.seats), ...me.map(personSeat)];
  const ofIds = asking.flatMap((a) => a.need.ownRequestsOf?.requestIds ?? []);
  const ofCodes = asking.flatMap((a) => a.need.ownRequestsOf?.code ?? []);
  return {
    ids: [...asking.flatMap((a) => [...namedIds(a), ...a.found]), ...ofIds],
    codes: [...asking.flatMap((a) => a.need.code ?? []), ...ofCodes],
    ofIds,
    ofCodes,
    applicants: asking.flatMap(knownOwners),
    me,
    seats: seats.map((s) => ({ body: s.body, scope_id: s.scopeId })),
    held: waiting.some((a) => isOfficer(a.facts)),
  };
}

export async function loadRequests(tx: Statements, county: string, asking: readonly Asking[]): Promise<LoadedRequests> {
  const { ids, codes, ofIds, ofCodes, applicants, me, seats, held } = wantedBy(asking);
  if (ids.length + codes.length + applicants.length + seats.length === 0) return { byId: new Map(), receipts: [] };
  const since = addDays(dateOf(asking[0]?.facts.now ?? 0), -lookBackDays);
  const rows = await tx.$queryRaw<RequestRow[]>`
    WITH wanted AS (
      SELECT id FROM request WHERE county = ${county} AND (id = ANY(${ids}::text[]) OR code = ANY(${codes}::text[]))
      UNION
      SELECT r.id FROM (
        SELECT unnest(${applicants}::text[]) AS id
        UNION SELECT applicant_id FROM request WHERE county = ${county} AND (id = ANY(${ofIds}::text[]) OR code = ANY(${ofCodes}::text[]))) a
      JOIN request r ON r.county = ${county} AND r.applicant_id = a.id AND r.from_on >= ${since}::date
        AND r.state::text = ANY(${liveStates}::text[])
      UNION
      SELECT r.id FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) AS h(body text, scope_id text)
      JOIN request_seat s ON s.county = ${county} AND s.body = h.body AND s.scope_id = h.scope_id AND s.answered_by IS NULL
      JOIN request r ON r.county = s.county AND r.id = s.request_id AND r.step = s.step AND r.state = 'open'
      UNION
      SELECT r.id FROM request_seat s
      JOIN request r ON r.county = s.county AND r.id = s.request_id AND r.step = s.step AND r.state = 'open'
      WHERE s.county = ${county} AND s.assigned_to = ANY(${me}::text[]) AND s.answered_by IS NULL
      UNION
      SELECT id FROM request WHERE county = ${county} AND state = 'held' AND ${held}
    )
    SELECT r.id, r.code, r.kind, r.applicant_id, r.entered_by, r.from_on::text, r.to_on::text, r.from_half, r.to_half, r.half_days,
      r.counted_half_days, r.joined, r.extends_id, r.leave_kind, r.reason, r.images, r.remarks, r.late, r.state::text AS state, r.step,
      r.version, r.revision, r.revised_at, r.modes, r.filing_text, r.filings, r.citations, r.readings, r.opened_at, r.moved_at,
      r.nudged_on::text, r.ended_on::text, r.ended_half, r.ended_at,
      (SELECT jsonb_agg(jsonb_build_object('step', s.step, 'body', s.body, 'scope_id', s.scope_id, 'title', s.title,
          'answered_by', s.answered_by, 'verdict', s.verdict, 'note', s.note,
          'answered_at', (extract(epoch FROM s.answered_at) * 1000)::bigint, 'answered_for', s.answered_for,
          'recorded_by', s.recorded_by, 'images', s.images, 'assigned_to', s.assigned_to, 'assigned_by', s.assigned_by,
          'added_by', s.added_by) ORDER BY s.step, s.place)
        FROM request_seat s WHERE s.county = r.county AND s.request_id = r.id) AS seats,
      (SELECT jsonb_agg(jsonb_build_object('body', f.body, 'scope_id', f.scope_id, 'person_id', f.person_id,
          'at', (extract(epoch FROM f.at) * 1000)::bigint) ORDER BY f.at, f.body, f.scope_id)
        FROM filing_receipt f WHERE f.county = r.county AND f.request_id = r.id) AS receipts
    FROM request r JOIN wanted USING (id) WHERE r.county = ${county} ORDER BY r.opened_at, r.id`;
  return { byId: new Map(rows.map((r) => [r.id, requestOf(r)])), receipts: rows.flatMap(receiptsOf) };
}

/** The requests of one message: those looked up for it as they were found, then the others by age. */
export function requestsFor(asking: Asking, loaded: LoadedRequests): Request[] {
  const { facts, need, found } = asking;
  const { byId } = loaded;
  if (!facts.speaker.person) return [];
  const own = new Set([...(need.ownRequests ? [facts.speaker.person.id] : []), ...ownersFor(asking, loaded)]);
  const named = new Set([...namedIds(asking), ...found]);
  const first = found.flatMap((id) => byId.get(id) ?? []);
  const isFirst = new Set(found);
  const rest = [...byId.values()].filter(
    (r) => !isFirst.has(r.id) && (named.has(r.id) || isOwn(r, own, facts) || concerns(r, facts, need)),
  );
  return [...first, ...rest];
}

function namedIds({ facts: { quotedRequestId, pressed }, need }: Asking): string[] {
  const action = pressed?.action;
  return [
    ...(quotedRequestId === null ? [] : [quotedRequestId]),
    ...(action && 'requestId' in action ? [action.requestId] : []),
    ...(need.requestIds ?? []),
  ];
}

/** Whose own requests are asked for, as far as it is known before anything is loaded. */
const knownOwners = ({ facts, need }: Asking): string[] =>
  facts.speaker.person ? [...(need.ownRequests ? [facts.speaker.person.id] : []), ...knownOthers(facts, need)] : [];

const knownOthers = ({ found }: Facts, { ownRequestsOf: of }: Need): string[] => [
  ...(of?.personIds ?? []),
  ...(of?.named ? found.flatMap((f) => f.people.map((p) => p.person.id)) : []),
];

/** The others whose own requests are asked for. */
export function ownersFor({ facts, need }: Asking, { byId }: LoadedRequests): string[] {
  const of = need.ownRequestsOf;
  if (!of || !facts.speaker.person) return [];
  const byCode = [...byId.values()].filter((r) => r.code === of.code && involves(r, facts));
  const asked = [...(of.requestIds ?? []).flatMap((id) => byId.get(id) ?? []), ...byCode];
  return [...new Set([...knownOthers(facts, need), ...asked.map((r) => r.applicantId)])];
}

const isOwn = (r: Request, own: ReadonlySet<string>, { now }: Facts): boolean =>
  own.has(r.applicantId) && liveStates.includes(r.state) && r.span.fromOn >= addDays(dateOf(now), -lookBackDays);

/** Whether it waits for the speaker or has the code asked for; nobody is given one that is none of their business. */
function concerns(r: Request, facts: Facts, need: Need): boolean {
  const me = facts.speaker.person?.id;
  if (me === undefined) return false;
  const isMine = mineOf(facts, me);
  if (need.forMe && waitingSeats(r).some((s) => isMine(s) || s.assigned?.personId === me)) return true;
  if (need.forMe && r.state === 'held' && isOfficer(facts)) return true;
  return need.code === r.code && involves(r, facts);
}

/** The applicant, who asked for it, those in its chain or told of it, and the officer. */
function involves(r: Request, facts: Facts): boolean {
  const me = facts.speaker.person?.id;
  if (me === undefined) return false;
  const isMine = mineOf(facts, me);
  const inChain = r.steps.some((step) =>
    step.seats.some((s) => isMine(s) || [s.assigned?.personId, s.answer?.personId, s.answer?.recordedBy].includes(me)),
  );
  return r.applicantId === me || r.enteredBy === me || inChain || r.filings.some(isMine) || isOfficer(facts);
}
