/** From the bodies that a rule names to the seats of this county, and to those who answer for them now. */
import { standsIn, type Actor, type Asked } from '../domain/approval.ts';
import type { Facts, FilledSeat, HeldSeat } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import { OFFICER, sameSeat, seatOf, type RequestSeat, type RequestStep, type SeatKey } from '../domain/request.ts';
import type { Body, ChainStep, Rules } from '../rules/decision.ts';
import { keeperKeyOf, seatKeyOf } from '../rules/seat-key.ts';

/** The seat of that body which answers for this person; null when the person's place is not in the roster. */
export function seatFor(body: Body, person: Person, facts: Facts): RequestSeat | null {
  const key = seatKeyOf(body, person);
  return key && titled(key, facts);
}

const titled = (key: SeatKey, facts: Facts): RequestSeat => seatOf(key, filled(facts, key)?.title ?? key.body);

export const filled = (facts: Facts, key: SeatKey): FilledSeat | undefined => facts.seats.find((s) => sameSeat(s, key));

/** The speaker with the seats they hold or stand in for. */
export const actorOf = ({ speaker }: Facts): Actor => ({
  personId: speaker.person?.id ?? '',
  seats: speaker.seats,
});

type Answered = SeatKey & Partial<Pick<RequestSeat, 'assigned'>>;

/** Those who may answer for the seat now: whom it was handed to; else its holders and their deputies; never the applicant. */
export function answerersOf(facts: Facts, seat: Answered, asked: Asked): string[] {
  const one = seat.assigned?.personId ?? (seat.body === 'person' ? seat.scopeId : null);
  const { holderIds = [], deputies = [] } = filled(facts, seat) ?? {};
  const standing = deputies.filter((d) => standsIn(d.namedBy, asked)).map((d) => d.deputyId);
  return unique(one === null ? [...holderIds, ...standing] : [one]).filter((id) => id !== asked.applicantId);
}

/** Those who are written to about the seat: a holder who has named a deputy is spared. */
export function askedOf(facts: Facts, seat: Answered, asked: Asked): string[] {
  const { deputies = [] } = filled(facts, seat) ?? {};
  const may = answerersOf(facts, seat, asked);
  const isSpared = (id: string): boolean =>
    !seat.assigned && deputies.some((d) => d.principalId === id && may.includes(d.deputyId));
  return may.filter((id) => !isSpared(id));
}

/** The county's officers; nobody where it has none. */
export const officersOf = (facts: Facts, asked: Asked): string[] => askedOf(facts, OFFICER, asked);

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
  const key = keeperKeyOf(rules, person, facts.today);
  return key && titled(key, facts);
}

/** The speaker's seats that keep somebody's attendance, by rule. */
export function keepingSeats(rules: Rules, facts: Facts): HeldSeat[] {
  const keepers = rules
    .posts(facts.today)
    .map((post) => rules.keeper({ post, dispatchLevel: null, on: facts.today }).keeper?.name);
  return facts.speaker.seats.filter((seat) => keepers.includes(seat.body));
}

export const nameOf = (facts: Facts, personId: string): string => facts.people.get(personId)?.person.name ?? '';

export const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
