/** 还差什么: what the person, their team and their seats owe. 已办, 推迟 and 知道了 answer it. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export const ownDutiesNeeds: Need = { duties: 'own' };

export const ownDuties = ({ facts }: PersonContext): Outcome =>
  say({ says: 'own-duties', on: facts.today, owed: facts.owed ?? [] });

export interface WhichDuty {
  readonly numbers: readonly number[];
  readonly said: string | null;
}

export const dutyDone = (_: PersonContext, { said }: WhichDuty): Outcome => say({ says: 'no-such-duty', said });

export interface PutOff {
  readonly numbers: readonly number[];
  readonly until: IsoDate | null;
  readonly problem: DateProblem | null;
}

export const putOffDuty = (_: PersonContext, __: PutOff): Outcome => say({ says: 'no-such-duty', said: null });
