/** 我的: the month against its quota, leave, logs, and what is open. */
import { daysAway, loggedButAbsent } from '../domain/attendance.ts';
import { datesFrom, firstOf, monthOf } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { isSettled, type Request } from '../domain/request.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { waitingForMe } from './find-request.ts';
import { monthAround, monthFigures, nowhere } from './month.ts';
import { show } from './shown.ts';

export const mineNeeds = ({ facts }: PersonContext): Need => ({
  ownDays: monthAround(facts.today),
  ownLogs: monthAround(facts.today),
  ownRequests: true,
  forMe: true,
  organisation: true,
});

export function mine(context: PersonContext): Outcome {
  const { facts, rules, me } = context;
  const where = facts.days.get(me.id) ?? nowhere;
  const month = monthAround(facts.today);
  return say({
    says: 'mine',
    isCadre: me.post !== null,
    figures: monthFigures(rules, me, where, facts.today),
    leaveDays: daysAway(where, datesFrom(month.from, month.to)),
    logs: facts.logs.filter((l) => l.personId === me.id).length,
    open: facts.requests.filter((r) => r.applicantId === me.id && isUnsettled(r)).map((r) => show(r, facts)),
    loggedButAbsent: loggedButAbsent(where, datesFrom(firstOf(monthOf(facts.today)), facts.today)),
    waiting: waitingForMe(context).length,
  });
}

/** Waits for somebody: approvers, the officer, or the applicant. */
const isUnsettled = (request: Request): boolean => !isSettled(request);
