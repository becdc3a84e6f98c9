/** The roster form (花名册): written, read safely, and checked. */
export { rosterForm, rosterTemplate } from './roster-form.ts';
export { readRoster, type RosterReading } from './roster-reading.ts';
export { sayRosterProblem, type RosterProblem } from './roster-problem.ts';
export type { BodyUse, RosterBody, RosterVocabulary, SeatKind } from './roster-vocabulary.ts';
export { readWorkbook, type WorkbookReading } from './workbook-reading.ts';
export { sayWorkbookRefusal, workbookLimits, type WorkbookLimits, type WorkbookRefusal } from './workbook-limits.ts';
export type { WorkbookCells } from './workbook-cells.ts';
