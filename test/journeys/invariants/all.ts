/** All invariants of a conversation. */
import { chainsAreThoseOfTheRule, changesWereSaid, leavesDoNotOverlap, onlyHoldersAnswer } from './approvals.ts';
import { daysAreCountedOnce, daysSaidAreDaysKept, makeUpsAreApproved } from './attendance.ts';
import { auditChainFits, everyChangeIsAudited, nothingElseHappened } from './audit.ts';
import type { Check, Evidence } from './evidence.ts';
import {
  everyMessageIsAnswered,
  everyMessageIsWorkedOnce,
  strangersLearnNothing,
  whatIsSaidIsDone,
} from './messages.ts';
import { buttonsAreTakenOff, everyPartyIsToldOnce, everythingIsSentOnce } from './notices.ts';
import { reasonsStayInTheChain, requestsStayWithTheirParties } from './privacy.ts';
import { requestsAreInOneState } from './trail.ts';

const CHECKS: readonly Check[] = [
  everyMessageIsWorkedOnce,
  requestsAreInOneState,
  chainsAreThoseOfTheRule,
  onlyHoldersAnswer,
  changesWereSaid,
  leavesDoNotOverlap,
  daysAreCountedOnce,
  makeUpsAreApproved,
  daysSaidAreDaysKept,
  everyPartyIsToldOnce,
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
