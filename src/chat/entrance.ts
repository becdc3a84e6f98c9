/** Whoever is not known yet, and binding, which is heard from anybody. */
import type { Need } from '../domain/facts.ts';
import { codesShown, hiddenBinding, introducesThemselves, understand } from '../language/understand.ts';
import { bind, bindNeeds, spoil, spoilNeeds, whomToAsk } from '../commands/bind.ts';
import { readConsent } from '../commands/consent.ts';
import { joined, say, type Context, type Outcome } from '../commands/context.ts';

export interface Entrance {
  readonly needs: Need;
  readonly run: (context: Context) => Outcome;
}

/**
 * A message that was edited or taken back changes no record, whoever wrote it: only how to correct is said, in a group only where the bot
 * is spoken to. A place that moves on is edited with every step, and nobody is told of that. A code that an edit shows to a group is spoilt.
 */
export function changed(context: Context): Entrance | null {
  const { message } = context;
  const is = message.edited ? 'edited' : message.otherKind === 'recalled' ? 'recalled' : null;
  if (is === null) return null;
  if (message.chatKind === 'group') {
    const spoilt = is === 'edited' ? binding(context) : null;
    if (spoilt || !message.mentionsBot) return spoilt ?? nothing;
  }
  if (message.kind === 'location') return nothing;
  const told = say({ says: 'message-changed', is });
  return { needs: {}, run: () => (holdsCode(message) ? withoutCode(told) : told) };
}

const holdsCode = ({ text, sentAt }: Context['message']): boolean => understand(text, sentAt).intent === 'bind';

/** 绑定 …; in a group also a code by itself: there it is spoilt. null where the message is no such thing. */
export function binding({ message }: Context): Entrance | null {
  if (message.kind === 'action' || message.kind === 'location') return null;
  if (message.chatKind === 'group') {
    const shown = codesShown(message.text, message.sentAt);
    return shown && { needs: spoilNeeds(shown), run: (full) => withoutCode(spoil(full)) };
  }
  const intent = understand(message.text, message.sentAt);
  if (intent.intent !== 'bind') return null;
  const { said } = intent;
  return { needs: bindNeeds(said), run: (full) => withoutCode(bind(full, said)) };
}

/** The code is read once; what is kept of the message does not hold it. */
const withoutCode = (outcome: Outcome): Outcome =>
  joined(outcome, { effects: [{ effect: 'reduce-message', text: hiddenBinding }], replies: [] });

const nothing: Entrance = { needs: {}, run: () => ({ effects: [], replies: [] }) };
const notBound: Entrance = { needs: {}, run: () => say({ says: 'not-bound' }) };

/** From an account that is nobody's: what is kept may be read, and who gives out codes. A group is not disturbed. */
export function fromStranger({ message }: Context): Entrance {
  if (message.chatKind === 'group') return nothing;
  if (message.kind !== 'text') return notBound;
  if (introducesThemselves(message.text)) return { needs: bindNeeds(null), run: whomToAsk };
  switch (understand(message.text, message.sentAt).intent) {
    case 'help':
      return { needs: bindNeeds(null), run: (full) => bind(full, null) };
    case 'read-consent':
      return { needs: {}, run: readConsent };
    default:
      return notBound;
  }
}
