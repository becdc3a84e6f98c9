/** What a cadre sees of a leave before it is opened. */
import type { LeavePurpose } from '../domain/dialogue.ts';
import type { Result } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import type { LeavePreview } from '../domain/shown.ts';
import type { Explanation } from '../rules/decision.ts';
import { nameOf } from './chain.ts';
import type { PersonContext } from './context.ts';
import { decideLeave, type AskedLeave, type DecidedLeave } from './leave-decision.ts';
import { showFilings } from './notices.ts';
import { showSteps } from './shown.ts';

export interface ShownLeave {
  readonly preview: LeavePreview;
  readonly explanation: Explanation;
}

/** What would be opened and why; otherwise what stands in the way. */
export function previewLeave(context: PersonContext, asked: AskedLeave): Result | ShownLeave {
  const decided = decideLeave(context, asked);
  return 'says' in decided ? decided : previewOf(context, asked, decided);
}

export function previewOf(
  { facts, rules }: PersonContext,
  { draft, purpose, applicant }: AskedLeave,
  { asked, request, held }: DecidedLeave,
): ShownLeave {
  const explanation = rules.explainLeave(asked);
  const preview: LeavePreview = {
    span: request.span,
    leaveKind: draft.kind,
    reason: draft.reason,
    days: request.days,
    countedDays: request.countedDays,
    joined: request.joined,
    remarks: request.remarks,
    images: request.images.length,
    late: request.late,
    purpose: purpose.is,
    forName: purpose.is === 'proxy' || purpose.is === 'correct' ? nameOf(facts, applicant.id) : null,
    forId: purpose.is === 'proxy' || purpose.is === 'correct' ? applicant.id : null,
    changesCode: codeChanged(purpose, facts),
    // What is corrected was approved; nobody is asked for it again.
    held: purpose.is === 'correct' ? null : held,
    steps: showSteps(stepsOf(purpose, request, facts), request, facts),
    filingText: request.filingText,
    filings: showFilings(request, facts),
    citations: request.citations,
    readings: readingsThatMatter(explanation),
  };
  return { preview, explanation };
}

/** What is corrected keeps the chain that approved it. */
const stepsOf = (purpose: LeavePurpose, request: Request, facts: PersonContext['facts']): Request['steps'] =>
  (purpose.is === 'correct' ? facts.requests.find((r) => r.id === purpose.requestId) : undefined)?.steps ??
  request.steps;

const codeChanged = (purpose: LeavePurpose, facts: PersonContext['facts']): string | null =>
  'requestId' in purpose ? (facts.requests.find((r) => r.id === purpose.requestId)?.code ?? null) : null;

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
