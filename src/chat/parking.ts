/**
 * A talk that is left for another command. What is done at once leaves it open; what asks something of its own puts it aside, one talk
 * and no more, for a day. 继续 takes it up, 算了 drops it. What is said of it names its kind alone, and nothing in a group.
 */
import { isExpired, type Dialogue } from '../domain/dialogue.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import { talkOf, type Aside, type Talk } from '../domain/talk.ts';
import type { Intent } from '../language/intent.ts';
import { joined, reply, say, type Context, type Outcome, type PersonContext } from '../commands/context.ts';
import { askedAgain } from './asked-again.ts';
import { only, type Task } from './commands.ts';
import { isHere, withMore } from './to-speaker.ts';

/** Keeps that talk aside, in the place of another; null = none. */
export const park = ({ facts }: Pick<Context, 'facts'>, dialogue: Dialogue | null): Effect => ({
  effect: 'park',
  accountId: facts.speaker.accountId,
  dialogue,
});

const talkIn = (dialogue: Dialogue | null | undefined): Talk | null => (dialogue ? talkOf(dialogue.question) : null);

interface LeftTalk {
  readonly it: Dialogue;
  readonly isParked: boolean;
}

/** The talk that can be taken up: the open one, else the one put aside. */
function leftTalk({ dialogue, parked = null, now }: Facts): LeftTalk | null {
  if (dialogue && talkIn(dialogue) && !isExpired(dialogue, now)) return { it: dialogue, isParked: false };
  return parked && !isExpired(parked, now) ? { it: parked, isParked: true } : null;
}

/** What 继续 does, and 算了 where only a talk that was put aside is left; null for everything else. */
export function takenUp(context: PersonContext, { intent }: Intent): Task | null {
  const { facts } = context;
  if (intent === 'resume') return resumed(context);
  const found = leftTalk(facts);
  if (intent !== 'cancel' || facts.dialogue !== null || !found?.isParked) return null;
  return only((full) => ({ effects: [park(full, null)], replies: [reply({ says: 'question-dropped' })] }));
}

function resumed(context: PersonContext): Task | null {
  const found = leftTalk(context.facts);
  const task = found && askedAgain(found.it.question, context);
  if (!task) return null;
  if (!found.isParked) return task;
  return {
    needs: task.needs,
    run: (full) => joined({ effects: [park(full, null)], replies: [] }, task.run(asOpen(full, found.it))),
  };
}

/** With the talk as the open question, so that what settles it closes it. */
const asOpen = (context: PersonContext, dialogue: Dialogue): PersonContext => ({
  ...context,
  facts: { ...context.facts, dialogue, parked: null },
});

/** Puts the open talk aside where another one begins, and says of what was left. */
export function puttingAside(context: Context, outcome: Outcome): Outcome {
  const { facts } = context;
  if (outcome.effects.some(isOfThisAlready)) return outcome;
  const last = lastOf(outcome);
  const asked = last?.effect === 'ask' ? last.dialogue : null;
  const effects = parkedBy(facts, asked).map((dialogue) => park(context, dialogue));
  const aside = asideOf(facts, outcome, last);
  const replies = aside ? withAside(context, outcome.replies, aside) : outcome.replies;
  return { effects: [...outcome.effects, ...effects], replies };
}

type LastEffect = Extract<Effect, { effect: 'ask' | 'close-question' }> | undefined;
const lastOf = ({ effects }: Outcome): LastEffect =>
  effects.findLast((e) => e.effect === 'ask' || e.effect === 'close-question');

/** After these the account is nobody's, or what is kept aside was just settled. */
const isOfThisAlready = ({ effect }: Effect): boolean =>
  effect === 'park' || effect === 'unbind-account' || effect === 'bind-account' || effect === 'withdraw-consent';

/** What is kept aside from now on; empty where nothing changes. */
function parkedBy({ dialogue, parked = null, now }: Facts, asked: Dialogue | null): (Dialogue | null)[] {
  const open = dialogue && !isExpired(dialogue, now) ? dialogue : null;
  const talk = talkIn(open);
  if (open && talk && asked && talkOf(asked.question)?.topic !== talk.topic) return [open];
  return parked && isExpired(parked, now) ? [null] : [];
}

function asideOf(facts: Facts, { effects, replies }: Outcome, last: LastEffect): Aside | null {
  const { dialogue, parked = null, now } = facts;
  const asked = last?.effect === 'ask' ? last.dialogue : null;
  const lapsed = talkIn([dialogue, parked].find((d) => d && isExpired(d, now)));
  if (lapsed && !replies.some(({ result }) => result.says === 'question-expired')) {
    const isClosed = effects.some((e) => e.effect === 'close-question') || !dialogue;
    return isClosed && talkIn(asked)?.topic !== lapsed.topic ? { is: 'lapsed', talk: lapsed } : null;
  }
  const found = leftTalk(facts);
  const talk = talkIn(found?.it);
  if (!found || !talk || asked) return null;
  if (!found.isParked && !last) return { is: 'open', talk };
  const aside = talkIn(parked);
  const isTime = last || replies.some(({ result }) => result.says === 'not-understood');
  return aside && isTime ? { is: 'parked', talk: aside } : null;
}

/** Below the last answer to the speaker, in a direct chat. */
function withAside({ message }: Context, replies: readonly Reply[], aside: Aside): readonly Reply[] {
  return message.chatKind === 'group' ? replies : withMore(replies, replies.findLastIndex(isHere), { aside });
}

/** Said where the answer came too late. */
export const expiredTalk = ({ dialogue }: Facts): Outcome => {
  const talk = talkIn(dialogue);
  return say({ says: 'question-expired', ...(talk ? { talk } : {}) });
};
