/** What is wrong in a roster form, where, and what to do about it. */

export interface RosterProblem {
  readonly sheet: string;
  /** As the spreadsheet shows it; null where the whole sheet is meant. */
  readonly row: number | null;
  /** Its heading; null where the whole row is meant. */
  readonly column: string | null;
  /** In Chinese, without a full stop. */
  readonly what: string;
  /** The same; '' where a remark asks for nothing. */
  readonly todo: string;
}

/** Collects what is found, so that every row is looked at before anybody is told. */
export type Report = (problem: RosterProblem) => void;

/** One line: “人员”第 12 行“手机号”：不是 11 位。请核对后重填。 */
export function sayRosterProblem({ sheet, row, column, what, todo }: RosterProblem): string {
  const place = `“${sheet}”${row === null ? '' : `第 ${row} 行`}${column === null ? '' : `“${column}”`}`;
  return `${place}：${what}。${todo === '' ? '' : `${todo}。`}`;
}
