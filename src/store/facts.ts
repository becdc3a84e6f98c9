/** Loads what the commands of a batch need, in a few set-based queries, and gives each message its own part. */
import { addDays, dateOf, type IsoDate } from '../domain/calendar.ts';
import type { Facts, Need, WorkLogEntry } from '../domain/facts.ts';
import { sameSeat, waitingSeats, type Request } from '../domain/request.ts';
import { loadOrganisation } from './organisation.ts';
import { loadLogs, loadTeams, loadWhereabouts, type Presence, type Span } from './presence.ts';
import { requestOf, type RequestRow } from './rows.ts';
import type { Statements } from './database.ts';

/** Own requests that are approved are looked back on for this long: overlaps reach no further. */
const lookBackDays = 400;

/** Fills in what each message needs. `facts[i]` goes with `needs[i]`. */
export async function loadFacts(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Facts[]> {
  const requests = await loadRequests(tx, county, facts, needs);
  const own = facts.map((f, i) => requests.filter((r) => concerns(r, f, needs[i] ?? {})));
  const teams = await loadTeams(
    tx,
    county,
    needs.map((n) => n.team?.seats ?? []),
  );
  const spans = facts.flatMap((f, i) => spansOf(f, needs[i] ?? {}, teams[i] ?? []));
  const presence = await loadWhereabouts(
    tx,
    county,
    spans.filter((s) => s.of === 'days'),
  );
  const logs = await loadLogs(
    tx,
    county,
    spans.filter((s) => s.of === 'logs'),
  );
  const organisation = await loadOrganisation(tx, county, facts, needs, own, teams);
  return facts.map((f, i) => {
    const part = spansOf(f, needs[i] ?? {}, teams[i] ?? []);
    return {
      ...f,
      requests: own[i] ?? [],
      ...organisation.for(f, needs[i] ?? {}, own[i] ?? [], teams[i] ?? []),
      days: daysFor(presence, part),
      logs: logsFor(logs, part),
    };
  });
}

async function loadRequests(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Request[]> {
  const ids = facts.flatMap((f, i) => namedIds(f, needs[i] ?? {}));
  const codes = needs.flatMap((n) => n.code ?? []);
  const applicants = facts.flatMap((f, i) => (needs[i]?.ownRequests && f.speaker.person ? [f.speaker.person.id] : []));
  const seats = facts
    .flatMap((f, i) => (needs[i]?.forMe ? f.speaker.seats : []))
    .map((s) => ({ body: s.body, scope_id: s.scopeId }));
  if (ids.length + codes.length + applicants.length + seats.length === 0) return [];
  const since = addDays(dateOf(facts[0]?.now ?? 0), -lookBackDays);
  const rows = await tx.$queryRaw<RequestRow[]>`
    WITH wanted AS (
      SELECT id FROM request WHERE county = ${county} AND (id = ANY(${ids}::text[]) OR code = ANY(${codes}::text[]))
      UNION
      SELECT id FROM request WHERE county = ${county} AND applicant_id = ANY(${applicants}::text[]) AND from_on >= ${since}::date
        AND state IN ('open', 'approved')
      UNION
      SELECT r.id FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) AS h(body text, scope_id text)
      JOIN request_seat s ON s.county = ${county} AND s.body = h.body AND s.scope_id = h.scope_id AND s.answered_by IS NULL
      JOIN request r ON r.county = s.county AND r.id = s.request_id AND r.step = s.step AND r.state = 'open'
    )
    SELECT r.id, r.code, r.kind, r.applicant_id, r.from_on::text, r.to_on::text, r.from_half, r.to_half, r.half_days, r.leave_kind,
      r.reason, r.late, r.state::text AS state, r.step, r.version, r.modes, r.filing_text, r.filings, r.citations, r.readings, r.opened_at,
      (SELECT jsonb_agg(jsonb_build_object('step', s.step, 'body', s.body, 'scope_id', s.scope_id, 'title', s.title,
          'answered_by', s.answered_by, 'verdict', s.verdict, 'note', s.note,
          'answered_at', (extract(epoch FROM s.answered_at) * 1000)::bigint) ORDER BY s.step, s.place)
        FROM request_seat s WHERE s.county = r.county AND s.request_id = r.id) AS seats
    FROM request r JOIN wanted USING (id) WHERE r.county = ${county} ORDER BY r.opened_at, r.id`;
  return rows.map(requestOf);
}

function namedIds(f: Facts, need: Need): string[] {
  const pressed = f.pressed?.action.does === 'answer' ? [f.pressed.action.requestId] : [];
  return [...(f.quotedRequestId ? [f.quotedRequestId] : []), ...pressed, ...(need.requestIds ?? [])];
}

/** Whether the request belongs to what this message asked for; nobody is given one that is none of their business. */
function concerns(request: Request, f: Facts, need: Need): boolean {
  const me = f.speaker.person?.id;
  if (me === undefined) return false;
  const isMine = request.applicantId === me;
  const since = addDays(dateOf(f.now), -lookBackDays);
  if (
    need.ownRequests &&
    isMine &&
    request.span.fromOn >= since &&
    (request.state === 'open' || request.state === 'approved')
  )
    return true;
  const held = (key: { body: string; scopeId: string }): boolean => f.speaker.seats.some((h) => sameSeat(h, key));
  if (need.forMe && waitingSeats(request).some(held)) return true;
  if (namedIds(f, need).includes(request.id)) return true;
  const involved =
    isMine || request.steps.some((s) => s.seats.some((seat) => held(seat) || seat.answer?.personId === me));
  return need.code === request.code && involved;
}

function spansOf(f: Facts, need: Need, team: readonly string[]): Span[] {
  const me = f.speaker.person?.id;
  const spans: Span[] = [];
  if (me && need.ownDays) spans.push({ of: 'days', personId: me, ...need.ownDays });
  if (me && need.ownLogs) spans.push({ of: 'logs', personId: me, ...need.ownLogs });
  for (const personId of team) {
    if (need.team?.days) spans.push({ of: 'days', personId, ...need.team.days });
    if (need.team?.logs) spans.push({ of: 'logs', personId, ...need.team.logs });
  }
  return spans;
}

const within = (on: IsoDate, span: Span): boolean => span.from <= on && on <= span.to;

function daysFor(presence: ReadonlyMap<string, Presence>, spans: readonly Span[]): Facts['days'] {
  const mine = spans.filter((s) => s.of === 'days');
  return new Map(
    mine.map((span) => {
      const all = presence.get(span.personId);
      return [
        span.personId,
        {
          events: all?.events.filter((e) => within(e.on, span)) ?? [],
          leaves: all?.leaves.filter((l) => l.fromOn <= span.to && l.toOn >= span.from) ?? [],
          logDates: all?.logDates.filter((on) => within(on, span)) ?? [],
        },
      ];
    }),
  );
}

const logsFor = (logs: readonly WorkLogEntry[], spans: readonly Span[]): WorkLogEntry[] =>
  logs.filter((l) => spans.some((s) => s.of === 'logs' && s.personId === l.personId && within(l.on, s)));
