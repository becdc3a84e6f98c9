/** 为什么: the trace of a decision, for whoever it concerns. A group hears the rule, the days and the chain, and no more. */
import { dateOf, daysInMonth } from '../domain/calendar.ts';
import { isExpired } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { MonthFigures } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import type { NamedStep } from '../domain/why.ts';
import type { Explanation } from '../rules/decision.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { asDecided, namedSteps, whyOf } from './explanation.ts';
import { waitingForMe } from './find-request.ts';
import { leaveFacts } from './leave-decision.ts';
import { spanOf } from './leave-draft.ts';
import { may, ofRequest } from './may.ts';
import { monthAround, monthFigures, nowhere } from './month.ts';
import { previewLeave } from './leave-preview.ts';
import { applicantOf, leaveNeeds, type LeaveTalk } from './request-leave.ts';
import { show } from './shown.ts';

export interface WhySlots {
  readonly code: string | null;
  /** What the words, or the message quoted, were about; null where they do not say. */
  readonly about: 'month' | 'leave-draft' | null;
}

export const whyNeeds = ({ facts }: PersonContext, { code }: Pick<WhySlots, 'code'>): Need => ({
  ...(facts.dialogue?.question.about === 'leave' ? leaveNeeds(facts.dialogue.question.purpose) : {}),
  organisation: true,
  ownRequests: true,
  forMe: true,
  code,
  ownDays: monthAround(facts.today),
  requestIds: facts.dialogue?.question.about === 'rejection' ? [facts.dialogue.question.requestId] : [],
});

/** Which decision is meant: the message replied to, a code, the open question, the latest request, the month. */
export function why(context: PersonContext, slots: WhySlots): Outcome {
  const { facts, message } = context;
  const quoted = facts.requests.find((r) => r.id === facts.quotedRequestId);
  if (quoted && (slots.code === null || slots.code === quoted.code)) return whyRequest(context, quoted);
  if (slots.code !== null) return whyCode(context, slots.code);
  if (slots.about === 'month') return whyMonth(context);
  if (message.quote !== null && slots.about === null) return ofWhat(context);
  return whyOpenQuestion(context) ?? whyLatest(context);
}

const ofWhat = ({ me }: PersonContext): Outcome => say({ says: 'why-of-what', isCadre: me.post !== null });

function whyCode(context: PersonContext, code: string): Outcome {
  const named = context.facts.requests.filter((r) => r.code === code);
  const request = named.find((r) => may(context, 'explain-request', ofRequest(r, context.facts))) ?? named[0];
  return request ? whyRequest(context, request) : say({ says: 'no-such-code', code });
}

/** What the bot has just asked about; null where it asks nothing on which a rule decides. */
function whyOpenQuestion(context: PersonContext): Outcome | null {
  const { facts } = context;
  if (!facts.dialogue || isExpired(facts.dialogue, facts.now)) return null;
  const { question } = facts.dialogue;
  if (question.about === 'leave') return whyLeaveDraft(context, question);
  if (question.about === 'make-up') return whyMakeUpDraft(context, question.on);
  const request = facts.requests.find((r) => question.about === 'rejection' && r.id === question.requestId);
  return request ? whyRequest(context, request) : null;
}

/** The latest own request, or the only one that waits for the speaker; the month where a check-in came after it was settled. */
function whyLatest(context: PersonContext): Outcome {
  const { facts, me } = context;
  const waiting = waitingForMe(context);
  const own = facts.requests.filter((r) => r.applicantId === me.id);
  const [latest] = [...own, ...(waiting.length === 1 ? waiting : [])].sort((a, b) => b.openedAt - a.openedAt);
  if (!latest) return waiting.length > 1 ? ofWhat(context) : whyMonth(context);
  const events = facts.days.get(me.id)?.events ?? [];
  const lastCame = Math.max(0, ...events.filter((e) => e.kind !== 'made-up').map((e) => e.at));
  return latest.state !== 'open' && lastCame > latest.movedAt ? whyMonth(context) : whyRequest(context, latest);
}

function whyRequest(context: PersonContext, request: Request): Outcome {
  const { facts, me } = context;
  if (!may(context, 'explain-request', ofRequest(request, facts))) return say({ says: 'why-not-yours' });
  const applicant = facts.people.get(request.applicantId)?.person ?? { ...me, post: null };
  const explanation = explainRequest(context, request, applicant);
  const decided = asDecided(whyOf(explanation, applicant, facts), explanation.decision, request);
  const steps = request.steps.map(({ mode, seats }) => ({ mode, titles: seats.map(({ title }) => title) }));
  if (context.message.chatKind === 'group')
    return inGroup(request.kind === 'leave' ? request.days : null, steps, decided.rules);
  return say({ says: 'why-request', shown: show(request, facts), why: decided }, { requestId: request.id });
}

/** A leave by the rules of its first day, however old it is; a missed check-in by those of the day it was asked for. */
function explainRequest({ rules, facts }: PersonContext, request: Request, applicant: Person): Explanation {
  const { kind, openedAt } = request;
  return kind === 'leave'
    ? rules.explainLeave(leaveFacts(facts, applicant, request))
    : rules.explain('attendance-keeper', roleOf(applicant), dateOf(openedAt));
}

const roleOf = ({ post, dispatchLevel }: Person): { role: string; dispatch_level: string | null } => ({
  role: post ?? '',
  dispatch_level: dispatchLevel,
});

const inGroup = (days: number | null, steps: readonly NamedStep[], rules: ReturnType<typeof whyOf>['rules']): Outcome =>
  say({ says: 'why-in-group', days, steps, rules });

function whyLeaveDraft(context: PersonContext, talk: LeaveTalk): Outcome | null {
  const { facts, message } = context;
  const span = spanOf(talk.draft);
  const applicant = applicantOf(context, talk.purpose);
  if (!span || !applicant) return null;
  const shown = previewLeave(context, { ...talk, span, applicant });
  if ('says' in shown) return say(shown);
  const { preview, explanation } = shown;
  const explained = whyOf(explanation, applicant, facts);
  return message.chatKind === 'group'
    ? inGroup(preview.days, namedSteps(explanation.decision, applicant, facts), explained.rules)
    : say({ says: 'why-leave-draft', preview, why: explained });
}

function whyMakeUpDraft(context: PersonContext, on: Request['span']['fromOn'] | null): Outcome {
  const { facts, me, message, rules } = context;
  const explanation = rules.explain('attendance-keeper', roleOf(me), facts.today);
  const steps = namedSteps(explanation.decision, me, facts);
  const explained = whyOf(explanation, me, facts);
  if (steps.length === 0) return say({ says: 'no-keeper-rule' });
  return message.chatKind === 'group'
    ? inGroup(null, steps, explained.rules)
    : say({ says: 'why-make-up-draft', on, steps, why: explained });
}

function whyMonth(context: PersonContext): Outcome {
  const { facts, rules, me } = context;
  const figures = monthFigures(rules, me, facts.days.get(me.id) ?? nowhere, facts.today);
  if (!figures || figures.minDays === null) return ofWhat(context);
  const explanation = rules.explain('attendance-month', monthValues(me, figures), facts.today);
  return say({ says: 'why-month', figures, why: { ...whyOf(explanation, me, facts), whatIfs: [] } });
}

const monthValues = (
  me: Person,
  { month, days, counts }: MonthFigures,
): Parameters<PersonContext['rules']['explain']>[1] => ({
  ...roleOf(me),
  month,
  month_days: daysInMonth(month),
  ...(counts === 'days' ? { days_in_village: days } : { onduty_workdays: days }),
});
