/** 销假: says until when the leave was taken; earlier than approved it counts fewer days, later it is a fact for the month. */
import { endLeave } from '../domain/approval.ts';
import { addDays, daysBetween, hourOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { leaveDays, type Half } from '../domain/leave.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { takenSpan, type Request } from '../domain/request.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { namedRequest } from './find-request.ts';
import { notice, partiesOf, tellTeamChanged } from './notices.ts';
import { show } from './shown.ts';

/** The last half day of absence, as the end of a span. */
export interface Back {
  readonly on: IsoDate;
  readonly half: Half;
}

export interface EndLeaveSlots {
  readonly code: string | null;
  /** null = just now. */
  readonly back: Back | null;
  readonly problem: DateProblem | null;
}

export const endLeaveNeeds = ({ code }: Pick<EndLeaveSlots, 'code'>): Need => ({
  organisation: true,
  ownRequests: true,
  code,
});

const noon = 12;
const dusk = 18;

/** Back before noon: away until the evening before; in the afternoon: until noon; in the evening: the whole day. */
export function backAt(at: Instant, today: IsoDate): Back {
  const hour = hourOf(at);
  if (hour < noon) return { on: addDays(today, -1), half: 'pm' };
  return { on: today, half: hour < dusk ? 'am' : 'pm' };
}

/** Approved leaves that have begun and whose return is not reported, the earliest first. */
export const begun = (facts: Facts, personId: string): Request[] =>
  facts.requests
    .filter(
      (r) =>
        r.kind === 'leave' &&
        r.applicantId === personId &&
        r.state === 'approved' &&
        r.ended === null &&
        r.span.fromOn <= facts.today,
    )
    .sort((a, b) => (a.span.fromOn < b.span.fromOn ? -1 : 1));

export function reportReturn(context: PersonContext, { code, back, problem }: EndLeaveSlots): Outcome {
  const { facts, me } = context;
  if (problem) return say({ says: 'invalid-span', span: problem, wanted: 'day' });
  const open = begun(facts, me.id);
  const named = namedRequest(context, code);
  if (code !== null && !named) return say({ says: 'no-such-code', code });
  const at = back ?? backAt(context.message.sentAt, facts.today);
  // Back from the last one that had begun by then; on its first day one knows which is meant where there is but one.
  const latest = open.filter((r) => `${at.on}${at.half}` >= `${r.span.fromOn}${r.span.fromHalf}`).at(-1);
  const isOther = named !== undefined && !open.includes(named);
  const target = isOther ? undefined : (named ?? latest ?? (open.length === 1 ? open[0] : undefined));
  if (!target) return nothingToEnd(context, named);
  if (back === null && isStillToCome(target, context.message.sentAt, facts.today))
    return say({ says: 'nothing-to-end', why: 'not-begun', shown: [show(target, facts)] });
  return ended(context, target, back ?? notBefore(at, target));
}

/** It begins at noon today, and it is morning. */
const isStillToCome = ({ span }: Request, sentAt: Instant, today: IsoDate): boolean =>
  span.fromOn === today && span.fromHalf === 'pm' && hourOf(sentAt) < noon;

/** Just now, on the first half day: that one was taken. */
function notBefore(back: Back, { span }: Request): Back {
  const first: Back = { on: span.fromOn, half: span.fromHalf };
  return `${back.on}${back.half}` < `${first.on}${first.half}` ? first : back;
}

function nothingToEnd({ facts, me }: PersonContext, named: Request | undefined): Outcome {
  const mine = facts.requests.filter((r) => r.kind === 'leave' && r.applicantId === me.id);
  const about = named ? [named] : mine.filter((r) => r.state === 'open' || (r.state === 'approved' && !r.ended));
  const [first] = about;
  const why = !first
    ? 'none'
    : first.applicantId !== me.id
      ? 'not-yours'
      : first.state !== 'approved'
        ? 'not-approved'
        : first.ended
          ? 'ended-already'
          : 'not-begun';
  return say({ says: 'nothing-to-end', why, shown: about.map((r) => show(r, facts)) });
}

const goingOn: readonly Request['state'][] = ['open', 'held', 'approved'];

function ended(context: PersonContext, target: Request, back: Back): Outcome {
  const { facts, me } = context;
  const { span } = target;
  if (`${back.on}${back.half}` < `${span.fromOn}${span.fromHalf}` || back.on > facts.today)
    return say({ says: 'nothing-to-end', why: 'bad-day', shown: [show(target, facts)] });
  const after = endLeave(target, back.on, back.half, facts.now);
  const figures = figuresOf(after);
  const goesOn = facts.requests.find((r) => r.extendsId === target.id && goingOn.includes(r.state)) ?? null;
  const told = { says: 'leave-ended-told', shown: show(after, facts), ...figures } as const;
  return {
    effects: [...endedBefore(facts, target), ...endEffects(target, back, facts.now)],
    replies: [
      reply(
        { says: 'leave-ended', goesOn: goesOn && show(goesOn, facts), shown: show(after, facts), ...figures },
        { requestId: after.id },
      ),
      ...tellParties(context, after, told, me.id),
      ...(figures.isEarly ? tellTeamChanged(after, context) : []),
    ],
  };
}

const tellParties = (context: PersonContext, request: Request, result: Result, except: string): Reply[] =>
  partiesOf(context, request)
    .filter((id) => id !== except)
    .map((id) => notice(request, `n${request.version}.ended`, id, result));

/** A leave that this one goes on from was taken whole. */
const endedBefore = (facts: Facts, target: Request): Effect[] =>
  begun(facts, target.applicantId)
    .filter((r) => r.id !== target.id && r.span.toOn <= target.span.fromOn)
    .flatMap((r) => endEffects(r, { on: r.span.toOn, half: r.span.toHalf }, facts.now));

export const endEffects = (request: Request, { on, half }: Back, at: Instant): Effect[] => [
  { effect: 'end-leave', requestId: request.id, on, half, at },
  {
    effect: 'move-request',
    requestId: request.id,
    version: request.version,
    state: request.state,
    step: request.step,
    at,
  },
];

export function figuresOf(request: Request): { taken: number; overdueDays: number; isEarly: boolean } {
  const { span, ended: back } = request;
  const taken = leaveDays(takenSpan(request));
  const halves = back
    ? 2 * daysBetween(span.toOn, back.on) + (back.half === 'pm' ? 1 : 0) - (span.toHalf === 'pm' ? 1 : 0)
    : 0;
  return { taken, overdueDays: Math.max(0, Math.floor(halves / 2)), isEarly: taken < request.days };
}
