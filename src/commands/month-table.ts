/** 考勤表: the month's attendance of those whom the speaker keeps, as text, for the keeper to confirm. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export interface AskedMonth {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly confirms: boolean;
}

export const monthTableNeeds = (_: PersonContext, __: AskedMonth): Need => ({});

export const monthTable = (_: PersonContext, __: AskedMonth): Outcome =>
  say({ says: 'no-month-table', why: 'not-keeper' });
