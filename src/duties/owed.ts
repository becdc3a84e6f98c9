/** Duties of the packs + the county's people, seats and ledgers + a day → what is owed, done and late. Pure. */
import type { DutyWorld, Owed } from '../domain/duty.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Rules } from '../rules/decision.ts';

/**
 * What is owed in the periods that hold `on`, and what was owed in the periods before them and is still not done. Each once, for all the
 * recipients it has; where two documents ask for the same, with the stricter number and both cited. In the order of the packs, then of the
 * debtors.
 */
export function owedOn(_rules: Rules, _world: DutyWorld, _on: IsoDate): Owed[] {
  return [];
}
