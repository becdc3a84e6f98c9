/** Days are counted once, and what the bot says of them is what the tables hold. */
import { byId, dayOf, holdsFor, senderOf, type Check, type Evidence } from './evidence.ts';
import { halvesOf, storyOf, takenSpan, type ToldSpan } from './story.ts';
import type { LogRow } from './tables.ts';

const once = holdsFor('a day is counted once, on the day it was said, by the person themselves');

const CHECKS_IN = /^(?:打卡|到岗|签到|.*\/checkin)/;
const CHECKS_OUT = /^(?:离岗|下班)/;

export const daysAreCountedOnce: Check = (e) => {
  const inbox = byId(e.inbox);
  const arrivals = new Set<string>();
  const messages = new Set<number>();
  for (const a of e.attendance) {
    const day = `${a.person_id} ${a.on_date}`;
    once(!messages.has(a.inbox_id), () => `message ${a.inbox_id} was recorded twice`);
    messages.add(a.inbox_id);
    if (a.kind === 'made-up') continue;
    const row = inbox.get(a.inbox_id);
    once(senderOf(e, row) === a.person_id, () => `${day} ${a.kind} was said by ${row?.sender_id ?? 'nobody'}`);
    once(row !== undefined && dayOf(row) === a.on_date, () => `${day} ${a.kind} was said on ${row ? dayOf(row) : ''}`);
    const text = row?.payload.text ?? '';
    const said = a.kind === 'left' ? CHECKS_OUT.test(text) : row?.payload.kind === 'location' || CHECKS_IN.test(text);
    once(said, () => `${day} ${a.kind} by “${text}”`);
    once(!(row?.payload.kind === 'location' && row.payload.forwarded), () => `${day} ${a.kind} by a forwarded place`);
    if (a.kind !== 'arrived') continue;
    once(!arrivals.has(day), () => `${day} arrived twice`);
    arrivals.add(day);
  }
  for (const { person_id, on_date } of e.attendance) {
    const of = (kind: string): number =>
      e.attendance.filter((a) => a.person_id === person_id && a.on_date === on_date && a.kind === kind).length;
    once(of('returned') <= of('left'), () => `${person_id} ${on_date} returned more often than left`);
    once(of('left') <= of('arrived') + of('returned') + of('made-up'), () => `${person_id} ${on_date} left too often`);
  }
};

const keeper = holdsFor('a missed check-in counts only once the right keeper approved it');

export const makeUpsAreApproved: Check = (e) => {
  const made = e.attendance.filter((a) => a.kind === 'made-up');
  for (const request of e.request.filter((r) => r.kind === 'make-up')) {
    const mine = made.filter((a) => a.request_id === request.id);
    keeper(
      mine.length === (request.state === 'approved' ? 1 : 0),
      () => `${request.id} ${request.state}: ${mine.length} days`,
    );
    const [day] = mine;
    if (!day) continue;
    const isSame = day.person_id === request.applicant_id && day.on_date === request.from_on;
    keeper(isSame, () => `${request.id} became ${day.person_id} ${day.on_date}`);
  }
  for (const a of made)
    keeper(
      e.request.some((r) => r.id === a.request_id),
      () => `${a.person_id} ${a.on_date} made up by itself`,
    );
};

const figures = holdsFor('the days that the bot says are the days there are');

/** What of the tables was there when an answer was given: the rows whose own messages had been answered before it. */
interface Then {
  readonly personId: string;
  readonly today: string;
  readonly events: Evidence['attendance'];
  /** As they were taken. */
  readonly leaves: readonly ToldSpan[];
  readonly logs: Evidence['log'];
}

/** Every `N月已在岗X天` and `本月请假X天，日志N篇`, counted anew from the rows that were there when it was said. */
export const daysSaidAreDaysKept: Check = (e) => {
  const inbox = byId(e.inbox);
  const firstReply = new Map<number, number>();
  for (const o of [...e.outbox].reverse()) firstReply.set(o.inbox_id, o.id);
  let said = 0;
  for (const o of e.outbox) {
    const row = inbox.get(o.inbox_id);
    const here = /(\d+)月已在岗([\d.]+)天/.exec(o.payload.text);
    if (!here || !row || row.id < (e.figuresFrom ?? 0)) continue;
    said += 1;
    const [personId, today] = [senderOf(e, row) ?? '', dayOf(row)];
    const before = (inboxId: number): boolean => (firstReply.get(inboxId) ?? 0) <= o.id;
    const then: Then = {
      personId,
      today,
      events: e.attendance.filter((a) => a.person_id === personId && a.kind !== 'left' && before(a.inbox_id)),
      leaves: leavesThen(e, personId, before),
      logs: e.log.filter((l) => l.person_id === personId && before(l.inbox_id) && !takenBack(e, l, before)),
    };
    figures(Number(here[1]) === Number(today.slice(5, 7)), () => `“${here[0]}” on ${today}`);
    figures(Number(here[2]) === daysHere(then), () => `“${here[0]}” to ${personId}, counted ${daysHere(then)}`);
    const month = /本月请假([\d.]+)天，日志(\d+)篇/.exec(o.payload.text);
    if (!month) continue;
    figures(Number(month[1]) === daysAway(then), () => `“${month[0]}” to ${personId}, counted ${daysAway(then)}`);
    const logs = then.logs.filter((l) => l.on_date.slice(0, 7) === today.slice(0, 7)).length;
    figures(Number(month[2]) === logs, () => `“${month[0]}” to ${personId}, counted ${logs}`);
  }
  figures(said > 0, () => 'nobody was told of their days');
};

/** Days with a check-in up to today; half of one of which half was on leave. Who comes on a whole day's leave was there. */
function daysHere({ events, leaves, today }: Then): number {
  const dates = new Set(
    events.map((a) => a.on_date).filter((on) => on.slice(0, 7) === today.slice(0, 7) && on <= today),
  );
  return [...dates].reduce((sum, on) => sum + (halvesAway(leaves, on) === 1 ? 0.5 : 1), 0);
}

/** Days on leave in the whole month, in halves. */
function daysAway({ leaves, today }: Then): number {
  let halves = 0;
  for (let day = 1; day <= 31; day++) {
    const on = `${today.slice(0, 8)}${String(day).padStart(2, '0')}`;
    // 2026-02-30 and the like is no day.
    if (new Date(on).toISOString().startsWith(on)) halves += Math.min(2, halvesAway(leaves, on));
  }
  return halves / 2;
}

/** Approved leaves as far as they were taken, by what had been answered then. */
function leavesThen(e: Evidence, personId: string, before: (inboxId: number) => boolean): ToldSpan[] {
  const known = new Map<string, ToldSpan | null>();
  for (const { inboxId, changes } of storyOf(e).events)
    for (const { after } of changes)
      if (after.applicantId === personId && after.kind === 'leave' && before(inboxId))
        known.set(after.id, after.state === 'approved' ? takenSpan(after) : null);
  return [...known.values()].filter((span) => span !== null).filter((span) => halvesOf(span) > 0);
}

const halvesAway = (leaves: readonly ToldSpan[], on: string): number =>
  leaves
    .filter((r) => on >= r.fromOn && on <= r.toOn)
    .reduce(
      (sum, r) =>
        sum + 2 - (on === r.fromOn && r.fromHalf === 'pm' ? 1 : 0) - (on === r.toOn && r.toHalf === 'am' ? 1 : 0),
      0,
    );

/** Taken back by a message before that answer: the audit log says which message's lines. */
const takenBack = (e: Evidence, log: LogRow, before: (inboxId: number) => boolean): boolean =>
  log.voided &&
  e.audit.some((a) => a.verb === 'void-entries' && before(a.inbox_id) && a.payload.includes(`"${log.inbox_id}"`));
