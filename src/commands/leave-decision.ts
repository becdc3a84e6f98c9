/** What the rules make of a leave: the request as it would be opened, or what stands in its way. */
import type { LeaveDraft, LeavePurpose } from '../domain/dialogue.ts';
import type { Beside } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import { leaveDays, leaveDaysIn, overlap, type LeaveSpan } from '../domain/leave.ts';
import type { Person } from '../domain/people.ts';
import type { Result } from '../domain/reply.ts';
import type { Remark } from '../domain/remark.ts';
import {
  codeOf,
  liveStates,
  takenSpan,
  unmoved,
  type JoinedLeave,
  type Request,
  type RequestStep,
} from '../domain/request.ts';
import type { Body, Decision, LeaveDecision, LeaveFacts } from '../rules/decision.ts';
import { resolveSteps, seatFor } from './chain.ts';
import type { PersonContext } from './context.ts';

/** What is asked for, of whom, and of which request it is a change. */
export interface AskedLeave {
  readonly applicant: Person;
  readonly draft: LeaveDraft;
  readonly span: LeaveSpan;
  readonly purpose: LeavePurpose;
  readonly images: Request['images'];
}

export interface DecidedLeave {
  readonly decision: LeaveDecision;
  readonly asked: LeaveFacts;
  readonly request: Request;
  /** The pack's own sentence where no rule names an approver; '' where it has none; null where one does. */
  readonly held: string | null;
  readonly beside: Beside;
}

/** Live leaves of that person, but the one that is being changed: what overlaps and what is added up. */
export const otherLeaves = (facts: Facts, applicantId: string, { purpose }: Pick<AskedLeave, 'purpose'>): Request[] => {
  const changed = purpose.is === 'edit' || purpose.is === 'correct' ? purpose.requestId : null;
  return facts.requests.filter(
    (r) => r.kind === 'leave' && r.applicantId === applicantId && r.id !== changed && liveStates.includes(r.state),
  );
};

/** Another leave of the same days; null where there is none. */
export const overlapping = (facts: Facts, asked: AskedLeave): Request | null =>
  otherLeaves(facts, asked.applicant.id, asked).find((r) => overlap(takenSpan(r), asked.span)) ?? null;

/** What the rules are asked about a leave of that person. */
export const leaveFacts = (
  facts: Facts,
  { id, post, dispatchLevel, isTeamLeader }: Person,
  {
    span,
    days,
    reason,
    joined,
  }: { span: LeaveSpan; days: number; reason: string | null; joined: LeaveFacts['joined'] },
): LeaveFacts => ({
  post: post ?? '',
  dispatchLevel,
  isTeamLeader,
  township: facts.people.get(id)?.township ?? null,
  days,
  reason,
  fromOn: span.fromOn,
  toOn: span.toOn,
  joined,
});

export function decideLeave(context: PersonContext, asked: AskedLeave): Result | DecidedLeave {
  const { facts, rules } = context;
  const { applicant, draft, span } = asked;
  const joined = joinedLeaves(context, asked);
  const given = leaveFacts(facts, applicant, { span, days: leaveDays(span), reason: draft.reason, joined });
  const decision = rules.leave(given);
  const { verdict, citations, say } = decision;
  if (verdict === 'no-leave') return { says: 'no-leave', say, citations };
  if (verdict === 'not-covered') return { says: 'not-covered', on: span.fromOn, why: decision.why, say, citations };
  if (verdict === 'need-info' && draft.reason !== null)
    return { says: 'roster-lacks', missing: decision.missing, citations };
  const resolved =
    'steps' in decision ? resolveSteps(decision.steps, applicant, facts) : { ok: true as const, steps: [] };
  if (!resolved.ok) return { says: 'place-missing', body: resolved.body };
  const request = requestFor(context, asked, decision, { joined, steps: resolved.steps });
  const beside = Object.fromEntries(otherLeaves(facts, applicant.id, asked).map((r) => [r.id, r.version]));
  return { decision, asked: given, request, held: 'steps' in decision ? null : (say ?? ''), beside };
}

function joinedLeaves({ facts, rules }: PersonContext, asked: AskedLeave): JoinedLeave[] {
  const others = otherLeaves(facts, asked.applicant.id, asked);
  const spans = others.map(takenSpan);
  return rules.joins(asked.span, spans).flatMap((i) => {
    const [other, span] = [others[i], spans[i]];
    if (!other || !span || leaveDays(span) === 0) return [];
    return [{ requestId: other.id, code: other.code, fromOn: span.fromOn, toOn: span.toOn, days: leaveDays(span) }];
  });
}

function requestFor(
  context: PersonContext,
  asked: AskedLeave,
  decision: LeaveDecision,
  { joined, steps }: { joined: readonly JoinedLeave[]; steps: readonly RequestStep[] },
): Request {
  const { facts } = context;
  const { applicant, draft, span, purpose, images } = asked;
  const days = leaveDays(span);
  const countedDays = decision.countedDays ?? joined.reduce((sum, one) => sum + one.days, days);
  const filings = 'filings' in decision ? decision.filings : [];
  const copies = filings.flatMap((f) => f.bodies).map((body: Body) => seatFor(body, applicant, facts));
  return {
    ...unmoved,
    id: `r${facts.messageId}`,
    code: codeOf(facts.messageId),
    kind: 'leave',
    applicantId: applicant.id,
    enteredBy: purpose.is === 'proxy' ? context.me.id : null,
    span,
    days,
    countedDays,
    joined,
    extendsId: purpose.is === 'extend' ? purpose.requestId : null,
    leaveKind: draft.kind,
    reason: draft.reason ?? '',
    images,
    remarks: remarksOn(context, asked, decision, countedDays),
    late: isLate(asked, facts),
    state: steps.length === 0 ? 'held' : 'open',
    steps,
    filingText: filings.map((f) => f.text).join('；') || null,
    filings: copies.filter((seat) => seat !== null).map(({ body, scopeId, title }) => ({ body, scopeId, title })),
    citations: decision.citations,
    readings: decision.readings,
    openedAt: facts.now,
    movedAt: facts.now,
  };
}

/** An edit is no later than the request was: the delay may be the approver's. */
function isLate({ purpose, span }: AskedLeave, { requests, today }: Facts): boolean {
  const before = purpose.is === 'edit' ? requests.find((r) => r.id === purpose.requestId) : undefined;
  const wasInTime = before !== undefined && span.fromOn >= before.span.fromOn && !before.late;
  return span.fromOn < today && !wasInTime;
}

/** Notes and flags of the pack, holidays within, the county's yearly cap, and whether it is long enough for a recall. */
function remarksOn(
  { facts, rules }: PersonContext,
  asked: AskedLeave,
  decision: LeaveDecision,
  countedDays: number,
): Remark[] {
  const { applicant, draft, span } = asked;
  const { kind } = draft;
  const who = { post: applicant.post ?? '', dispatchLevel: applicant.dispatchLevel };
  const on = span.fromOn;
  const approved = otherLeaves(facts, applicant.id, asked).filter((r) => r.state === 'approved');
  const taken = (leaves: readonly Request[], year: number): number =>
    leaves.reduce((sum, r) => sum + leaveDaysIn(takenSpan(r), year), 0);
  const off = rules.daysOff(span.fromOn, span.toOn);
  const [firstYear, lastYear] = [Number(on.slice(0, 4)), Number(span.toOn.slice(0, 4))];
  const yearDays = taken(approved, firstYear) + leaveDaysIn(span, firstYear);
  const recall = rules.leaveRecall({ ...who, days: countedDays, yearDays, on });
  const balance = rules.leaveBalance({ ...who, kind, on });
  const ofKind = approved.filter((r) => r.leaveKind === kind);
  const years = firstYear === lastYear ? [firstYear] : [firstYear, lastYear];
  return [
    ...[...decision.notes, ...decision.flags].map((text): Remark => ({ remark: 'note', text })),
    ...(off.days.length > 0 ? [{ remark: 'holidays', days: off.days } as const] : []),
    ...off.unknownYears.map((year): Remark => ({ remark: 'holidays-unknown', year })),
    ...years.flatMap((year): Remark[] => {
      const used = taken(ofKind, year);
      return balance ? [{ remark: 'balance', year, used, withThis: used + leaveDaysIn(span, year), ...balance }] : [];
    }),
    ...(recall ? [proposedRecall(recall, applicant, facts)] : []),
  ];
}

/** A proposal, with the offices that the rule names first. */
function proposedRecall({ say, citations, steps }: Decision, applicant: Person, facts: Facts): Remark {
  const seats = (steps[0]?.bodies ?? []).flatMap((body) => seatFor(body, applicant, facts) ?? []);
  return { remark: 'recall', text: say ?? '', citations, seats: seats.map(({ body, scopeId }) => ({ body, scopeId })) };
}
