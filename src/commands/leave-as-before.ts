/** 上次那样再请一次: kind, reason, length and halves of the last leave; its days are said anew, and all of it is confirmed. */
import type { LeaveDraft } from '../domain/dialogue.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import { leaveDays } from '../domain/leave.ts';
import type { Request } from '../domain/request.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { newLeave, requestLeave } from './request-leave.ts';

export interface SaidBesides extends LeaveDraft {
  readonly problem: SpanProblem | null;
}

export function leaveAsBefore(
  context: PersonContext,
  { problem, ...said }: SaidBesides,
  images: Request['images'],
): Outcome {
  if (context.me.post === null) return say({ says: 'not-a-cadre' });
  const last = lastLeave(context);
  if (!last) return say({ says: 'no-leave-before' });
  return requestLeave(context, newLeave(likeThat(last, said), images), problem);
}

/** The one asked for last that is open or was approved; a longer one (续假) and a change are none of their own. */
const lastLeave = ({ facts, me }: PersonContext): Request | null =>
  facts.requests
    .filter((r) => r.applicantId === me.id && r.kind === 'leave' && r.extendsId === null)
    .filter((r) => r.state === 'open' || r.state === 'approved')
    .reduce<Request | null>((latest, r) => (latest && latest.openedAt >= r.openedAt ? latest : r), null);

/** What is said now takes the place of what was asked for then. */
function likeThat({ span, leaveKind, reason }: Request, said: LeaveDraft): LeaveDraft {
  const rest = { kind: said.kind ?? leaveKind, reason: said.reason ?? reason };
  const isWhole = said.fromHalf === 'am' && said.toHalf === 'pm';
  const saysLength = said.saidDays !== null || !isWhole || (said.to !== null && said.to !== said.from);
  if (saysLength) return { ...said, ...rest };
  return { ...rest, from: said.from, to: null, fromHalf: span.fromHalf, toHalf: 'pm', saidDays: leaveDays(span) };
}
