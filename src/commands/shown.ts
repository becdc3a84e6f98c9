/** What is shown of requests and seats: with the names of those who answer now, and why it is they. */
import type { Asked } from '../domain/approval.ts';
import type { Facts, Someone } from '../domain/facts.ts';
import { seatOf, type Request, type RequestSeat, type RequestStep, type SeatKey } from '../domain/request.ts';
import type { SeatReason, ShownRequest, ShownSeat, ShownStep } from '../domain/shown.ts';
import { answerersOf, askedOf, filled, nameOf } from './chain.ts';

const states = { approve: 'approved', reject: 'rejected', return: 'returned' } as const;

function showSeat(seat: RequestSeat, of: Asked, facts: Facts): ShownSeat {
  const { answer } = seat;
  const may = answerersOf(facts, seat, of);
  const known = may.map((id) => facts.people.get(id)).filter((s): s is Someone => s !== undefined);
  const asked = askedOf(facts, seat, of);
  return {
    body: seat.body,
    scopeId: seat.scopeId,
    title: seat.title,
    names: (answer ? (answer.personId === answer.recordedBy ? [] : [answer.personId]) : asked)
      .map((id) => nameOf(facts, id))
      .filter((name) => name !== ''),
    state: answer ? states[answer.verdict] : 'waiting',
    because: reasonsOf(seat, asked, facts),
    vacant: !answer && may.length === 0,
    unreachable: !answer && may.length > 0 && !known.some((s) => s.reachable),
  };
}

function reasonsOf(seat: RequestSeat, asked: readonly string[], facts: Facts): SeatReason[] {
  const name = (id: string): string => nameOf(facts, id);
  const { answer, assigned, addedBy } = seat;
  const reasons: SeatReason[] = [];
  if (addedBy !== null) reasons.push({ because: 'added', name: seat.title, by: name(addedBy) });
  if (assigned) reasons.push({ because: 'assigned', name: name(assigned.personId), by: name(assigned.by) });
  if (answer?.forId)
    reasons.push({ because: 'answered-for', name: name(answer.personId), forName: name(answer.forId) });
  if (answer?.recordedBy) reasons.push({ because: 'on-paper', by: name(answer.recordedBy) });
  if (answer || assigned) return reasons;
  for (const d of filled(facts, seat)?.deputies ?? [])
    if (asked.includes(d.deputyId))
      reasons.push({
        because: 'deputy',
        name: name(d.deputyId),
        forName: name(d.principalId),
        fromOn: d.fromOn,
        toOn: d.toOn,
      });
  return reasons;
}

export const showSteps = (steps: readonly RequestStep[], of: Asked, facts: Facts): ShownStep[] =>
  steps.map((step) => ({ mode: step.mode, seats: step.seats.map((seat) => showSeat(seat, of, facts)) }));

export const showSeats = (seats: readonly SeatKey[], of: Asked, facts: Facts): ShownSeat[] =>
  seats.map((key) => showSeat(seatOf(key, filled(facts, key)?.title ?? key.body), of, facts));

export const show = (request: Request, facts: Facts): ShownRequest => ({
  request,
  applicant: nameOf(facts, request.applicantId),
  enteredBy: request.enteredBy === null ? null : nameOf(facts, request.enteredBy),
  extendsCode: request.extendsId === null ? null : codeOfId(request, request.extendsId, facts),
  steps: showSteps(request.steps, request, facts),
});

const codeOfId = ({ joined }: Request, id: string, facts: Facts): string | null =>
  facts.requests.find((r) => r.id === id)?.code ?? joined.find((j) => j.requestId === id)?.code ?? null;
