/**
 * What the clock does by itself: it asks, reminds and tells, each once, and reduces what was kept long enough. Nobody's
 * request is ever approved, ended or moved because time passed.
 */
import type { Facts, Need } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import { dateOf } from '../domain/calendar.ts';
import { waitingSeats, type Request } from '../domain/request.ts';
import { askedWhenNamed } from './asked-before.ts';
import { askedOf } from './chain.ts';
import { askWhoIsBack, tellUnreported, tellWhoIsAway } from './clock-away.ts';
import { clockUpkeep } from './clock-upkeep.ts';
import { digests, escalations } from './clock-waiting.ts';
import type { Context, Outcome } from './context.ts';
import { putBefore } from './notices.ts';

/** `hour` comes each full hour by day, beside the two others; `upkeep` each hour, and every ten minutes while nobody writes. */
export type ClockSlot = 'morning' | 'evening' | 'hour' | 'upkeep';

export const clockNeeds = (slot: ClockSlot): Need => (slot === 'upkeep' ? {} : { due: true, organisation: true });

/** What is to be said in that slot. A slot that is worked on a later day has had its time: the next one says what still holds. */
export function clock(context: Context, slot: ClockSlot): Outcome {
  if (slot === 'upkeep') return clockUpkeep(context);
  const { facts } = context;
  if (!facts.due || dateOf(facts.now) !== facts.today) return { effects: [], replies: [] };
  const seen = { ...context, facts: withDue(facts) };
  return { effects: [], replies: [...facts.due.requests.flatMap((r) => asked(r, seen.facts)), ...slots[slot](seen)] };
}

const slots: Record<Exclude<ClockSlot, 'upkeep'>, (context: Context) => Reply[]> = {
  hour: () => [],
  morning: (context) => [
    ...escalations(context),
    ...digests(context),
    ...tellUnreported(context),
    ...tellWhoIsAway(context),
  ],
  evening: askWhoIsBack,
};

/** The requests that are shown may name each other by code. */
const withDue = (facts: Facts): Facts => ({
  ...facts,
  requests: facts.due ? [...facts.due.requests, ...facts.due.ended.map((e) => e.request), ...facts.due.away] : [],
});

/**
 * Whoever answers for an open step now and was not asked yet: who took over a seat, whose days as a deputy have begun or
 * ended, whose account was bound since. The others have had this notice; and to whom it was handed, or who was named deputy
 * for that very day, was asked then.
 */
function asked(request: Request, facts: Facts): Reply[] {
  if (request.state !== 'open') return [];
  const only = waitingSeats(request)
    .filter((seat) => !seat.assigned)
    .flatMap((seat) => askedOf(facts, seat, request))
    .filter((id) => !askedWhenNamed(id, request, facts));
  return putBefore(request, facts, { again: null, event: `v${request.revision}.step${request.step}`, only });
}
