/** Leave as the chat tells the rules of it; each test changes what it is about. */
import { addDays } from '../../src/domain/calendar.ts';
import type { LeaveFacts } from '../../src/rules/decision.ts';

/** One whole day of a cadre sent by the county, with a reason; the last day follows from `days` where it is not given. */
export function leaveFacts(more: Partial<LeaveFacts> = {}): LeaveFacts {
  const { fromOn = '2026-12-01', days = 1 } = more;
  return {
    post: '驻村工作队员',
    dispatchLevel: '县派',
    isTeamLeader: null,
    township: null,
    days,
    reason: '看病',
    fromOn,
    toOn: addDays(fromOn, Math.ceil(days) - 1),
    joined: [],
    ...more,
  };
}
