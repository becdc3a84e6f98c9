/** All invariants of a conversation. */
import { daysAreCountedOnce, daysSaidAreDaysKept, makeUpsAreApproved } from './attendance.ts';
import { auditChainFits, everyChangeIsAudited, nothingElseHappened } from './audit.ts';
import { chainsAreThoseOfTheRule, lateIsMarked, leavesDoNotOverlap } from './chains.ts';
import { theClockIsInTime } from './clock.ts';
import type { Check, Evidence } from './evidence.ts';
import {
  everyMessageIsAnswered,
  everyMessageIsWorkedOnce,
  strangersLearnNothing,
  whatIsSaidIsDone,
} from './messages.ts';
import { buttonsAreTakenOff, everyPartyIsToldOnce, everythingIsSentOnce } from './notices.ts';
import { reasonsStayInTheChain, requestsStayWithTheirParties } from './privacy.ts';
import { changesWereSaid, theClockChangesNothing } from './said.ts';
import { deputiesAreNamedByHolders, requestsGoALegalWay, tablesAreWhereTheLogEnds } from './trail.ts';

const CHECKS: readonly Check[] = [
  everyMessageIsWorkedOnce,
  requestsGoALegalWay,
  tablesAreWhereTheLogEnds,
  deputiesAreNamedByHolders,
  chainsAreThoseOfTheRule,
  changesWereSaid,
  theClockChangesNothing,
  leavesDoNotOverlap,
  lateIsMarked,
  daysAreCountedOnce,
  makeUpsAreApproved,
  daysSaidAreDaysKept,
  everyPartyIsToldOnce,
  theClockIsInTime,
  everythingIsSentOnce,
  buttonsAreTakenOff,
  reasonsStayInTheChain,
  requestsStayWithTheirParties,
  everyMessageIsAnswered,
  whatIsSaidIsDone,
  strangersLearnNothing,
  everyChangeIsAudited,
  nothingElseHappened,
  auditChainFits,
];

/** Throws the first {@link Violation}. */
export function checkInvariants(evidence: Evidence): void {
  for (const check of CHECKS) check(evidence);
}
