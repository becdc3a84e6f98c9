/** Mornings: what waits too long goes to the officer, and who wants one digest a day gets it. Nothing is approved by time. */
import { addDays, dateOf, daysBetween } from '../domain/calendar.ts';
import type { Facts } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import { waitingSeats, type Request } from '../domain/request.ts';
import { firstAskedToday } from './asked-before.ts';
import { askedOf, officersOf, unique } from './chain.ts';
import { reply, toPerson, type Context } from './context.ts';
import { askApprovers, notice } from './notices.ts';
import { show } from './shown.ts';

const waitingDays = (request: Request, facts: Facts): number => daysBetween(dateOf(request.movedAt), facts.today);

/** A leave that begins tomorrow at the latest and was not asked for just now. */
const startsSoon = (request: Request, facts: Facts): boolean =>
  request.kind === 'leave' && request.span.fromOn <= addDays(facts.today, 1) && waitingDays(request, facts) > 0;

const officersFor = (request: Request, facts: Facts): string[] =>
  officersOf(facts, request).filter((id) => id !== request.applicantId);

/** Those who are written to about it now: of an open request those of its open step, of a held one the officer. */
const askedNow = (request: Request, facts: Facts): string[] =>
  request.state === 'held'
    ? officersFor(request, facts)
    : unique(waitingSeats(request).flatMap((seat) => askedOf(facts, seat, request)));

export const escalations = (context: Context): Reply[] =>
  (context.facts.due?.requests ?? []).flatMap((r) => (r.state === 'held' ? held(r, context) : open(r, context)));

/** Once for each time that it begins to wait, and on the eve: the officer is told unless nobody else has to answer, and those who have to are asked again. */
function open(request: Request, { facts, settings }: Context): Reply[] {
  const isDue = waitingDays(request, facts) >= settings.escalateAfterDays || startsSoon(request, facts);
  if (request.state !== 'open' || !isDue) return [];
  // Handed over, or answered by one of several: it waits anew. The eve of the leave is told besides.
  const soon = startsSoon(request, facts) ? '.soon' : '';
  const step = `v${request.revision}.step${request.step}.n${request.version}`;
  const asked = askedNow(request, facts);
  const only = asked.filter((id) => !firstAskedToday(id, request, facts));
  const officers = officersFor(request, facts).filter(
    (id) => asked.length === 0 || asked.some((other) => other !== id),
  );
  return [
    ...escalated(request, `${step}.escalated${soon}`, officers, facts),
    ...askApprovers(request, facts, { again: 'morning', event: `${step}.morning${soon}`, only }),
  ];
}

/** The officer is the one who has to act: told again each time that so many days have passed. */
function held(request: Request, { facts, settings }: Context): Reply[] {
  const times = Math.floor(waitingDays(request, facts) / settings.escalateAfterDays);
  if (times < 1 && !startsSoon(request, facts)) return [];
  return escalated(request, `v${request.revision}.held${times}`, officersFor(request, facts), facts);
}

function escalated(request: Request, event: string, officers: readonly string[], facts: Facts): Reply[] {
  const shown = show(request, facts);
  const seats = shown.steps[request.step]?.seats.filter((s) => s.state === 'waiting') ?? [];
  return officers.map((id) =>
    notice(request, event, id, {
      says: 'escalated',
      shown,
      seats,
      waitingDays: waitingDays(request, facts),
      startsSoon: startsSoon(request, facts),
    }),
  );
}

/** One message for each person with something to answer; in the order in which it was asked for. */
export function digests({ facts }: Context): Reply[] {
  const waiting = [...(facts.due?.requests ?? [])].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  const byPerson = new Map<string, Request[]>();
  for (const request of waiting)
    for (const id of askedNow(request, facts).filter((one) => facts.people.get(one)?.digest)) {
      const theirs = byPerson.get(id);
      if (theirs) theirs.push(request);
      else byPerson.set(id, [request]);
    }
  return [...byPerson].map(([id, requests]) =>
    reply(
      { says: 'morning-digest', on: facts.today, shown: requests.map((r) => show(r, facts)) },
      { to: toPerson(id), once: `digest:${facts.today}:${id}` },
    ),
  );
}
