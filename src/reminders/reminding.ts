/** What the clock's morning look at the duties is given, and whom it tells. */
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import type { Facts } from '../domain/facts.ts';
import type { DueLine } from '../domain/reminder-result.ts';
import type { CountySettings } from '../domain/settings.ts';
import type { KnowsWorkdays } from '../domain/workdays.ts';
import type { Rules } from '../rules/decision.ts';

export interface Reminding {
  readonly facts: Facts;
  readonly rules: Rules;
  readonly settings: CountySettings;
}

/** With the county's people, seats and ledgers at hand. */
export interface Known extends Reminding {
  readonly world: DutyWorld;
  readonly personOf: ReadonlyMap<string, DutyPerson>;
  readonly isWorkday: KnowsWorkdays;
}

/** null where the duties were not asked for. */
export function knownOf(reminding: Reminding): Known | null {
  const { facts, rules } = reminding;
  if (!facts.world) return null;
  return {
    ...reminding,
    world: facts.world,
    personOf: new Map(facts.world.people.map((p) => [p.id, p])),
    isWorkday: (date) => rules.isWorkday(date),
  };
}

/** A person, or the groups of a team. */
export type To = { readonly to: 'person'; readonly id: string } | { readonly to: 'team'; readonly id: string };

/** As it stands in the keys of reminders: `p12`, `team:team-v1`. */
export const nameOf = ({ to, id }: To): string => (to === 'team' ? `team:${id}` : id);

/** What is told of days in the village, in the digest of whoever it is for. */
export interface AttendanceLine {
  readonly personId: string;
  /** Noted once it is told, so that it never is again. */
  readonly key: string;
  readonly line: DueLine;
}
