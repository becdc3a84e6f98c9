/** Two requests in one message, done in the order in which they were said, with one outcome. */
import { cut } from '../domain/cut.ts';
import type { Need } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import { talkOf } from '../domain/talk.ts';
import { twoRequests } from '../language/two-requests.ts';
import { joined, say, type Outcome, type PersonContext } from '../commands/context.ts';
import { only, taskFor, type Task } from './commands.ts';
import { park } from './parking.ts';
import { isHere, withMore } from './to-speaker.ts';

/** What is to be done where the message holds two requests; null where it holds one. Photos belong to one: they are not split. */
export function twoAtOnce(context: PersonContext): Task | null {
  const { message } = context;
  if (message.kind !== 'text' || message.images.length > 0 || context.facts.dialogue?.question.about === 'photo')
    return null;
  const two = twoRequests(message.text, message.sentAt);
  if (!two) return null;
  if (two.are === 'unclear') {
    const [first, second] = two.said;
    return only(() => say({ says: 'one-at-a-time', parts: [cut(first, 40), cut(second, 40)] }));
  }
  const [first, second] = two.parts;
  const [one, other] = [taskFor(first, context), taskFor(second, context)];
  return {
    needs: bothNeeds(one.needs, other.needs),
    run: (full) => inOrder(full, one.run(full), other.run(full)),
  };
}

/** What the second asks waits until the first is settled, where that asks something too. */
function inOrder(context: PersonContext, first: Outcome, second: Outcome): Outcome {
  const asked = second.effects.find((e) => e.effect === 'ask');
  const talk = asked && talkOf(asked.dialogue.question);
  if (!talk || !first.effects.some((e) => e.effect === 'ask')) return inOneAnswer(joined(first, second), first, second);
  const next = withMore(first.replies, first.replies.findLastIndex(isHere), { aside: { is: 'next', talk } });
  return {
    effects: [...first.effects, ...second.effects.map((e) => (e === asked ? park(context, asked.dialogue) : e))],
    replies: [...next, ...second.replies.filter((r) => !isHere(r))],
  };
}

/** The sender gets one message, whichever of the two it answers first. */
function inOneAnswer(both: Outcome, first: Outcome, second: Outcome): Outcome {
  const [one, ...more] = first.replies.filter(isHere);
  const [other, ...others] = second.replies.filter(isHere);
  if (!one || !other || more.length + others.length > 0) return both;
  // Buttons are retired by what they are of: a request, or nothing but the question.
  const { requestId, revision } =
    [one, other].find(({ buttons }) => buttons.length > 0) ?? (one.requestId === null ? other : one);
  const whole: Reply = {
    ...one,
    also: other.result,
    requestId,
    revision,
    buttons: [...one.buttons, ...other.buttons],
    images: [...one.images, ...other.images],
  };
  return { ...both, replies: both.replies.flatMap((r) => (r === one ? whole : r === other ? [] : r)) };
}

type Days = { readonly from: string; readonly to: string };
const isDays = (value: unknown): value is Days =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value;

/** What either needs; days from the earlier beginning to the later end. */
export function bothNeeds(one: Need, other: Need): Need {
  const all: Record<string, unknown> = { ...one };
  for (const [name, wanted] of Object.entries(other)) {
    const had = all[name];
    if (isDays(had) && isDays(wanted))
      all[name] = {
        from: had.from < wanted.from ? had.from : wanted.from,
        to: had.to > wanted.to ? had.to : wanted.to,
      };
    else if (had === undefined || had === false || (Array.isArray(had) && had.length === 0)) all[name] = wanted;
  }
  return all;
}
