/** 收到, 嗯, 👌: heard, never an approval. Said so only where somebody may have meant one; of a filed copy it is the receipt. */
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { waitingForMe } from './find-request.ts';
import { receiveFiling } from './receive-filing.ts';
import { show } from './shown.ts';

export const acknowledgeNeeds: Need = { forMe: true, organisation: true };

export function acknowledge(context: PersonContext): Outcome {
  const received = receiveFiling(context, context.facts.quotedRequestId);
  if (received) return received;
  const waiting = waitingForMe(context);
  if (waiting.length === 0) return { effects: [], replies: [] };
  return say({ says: 'not-heard-as-answer', shown: waiting.map((r) => show(r, context.facts)) });
}
