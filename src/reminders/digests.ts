/** One message a person a day, and one a team: every line that is due for them, what is pressing first. */
import type { DueLine } from '../domain/reminder-result.ts';
import type { Told } from './due-lines.ts';
import { debtorName } from './named.ts';
import { nameOf, type Known, type To } from './reminding.ts';

export interface Digest {
  readonly to: To;
  readonly lines: readonly DueLine[];
  readonly keys: readonly string[];
}

export function digestsOf(told: readonly Told[], known: Known): Digest[] {
  const of = new Map<string, { to: To; told: Told[] }>();
  for (const one of told) {
    const theirs = of.get(nameOf(one.to));
    if (theirs) theirs.told.push(one);
    else of.set(nameOf(one.to), { to: one.to, told: [one] });
  }
  return [...of.values()].map((theirs) => ({
    to: theirs.to,
    lines: withPlaces(theirs.told.map((t) => t.line).sort(byPressing), known),
    keys: [...new Set(theirs.told.flatMap((t) => t.keys))],
  }));
}

const stages = { overdue: 0, 'last-day': 1, ahead: 3, escalated: 4 };
const others = { 'days-short': 2, 'team-behind': 5, 'month-table': 6, 'month-tables': 6 };
const rank = (line: DueLine): number => (line.is === 'owed' ? stages[line.stage] : others[line.is]);
/** What has no last day comes after what has one. */
const dueOn = (line: DueLine): string => (line.is === 'owed' ? (line.owed.dueOn ?? '9999') : '');

const byPressing = (a: DueLine, b: DueLine): number =>
  rank(a) - rank(b) || (dueOn(a) < dueOn(b) ? -1 : dueOn(a) > dueOn(b) ? 1 : 0);

type OwnLine = Extract<DueLine, { is: 'owed' }>;
const isOwn = (line: DueLine): line is OwnLine => line.is === 'owed' && line.who === null;
const sameThing = ({ owed }: OwnLine): string => `${owed.dutyKey}|${owed.fromOn}|${owed.subjectId ?? ''}`;

/** Somebody who holds seats in several places owes the same for each of them: the lines say for which. */
function withPlaces(lines: readonly DueLine[], known: Known): DueLine[] {
  const counts = new Map<string, number>();
  for (const line of lines.filter(isOwn)) counts.set(sameThing(line), (counts.get(sameThing(line)) ?? 0) + 1);
  return lines.map((line) =>
    isOwn(line) && (counts.get(sameThing(line)) ?? 0) > 1 && line.owed.debtor.is !== 'person'
      ? { ...line, about: line.about ?? debtorName(line.owed, known) }
      : line,
  );
}

/** What the reader may answer by number: their own, in the order in which it is shown. */
export const numbered = ({ lines }: Digest): string[] => lines.filter(isOwn).map(({ owed }) => owed.key);
