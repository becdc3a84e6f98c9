/** From the bodies that a rule names to the seats of this county, and to what is shown of them. */
import type { Facts, FilledSeat, HeldSeat, Someone } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { ShownRequest, ShownSeat, ShownStep } from '../domain/reply.ts';
import { sameSeat, type Request, type RequestSeat, type RequestStep, type SeatKey } from '../domain/request.ts';
import type { Body, BodyScope, ChainStep, Rules } from '../rules/decision.ts';

/** Bodies above the county have a seat in it like the county's own: who sits there is in its roster. */
const places: Record<BodyScope, (person: Person) => string | null> = {
  province: () => '',
  city: () => '',
  county: () => '',
  township: (p) => p.townshipId,
  village: (p) => p.villageId,
  team: (p) => p.teamId,
  unit: (p) => p.unitId,
  self: () => null, // nobody approves their own
};

/** The seat of that body which answers for this person; null when the person's place is not in the roster. */
export function seatFor(body: Body, person: Person, facts: Facts): RequestSeat | null {
  const scopeId = places[body.scope](person);
  if (scopeId === null) return null;
  const key = { body: body.name, scopeId };
  return { ...key, title: filled(facts, key)?.title ?? body.name, answer: null };
}

const filled = (facts: Facts, key: SeatKey): FilledSeat | undefined => facts.seats.find((s) => sameSeat(s, key));

/** Those who may answer for the seat now: its holders but the applicant. */
export const holdersOf = (facts: Facts, key: SeatKey, applicantId: string): string[] =>
  (filled(facts, key)?.holderIds ?? []).filter((id) => id !== applicantId);

export type Resolved =
  { readonly ok: true; readonly steps: readonly RequestStep[] } | { readonly ok: false; readonly body: string };

/** The steps of a chain as seats of this county. */
export function resolveSteps(steps: readonly ChainStep[], person: Person, facts: Facts): Resolved {
  const resolved: RequestStep[] = [];
  for (const step of steps) {
    const seats: RequestSeat[] = [];
    for (const body of step.bodies) {
      const seat = seatFor(body, person, facts);
      if (!seat) return { ok: false, body: body.name };
      seats.push(seat);
    }
    resolved.push({ mode: step.mode, seats });
  }
  return { ok: true, steps: resolved };
}

/** The seat that keeps this person's attendance, by rule; null where no rule says or the place is missing. */
export function keeperSeat(rules: Rules, person: Person, facts: Facts): RequestSeat | null {
  if (person.post === null) return null;
  const { keeper } = rules.keeper({ post: person.post, dispatchLevel: person.dispatchLevel, on: facts.today });
  return keeper && seatFor(keeper, person, facts);
}

/** The speaker's seats that keep somebody's attendance, by rule. */
export function keepingSeats(rules: Rules, facts: Facts): HeldSeat[] {
  const keepers = rules
    .posts(facts.today)
    .map((post) => rules.keeper({ post, dispatchLevel: null, on: facts.today }).keeper?.name);
  return facts.speaker.seats.filter((seat) => keepers.includes(seat.body));
}

/** Those whose attendance the speaker keeps, among the people at hand. */
export function keptBy(rules: Rules, facts: Facts): Person[] {
  return [...facts.people.values()]
    .map((s) => s.person)
    .filter((person) => {
      const seat = keeperSeat(rules, person, facts);
      return (
        seat !== null &&
        person.id !== facts.speaker.person?.id &&
        facts.speaker.seats.some((held) => sameSeat(held, seat))
      );
    });
}

export const nameOf = (facts: Facts, personId: string): string => facts.people.get(personId)?.person.name ?? '';

function showSeat(seat: RequestSeat, applicantId: string, facts: Facts): ShownSeat {
  const holders = holdersOf(facts, seat, applicantId);
  const known = holders.map((id) => facts.people.get(id)).filter((s): s is Someone => s !== undefined);
  const verdict = seat.answer?.verdict;
  return {
    body: seat.body,
    scopeId: seat.scopeId,
    title: seat.title,
    names: seat.answer ? [nameOf(facts, seat.answer.personId)] : known.map((s) => s.person.name),
    state: verdict === undefined ? 'waiting' : verdict === 'approve' ? 'approved' : 'rejected',
    vacant: holders.length === 0,
    unreachable: holders.length > 0 && !known.some((s) => s.reachable),
  };
}

export const showSteps = (steps: readonly RequestStep[], applicantId: string, facts: Facts): ShownStep[] =>
  steps.map((step) => ({ mode: step.mode, seats: step.seats.map((seat) => showSeat(seat, applicantId, facts)) }));

export const showSeats = (seats: readonly SeatKey[], applicantId: string, facts: Facts): ShownSeat[] =>
  seats.map((key) =>
    showSeat({ ...key, title: filled(facts, key)?.title ?? key.body, answer: null }, applicantId, facts),
  );

export const show = (request: Request, facts: Facts): ShownRequest => ({
  request,
  applicant: nameOf(facts, request.applicantId),
  steps: showSteps(request.steps, request.applicantId, facts),
});
