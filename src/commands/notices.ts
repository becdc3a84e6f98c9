/** Who is told what of a request, each once. A reason never leaves the direct chats of those in the chain. */
import type { AskedAgain } from '../domain/approval-result.ts';
import { addDays, dateOf } from '../domain/calendar.ts';
import type { Facts } from '../domain/facts.ts';
import type { OfferedButton, Reply, Result } from '../domain/reply.ts';
import { takenSpan, waitingSeats, type Request, type SeatKey } from '../domain/request.ts';
import { answerersOf, askedOf, keeperSeat, officersOf, unique } from './chain.ts';
import { reply, toPerson, type Context } from './context.ts';
import { show, showSeats } from './shown.ts';

/** A notice about a request; a person gets each event once, however many seats they hold. */
export const notice = (
  request: Request,
  event: string,
  personId: string,
  result: Result,
  buttons: readonly OfferedButton[] = [],
): Reply =>
  reply(result, {
    to: toPerson(personId),
    requestId: request.id,
    revision: request.revision,
    once: `${request.id}:${event}:${personId}`,
    buttons,
  });

const answerButtons = ({ id, step, revision }: Request): OfferedButton[] =>
  (['approve', 'reject', 'return'] as const).map((verdict) => ({
    label: verdict,
    action: { does: 'answer', verdict, requestId: id, step, revision },
  }));

export const button = (label: 'end-leave' | 'object' | 'receive-filing', requestId: string): OfferedButton => ({
  label,
  action: { does: label, requestId },
});

/** The step of that content, as the events of its notices are named. */
const stepName = ({ revision, step }: Request): string => `v${revision}.step${step}`;

export interface Asking {
  /** Why they are asked once more; null for the first time. */
  readonly again: AskedAgain | null;
  /** Tells this asking from others of the same step: nobody gets the same one twice. The first one's, unless it is given. */
  readonly event?: string;
  /** Only these. */
  readonly only?: readonly string[];
}

/** Asks those who answer the open step. Who wants one digest each morning is asked at once only where it can't wait. */
export function askApprovers(request: Request, facts: Facts, asking?: Asking): Reply[] {
  const { again = null, event = stepName(request), only } = asking ?? {};
  const shown = show(request, facts);
  const asked = unique(waitingSeats(request).flatMap((s) => askedOf(facts, s, request))).filter(
    (id) => only?.includes(id) ?? true,
  );
  return asked
    .filter(
      (id) =>
        again === 'nudged' || again === 'transferred' || again === 'new-holder' || !waitsForDigest(request, id, facts),
    )
    .map((id) => ({
      ...notice(request, event, id, { says: 'please-answer', shown, again }, answerButtons(request)),
      images: request.images,
    }));
}

/** The digest of the next morning comes before the leave does. */
const waitsForDigest = (request: Request, personId: string, facts: Facts): boolean =>
  (facts.people.get(personId)?.digest ?? false) &&
  (request.kind === 'make-up' || request.span.fromOn > addDays(facts.today, 1));

/** Asks the approvers, and says so where a seat has nobody who could answer: to the applicant and to the officer. */
export function putBefore(request: Request, facts: Facts, asking?: Asking): Reply[] {
  const shown = show(request, facts);
  const stuck =
    shown.steps[request.step]?.seats.filter((s) => s.state === 'waiting' && (s.vacant || s.unreachable)) ?? [];
  const told = stuck.length === 0 ? [] : unique([request.applicantId, ...officesOf(request, facts)]);
  return [
    ...askApprovers(request, facts, asking),
    ...told.map((id) =>
      notice(request, `${stepName(request)}-vacant`, id, {
        says: 'seat-vacant',
        shown,
        seats: stuck,
        toOfficer: id !== request.applicantId,
      }),
    ),
  ];
}

/** The officers; where the county has none, those who get its copies. */
const officesOf = (request: Request, facts: Facts): string[] => {
  const officers = officersOf(facts, request);
  return officers.length > 0 ? officers : filedWith(request, facts);
};

const filedWith = (request: Request, facts: Facts): string[] =>
  unique(request.filings.flatMap((f) => askedOf(facts, f, request)));

/** Those who keep the applicant's attendance. */
export function keepersOf({ facts, rules }: Pick<Context, 'facts' | 'rules'>, request: Request): string[] {
  const applicant = facts.people.get(request.applicantId)?.person;
  const keeper = applicant ? keeperSeat(rules, applicant, facts) : null;
  return keeper ? askedOf(facts, keeper, request) : [];
}

/** Tells everyone once that the request is approved: applicant, filing seats, keeper, the team without the reason. */
export function tellApproved(request: Request, context: Context, answeredBy: string): Reply[] {
  const { facts } = context;
  const shown = show(request, facts);
  const event = `v${request.revision}.closed`;
  const filed = filedWith(request, facts).filter((id) => id !== answeredBy);
  const keepers = request.kind === 'leave' ? keepersOf(context, request) : [];
  return [
    notice(request, event, request.applicantId, {
      says: 'request-approved',
      shown,
      isOver: request.span.toOn < facts.today,
    }),
    ...filed.map((id) =>
      notice(request, event, id, { says: 'filing-copy', shown }, [button('receive-filing', request.id)]),
    ),
    ...keepers
      .filter((id) => !filed.includes(id) && id !== answeredBy)
      .map((id) => notice(request, event, id, { says: 'keeper-told', shown })),
    ...proposeRecall(request, facts),
    ...tellTeam(request, context),
  ];
}

/** A leave so long that the office has to look at a recall: a person decides, so the officer is told. */
const proposeRecall = (request: Request, facts: Facts): Reply[] =>
  request.remarks.some(({ remark }) => remark === 'recall')
    ? unique([...officersOf(facts, request), ...recallSeats(request).flatMap((s) => askedOf(facts, s, request))]).map(
        (id) =>
          notice(request, `v${request.revision}.recall`, id, { says: 'recall-proposed', shown: show(request, facts) }),
      )
    : [];

/** The offices that the rule names for a recall. */
const recallSeats = ({ remarks }: Request): SeatKey[] => remarks.flatMap((r) => (r.remark === 'recall' ? r.seats : []));

const teamOf = (request: Request, facts: Facts): { name: string; teamId: string } | null => {
  const applicant = facts.people.get(request.applicantId)?.person;
  return request.kind === 'leave' && applicant?.teamId ? { name: applicant.name, teamId: applicant.teamId } : null;
};

/** 去向公示: who is away and till when, never why; in the form that the county chose. */
function tellTeam(request: Request, { facts, settings }: Context): Reply[] {
  const team = teamOf(request, facts);
  if (!team || settings.whereabouts !== 'each' || request.span.toOn < dateOf(facts.now)) return [];
  return [
    reply(
      { says: 'away-notice', name: team.name, span: request.span },
      { to: { to: 'team', teamId: team.teamId }, once: `${request.id}:v${request.revision}.away:${team.teamId}` },
    ),
  ];
}

/** What the group was told is otherwise now; null = not away at all. */
export function tellTeamChanged(request: Request, { facts, settings }: Context, was = request.span): Reply[] {
  const team = teamOf(request, facts);
  const approvedAt = Math.max(...request.steps.flatMap(({ seats }) => seats.map(({ answer }) => answer?.at ?? 0)));
  const wasTold = was.toOn >= dateOf(approvedAt);
  if (!team || settings.whereabouts !== 'each' || !wasTold) return [];
  const span = request.state === 'cancelled' ? null : takenSpan(request);
  return [
    reply(
      { says: 'away-changed', name: team.name, span },
      { to: { to: 'team', teamId: team.teamId }, once: `${request.id}:n${request.version}.away:${team.teamId}` },
    ),
  ];
}

/** Those who were asked so far, or have answered. */
export const askedSoFar = (request: Request, facts: Facts): string[] =>
  unique(
    request.steps
      .slice(0, request.step + 1)
      .flatMap((step) =>
        step.seats.flatMap((s) => [...(s.answer ? [s.answer.personId] : []), ...askedOf(facts, s, request)]),
      ),
  ).filter((id) => id !== '' && id !== request.applicantId);

/** Those who answered it. */
export const answeredBy = ({ steps }: Request): string[] =>
  unique(steps.flatMap(({ seats }) => seats.flatMap(({ answer }) => (answer ? [answer.personId] : []))));

/** Those who answered, its filings, the keeper and who asked for it: they hear when it is otherwise than approved. */
export const partiesOf = (context: Context, request: Request): string[] =>
  unique([
    ...answeredBy(request),
    ...filedWith(request, context.facts),
    ...keepersOf(context, request),
    ...(request.enteredBy === null ? [] : [request.enteredBy]),
  ]);

/** Tells those who were asked and whose answer is no longer needed. */
export const tellOthersAsked = (request: Request, facts: Facts, result: Result, except: readonly string[]): Reply[] =>
  unique(
    request.steps
      .slice(0, request.step + 1)
      .flatMap((step) => step.seats.flatMap((s) => answerersOf(facts, s, request))),
  )
    .filter((id) => !except.includes(id))
    .map((id) => notice(request, `v${request.revision}.closed`, id, result));

/** Filing seats as they are shown in a preview. */
export const showFilings = (
  request: Pick<Request, 'filings' | 'applicantId'>,
  facts: Facts,
): ReturnType<typeof showSeats> => showSeats(request.filings, request, facts);
