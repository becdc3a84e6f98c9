/** Requests: each opened once, in one state, each seat answered once by one who holds it, each party told once. */
import type { Ask } from './checker.ts';
import type { PlannedRequest } from './plan.ts';

interface RequestRow {
  id: string;
  reason: string;
  state: string;
  step: number;
  version: number;
  steps: number;
  applicant_id: string;
}

interface SeatRow {
  request_id: string;
  step: number;
  seat: string;
  answered_by: string | null;
  verdict: string | null;
  held: boolean;
}

export const requestFaults = async (ask: Ask, planned: readonly PlannedRequest[]): Promise<string[]> => [
  ...(await decisionFaults(ask, planned)),
  ...(await toldFaults(ask)),
];

/** All but whether the web chat shows it to everybody whom it concerns. */
export async function decisionFaults(ask: Ask, planned: readonly PlannedRequest[]): Promise<string[]> {
  const requests = await ask<RequestRow>(
    'SELECT id, reason, state::text, step, version, cardinality(modes) AS steps, applicant_id FROM request',
  );
  const seats = await ask<SeatRow>(`
    SELECT s.request_id, s.step, s.body AS seat, s.answered_by, s.verdict, EXISTS (SELECT FROM seat_holder h
      WHERE h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id AND h.person_id = s.answered_by) AS held
    FROM request_seat s`);
  return [
    ...planned.flatMap((plan) => againstPlan(plan, requests, seats)),
    ...requests
      .filter((r) => !planned.some((plan) => plan.tag === r.reason))
      .map((r) => `request ${r.id} was never asked for`),
    ...requests.flatMap((r) =>
      inItself(
        r,
        seats.filter((s) => s.request_id === r.id),
      ),
    ),
    ...(await moveFaults(ask)),
    ...(await answerFaults(ask)),
    ...(await toldTwice(ask)),
  ];
}

function againstPlan(plan: PlannedRequest, requests: readonly RequestRow[], seats: readonly SeatRow[]): string[] {
  const found = requests.filter((r) => r.reason === plan.tag);
  const [only] = found;
  if (found.length !== 1 || only === undefined) return [`request ${plan.id} was opened ${found.length} times`];
  const given = seats
    .filter((s) => s.request_id === only.id && s.answered_by !== null)
    .map((s) => `${s.answered_by ?? ''} ${s.verdict ?? ''}`);
  const wanted = plan.answers.map((a) => `${a.by} ${a.verdict}`);
  const faults = only.state === plan.ends ? [] : [`request ${plan.id} is ${only.state} instead of ${plan.ends}`];
  if (given.sort().join() !== wanted.sort().join())
    faults.push(`request ${plan.id} has the answers ${given.join()} instead of ${wanted.join()}`);
  return faults;
}

/** What the row says must follow from its seats. */
function inItself(request: RequestRow, seats: readonly SeatRow[]): string[] {
  const rejected = seats.some((s) => s.verdict === 'reject');
  const through = seats.every((s) => s.verdict === 'approve');
  const fits =
    request.state === 'approved'
      ? through && request.step === request.steps
      : request.state === 'rejected'
        ? rejected
        : request.state === 'returned'
          ? !rejected && seats.some((s) => s.verdict === 'return')
          : !rejected && !through;
  const faults = fits ? [] : [`request ${request.id} is ${request.state}, and its seats say otherwise`];
  for (const seat of seats.filter((s) => s.answered_by !== null)) {
    if (!seat.held)
      faults.push(`request ${request.id}: ${seat.answered_by ?? ''} answered for ${seat.seat} without holding it`);
    if (seat.answered_by === request.applicant_id) faults.push(`request ${request.id} was answered by its applicant`);
  }
  return faults;
}

/** Each change of a request stands in the audit log once, and the last one says what the row says. */
const moveFaults = async (ask: Ask): Promise<string[]> =>
  (
    await ask<{ id: string }>(`
    SELECT r.id FROM request r
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS moves, (array_agg(a.payload::jsonb ->> 'state' ORDER BY a.id DESC))[1] AS last FROM audit_entry a
      WHERE a.county = r.county AND a.subject = 'request:' || r.id AND a.verb IN ('move-request', 'revise-request')) m ON true
    WHERE r.version <> m.moves + 1 OR coalesce(m.last, 'open') <> r.state::text`)
  ).map(({ id }) => `request ${id} changed otherwise than the audit log says`);

/** Each answer is the one that was recorded when it was given. */
const answerFaults = async (ask: Ask): Promise<string[]> =>
  (
    await ask<{ id: string }>(`
    SELECT s.request_id AS id FROM request_seat s
    LEFT JOIN audit_entry a ON a.county = s.county AND a.subject = 'request:' || s.request_id AND a.verb = 'answer-seat'
      AND a.payload::jsonb #>> '{seat,body}' = s.body AND a.payload::jsonb #>> '{seat,scopeId}' = s.scope_id
      AND (a.payload::jsonb ->> 'step')::int = s.step
    GROUP BY s.request_id, s.step, s.body, s.scope_id, s.answered_by, s.verdict, s.note
    HAVING count(a.id) <> CASE WHEN s.answered_by IS NULL THEN 0 ELSE 1 END
      OR max(a.payload::jsonb ->> 'personId') IS DISTINCT FROM s.answered_by OR max(a.payload::jsonb ->> 'verdict') IS DISTINCT FROM s.verdict
      OR max(a.payload::jsonb ->> 'note') IS DISTINCT FROM s.note`)
  ).map(({ id }) => `an answer to request ${id} is not the one that was recorded`);

/** Of one request the same words come to the same chat once; but whoever says the same twice is answered the same twice. */
async function toldTwice(ask: Ask): Promise<string[]> {
  const twice = await ask<{ what: string }>(`
    SELECT o.request_id || ' in ' || o.conversation AS what FROM outbox o LEFT JOIN inbox i ON i.county = o.county AND i.id = o.inbox_id
    WHERE o.request_id IS NOT NULL AND o.payload ->> 'replyTo' IS NULL AND NOT (o.key LIKE 'm%' AND o.conversation = i.conversation)
    GROUP BY o.request_id, o.conversation, o.payload ->> 'text' HAVING count(*) > 1`);
  return twice.map(({ what }) => `told twice of ${what}`);
}

/** Whom it concerns is asked, and the applicant told how it ended. */
async function toldFaults(ask: Ask): Promise<string[]> {
  const untold = await ask<{ what: string }>(`
    SELECT r.id || ' ' || w.who AS what FROM request r CROSS JOIN LATERAL (
      SELECT r.applicant_id AS who, CASE r.state WHEN 'approved' THEN '%已批准%' ELSE '%没有批准%' END AS words WHERE r.state IN ('approved', 'rejected')
      UNION ALL
      SELECT h.person_id, '%事由%' FROM request_seat s JOIN seat_holder h ON h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
      WHERE s.county = r.county AND s.request_id = r.id AND s.step <= r.step AND h.person_id <> r.applicant_id) w
    WHERE 1 <> (SELECT count(*) FROM web_message m JOIN outbox o ON o.county = m.county AND 'b:' || o.key = m.key
      WHERE o.request_id = r.id AND m.conversation = 'd-web-' || w.who AND o.payload ->> 'replyTo' IS NULL AND m.body ->> 'text' LIKE w.words)`);
  return untold.map(({ what }) => `not told once of request ${what}`);
}
