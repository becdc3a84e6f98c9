/** What became of a send, from how the call ended. */
import { GrammyError } from 'grammy';
import type { SendOutcome } from '../../src/chat/message.ts';
import { retryAfterOf, whyOf } from './trouble.ts';

type Refused = Extract<SendOutcome, { status: 'refused' }>;
type Of = NonNullable<Refused['of']>;

export const refusedForGood = (why: string, of: Of = 'message'): Refused => ({
  status: 'refused',
  retryAt: null,
  why,
  of,
});

/** How soon a platform that could not be reached, or does not know the token, is tried again, in ms. */
const UNREACHABLE_MS = 10_000;
const UNAUTHORIZED_MS = 60_000;
/** Where it is refused for too many without saying for how long. */
const FLOOD_MS = 30_000;

/** Nobody is to be reached in that chat, and trying again changes nothing. */
const CHAT_IS_LOST: readonly (readonly [RegExp, string])[] = [
  [/upgraded to a supergroup/i, 'migrated'],
  [/blocked by the user/i, 'blocked'],
  [/user is deactivated/i, 'deactivated'],
  [/can't initiate conversation/i, 'never-started'],
  [/kicked|not a member/i, 'kicked'],
  [/chat not found|PEER_ID_INVALID/i, 'no-such-chat'],
  [/chat was deactivated|TOPIC_CLOSED/i, 'chat-closed'],
  [/rights to send (?:a message|text)|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED/i, 'no-rights'],
];

export interface Chatting {
  readonly conversation: string;
  /** Epoch ms. */
  readonly now: number;
  readonly flood: Flood;
}

export function fateOf(error: unknown, chatting: Chatting): SendOutcome {
  const why = whyOf(error);
  if (error instanceof GrammyError) return refusalOf(error, why, chatting);
  if (why !== 'unreachable') return { status: 'unknown', why };
  return { status: 'refused', retryAt: chatting.now + UNREACHABLE_MS, why, of: 'platform' };
}

function refusalOf(error: GrammyError, why: string, { conversation, now, flood }: Chatting): SendOutcome {
  const { error_code: code, description, parameters } = error;
  if (code === 429) {
    const retryAt = now + (retryAfterOf(error) ?? FLOOD_MS);
    return { status: 'refused', retryAt, why, of: flood(conversation, retryAt, now) };
  }
  if (why === 'unauthorized') return { status: 'refused', retryAt: now + UNAUTHORIZED_MS, why, of: 'platform' };
  if (code >= 500) return { status: 'unknown', why };
  if (parameters.migrate_to_chat_id !== undefined) return refusedForGood('migrated', 'chat');
  const lost = CHAT_IS_LOST.find(([words]) => words.test(description));
  if (lost) return refusedForGood(lost[1], 'chat');
  return code === 403 ? refusedForGood('forbidden', 'chat') : refusedForGood(why);
}

/** What a 429 holds for; remembers it. */
export type Flood = (conversation: string, until: number, now: number) => 'chat' | 'platform';

/** So many chats at once, and it is not one of them that is too loud. */
const MANY_CHATS = 3;

/**
 * Telegram does not say which of its limits a 429 is of. Nearly all are of one chat (1 a second, 20 a minute in a group): to stop
 * everybody's answers for one busy group would be wrong. Once several chats are refused at the same time it is the bot's 30 a second.
 */
export function createFlood(): Flood {
  const limited = new Map<string, number>();
  return (conversation, until, now) => {
    for (const [chat, end] of limited) if (end <= now) limited.delete(chat);
    limited.set(conversation, until);
    return limited.size >= MANY_CHATS ? 'platform' : 'chat';
  };
}
