/** People of whom the roster leaves open what they owe: it is for a person to mend, and nobody is asked for anything meanwhile. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DutyWorld } from '../domain/duty.ts';
import type { Rules } from '../rules/decision.ts';
import type { Duty } from '../rules/duty.ts';
import { Debtors } from './debtors.ts';
import { isOn } from './owed.ts';
import { hasLeft, isCadre, isThere, type Cadre } from './presence.ts';

export type Unclear =
  /** No dispatch level, and these hang on it. */
  | { readonly why: 'no-level'; readonly person: Cadre; readonly duties: readonly Duty[] }
  /** Nothing is owed since then, although nobody said that they left. */
  | { readonly why: 'term-over'; readonly person: Cadre; readonly termTo: IsoDate };

/** In the order of the roster. */
export function unclearOf(rules: Rules, world: DutyWorld, on: IsoDate): Unclear[] {
  const dutiesOf = openWithoutLevel(rules, world, on);
  return world.people.filter(isCadre).flatMap((person): Unclear[] => {
    const { termTo } = person;
    if (termTo !== null && termTo < on && !hasLeft(person, on)) return [{ why: 'term-over', person, termTo }];
    const duties = dutiesOf(person);
    return duties.length > 0 ? [{ why: 'no-level', person, duties }] : [];
  });
}

/** The duties that somebody without a level would owe, or have owed for them, at some level and not without one. */
function openWithoutLevel(rules: Rules, world: DutyWorld, on: IsoDate): (person: Cadre) => readonly Duty[] {
  const levels = rules.dispatchLevels(on);
  const parties = new Map(rules.parties(on).map((party) => [party.name, party]));
  const duties = rules.duties(on, 'all').filter((duty) => isOn(duty, world));
  const debtors = new Debtors(world, on);
  const hangsOnLevel = (duty: Duty, { post, isTeamLeader }: Cadre): boolean => {
    const owes = (level: string | null): boolean =>
      rules.owes(duty, { role: post, dispatch_level: level, is_team_leader: isTeamLeader }, on);
    return !owes(null) && levels.some(owes);
  };
  const isJudgedBy = (word: string, person: Cadre): boolean => {
    const party = parties.get(word);
    const owing = party && debtors.about(party, person);
    return owing?.judgedBy.some(({ id }) => id === person.id) ?? false;
  };
  return (person) =>
    person.dispatchLevel !== null || !isThere(person, on)
      ? []
      : duties.filter((duty) => hangsOnLevel(duty, person) && duty.by.some((word) => isJudgedBy(word, person)));
}
