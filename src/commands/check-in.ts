/** 打卡, 到岗, a location pin or a photo with a word: one message a day is enough (丰都 第九条 asks where people are, not how they say it). */
import { standingOn, type AttendanceEvent, type LocationDoubt, type Whereabouts } from '../domain/attendance.ts';
import { awayOn } from '../domain/leave.ts';
import type { ImageRef } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import { sightOf, type FenceSight } from '../domain/fence.ts';
import type { Request } from '../domain/request.ts';
import { wgs84Candidates } from './datum.ts';
import { backAt, begun, endEffects } from './end-leave.ts';
import { monthAround, monthFigures, nowhere } from './month.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

/** A pin older than this says little of where its sender is now. */
const freshMs = 2 * 60_000;

export const checkInNeeds = (context: PersonContext): Need => ({
  ownDays: monthAround(context.facts.today),
  ownRequests: true,
  ownFence: context.message.location !== null,
});

export function checkIn(context: PersonContext, note: string | null, images: readonly ImageRef[]): Outcome {
  const { message, facts, rules, me } = context;
  if (me.post === null) return say({ says: 'not-a-cadre' });
  if (message.location && message.forwarded) return say({ says: 'location-forwarded' });
  if (message.location && message.chatKind === 'group') return say({ says: 'location-in-group' });
  const where = facts.days.get(me.id) ?? nowhere;
  const on = facts.today;
  const standing = standingOn(where, on);
  if (standing.is === 'here')
    return say({ says: 'already-here', on, since: standing.since, figures: monthFigures(rules, me, where, on) });
  // Said before they left and long on its way: no return, and the day counts already.
  if (standing.is === 'left' && message.sentAt < standing.since) {
    const since = Math.min(...where.events.filter((e) => e.on === on).map((e) => e.at));
    return say({ says: 'already-here', on, since, figures: monthFigures(rules, me, where, on) });
  }
  const sight = sightFrom(context);
  const event = { ...arrival(context, where), ...(sight ? { fence: sight.side } : {}) };
  const doubts = doubtsOf(context);
  const after = { ...where, events: [...where.events, event] };
  const leave = where.leaves.find((l) => awayOn(l, on) === 1);
  const { location } = message;
  const over = leavesOver(context);
  return {
    effects: [
      { effect: 'add-attendance', event, note, point: location, doubts, images, requestId: null },
      ...over.flatMap((r) => endEffects(r, { on: r.span.toOn, half: r.span.toHalf }, facts.now)),
    ],
    replies: say({
      says: 'checked-in',
      on,
      at: event.at,
      back: event.kind === 'returned',
      onLeaveUntil: over.length > 0 ? null : (leave?.toOn ?? null),
      endedLeave: over.at(-1)?.code ?? null,
      figures: monthFigures(rules, me, after, on),
      photos: images.length,
      located: location !== null,
      doubtful: doubts.length > 0,
      outsideMetres: sight?.side === 'outside' ? sight.metresOff : null,
    }).replies,
  };
}

/** Leaves that are over: who checks in has returned (销假), and need not say it twice. Who comes early says so. */
function leavesOver({ facts, message, me }: PersonContext): Request[] {
  const back = backAt(message.sentAt, facts.today);
  return begun(facts, me.id).filter(({ span }) => `${back.on}${back.half}` >= `${span.toOn}${span.toHalf}`);
}

function arrival({ facts, message, me }: PersonContext, where: Whereabouts): AttendanceEvent {
  const today = where.events.filter((e) => e.on === facts.today);
  const back = today.some((e) => e.kind === 'arrived');
  return {
    personId: me.id,
    on: facts.today,
    kind: back ? 'returned' : 'arrived',
    turn: today.filter((e) => e.kind === 'returned').length,
    at: message.sentAt,
  };
}

/** Being outside refuses nothing: work leads out of the village, and phones err. */
const sightFrom = ({ message: { location }, facts }: PersonContext): FenceSight | null =>
  location && facts.fence && sightOf(facts.fence, wgs84Candidates(location), location.accuracyMetres);

function doubtsOf({ message }: PersonContext): LocationDoubt[] {
  if (!message.location) return [];
  const doubts: LocationDoubt[] = [];
  if (message.receivedAt - message.sentAt > freshMs) doubts.push('old');
  if (message.location.datum === 'unknown') doubts.push('unknown-datum');
  return doubts;
}
