/** 转办: somebody else answers for a seat of the open step. The officer may hand over any, and names who answers what no rule settles. */
import { assignSeat, transferable } from '../domain/approval.ts';
import type { Which } from '../domain/dialogue.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { sameSeat, type Request, type RequestSeat } from '../domain/request.ts';
import { actorOf, answerersOf } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { findOne, waitingForMe, whichNeeds } from './find-request.ts';
import { anybody, may, ofRequest } from './may.ts';
import { nameTheApprover } from './name-approver.ts';
import { askApprovers, notice } from './notices.ts';
import { cannotHandTo, forWhom, namesNeed, notToAnswer, settled, takesBack, type Named } from './people.ts';
import { show } from './shown.ts';

export interface HandOverSlots {
  readonly which: Which;
  /** As it was said; null where nobody was named. */
  readonly who: string | null;
}

export const transferNeeds = ({ facts }: PersonContext, { which, who }: HandOverSlots): Need => ({
  ...whichNeeds(which, facts.listed),
  ...namesNeed(who),
});

export function transfer(context: PersonContext, { which, who }: HandOverSlots): Outcome {
  const found = findOne(context, which, 'transfer', toHandOver(context, which));
  if ('outcome' in found) return found.outcome;
  const { request } = found;
  const why = whyNot(context, request);
  if (why) return cannotTransfer(context, request, why);
  return forWhom(context, { does: 'transfer', requestId: request.id }, who, (to) => transferTo(context, request, to));
}

/** Those that wait for the speaker; for the officer who gives a code, all that wait for anybody. */
export function toHandOver(context: PersonContext, { code }: Which): Request[] {
  const { facts } = context;
  return code !== null && may(context, 'name-approver', anybody)
    ? facts.requests.filter((r) => r.state === 'open' || r.state === 'held')
    : waitingForMe(context);
}

/** It is known who is meant. */
export function transferTo(context: PersonContext, request: Request, to: Named): Outcome {
  const why = whyNot(context, request);
  if (why) return settled(context, 'transfer', cannotTransfer(context, request, why));
  if (request.state === 'held') return nameTheApprover(context, request, to);
  const seat = seatToHandOver(context, request);
  if (!seat) return settled(context, 'transfer', cannotTransfer(context, request, 'several-seats'));
  const notTo = notToAnswer(context.facts, request, seat, to);
  return notTo ? cannotHandTo(to, notTo) : settled(context, 'transfer', handOver(context, request, seat, to));
}

type WhyNot = Extract<Result, { says: 'cannot-transfer' }>['why'];

export const cannotTransfer = ({ facts }: PersonContext, request: Request, why: WhyNot): Outcome =>
  say({ says: 'cannot-transfer', why, shown: show(request, facts) }, { requestId: request.id });

/** Nobody chooses who answers their own request. */
function whyNot(context: PersonContext, request: Request): WhyNot | null {
  const { facts, me } = context;
  const subject = ofRequest(request, facts);
  if (request.applicantId === me.id) return 'not-approver';
  if (request.state === 'held') return may(context, 'name-approver', subject) ? null : 'not-approver';
  if (request.state !== 'open') return 'ended';
  if (!may(context, 'transfer', subject)) return 'not-approver';
  return seatToHandOver(context, request) ? null : 'several-seats';
}

/** The only one that may be handed over, or of several the only one that nobody can answer. */
function seatToHandOver({ facts }: PersonContext, request: Request): RequestSeat | null {
  const seats = transferable(request, actorOf(facts));
  const stuck = seats.filter((s) => isStuck(facts, request, s));
  const [only] = seats.length === 1 ? seats : stuck.length === 1 ? stuck : [];
  return only ?? null;
}

const isStuck = (facts: Facts, request: Request, seat: RequestSeat): boolean =>
  !answerersOf(facts, seat, request).some((id) => facts.people.get(id)?.reachable);

function handOver({ facts, me }: PersonContext, request: Request, seat: RequestSeat, to: Named): Outcome {
  const personId = takesBack(facts, seat, to.person.id) ? null : to.person.id;
  const after: Request = { ...assignSeat(request, seat, personId, me.id), movedAt: facts.now };
  const shown = show(after, facts);
  return {
    effects: effectsOf(request, seat, personId, me.id, facts),
    replies: [
      reply({ says: 'transferred', shown, to: to.person.name }, { requestId: after.id }),
      ...tellHandOver(facts, seat, after, { says: 'transfer-told', shown, to: to.person.name, by: me.name }),
    ],
  };
}

function effectsOf(
  { id: requestId, step, version }: Request,
  { body, scopeId }: RequestSeat,
  personId: string | null,
  by: string,
  { now: at }: Facts,
): Effect[] {
  return [
    { effect: 'assign-seat', requestId, step, seat: { body, scopeId }, personId, by },
    { effect: 'move-request', requestId, version, state: 'open', step, at },
  ];
}

/** The applicant and those who no longer answer for the seat are told; those who do now are asked. */
function tellHandOver(facts: Facts, before: RequestSeat, after: Request, told: Result): Reply[] {
  const { applicantId } = after;
  const me = facts.speaker.person?.id;
  const seat = after.steps[after.step]?.seats.find((s) => sameSeat(s, before)) ?? before;
  const may = answerersOf(facts, seat, after);
  const released = answerersOf(facts, before, after).filter((id) => !may.includes(id) && id !== me);
  const event = `assign.v${after.version}`;
  return [
    ...[applicantId, ...released].map((id) => notice(after, event, id, told)),
    ...askApprovers(after, facts, {
      again: 'transferred',
      event,
      only: may.filter((id) => id !== me),
    }),
  ];
}
