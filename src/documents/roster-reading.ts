/** The roster form as a roster: every row is checked, everything wrong is told, and with anything wrong there is none. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Roster } from '../domain/roster.ts';
import { holderNames } from './roster-holders.ts';
import { idBook } from './roster-ids.ts';
import { readPeopleRows } from './roster-people-rows.ts';
import { readPlaces } from './roster-places.ts';
import type { RosterProblem } from './roster-problem.ts';
import { remarksOn } from './roster-remarks.ts';
import { readSeats, seatsByPost } from './roster-seats.ts';
import { tableOf } from './roster-table.ts';
import { idOf } from './roster-values.ts';
import type { RosterVocabulary } from './roster-vocabulary.ts';
import { personHeadings, placeHeadings, seatHeadings, sheetNames } from './roster-words.ts';
import type { WorkbookCells } from './workbook-cells.ts';

export type RosterReading =
  | { readonly roster: Roster; readonly problems: readonly []; readonly remarks: readonly RosterProblem[] }
  | {
      readonly roster: null;
      readonly problems: readonly [RosterProblem, ...RosterProblem[]];
      readonly remarks: readonly RosterProblem[];
    };

/**
 * @param known the roster kept now, by which people and places keep their ids
 * @param usedIds ids of people and places that were ever given, also to those who left: none of them is given anew
 */
export function readRoster(
  cells: WorkbookCells,
  words: RosterVocabulary,
  known: Roster | null,
  on: IsoDate,
  usedIds: ReadonlySet<string> = new Set(),
): RosterReading {
  const problems: RosterProblem[] = [];
  const remarks: RosterProblem[] = [];
  const report = (problem: RosterProblem): void => void problems.push(problem);
  const tables = {
    people: tableOf(cells, peopleLayout, report),
    places: tableOf(cells, placesLayout, report),
    seats: tableOf(cells, seatsLayout, report),
  };
  const given = [...(tables.people ?? []), ...(tables.places ?? [])].flatMap(({ text }) => idOf(text.id) ?? []);
  const earlier = [...(known?.people ?? []), ...(known?.places ?? [])].map(({ id }) => id);
  const ids = idBook([...usedIds, ...earlier, ...given]);
  const places = readPlaces(tables.places ?? [], known, ids);
  // Without its places every row of the others would be wrong; the missing sheet says enough.
  if (tables.places !== null) {
    const people = readPeopleRows(tables.people, { words, places, known, ids, report, remarks });
    const persons = people.map(({ person }) => person);
    const read = readSeats(tables.people === null ? [] : (tables.seats ?? []), {
      ...{ words, places, holders: holderNames(persons) },
    });
    const seats = [...read.seats, ...seatsByPost(words, persons, places, read.seats)];
    const roster = { places: places.all, people: persons, seats, deputies: read.deputies };
    if (problems.length === 0)
      return { roster, problems: [], remarks: [...remarks, ...remarksOn(roster, people, words, on)] };
  }
  return { roster: null, problems: inOrder(problems), remarks };
}

const peopleLayout = {
  ...{ sheet: sheetNames.people, headings: personHeadings, marks: 'id' as const, needed: ['name'] as const },
};
const placesLayout = {
  ...{ sheet: sheetNames.places, headings: placeHeadings, marks: 'kind' as const, needed: ['kind', 'name'] as const },
};
const seatsLayout = {
  ...{ sheet: sheetNames.seats, headings: seatHeadings, marks: 'body' as const, needed: ['body', 'holders'] as const },
};

/** As one goes through the file: sheet by sheet, from the top. */
function inOrder(problems: readonly RosterProblem[]): [RosterProblem, ...RosterProblem[]] {
  const sheets: readonly string[] = Object.values(sheetNames);
  const sorted = problems
    .map((problem, n) => ({ problem, n }))
    .sort(
      (a, b) =>
        sheets.indexOf(a.problem.sheet) - sheets.indexOf(b.problem.sheet) ||
        (a.problem.row ?? 0) - (b.problem.row ?? 0) ||
        a.n - b.n,
    );
  const [first, ...rest] = sorted.map(({ problem }) => problem);
  if (first === undefined) throw new Error('nothing is wrong');
  return [first, ...rest];
}
