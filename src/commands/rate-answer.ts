/** 有用, 没用: what the asker thinks of an answer about the rules. Counted once; what is said first stands. */
import type { PolicyAsked, PolicyFeedback } from '../domain/policy-asking.ts';
import { officersNamed } from './ask-policy.ts';
import { reply, type Outcome, type PersonContext } from './context.ts';

export function rateAnswer(context: PersonContext, asked: PolicyAsked, said: PolicyFeedback): Outcome {
  const isNew = asked.feedback === null;
  return {
    effects: isNew ? [{ effect: 'rate-answer', questionId: asked.id, personId: context.me.id, feedback: said }] : [],
    replies: [
      reply({ says: 'policy-rated', feedback: asked.feedback ?? said, isNew, officers: officersNamed(context) }),
    ],
  };
}
