/** 续假 and 修改: a leave that goes on from another one, or another content of one that is not decided yet. */
import { addDays } from '../domain/calendar.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import type { LeaveDraft } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import { takenSpan, type Request } from '../domain/request.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { namedRequest } from './find-request.ts';
import { mayEdit } from './change-leave.ts';
import { may, ofRequest } from './may.ts';
import { requestLeave } from './request-leave.ts';
import { show } from './shown.ts';

export interface ChangeSlots {
  readonly code: string | null;
  /** As far as it was said. */
  readonly draft: LeaveDraft;
  readonly problem: SpanProblem | null;
  readonly images: Request['images'];
}

export const extendNeeds = ({ code }: Pick<ChangeSlots, 'code'>): Need => ({
  organisation: true,
  ownRequests: true,
  code,
});

/** So many days after a leave ended it is a new one, not a longer one. */
const afterDays = 3;

export function extendLeave(context: PersonContext, { code, draft, problem, images }: ChangeSlots): Outcome {
  const { facts, me } = context;
  const leaves = facts.requests
    .filter((r) => r.kind === 'leave' && r.applicantId === me.id && r.state === 'approved' && r.ended === null)
    .filter((r) => addDays(r.span.toOn, afterDays) >= facts.today && !isExtended(r, facts.requests))
    .sort((a, b) => (a.span.toOn < b.span.toOn ? 1 : -1));
  const named = namedRequest(context, code);
  if (code !== null && !named) return say({ says: 'no-such-code', code });
  if (named && !leaves.includes(named))
    return say({ says: 'nothing-to-extend', why: 'not-approved', shown: [show(named, facts)] });
  const current = leaves.filter((r) => r.span.fromOn <= facts.today || r.extendsId !== null);
  const [only, ...others] = named ? [named] : current.length > 0 ? current.slice(0, 1) : leaves;
  if (!only || others.length > 0) {
    const shown = leaves.map((r) => show(r, facts));
    return say({ says: 'nothing-to-extend', why: only ? 'several' : 'none', shown });
  }
  const goesOn = { ...draft, ...dayAfter(only), kind: draft.kind ?? only.leaveKind };
  return requestLeave(context, { draft: goesOn, purpose: { is: 'extend', requestId: only.id }, images }, problem);
}

/** Another approved one goes on from it: that one is extended then. */
const isExtended = ({ id }: Request, all: readonly Request[]): boolean =>
  all.some((r) => r.extendsId === id && r.state === 'approved');

/** The half day that follows the leave. */
function dayAfter(request: Request): Pick<LeaveDraft, 'from' | 'fromHalf'> {
  const { toOn, toHalf } = takenSpan(request);
  return toHalf === 'am' ? { from: toOn, fromHalf: 'pm' } : { from: addDays(toOn, 1), fromHalf: 'am' };
}

export function editRequest(context: PersonContext, { code, draft, problem, images }: ChangeSlots): Outcome {
  const { facts, me } = context;
  const named = namedRequest(context, code);
  if (code !== null && !named) return say({ says: 'no-such-code', code });
  const editable = facts.requests.filter((r) => r.applicantId === me.id && mayEdit(r) && r.kind === 'leave');
  const [only, ...others] = named ? [named] : editable;
  if (!only) return say({ says: 'nothing-to-edit', why: 'none', shown: [] });
  const why = others.length > 0 ? 'several' : cannotEdit(context, only);
  if (why) return say({ says: 'nothing-to-edit', why, shown: [only, ...others].map((r) => show(r, facts)) });
  const talk = {
    draft: merged(only, draft),
    purpose: { is: 'edit', requestId: only.id } as const,
    images: images.length > 0 ? images : only.images,
  };
  return requestLeave(context, talk, problem);
}

function cannotEdit(context: PersonContext, request: Request): 'not-yours' | 'make-up' | 'ended' | null {
  if (!may(context, 'change-own', ofRequest(request, context.facts))) return 'not-yours';
  if (request.kind !== 'leave') return 'make-up';
  return mayEdit(request) ? null : 'ended';
}

/** What was said takes the place of what was asked for; 修改 alone asks anew from when. */
export function merged({ span, reason, leaveKind }: Request, said: LeaveDraft): LeaveDraft {
  const saysDays = said.from !== null || said.to !== null || said.saidDays !== null;
  const rest = { kind: said.kind ?? leaveKind, reason: said.reason ?? reason };
  if (!saysDays && said.reason === null && said.kind === null) return { ...said, ...rest };
  if (!saysDays)
    return { from: span.fromOn, to: span.toOn, fromHalf: span.fromHalf, toHalf: span.toHalf, saidDays: null, ...rest };
  const start = said.from === null ? { from: span.fromOn, fromHalf: span.fromHalf } : said;
  return { ...said, from: start.from, fromHalf: start.fromHalf, ...rest };
}
