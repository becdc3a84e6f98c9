/** A slip that was taken for a word of command: what it does while a question is open, and how it is shown. */
import type { Heard } from '../domain/reply.ts';
import type { Intent } from '../language/intent.ts';
import type { Recognised } from '../language/understand.ts';
import type { PersonContext } from '../commands/context.ts';
import { followed, type Task } from './commands.ts';
import { isHere, withMore } from './to-speaker.ts';

/** While a question is open words that sound like a command are more likely its answer; a message that is nothing but a slip is the command. */
export function heardInTalk({ intent, corrected }: Recognised, text: string): Intent {
  const slips = intent.intent === 'doubtful' ? [intent] : corrected;
  if (slips.length === 0) return intent;
  const isAllOfIt = slips.length === 1 && slips[0]?.said === text.trim();
  return isAllOfIt ? intent : { intent: 'none' };
}

/** The first answer to the speaker says what was taken for what. */
export function tellingHeard({ message }: PersonContext, heard: readonly Heard[], task: Task): Task {
  // A run of Latin letters may hold a reason, which no group is told.
  const shown = message.chatKind === 'group' ? heard.filter(({ said }) => !/[a-z]/i.test(said)) : heard;
  if (shown.length === 0) return task;
  return followed(task, ({ effects, replies }) => ({
    effects,
    replies: withMore(replies, replies.findIndex(isHere), { heard: shown }),
  }));
}
