/** Who is told what of a request, each once. A reason never leaves the direct chats of those in the chain. */
import type { Facts } from '../domain/facts.ts';
import type { OfferedButton, Reply, Result } from '../domain/reply.ts';
import { waitingSeats, type Request } from '../domain/request.ts';
import type { Rules } from '../rules/decision.ts';
import { holdersOf, keeperSeat, show, showSeats } from './chain.ts';
import { reply, toPerson } from './context.ts';

/** A notice about a request; a person gets each event once, however many seats they hold. */
export const notice = (
  request: Request,
  event: string,
  personId: string,
  result: Result,
  buttons: readonly OfferedButton[] = [],
): Reply =>
  reply(result, { to: toPerson(personId), requestId: request.id, once: `${request.id}:${event}:${personId}`, buttons });

const answerButtons = (request: Request): OfferedButton[] =>
  (['approve', 'reject'] as const).map((verdict) => ({
    label: verdict,
    action: { does: 'answer', verdict, requestId: request.id, step: request.step },
  }));

/** Asks everyone who may answer the open step, and tells the filing seats when a seat has nobody to answer. */
export function askApprovers(request: Request, facts: Facts): Reply[] {
  const shown = show(request, facts);
  const seats = waitingSeats(request);
  const asked = unique(seats.flatMap((s) => holdersOf(facts, s, request.applicantId)));
  const event = `step${request.step}`;
  const questions = asked.map((id) =>
    notice(request, event, id, { says: 'please-answer', shown }, answerButtons(request)),
  );
  const stuck =
    shown.steps[request.step]?.seats.filter((s) => s.state === 'waiting' && (s.vacant || s.unreachable)) ?? [];
  if (stuck.length === 0) return questions;
  const officers = unique(request.filings.flatMap((f) => holdersOf(facts, f, request.applicantId)));
  const told = [request.applicantId, ...officers].map((id) =>
    notice(request, `${event}-vacant`, id, { says: 'seat-vacant', shown, seats: stuck }),
  );
  return [...questions, ...told];
}

/** Tells everyone once that the request is approved: applicant, filing seats, keeper, the team without the reason. */
export function tellApproved(request: Request, facts: Facts, rules: Rules, answeredBy: string): Reply[] {
  const shown = show(request, facts);
  const told = [notice(request, 'closed', request.applicantId, { says: 'request-approved', shown })];
  const holders = unique(request.filings.flatMap((f) => holdersOf(facts, f, request.applicantId)));
  const filed = holders.filter((id) => id !== answeredBy);
  told.push(...filed.map((id) => notice(request, 'closed', id, { says: 'filing-copy', shown })));
  const applicant = facts.people.get(request.applicantId)?.person;
  const keeper = request.kind === 'leave' && applicant ? keeperSeat(rules, applicant, facts) : null;
  const keepers = keeper ? holdersOf(facts, keeper, request.applicantId) : [];
  told.push(
    ...keepers
      .filter((id) => !filed.includes(id) && id !== answeredBy)
      .map((id) => notice(request, 'closed', id, { says: 'keeper-told', shown })),
  );
  if (request.kind === 'leave' && applicant?.teamId)
    told.push(
      reply(
        { says: 'away-notice', name: applicant.name, from: request.span.fromOn, to: request.span.toOn },
        { to: { to: 'team', teamId: applicant.teamId }, once: `${request.id}:away:${applicant.teamId}` },
      ),
    );
  return told;
}

/** Tells those who were asked and whose answer is no longer needed. */
export function tellOthersAsked(request: Request, facts: Facts, result: Result, except: readonly string[]): Reply[] {
  const asked = unique(
    request.steps
      .slice(0, request.step + 1)
      .flatMap((step) => step.seats.flatMap((s) => holdersOf(facts, s, request.applicantId))),
  );
  return asked.filter((id) => !except.includes(id)).map((id) => notice(request, 'closed', id, result));
}

/** Filing seats as they are shown in a preview. */
export const showFilings = (
  request: Pick<Request, 'filings' | 'applicantId'>,
  facts: Facts,
): ReturnType<typeof showSeats> => showSeats(request.filings, request.applicantId, facts);

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
