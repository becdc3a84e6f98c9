/** What the platform shows of the bot: nothing twice, nothing lost but what is said to be unknown, in order, each to its own person. */
import type { Ask } from './checker.ts';
import type { PlatformSide, SeenMessage } from './platform-side.ts';

interface Send {
  readonly id: string;
  readonly key: string;
  readonly conversation: string;
  readonly state: string;
  readonly why: string | null;
  readonly updates: string | null;
  readonly message_id: string | null;
  readonly text: string;
  /** Of the person whom it is for. */
  readonly own_chat: string | null;
  /** Where the message was said that it answers. */
  readonly asked_in: string | null;
  readonly thread: string;
}

const SENDS = `
  SELECT o.id::text, o.key, o.conversation, o.state::text, o.why, o.updates, o.platform_message_id AS message_id, o.payload ->> 'text' AS text,
    (SELECT a.direct_conversation FROM account a WHERE a.county = o.county AND a.platform = o.platform AND a.person_id = o.person_id) AS own_chat,
    CASE WHEN o.payload ->> 'replyTo' IS NOT NULL THEN i.conversation END AS asked_in,
    CASE WHEN o.key LIKE '%n:%' AND o.request_id IS NOT NULL THEN 'request ' || o.request_id ELSE 'person ' || coalesce(i.sender_id, o.key) END AS thread
  FROM outbox o LEFT JOIN inbox i ON i.county = o.county AND i.id = o.inbox_id WHERE o.platform = $1 ORDER BY o.id`;

/** Words of a second copy, which say that there may have been a first. */
const AGAIN = /^下面这条可能已经发给您了/;

export async function shownFaults(ask: Ask, side: PlatformSide): Promise<string[]> {
  const sends = await ask<Send>(SENDS, [side.platform]);
  const chats = new Set(sends.map(({ conversation }) => conversation));
  const elsewhere = await ask<{ key: string }>(
    'SELECT o.key FROM outbox o JOIN inbox i ON i.id = o.inbox_id WHERE i.platform = $1 AND o.platform <> $1 AND o.person_id IS NOT NULL',
    [side.platform],
  );
  return [
    ...sends.flatMap((send) => fateFaults(send, side)),
    ...sends.flatMap(addressFaults),
    ...elsewhere.map(({ key }) => `${key} went to another platform`),
    ...[...chats].flatMap((chat) => chatFaults(side, chat, sends.filter((s) => s.conversation === chat && s.updates === null))), // prettier-ignore
  ];
}

/** A fate may stay unknown only where the platform can't drop a second copy. */
function fateFaults({ key, state, why, text }: Send, { platform }: PlatformSide): string[] {
  const isReplaced = state === 'refused' && why === 'sent-again';
  const mayBe = platform !== 'feishu' && (state === 'unknown' || isReplaced);
  if (state !== 'sent' && !mayBe) return [`${key} is ${state}${why === null ? '' : ` (${why})`}`];
  return key.startsWith('again:') && text !== '' && !AGAIN.test(text)
    ? [`${key} does not say that it comes again`]
    : [];
}

function addressFaults({ key, conversation, own_chat: own, asked_in: asked }: Send): string[] {
  const isTheirs = own === null || conversation === own || conversation === asked;
  return isTheirs && (asked === null || conversation === asked) ? [] : [`${key} went to another’s chat`];
}

function chatFaults(side: PlatformSide, chat: string, sends: readonly Send[]): string[] {
  const shown = side.shown(chat).filter(({ byBot }) => byBot);
  const { ordered, unclaimed } = claimed(shown, sends);
  const lost = sends.filter(
    (send) =>
      send.state === 'sent' && send.message_id !== null && !shown.some((message) => shows(message, send, sends)),
  );
  return [
    ...unclaimed.map(
      ({ id, text }) => `${id} (${text.slice(0, 16)}) shows in ${chat} and was never to be sent, or twice`,
    ),
    ...lost.map(({ key }) => `${key} is said to be sent and does not show`),
    ...orderFaults(chat, ordered),
  ];
}

/** Several may be told as one: then its words hold those of each. */
const shows = (message: SeenMessage, send: Send, all: readonly Send[]): boolean =>
  message.id === send.message_id &&
  (all.filter((one) => one.message_id === message.id).length === 1 || message.text.includes(send.text));

interface Claimed {
  readonly send: Send;
  /** It is this one and none of several with the same words. */
  readonly isSure: boolean;
}

/** Which send each shown message is: by its id, and what may have arrived, by its words, one for one. */
function claimed(
  shown: readonly SeenMessage[],
  sends: readonly Send[],
): { ordered: Claimed[]; unclaimed: SeenMessage[] } {
  const known = new Map(sends.flatMap((send) => (send.message_id === null ? [] : [[send.message_id, send] as const])));
  const open = sends.filter(
    (send) => send.message_id === null && (send.state !== 'refused' || send.why === 'sent-again'),
  );
  const ordered: Claimed[] = [];
  const unclaimed: SeenMessage[] = [];
  for (const message of shown) {
    const send = known.get(message.id) ?? null;
    known.delete(message.id);
    const alike = send === null ? open.filter(({ text }) => text === wordsOf(message)) : [];
    const [first] = alike;
    if (send !== null) ordered.push({ send, isSure: true });
    else if (first === undefined) {
      const all = joinedIn(message, open);
      for (const one of all) open.splice(open.indexOf(one), 1);
      if (all.length === 0) unclaimed.push(message);
    } else {
      open.splice(open.indexOf(first), 1);
      ordered.push({ send: first, isSure: alike.length === 1 });
    }
  }
  return { ordered, unclaimed };
}

/** Those that are told as one in it, with a blank line between; none where it holds anything else. */
function joinedIn(message: SeenMessage, open: readonly Send[]): Send[] {
  const words = wordsOf(message);
  const all = open.filter(({ text }) => text !== '' && words.includes(text));
  return all.map(({ text }) => text).join('\n\n') === words ? all : [];
}

/** Without whom it calls, in a group. */
const wordsOf = ({ text }: SeenMessage): string => text.replace(/^(@您 )+/, '');

/** As decided, for what tells of a request's changes, and for what one person brought about. */
function orderFaults(chat: string, ordered: readonly Claimed[]): string[] {
  const last = new Map<string, bigint>();
  return ordered.flatMap(({ send, isSure }) => {
    if (!isSure) return [];
    const before = last.get(send.thread) ?? 0n;
    last.set(send.thread, BigInt(send.id));
    return BigInt(send.id) < before ? [`${chat} is out of order at ${send.key}`] : [];
  });
}
