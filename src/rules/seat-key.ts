/** Where a body's seat is for one person: the same body has a seat in every township, team or unit. */
import type { Person } from '../domain/people.ts';
import type { SeatKey } from '../domain/request.ts';
import type { Body, BodyScope, Rules } from './decision.ts';

/** Bodies above the county have a seat in it like the county's own: who sits there is in its roster. */
const places: Record<BodyScope, (person: Person) => string | null> = {
  province: () => '',
  city: () => '',
  county: () => '',
  township: (p) => p.townshipId,
  village: (p) => p.villageId,
  team: (p) => p.teamId,
  unit: (p) => p.unitId,
  self: () => null, // nobody approves or keeps their own
};

/** null when the person's place is not in the roster. */
export function seatKeyOf(body: Body, person: Person): SeatKey | null {
  const scopeId = places[body.scope](person);
  return scopeId === null ? null : { body: body.name, scopeId };
}

/** The seat that keeps this person's attendance, by rule; null where no rule says or the place is missing. */
export function keeperKeyOf(rules: Rules, person: Person, on: Parameters<Rules['keeper']>[0]['on']): SeatKey | null {
  if (person.post === null) return null;
  const { keeper } = rules.keeper({ post: person.post, dispatchLevel: person.dispatchLevel, on });
  return keeper && seatKeyOf(keeper, person);
}
