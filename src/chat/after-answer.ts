/** What is said of an answer about the rules: 有用, 没用, and the question that goes on from it. Anywhere else such words are what they were. */
import type { ButtonAction } from '../domain/facts.ts';
import { isFreshQuestion, threadOf, type PolicyAsked } from '../domain/policy-asking.ts';
import type { Intent } from '../language/intent.ts';
import { feedbackSaid, goingOn } from '../language/policy-talk.ts';
import { askPolicy, askPolicyNeeds } from '../commands/ask-policy.ts';
import { say, type PersonContext } from '../commands/context.ts';
import { rateAnswer } from '../commands/rate-answer.ts';
import type { Task } from './commands.ts';
import { bothNeeds } from './two-at-once.ts';

/** The task, unless the words are of an answer: only then it is looked for one. */
export function afterAnswer({ message }: PersonContext, intent: Intent, task: Task): Task {
  const feedback = feedbackSaid(message.text);
  const question = feedback === null ? goingOn(message.text, intent) : null;
  if (feedback === null && question === null) return task;
  return {
    needs: bothNeeds(task.needs, askPolicyNeeds),
    run: (full) => {
      const asked = meantBy(full);
      if (feedback !== null) return asked && mayRate(full, asked) ? rateAnswer(full, asked, feedback) : task.run(full);
      return asked && question !== null ? askPolicy(full, question, threadOf(asked)) : task.run(full);
    },
  };
}

/** The question whose answer is quoted; else the last one, while it is fresh and the bot has asked nothing since. */
function meantBy({ facts, message }: PersonContext): PolicyAsked | null {
  const { policy, dialogue, now } = facts;
  if (policy?.quoted) return policy.quoted;
  const last = policy?.last;
  if (!last || message.quote !== null || !isFreshQuestion(last, now)) return null;
  return dialogue && dialogue.askedAt > last.at ? null : last;
}

/** Right after it, or in reply to it; said once more it is heard too. */
const mayRate = ({ facts }: PersonContext, asked: PolicyAsked): boolean =>
  asked === facts.policy?.quoted || asked.since <= (asked.feedback === null ? 0 : 1);

/** In a group the answer may be rated in reply to it, though nobody mentions the bot; null where it is not. */
export function ratesQuoted(context: PersonContext): Task | null {
  const { facts, message } = context;
  const isReply = (facts.quotedInboxId ?? null) !== null && facts.speaker.consent === 'given';
  if (!isReply || message.kind !== 'text' || feedbackSaid(message.text) === null) return null;
  return afterAnswer(context, { intent: 'none' }, { needs: {}, run: () => ({ effects: [], replies: [] }) });
}

type Rating = Extract<ButtonAction, { does: 'rate-answer' }>;

export const pressedRating = ({ feedback }: Rating): Task => ({
  needs: askPolicyNeeds,
  run: (full) => {
    const asked = full.facts.policy?.quoted;
    return asked ? rateAnswer(full, asked, feedback) : say({ says: 'button-stale' });
  },
});
