/** Leave as the chat asks for it: what is known of it → facts of the vocabulary, what is decided → one answer. */
import { addDays, datesFrom, daysBetween, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import type { CompiledPack } from './compile.ts';
import { decide, HOLIDAYS_UNKNOWN, type Stack } from './decide.ts';
import type { Because, LeaveDates, LeaveDecision, LeaveFacts, Rules } from './decision.ts';
import { explain } from './explain.ts';
import { because, whyOf } from './outcome.ts';
import { isInForce } from './period.ts';
import { scopeOf } from './scope.ts';
import type { IsWorkday, Item, Values } from './value.ts';

const LEAVE = 'leave-chain';
const RECALL = 'leave-recall';
const BALANCE = 'leave-balance';

type LeaveRules = Pick<Rules, 'leave' | 'explainLeave' | 'joins' | 'leaveRecall' | 'leaveBalance'>;

export function leaveRulesOf(stack: Stack): LeaveRules {
  return {
    leave: (facts) => leaveDecision(facts, stack),
    explainLeave: (facts) => explain(stack, LEAVE, leaveValues(facts, stack), facts.fromOn),
    joins: (span, others) =>
      isTaken(stack, span.fromOn, 'back-to-back', 'separate') ? [] : joinedTo(span, others, stack.isWorkday),
    leaveRecall({ post, dispatchLevel, days, yearDays, on }) {
      // They are counted already: whichever days the county counts, these are they.
      const counted = { days_asked: days, working_days: days, year_total: yearDays };
      const decision = decide(stack, RECALL, { role: post, dispatch_level: dispatchLevel, ...counted }, on);
      return decision.verdict === 'recall' || decision.verdict === 'flag' ? decision : null;
    },
    leaveBalance({ post, dispatchLevel, kind, on }) {
      const asked = { role: post, dispatch_level: dispatchLevel, leave_kind: kind };
      const { quota, citations } = decide(stack, BALANCE, asked, on);
      return quota?.every === 'year' && quota.limit !== null ? { limit: quota.limit, citations } : null;
    },
  };
}

function leaveDecision(facts: LeaveFacts, stack: Stack): LeaveDecision {
  const values = leaveValues(facts, stack);
  const decision = decide(stack, LEAVE, values, facts.fromOn);
  const { verdict, open, steps, filings, missing, say, notes } = decision;
  const told = {
    say,
    notes,
    flags: decision.flags.filter((flag) => flag !== HOLIDAYS_UNKNOWN),
    countedDays: countedDays(values, facts, stack),
  };
  const answer = { ...told, ...whyOf(decision) };
  switch (verdict) {
    case 'approve':
      return { verdict, steps, filings, ...answer };
    case 'need-info':
      return { verdict, missing, steps, filings, ...answer };
    case 'needs-local-rule':
    case 'local-rule':
    case 'no-leave':
      return { verdict, ...answer };
    default:
      return open === 'no-row' && !deciderOf(stack, facts.fromOn)?.tables.has(LEAVE)
        ? { verdict: 'needs-local-rule', ...told, ...leaveProvisions(stack, facts.fromOn) }
        : { verdict: 'not-covered', why: open ?? 'no-row', ...answer };
  }
}

/** The layer whose table and readings hold that day; the nearest where none has a table. */
function deciderOf({ packs }: Stack, on: IsoDate): CompiledPack | undefined {
  const inForce = packs.filter(({ period }) => isInForce(period, on));
  return inForce.find(({ tables }) => tables.has(LEAVE)) ?? inForce[0];
}

const isTaken = (stack: Stack, on: IsoDate, reading: string, option: string): boolean =>
  deciderOf(stack, on)?.words.readings.get(reading)?.taken === option;

function countedDays(values: Values, { fromOn }: LeaveFacts, stack: Stack): number | null {
  const pack = deciderOf(stack, fromOn);
  const days = pack && scopeOf(pack, values, stack.isWorkday, {}).look('leave_days');
  return typeof days === 'number' ? days : null;
}

/** What the packs say of leave where they set no chain. */
function leaveProvisions({ packs, isWorkday }: Stack, on: IsoDate): Because {
  const whys = packs.map((pack) => {
    const held = pack.provisions.filter(({ source, period }) => source.family === 'leave' && isInForce(period, on));
    return because(pack, held, [], scopeOf(pack, {}, isWorkday, {}));
  });
  return {
    citations: whys.flatMap(({ citations }) => citations),
    readings: whys.flatMap(({ readings }) => readings),
    facts: {},
    trace: whys.flatMap(({ trace }) => trace),
  };
}

/**
 * A stated reason is the claim that circumstances are special; whether they are, the approver judges. The last day is
 * not told: the days are, and with halves they are fewer than the dates.
 */
function leaveValues(facts: LeaveFacts, stack: Stack): Values {
  const { post, dispatchLevel, isTeamLeader, township, days, reason, fromOn, joined } = facts;
  const workday = countsWorkdays(stack, fromOn) ? orWeekday(stack.isWorkday) : stack.isWorkday;
  const alone = {
    role: post,
    dispatch_level: dispatchLevel,
    is_team_leader: isTeamLeader,
    township,
    days_asked: days,
    working_days: workedDays(facts, workday),
    from: fromOn,
    reason,
    special_circumstance: reason !== null && reason.trim() !== '' ? true : null,
  };
  if (joined.length === 0) return alone;
  const all = [...joined, facts].sort((a, b) => (a.fromOn < b.fromOn ? -1 : Number(a.fromOn > b.fromOn)));
  const requests = all.map((leave): Item => {
    return { from: leave.fromOn, to: leave.toOn, days: leave.days, working: workedDays(leave, workday) };
  });
  // `joins` has found that they belong together, also where the rules could not know.
  return { ...alone, requests, merged: true };
}

const countsWorkdays = (stack: Stack, on: IsoDate): boolean => isTaken(stack, on, 'leave-days', 'working');

/** Monday to Friday where the year is not published. */
const orWeekday =
  (isWorkday: IsWorkday) =>
  (date: string): boolean =>
    isWorkday(date) ?? weekdayOf(date as IsoDate) <= 5;

/**
 * Working days within the leave, less the halves at its ends; null for a year that is not published. A half that may
 * lie on a day off is not taken away: then the longer leave counts.
 */
function workedDays({ fromOn, toOn, days }: LeaveDates & { days: number }, isWorkday: IsWorkday): number | null {
  const worked = datesFrom(fromOn, toOn).map(isWorkday);
  if (worked.includes(null)) return null;
  const ends = [worked[0], worked.at(-1)].filter((works) => works === true).length;
  const off = daysBetween(fromOn, toOn) + 1 - days;
  const halves = off >= 1 ? ends : off === 0.5 && ends === 2 ? 1 : 0;
  return worked.filter((works) => works === true).length - halves / 2;
}

/** Indexes of those that can be reached from the span over days off. */
function joinedTo(span: LeaveDates, others: readonly LeaveDates[], isWorkday: IsWorkday): number[] {
  const works = orWeekday(isWorkday);
  const reached = new Set<number>();
  const visit = (one: LeaveDates): void => {
    for (const [index, other] of others.entries()) {
      if (reached.has(index) || !adjoins(one, other, works)) continue;
      reached.add(index);
      visit(other);
    }
  };
  visit(span);
  return [...reached].sort((a, b) => a - b);
}

/** Whether no working day lies between the two; leaves that overlap have none between them. */
function adjoins(a: LeaveDates, b: LeaveDates, works: (date: string) => boolean): boolean {
  const [earlier, later] = a.fromOn <= b.fromOn ? [a, b] : [b, a];
  for (let on = addDays(earlier.toOn, 1); on < later.fromOn; on = addDays(on, 1)) if (works(on)) return false;
  return true;
}
