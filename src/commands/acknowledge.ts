/** 收到, 嗯, 👌: heard, never an approval. Said so only where somebody may have meant one. */
import type { Need } from '../domain/facts.ts';
import { waitingForMe } from './answer-request.ts';
import { show } from './chain.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export const acknowledgeNeeds: Need = { forMe: true, organisation: true };

export function acknowledge(context: PersonContext): Outcome {
  const waiting = waitingForMe(context);
  if (waiting.length === 0) return { effects: [], replies: [] };
  return say({ says: 'not-heard-as-answer', shown: waiting.map((r) => show(r, context.facts)) });
}
