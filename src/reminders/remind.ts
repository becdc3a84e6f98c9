/** What the clock says of duties in the morning: one digest for each who still owes something. Pure. */
import { addDays, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import type { CountySettings } from '../domain/settings.ts';
import type { Rules } from '../rules/decision.ts';

export interface Reminding {
  readonly facts: Facts;
  readonly rules: Rules;
  readonly settings: CountySettings;
}

/** Days of which it looks where everybody was: this month, and the one before until its table is out. */
export const remindedDays = (today: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: firstOf(monthOf(addDays(firstOf(monthOf(today)), -1))),
  to: lastOf(monthOf(today)),
});

export function remind(_: Reminding): { readonly effects: readonly Effect[]; readonly replies: readonly Reply[] } {
  return { effects: [], replies: [] };
}
