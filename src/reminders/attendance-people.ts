/** Who keeps whose attendance, from the county's seats as they are held today. */
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import type { IsoDate } from '../domain/calendar.ts';
import { OFFICER, sameSeat, type SeatKey } from '../domain/request.ts';
import type { Rules } from '../rules/decision.ts';
import { keeperKeyOf } from '../rules/seat-key.ts';

const holdersOf = ({ seats }: Pick<DutyWorld, 'seats'>, key: SeatKey): readonly string[] =>
  seats.find((seat) => sameSeat(seat, key))?.holderIds ?? [];

/**
 * Those who keep the person's attendance; the county's officers where no rule says who does, or nobody holds the seat. Nobody
 * keeps their own.
 */
export function keepersOf(rules: Rules, world: Pick<DutyWorld, 'seats'>, person: DutyPerson, on: IsoDate): string[] {
  const key = keeperKeyOf(rules, person, on);
  const keepers = (key ? holdersOf(world, key) : []).filter((id) => id !== person.id);
  return keepers.length > 0 ? keepers : holdersOf(world, OFFICER).filter((id) => id !== person.id);
}

/** Whom each keeper keeps, of these people; in the order of the people. */
export function keptBy(
  rules: Rules,
  world: Pick<DutyWorld, 'seats'>,
  people: readonly DutyPerson[],
  on: IsoDate,
): Map<string, DutyPerson[]> {
  const kept = new Map<string, DutyPerson[]>();
  for (const person of people)
    for (const keeper of keepersOf(rules, world, person, on)) kept.set(keeper, [...(kept.get(keeper) ?? []), person]);
  return kept;
}

/** A cadre who belongs to the county on that day. */
export const isCadreOn = ({ post, leftOn, termFrom }: DutyPerson, on: IsoDate): boolean =>
  post !== null && (leftOn === null || leftOn > on) && (termFrom === null || termFrom <= on);

/** False for somebody who is known to be without an account: nothing reaches them. */
export const canBeTold = ({ people }: Pick<DutyWorld, 'people'>, id: string): boolean =>
  people.find((p) => p.id === id)?.reachable ?? true;
