/** All rows of 人员 together. */
import type { Roster, RosterPlace } from '../domain/roster.ts';
import type { IdBook } from './roster-ids.ts';
import { readPerson, type PersonRow } from './roster-people.ts';
import { settlePeople, type SettledPerson } from './roster-person-ids.ts';
import type { PlaceIndex } from './roster-place-index.ts';
import type { Report, RosterProblem } from './roster-problem.ts';
import type { RosterVocabulary } from './roster-vocabulary.ts';
import { personHeadings, sheetNames } from './roster-words.ts';

interface Around {
  readonly words: RosterVocabulary;
  readonly places: PlaceIndex<RosterPlace>;
  readonly known: Roster | null;
  readonly ids: IdBook;
  readonly report: Report;
  readonly remarks: RosterProblem[];
}

const MOST_PEOPLE = 20_000;

/** `rows`: null where the sheet is missing, which is told already. */
export function readPeopleRows(rows: readonly PersonRow[] | null, around: Around): SettledPerson[] {
  const { words, places, known, ids, report, remarks } = around;
  if (rows === null) return [];
  const whole = { sheet: sheetNames.people, row: null, column: null };
  if (rows.length === 0) report({ ...whole, what: '一个人也没有', todo: '请每人填一行；“示例”那一行不算' });
  if (rows.length > MOST_PEOPLE) {
    report({ ...whole, what: `有 ${rows.length} 人，最多 ${MOST_PEOPLE} 人`, todo: '请分成几个县' });
    return [];
  }
  const drafts = rows.flatMap((row) => readPerson(row, words, places) ?? []);
  return settlePeople(drafts, known, ids, ({ row }, what, todo) =>
    remarks.push({ sheet: sheetNames.people, row: row.at, column: personHeadings.id, what, todo }),
  );
}
