/** Who is told when something stays undone: the one above, never those who owe it themselves. */
import type { Owed } from '../domain/duty.ts';
import { OFFICER, sameSeat, type SeatKey } from '../domain/request.ts';
import { keeperKeyOf } from '../rules/seat-key.ts';
import type { Known } from './reminding.ts';

/**
 * A cadre's keeper; for a team the keeper of its leader; for a body the county's officer, who keeps as well what no rule puts before
 * anybody else. Nobody where nobody is asked for it in the first place.
 */
export function aboveOf({ debtor, peopleIds }: Owed, known: Known): string[] {
  if (debtor.is === 'outside' || peopleIds.length === 0) return [];
  const others = (ids: readonly string[]): string[] => ids.filter((id) => !peopleIds.includes(id));
  const keepers = debtor.is === 'body' ? [] : peopleIds.map((id) => others(keepersOf(id, known)));
  return keepers.find((ids) => ids.length > 0) ?? others(holdersOf(OFFICER, known));
}

function keepersOf(personId: string, known: Known): readonly string[] {
  const person = known.personOf.get(personId);
  const seat = person ? keeperKeyOf(known.rules, person, known.facts.today) : null;
  return seat ? holdersOf(seat, known) : [];
}

const holdersOf = (key: SeatKey, { world }: Known): readonly string[] =>
  world.seats.find((s) => sameSeat(s, key))?.holderIds ?? [];
