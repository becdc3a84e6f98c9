/** What the roster tells of: somebody came, somebody's term ended, a team or unit has another member. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { DutyPerson } from '../domain/duty.ts';
import type { Duty } from '../rules/duty.ts';
import { hasLeft, isCadre, type Cadre } from './presence.ts';

export interface RosterEvent {
  readonly subject: Cadre;
  readonly on: IsoDate;
}

/** What happened longer ago asks for nothing any more: an old roster that is read in brings no flood. */
const recentDays = 60;
export const recentSince = (on: IsoDate): IsoDate => addDays(on, -recentDays);

/** The days on which it happened to somebody, from `since` up to `on`. Who came and has left again asks for nothing that begins with coming. */
export function eventsOf(
  kind: Duty['event'],
  people: readonly DutyPerson[],
  { on, since }: { readonly on: IsoDate; readonly since: IsoDate },
): RosterEvent[] {
  const isRecent = (date: IsoDate): boolean => since <= date && date <= on;
  return people.filter(isCadre).flatMap((subject) =>
    datesOf(kind, subject, on)
      .filter(isRecent)
      .map((date) => ({ subject, on: date })),
  );
}

function datesOf(kind: Duty['event'], subject: Cadre, on: IsoDate): IsoDate[] {
  const { termFrom, termTo, leftOn } = subject;
  switch (kind) {
    case 'term-start':
      return termFrom !== null && !hasLeft(subject, on) ? [termFrom] : [];
    case 'term-end':
      return termTo !== null && (leftOn === null || leftOn > termTo) ? [termTo] : [];
    case 'member-change':
      return [...new Set([termFrom, leftOn])].filter((date) => date !== null);
    case 'reported':
    case null:
      return [];
  }
}
