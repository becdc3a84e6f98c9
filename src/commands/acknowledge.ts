/** 收到, 嗯, 👌: heard, never an approval. Said so only where somebody may have meant one; of a filed copy it is the receipt. */
import type { Need } from '../domain/facts.ts';
import { sameSeat, type Request } from '../domain/request.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { waitingForMe } from './find-request.ts';
import { filedWithMe, receiveFiling } from './receive-filing.ts';
import { show } from './shown.ts';

export const acknowledgeNeeds = (code: string | null): Need => ({
  forMe: true,
  organisation: true,
  code,
  unreceived: code === null,
});

/** Of the copy that is quoted or named, else of the only one that is still to be confirmed. */
export function acknowledge(context: PersonContext, code: string | null): Outcome {
  const { facts } = context;
  const named =
    code === null ? [facts.quotedRequestId ?? ''] : facts.requests.filter((r) => r.code === code).map((r) => r.id);
  const received = receiveFiling(context, named);
  if (received) return received;
  const other = notAnAnswer(context);
  if (other) return other;
  const copies = facts.requests.filter((r) => isUnreceived(context, r));
  const [only] = copies;
  if (code !== null || !only) return { effects: [], replies: [] };
  if (copies.length > 1) return say({ says: 'which-copy', shown: copies.map((r) => show(r, facts)) });
  return receiveFiling(context, [only.id]) ?? { effects: [], replies: [] };
}

const isUnreceived = ({ facts }: PersonContext, request: Request): boolean =>
  request.state === 'approved' &&
  filedWithMe(request, facts.speaker.seats).some(
    (f) => !facts.receipts.some((r) => r.requestId === request.id && sameSeat(r, f)),
  );

/** What sounds like an answer and is none, to somebody for whom something waits; null where nothing does. */
export function notAnAnswer(context: PersonContext): Outcome | null {
  const waiting = waitingForMe(context);
  if (waiting.length === 0) return null;
  return say({ says: 'not-heard-as-answer', shown: waiting.map((r) => show(r, context.facts)) });
}
