/** Who is away, who should be back, and who has not said so. */
import { addDays, daysBetween, type IsoDate } from '../domain/calendar.ts';
import type { Facts } from '../domain/facts.ts';
import { awayOn } from '../domain/leave.ts';
import type { Reply } from '../domain/reply.ts';
import { takenSpan, type Request } from '../domain/request.ts';
import { nameOf } from './chain.ts';
import { reply, type Context } from './context.ts';
import { button, keepersOf, notice } from './notices.ts';
import { show } from './shown.ts';

/** For so many days after a leave ended its applicant is asked each evening; then it is the keeper's. */
const askedForDays = 2;

/** The last evening and the two after it: are you back? */
export const askWhoIsBack = ({ facts }: Context): Reply[] =>
  stillAway(facts)
    .filter((r) => daysBetween(r.span.toOn, facts.today) <= askedForDays)
    .map((r) =>
      notice(r, `back.${facts.today}`, r.applicantId, { says: 'are-you-back', shown: show(r, facts) }, [
        button('end-leave', r.id),
      ]),
    );

/** The morning after: who keeps the applicant's attendance is told once. */
export const tellUnreported = (context: Context): Reply[] =>
  stillAway(context.facts)
    .filter((r) => r.span.toOn < context.facts.today)
    .flatMap((r) =>
      keepersOf(context, r).map((id) =>
        notice(r, 'unreported', id, { says: 'return-unreported', shown: show(r, context.facts) }),
      ),
    );

/** Leaves that are over, whose applicant has neither said to be back nor been seen, and which nothing goes on from. */
function stillAway({ due, today }: Facts): Request[] {
  if (!due) return [];
  const of = byApplicant([...due.requests, ...due.ended.map((e) => e.request), ...due.away]);
  return due.ended
    .filter(({ request, cameBackOn }) => request.span.toOn <= today && request.ended === null && cameBackOn === null)
    .map((e) => e.request)
    .filter((r) => !of.get(r.applicantId)?.some((other) => goesOnFrom(other, r)));
}

function byApplicant(requests: readonly Request[]): ReadonlyMap<string, Request[]> {
  const of = new Map<string, Request[]>();
  for (const request of requests) {
    const theirs = of.get(request.applicantId);
    if (theirs) theirs.push(request);
    else of.set(request.applicantId, [request]);
  }
  return of;
}

/** An extension, even one that nobody has answered yet; or an approved leave that begins before the next day is over. */
function goesOnFrom(other: Request, request: Request): boolean {
  if (other.id === request.id || other.kind !== 'leave') return false;
  if (other.extendsId === request.id) return true;
  const end = ({ span }: Request): string => `${span.toOn}${span.toHalf}`;
  return other.state === 'approved' && other.span.fromOn <= addDays(request.span.toOn, 1) && end(other) > end(request);
}

/** 去向公示 as a list each morning: names and dates, and never why. */
export function tellWhoIsAway({ facts, settings }: Context): Reply[] {
  if (settings.whereabouts !== 'daily') return [];
  const teams = new Map<string, Map<string, IsoDate>>();
  for (const request of facts.due?.away ?? []) {
    const team = facts.people.get(request.applicantId)?.person.teamId;
    const span = takenSpan(request);
    if (!team || request.kind !== 'leave' || awayOn(span, facts.today) === 0) continue;
    const away = teams.get(team) ?? new Map<string, IsoDate>();
    const known = away.get(request.applicantId);
    teams.set(team, away.set(request.applicantId, known !== undefined && known > span.toOn ? known : span.toOn));
  }
  return [...teams].map(([teamId, away]) =>
    reply(
      {
        says: 'away-today',
        on: facts.today,
        people: [...away].map(([id, until]) => ({ name: nameOf(facts, id), until })),
      },
      { to: { to: 'team', teamId }, once: `away:${facts.today}:${teamId}` },
    ),
  );
}
