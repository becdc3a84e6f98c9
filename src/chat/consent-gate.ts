/**
 * Whoever has not agreed to what is kept of them is asked first; their message waits and is worked as if it came then. What
 * is sent to them is another matter: an approver is still asked and a cadre still told, for they have to learn of it.
 */
import type { Intent } from '../language/intent.ts';
import { understand } from '../language/understand.ts';
import type { Facts } from '../domain/facts.ts';
import {
  asksConsent,
  declineConsent,
  giveConsent,
  giveConsentNeeds,
  heldOf,
  holdForConsent,
} from '../commands/consent.ts';
import type { PersonContext } from '../commands/context.ts';
import { askUnbind } from '../commands/unbind.ts';
import { only, taskFor, type Task } from './commands.ts';
import { confirmed } from './dialogue.ts';

const agrees: Task = { needs: giveConsentNeeds, run: giveConsent };

/** These record nothing of anybody's. */
const open: readonly Intent['intent'][] = [
  'help',
  'read-consent',
  'give-consent',
  'withdraw-consent',
  'who-looked',
  'my-data',
  'web-link',
];

/** What is done instead; null where consent was given. */
export function askedFirst(context: PersonContext): Task | null {
  const { facts, message } = context;
  if (facts.speaker.consent === 'given') return null;
  if (message.kind === 'action') return pressed(context);
  if (message.kind !== 'text' || message.forwarded) return only(holdForConsent);
  const intent = understand(message.text, message.sentAt);
  if (message.chatKind === 'direct') {
    const answer = answered(context, intent);
    if (answer) return answer;
  }
  if (intent.intent === 'unbind') return only((full) => askUnbind(full, heldOf(full)));
  if (answersWhatever(intent, facts)) return only((full) => asksConsent(full, heldOf(full), full.me.id, false));
  return open.includes(intent.intent) ? taskFor(intent, context) : only(holdForConsent);
}

/**
 * A bare 同意 or 驳回 is not kept: meant for the bot, or for a request that nobody has put before them yet, it would decide
 * that one unseen once it is worked.
 */
const answersWhatever = (intent: Intent, { quotedRequestId }: Facts): boolean =>
  (intent.intent === 'approve' || intent.intent === 'reject' || intent.intent === 'return') &&
  isPlain(intent.which) &&
  quotedRequestId === null;

/** 同意 and nothing else answers this question and no request; said of a request it waits like everything else. */
function answered({ facts }: PersonContext, intent: Intent): Task | null {
  const question = facts.dialogue?.question;
  if (question?.about === 'unbind') {
    if (intent.intent === 'confirm') return confirmed(question);
    // The messages that wait are asked about again.
    if (intent.intent === 'cancel') return only(holdForConsent);
  }
  if (question?.about !== 'consent' || facts.quotedRequestId !== null) return null;
  if (intent.intent === 'approve' && isPlain(intent.which)) return agrees;
  if (intent.intent === 'reject' && isPlain(intent.which)) return only(declineConsent);
  if (intent.intent === 'cancel') return only(declineConsent);
  return null;
}

const isPlain = ({ code, numbers, all }: Extract<Intent, { intent: 'approve' }>['which']): boolean =>
  code === null && numbers.length === 0 && !all;

/** The buttons of this very question; those of requests wait, and what is stale or another's is left to be said so. */
function pressed({ facts, me }: PersonContext): Task | null {
  const question = facts.dialogue?.question;
  const button = facts.pressed;
  if (button?.personId !== me.id) return null;
  const { action } = button;
  if (action.does !== 'dialogue') return only(holdForConsent);
  if (action.dialogueId !== facts.dialogue?.id) return null;
  if (question?.about === 'consent') return action.word === 'confirm' ? agrees : only(declineConsent);
  if (question?.about === 'unbind') return action.word === 'confirm' ? confirmed(question) : only(holdForConsent);
  return only(holdForConsent);
}
