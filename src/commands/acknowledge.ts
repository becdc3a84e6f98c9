/** 收到, 嗯, 👌: heard, never an approval. Said so only where somebody may have meant one; of a filed copy it is the receipt. */
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { waitingForMe } from './find-request.ts';
import { receiveFiling } from './receive-filing.ts';
import { show } from './shown.ts';

export const acknowledgeNeeds = (code: string | null): Need => ({ forMe: true, organisation: true, code });

export function acknowledge(context: PersonContext, code: string | null): Outcome {
  const { facts } = context;
  const received = receiveFiling(
    context,
    code === null ? [facts.quotedRequestId ?? ''] : facts.requests.filter((r) => r.code === code).map((r) => r.id),
  );
  if (received) return received;
  return notAnAnswer(context) ?? { effects: [], replies: [] };
}

/** What sounds like an answer and is none, to somebody for whom something waits; null where nothing does. */
export function notAnAnswer(context: PersonContext): Outcome | null {
  const waiting = waitingForMe(context);
  if (waiting.length === 0) return null;
  return say({ says: 'not-heard-as-answer', shown: waiting.map((r) => show(r, context.facts)) });
}
