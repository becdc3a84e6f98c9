/** What the list of one's own duties says beside what is owed today. */
import type { IsoDate } from '../domain/calendar.ts';
import type { PersonContext } from '../commands/context.ts';
import type { Beside } from '../commands/own-duties.ts';
import { owedOn } from '../duties/owed.ts';
import { unclearOf } from '../duties/unclear.ts';

/** Of this year: what is late for longer than anybody is reminded of it, and who has no dispatch level where one is asked for. */
export function besideOf({ facts: { world, owed, today }, rules }: PersonContext): Beside {
  if (!world) return { lapsed: [], withoutLevel: [] };
  const listed = new Set((owed ?? []).map(({ key }) => key));
  const yearStart = `${today.slice(0, 4)}-01-01` as IsoDate;
  return {
    lapsed: owedOn(rules, world, today, yearStart).filter(({ key, state }) => state === 'late' && !listed.has(key)),
    withoutLevel: unclearOf(rules, world, today).flatMap((one) => (one.why === 'no-level' ? one.person.id : [])),
  };
}
