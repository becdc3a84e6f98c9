/**
 * 请假, also for somebody else, longer or otherwise: says how the days count, who approves and who is told, with the
 * article; takes effect only once it is confirmed.
 */
import type { LeaveDraft, LeavePurpose, Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import type { Person } from '../domain/people.ts';
import type { OfferedButton, Result } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import { closes, confirmButtons, opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { cannotCorrect, changeLeave } from './change-leave.ts';
import { decideLeave, overlapping, type AskedLeave, type DecidedLeave } from './leave-decision.ts';
import { invalidSpan, spanOf } from './leave-draft.ts';
import { previewOf } from './leave-preview.ts';
import { may, ofPerson } from './may.ts';
import { openRequest } from './open-request.ts';
import { show } from './shown.ts';

export type LeaveQuestion = Extract<Question, { about: 'leave' }>;
/** A leave as far as it is said. */
export type LeaveTalk = Pick<LeaveQuestion, 'draft' | 'purpose' | 'images'>;

/** A new leave of one's own. */
export const newLeave = (draft: LeaveDraft, images: Request['images'] = []): LeaveTalk => ({
  draft,
  purpose: { is: 'new' },
  images,
});

export const leaveNeeds = (purpose: LeavePurpose): Need => ({
  organisation: true,
  ownRequests: true,
  ownRequestsOf: {
    personIds: purpose.is === 'proxy' ? [purpose.applicantId] : [],
    requestIds: purpose.is === 'correct' ? [purpose.requestId] : [],
  },
  requestIds: 'requestId' in purpose ? [purpose.requestId] : [],
});

/** Whose leave it is; null where that person or request is not there any more. */
export function applicantOf(context: PersonContext, purpose: LeavePurpose): Person | null {
  const { facts, me } = context;
  if (purpose.is === 'proxy') {
    const person = facts.people.get(purpose.applicantId)?.person;
    return person && may(context, 'ask-leave-for', ofPerson(person)) ? person : null;
  }
  if (purpose.is !== 'correct') return me;
  const request = facts.requests.find((r) => r.id === purpose.requestId);
  return (request && facts.people.get(request.applicantId)?.person) ?? null;
}

/** Takes the talk one step on: asks for what is missing, refuses what can't be, or shows what would come of it. */
export function requestLeave(context: PersonContext, talk: LeaveTalk, problem: SpanProblem | null): Outcome {
  const { draft, purpose } = talk;
  const applicant = applicantOf(context, purpose);
  if (!applicant || applicant.post === null) return dropped(context, { says: 'not-a-cadre' });
  const again = {
    ...talk,
    draft: { ...draft, from: purpose.is === 'extend' ? draft.from : null, to: null, saidDays: null },
  };
  const asked = again.draft.from === null ? 'from' : 'to';
  if (problem) return ask(context, asked, again, { says: 'invalid-span', span: problem, wanted: 'leave' });
  if (!draft.from) return ask(context, 'from', talk, { says: 'ask-leave-from', draft });
  const span = spanOf(draft);
  if (!span) return ask(context, 'to', talk, { says: 'ask-leave-to', from: draft.from });
  const leave: AskedLeave = { ...talk, applicant, span };
  const refused = refusal(context, leave);
  if (refused) return ask(context, asked, again, refused);
  return shownBefore(context, talk, leave);
}

function shownBefore(context: PersonContext, talk: LeaveTalk, leave: AskedLeave): Outcome {
  const decided = decideLeave(context, leave);
  if ('says' in decided) return dropped(context, decided);
  const other = talk.draft.reason === null ? null : notCorrected(context, talk.purpose, decided);
  if (other) return dropped(context, other);
  const { preview } = previewOf(context, leave, decided);
  if (talk.draft.reason === null) return ask(context, 'reason', talk, { says: 'ask-leave-reason', preview });
  return ask(context, 'confirm', talk, { says: 'confirm-leave', preview }, confirmButtons(context));
}

/** Whether a correction can be, before it is confirmed. */
function notCorrected(context: PersonContext, purpose: LeavePurpose, decided: DecidedLeave): Result | null {
  const { facts } = context;
  const before = purpose.is === 'correct' ? facts.requests.find((r) => r.id === purpose.requestId) : undefined;
  const why = before && cannotCorrect(context, before, decided);
  return before && why ? { says: 'cannot-correct', why, shown: show(before, facts) } : null;
}

/** The cadre said yes: everything is checked again, then it takes effect and those whom it concerns are told. */
export function confirmLeave(context: PersonContext, talk: LeaveTalk): Outcome {
  const { draft, purpose } = talk;
  const applicant = applicantOf(context, purpose);
  const span = spanOf(draft);
  if (!applicant || !span || draft.reason === null) return requestLeave(context, talk, null);
  const leave: AskedLeave = { ...talk, applicant, span };
  const decided = refusal(context, leave) ? null : decideLeave(context, leave);
  if (!decided || 'says' in decided) return requestLeave(context, talk, null);
  return purpose.is === 'edit' || purpose.is === 'correct'
    ? changeLeave(context, purpose, decided)
    : openRequest(context, decided.request, { beside: decided.beside, say: decided.held });
}

function refusal({ facts }: PersonContext, leave: AskedLeave): Result | null {
  const { span } = leave;
  const invalid = invalidSpan(span, facts.today);
  if (invalid) return { says: 'invalid-span', span: invalid, wanted: 'leave' };
  const other = overlapping(facts, leave);
  return other ? { says: 'overlaps', wanted: { from: span.fromOn, to: span.toOn }, other } : null;
}

function ask(
  context: PersonContext,
  asked: LeaveQuestion['asked'],
  { draft, purpose, images }: LeaveTalk,
  result: Result,
  buttons: readonly OfferedButton[] = [],
): Outcome {
  const question: LeaveQuestion = { about: 'leave', asked, draft, purpose, images };
  return { effects: [opens(context, question)], replies: [reply(result, { buttons })] };
}

const dropped = (context: PersonContext, result: Result): Outcome =>
  context.facts.dialogue?.question.about === 'leave'
    ? { effects: [closes(context)], replies: [reply(result)] }
    : say(result);
