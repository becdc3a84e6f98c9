/** From replies to messages for conversations: to whom, on which platform, and nothing personal in a group. */
import type { KeptFile, KeptImage, StoredMessage } from './message.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Facts } from '../domain/facts.ts';
import { reply } from '../commands/context.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { wordButton, wordReply } from '../replies/word.ts';

/** Where a person or a team can be written to. */
export interface Address {
  readonly platform: string;
  readonly conversation: string;
}
export interface Directory {
  readonly directOf: ReadonlyMap<string, Address>;
  readonly groupsOf: ReadonlyMap<string, readonly Address[]>;
}

/** A message as it goes to the outbox. */
export interface Addressed extends Address {
  readonly key: string;
  readonly text: string;
  readonly code: string | null;
  readonly replyTo: string | null;
  readonly personId: string | null;
  readonly requestId: string | null;
  readonly revision: number | null;
  readonly images: readonly KeptImage[];
  readonly files: readonly KeptFile[];
  /** Not sent before; left out = at once. */
  readonly notBefore?: Instant;
  readonly buttons: readonly {
    id: string;
    label: string;
    words: string;
    personId: string;
    action: Reply['buttons'][number]['action'];
  }[];
}

/** Files that go with a reply: made and kept before it is addressed. */
export type FilesOf = (reply: Reply) => readonly KeptFile[];

/** What may be said in a group. Everything else goes to the direct chat, and the group is told only that. */
const groupMay: readonly Result['says'][] = [
  'away-notice',
  'away-changed',
  'away-today',
  'why-in-group',
  'policy-answered',
  'policy-refused',
  'policy-how-to',
  'policy-rated',
  'told-in-direct',
  'web-link-direct-only',
  'my-data-direct-only',
  'location-in-group',
  'kind-not-read',
  'message-changed',
  'button-not-yours',
  'code-spoilt',
  'bind-group-not-yours',
  'no-such-team',
  'which-team',
  'group-bound',
  'group-unbound',
  'group-is-anothers',
  'group-not-bound',
  'group-by-roster',
  'invite-in-direct',
];

/** The messages that answer `message`, in order. A notice to somebody without a bound account is left out. */
export function addressed(
  message: StoredMessage,
  facts: Facts,
  replies: readonly Reply[],
  directory: Directory,
  filesOf: FilesOf = () => [],
): Addressed[] {
  const here: Address = { platform: message.platform, conversation: message.conversation };
  const out: Addressed[] = [];
  let toldInGroup = false;
  for (const reply of replies) {
    const isPersonal = !groupMay.includes(reply.result.says) || (reply.also && !groupMay.includes(reply.also.says));
    const personal = reply.recipient.to === 'here' && message.chatKind === 'group' && isPersonal;
    const to = personal ? direct(facts, directory) : addressesOf(reply, here, directory);
    if (personal && !toldInGroup && to.length > 0) {
      toldInGroup = true;
      // Nothing of the reply itself: neither what it says nor what is said beside it.
      const told = { ...toldInDirect, recipient: reply.recipient, once: reply.once && `${reply.once}:told` };
      out.push(...worded(told, [here], message, facts, out.length));
    }
    if (personal && to.length === 0 && !toldInGroup) {
      toldInGroup = true;
      out.push(...worded(noDirectChat(facts), [here], message, facts, out.length));
    }
    out.push(...worded(reply, to, message, facts, out.length, filesOf(reply)));
  }
  return out;
}

const toldInDirect = reply({ says: 'told-in-direct' });

/** Once a day for each who can't be written to alone. */
const noDirectChat = ({ speaker, today }: Facts): Reply =>
  reply({ says: 'open-direct-chat' }, { once: `open-direct:${speaker.accountId}:${today}` });

function direct(facts: Facts, directory: Directory): Address[] {
  const found = facts.speaker.person && directory.directOf.get(facts.speaker.person.id);
  return found ? [found] : [];
}

function addressesOf({ recipient }: Reply, here: Address, directory: Directory): readonly Address[] {
  if (recipient.to === 'here') return [here];
  if (recipient.to === 'account') return [{ platform: recipient.platform, conversation: recipient.conversation }];
  if (recipient.to === 'team') return directory.groupsOf.get(recipient.teamId) ?? [];
  const found = directory.directOf.get(recipient.personId);
  return found ? [found] : [];
}

function worded(
  reply: Reply,
  to: readonly Address[],
  message: StoredMessage,
  facts: Facts,
  place: number,
  files: readonly KeptFile[] = [],
): Addressed[] {
  const { text, code } = wordReply(reply.result, reply.aside, reply.heard, reply.also);
  const isForMany = reply.recipient.to === 'team';
  return to.map((address, i) => {
    const key = reply.once ? `n:${reply.once}${i > 0 ? `:${i}` : ''}` : `m${facts.messageId}.${place + i}`;
    const personId = personOf(reply, facts);
    return {
      ...address,
      key,
      text: text.toWellFormed(),
      code,
      replyTo: answersIn(message, reply, address) ? message.messageId : null,
      personId: reply.recipient.to === 'team' ? null : personId,
      requestId: reply.requestId,
      revision: reply.revision,
      // Photos and tables are for one person's eyes.
      images: isForMany ? [] : reply.images,
      files: isForMany ? [] : files,
      ...(reply.notBefore === undefined ? {} : { notBefore: reply.notBefore }),
      buttons: reply.buttons.map((b, n) => ({
        // A message that waited for consent is worked again under its own id: what asked for it has ids of its own.
        id: `b${facts.messageId}.${reply.once === null ? '' : 'n'}${place + i}.${n}`,
        ...wordButton(b, code),
        personId: personId ?? '',
        action: b.action,
      })),
    };
  });
}

/** For whom it is: pressed buttons are theirs. */
const personOf = ({ recipient }: Reply, { speaker }: Facts): string | null => {
  if (recipient.to === 'person' || recipient.to === 'account') return recipient.personId;
  return (recipient.to === 'here' ? recipient.as : undefined) ?? speaker.person?.id ?? null;
};

/** In a group it must be clear whom the bot answers; in a direct chat, or of a notice, a quote is noise. */
const answersIn = (message: StoredMessage, { recipient }: Reply, address: Address): boolean =>
  recipient.to === 'here' && message.chatKind === 'group' && address.conversation === message.conversation;
