/** 请假: says how the days count, who approves and who is told, with the article; opens only once the cadre confirms. */
import type { LeaveDraft, Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import { leaveDays, overlap, type LeaveSpan } from '../domain/leave.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import type { LeavePreview, OfferedButton, Result } from '../domain/reply.ts';
import { codeOf, type Request } from '../domain/request.ts';
import type { Person } from '../domain/people.ts';
import type { Body, Explanation, LeaveDecision, LeaveFacts } from '../rules/decision.ts';
import { resolveSteps, seatFor, showSteps } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { invalidSpan, spanOf } from './leave-draft.ts';
import { showFilings } from './notices.ts';
import { openRequest } from './open-request.ts';

export const leaveNeeds: Need = { organisation: true, ownRequests: true };

type Decided = Extract<LeaveDecision, { verdict: 'approve' | 'need-info' }>;

interface DecidedLeave {
  readonly decision: Decided;
  readonly asked: LeaveFacts;
  readonly request: Request;
}

interface ShownLeave {
  readonly preview: LeavePreview;
  readonly explanation: Explanation;
}

/** What the rules are asked about a leave of that person. */
export const leaveFacts = (
  { post, dispatchLevel }: Person,
  asked: Pick<LeaveFacts, 'days' | 'reason' | 'fromOn'>,
): LeaveFacts => ({ post: post ?? '', dispatchLevel, ...asked });

/** Takes the draft one step on: asks for what is missing, refuses what can't be, or shows what would be opened. */
export function requestLeave(context: PersonContext, draft: LeaveDraft, problem: SpanProblem | null): Outcome {
  if (context.me.post === null) return say({ says: 'not-a-cadre' });
  const again = { ...draft, from: null, to: null, saidDays: null };
  if (problem) return ask(context, 'from', again, { says: 'invalid-span', span: problem, wanted: 'leave' });
  if (!draft.from) return ask(context, 'from', draft, { says: 'ask-leave-from', draft });
  const span = spanOf(draft);
  if (!span) return ask(context, 'to', draft, { says: 'ask-leave-to', from: draft.from });
  const refused = refusal(context, span);
  if (refused) return ask(context, 'from', again, refused);
  const decided = decide(context, draft, span);
  if ('says' in decided) return dropped(context, decided);
  const { preview } = previewOf(context, draft, decided);
  if (decided.decision.verdict === 'need-info')
    return ask(context, 'reason', draft, { says: 'ask-leave-reason', preview });
  return ask(context, 'confirm', draft, { says: 'confirm-leave', preview }, confirmButtons(context));
}

/** The cadre said yes: everything is checked again, then the request is opened and its approvers are asked. */
export function openLeave(context: PersonContext, draft: LeaveDraft): Outcome {
  const span = spanOf(draft);
  const decided = span && !refusal(context, span) ? decide(context, draft, span) : null;
  if (!decided || 'says' in decided || decided.decision.verdict !== 'approve')
    return requestLeave(context, draft, null);
  return openRequest(context, decided.request);
}

/** What would be opened and why, as far as the draft says when; otherwise what stands in the way. */
export function previewLeave(context: PersonContext, draft: LeaveDraft): Result | ShownLeave {
  const span = spanOf(draft);
  if (!span) return { says: 'ask-leave-from', draft };
  const decided = refusal(context, span) ?? decide(context, draft, span);
  return 'says' in decided ? decided : previewOf(context, draft, decided);
}

function refusal({ facts, me }: PersonContext, span: LeaveSpan): Result | null {
  const invalid = invalidSpan(span, facts.today);
  if (invalid) return { says: 'invalid-span', span: invalid, wanted: 'leave' };
  const other = facts.requests.find(
    (r) =>
      r.kind === 'leave' &&
      r.applicantId === me.id &&
      (r.state === 'open' || r.state === 'approved') &&
      overlap(r.span, span),
  );
  return other ? { says: 'overlaps', wanted: { from: span.fromOn, to: span.toOn }, other } : null;
}

function decide(context: PersonContext, draft: LeaveDraft, span: LeaveSpan): Result | DecidedLeave {
  const { facts, rules, me } = context;
  const days = leaveDays(span);
  const asked = leaveFacts(me, { days, reason: draft.reason, fromOn: span.fromOn });
  const decision = rules.leave(asked);
  if (decision.verdict === 'needs-local-rule') return { says: 'needs-local-rule', citations: decision.citations };
  if (decision.verdict === 'not-covered')
    return { says: 'not-covered', on: span.fromOn, why: decision.why, citations: decision.citations };
  const resolved = resolveSteps(decision.steps, me, facts);
  if (!resolved.ok) return { says: 'place-missing', body: resolved.body };
  const copies = decision.filings.flatMap((f) => f.bodies).map((body: Body) => seatFor(body, me, facts));
  const request: Request = {
    id: `r${facts.messageId}`,
    code: codeOf(facts.messageId),
    kind: 'leave',
    applicantId: me.id,
    span,
    days,
    leaveKind: draft.kind,
    reason: draft.reason ?? '',
    late: span.fromOn < facts.today,
    state: 'open',
    step: 0,
    version: 1,
    steps: resolved.steps,
    filingText: decision.filings.map((f) => f.text).join('；') || null,
    filings: copies.filter((seat) => seat !== null).map(({ body, scopeId, title }) => ({ body, scopeId, title })),
    citations: decision.citations,
    readings: decision.readings,
    openedAt: facts.now,
  };
  return { decision, asked, request };
}

function previewOf(
  { facts, rules }: PersonContext,
  draft: LeaveDraft,
  { decision, asked, request }: DecidedLeave,
): ShownLeave {
  const explanation = rules.explainLeave(asked);
  const preview = {
    span: request.span,
    leaveKind: draft.kind,
    reason: draft.reason,
    days: request.days,
    late: request.late,
    steps: showSteps(request.steps, request.applicantId, facts),
    filingText: request.filingText,
    filings: showFilings(request, facts),
    notes: decision.notes,
    citations: decision.citations,
    readings: readingsThatMatter(explanation),
  };
  return { preview, explanation };
}

/** How the days are counted: what everybody wants to know of a leave, told where there is room. */
const DAYS_READING = 'leave-days';
const mostReadings = 2;

/** Those of which another option would change this very answer, and how the days are counted. The rest is for 为什么. */
function readingsThatMatter({ decision: { readings }, alternatives }: Explanation): LeavePreview['readings'] {
  const matter = readings.filter(({ id }) => alternatives.some(({ reading }) => reading === id));
  const told = [...matter, ...readings.filter((r) => r.id === DAYS_READING && !matter.includes(r))];
  const first = told.slice(0, mostReadings);
  return readings.filter((r) => first.includes(r));
}

function confirmButtons({ facts }: PersonContext): OfferedButton[] {
  const dialogueId = String(facts.messageId);
  return (['confirm', 'cancel'] as const).map((word) => ({
    label: word,
    action: { does: 'dialogue', word, dialogueId },
  }));
}

type LeaveQuestion = Extract<Question, { about: 'leave' }>;

function ask(
  context: PersonContext,
  asked: LeaveQuestion['asked'],
  draft: LeaveDraft,
  result: Result,
  buttons: readonly OfferedButton[] = [],
): Outcome {
  const { facts } = context;
  const dialogue = {
    id: String(facts.messageId),
    question: { about: 'leave', asked, draft } as const,
    askedAt: facts.now,
  };
  return {
    effects: [{ effect: 'ask', accountId: facts.speaker.accountId, dialogue }],
    replies: [reply(result, { buttons })],
  };
}

const dropped = ({ facts }: PersonContext, result: Result): Outcome => ({
  effects:
    facts.dialogue?.question.about === 'leave'
      ? [{ effect: 'close-question', accountId: facts.speaker.accountId }]
      : [],
  replies: [reply(result)],
});
