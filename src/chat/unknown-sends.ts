/** Sends that may have arrived are settled by what their person says next in that chat: it shows that they did, or they go out once more. */
import type { Facts } from '../domain/facts.ts';
import { sentAgain } from '../replies/sent-again.ts';
import type { SettledUnknown, UnknownSend, Work, WrittenIn } from '../store/store.ts';
import type { Platforms } from './apart.ts';
import type { StoredMessage } from './message.ts';

export interface Said {
  readonly message: StoredMessage;
  readonly facts: Facts;
}

/** In the transaction in which the messages are worked. Never in a group, where nobody's answer shows what another has seen. */
export async function settleUnknownSends(
  tx: Pick<Work, 'unknownSends' | 'settleUnknown'>,
  said: readonly Said[],
  platforms: Platforms,
): Promise<void> {
  const written = said.flatMap((s) => writtenIn(s, platforms));
  if (written.length === 0) return;
  const unknown = await tx.unknownSends(written.map((w) => w.chat));
  const settled = unknown.flatMap((send) => {
    const by = written.find(({ chat }) => chat.platform === send.platform && chat.conversation === send.conversation);
    return by ? settlementOf(send, by.message, platforms.get(send.platform)?.maxTextLength ?? Infinity) : [];
  });
  if (settled.length > 0) await tx.settleUnknown(settled);
}

interface Written {
  readonly chat: WrittenIn;
  readonly message: StoredMessage;
}

function writtenIn({ message, facts }: Said, platforms: Platforms): Written[] {
  const { person } = facts.speaker;
  if (message.chatKind !== 'direct' || !person || !leavesUnknown(message.platform, platforms)) return [];
  const { platform, conversation } = message;
  return [{ chat: { platform, conversation, personId: person.id }, message }];
}

/** Where the platform drops every second copy, what may have arrived is simply sent again. */
function leavesUnknown(platform: string, platforms: Platforms): boolean {
  const can = platforms.get(platform);
  return !can?.idempotentSend || can.idempotencyWindowMs !== null;
}

/** Once more and no more often: what is lost twice is left to the operator. */
function settlementOf(send: UnknownSend, message: StoredMessage, longest: number): SettledUnknown[] {
  const { action, quote } = message;
  if (action && send.buttonIds.includes(action.value)) return [{ send, is: 'arrived', messageId: action.messageId }];
  if (send.code !== null && names(message, send.code)) return [{ send, is: 'arrived', messageId: null }];
  if (quote && isQuoted(send.text.trim(), quote)) return [{ send, is: 'arrived', messageId: quote.messageId }];
  const text = sentAgain(send.text);
  // A part as long as the platform takes loses none of its words to ours.
  return send.isAgain ? [] : [{ send, is: 'sent-again', text: text.length > longest ? send.text : text }];
}

/** Shorter words of the bot's may begin a text by chance, in characters. */
const tellingWords = 10;

/** Where the platform tells no ids, what is quoted may go on with what the adapter wrote below it. */
function isQuoted(said: string, { messageId, text }: NonNullable<StoredMessage['quote']>): boolean {
  const words = text?.trim() ?? '';
  return words === said || (!messageId && said.length >= tellingWords && words.startsWith(said));
}

const names = ({ text, quote }: StoredMessage, code: string): boolean =>
  `${text}\n${quote?.text ?? ''}`.normalize('NFKC').toUpperCase().includes(code);
