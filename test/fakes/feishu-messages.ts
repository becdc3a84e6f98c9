/** `im/v1/messages`: what an app sends, answers, changes and reads. */
import { z } from 'zod';
import { checkContent, isSharedCard } from './feishu-content.ts';
import type { FeishuLimits } from './feishu-limits.ts';
import { Refused, badParameter } from './feishu-refused.ts';
import type { FeishuChat, FeishuMessage, FeishuState } from './feishu-state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EDITS = 20;

const Created = z.object({
  receive_id: z.string().min(1),
  msg_type: z.string().min(1),
  content: z.string().min(1),
  uuid: z.string().max(50).optional(),
});
const Answered = Created.omit({ receive_id: true });
const Patched = z.object({ content: z.string().min(1) });
const Edited = z.object({ msg_type: z.enum(['text', 'post']), content: z.string().min(1) });

/** @throws Refused as the gateway does where a field is missing or too long */
export function fields<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (!read.success) throw new Refused(99992402, 'field validation failed');
  return read.data;
}

export class FeishuMessages {
  /** Chats in which sends are refused as too many: until when, epoch ms. */
  readonly limitedUntil = new Map<string, number>();
  /** People to whom the bot may not write: open_id → the code it is told. */
  readonly blockedBy = new Map<string, number>();
  readonly #state: FeishuState;
  readonly #limits: FeishuLimits;
  readonly #sent = new Map<string, { readonly message: FeishuMessage; readonly at: number }>();

  constructor(state: FeishuState, limits: FeishuLimits) {
    this.#state = state;
    this.#limits = limits;
  }

  create(receiveIdType: string | null, body: unknown): object {
    const { receive_id: to, ...draft } = fields(Created, body);
    return this.#add(this.#receiver(receiveIdType, to), draft);
  }

  reply(messageId: string, body: unknown): object {
    const to = this.#message(messageId);
    if (to.recalled) throw new Refused(230011, 'The message was recalled.');
    return this.#add(to.chat, fields(Answered, body), to);
  }

  /** A card gets other content. */
  patch(messageId: string, body: unknown): object {
    const { content } = fields(Patched, body);
    const message = this.#own(messageId);
    if (message.type !== 'interactive') throw badParameter('This message is NOT a card.');
    if (this.#state.now() - message.createdAt > 14 * DAY_MS) {
      throw new Refused(230031, 'The message exceeds 14 days, cannot be updated.');
    }
    this.#count(message.id);
    checkContent(this.#state, 'interactive', content);
    if (!isSharedCard(message.content) || !isSharedCard(content)) throw badParameter('card is not update_multi');
    message.content = content;
    message.updatedAt = this.#state.now();
    return {};
  }

  /** A text gets other words. */
  edit(messageId: string, body: unknown): object {
    const { msg_type: type, content } = fields(Edited, body);
    const message = this.#own(messageId);
    if (message.type !== 'text' && message.type !== 'post') {
      throw new Refused(230054, 'This operation is not supported for this message type.');
    }
    if (message.edits >= EDITS)
      throw new Refused(230072, 'The message has reached the number of times it can be edited.');
    if (type !== message.type) throw badParameter('msg_type differs');
    this.#count(message.id);
    checkContent(this.#state, type, content);
    message.content = content;
    message.edits += 1;
    message.updatedAt = this.#state.now();
    return this.#item(message);
  }

  get(messageId: string): object {
    const message = this.#message(messageId);
    if (!message.chat.botIsIn) throw new Refused(230002, 'The bot can not be outside the group.');
    return { items: [this.#item(message)] };
  }

  recall(messageId: string): object {
    this.#own(messageId).recalled = true;
    return {};
  }

  #message(id: string): FeishuMessage {
    const message = this.#state.messages.get(id);
    if (message === undefined) throw badParameter('invalid message_id');
    return message;
  }

  #own(id: string): FeishuMessage {
    const message = this.#message(id);
    if (!message.byBot) throw new Refused(230071, 'The operator is not the sender of the message.');
    if (message.recalled) throw new Refused(230011, 'The message was recalled.');
    if (!message.chat.botIsIn) throw new Refused(230002, 'The bot can not be outside the group.');
    return message;
  }

  #receiver(receiveIdType: string | null, to: string): FeishuChat {
    if (receiveIdType === 'open_id') {
      if (!this.#state.accounts.has(to)) throw badParameter('invalid open_id');
      return this.#state.direct(to);
    }
    if (receiveIdType !== 'chat_id') throw new Refused(99992402, 'field validation failed');
    const chat = this.#state.chats.get(to);
    if (chat !== undefined) return chat;
    throw /^oc_[0-9a-f]{32}$/.test(to)
      ? new Refused(230034, 'The receive_id is invalid.')
      : badParameter('invalid receive_id');
  }

  #count(which: string): void {
    const now = this.#state.now();
    const limited = (this.limitedUntil.get(which) ?? 0) > now || this.#limits.call('chat', which, now) !== null;
    if (limited) throw new Refused(230020, 'This operation triggers the frequency limit.');
  }

  #add(chat: FeishuChat, draft: z.infer<typeof Answered>, replyTo?: FeishuMessage): object {
    checkContent(this.#state, draft.msg_type, draft.content);
    if (!chat.botIsIn) throw new Refused(230002, 'The bot can not be outside the group.');
    const [person] = chat.kind === 'p2p' ? chat.members : [];
    const blocked = this.blockedBy.get(person ?? '');
    if (blocked !== undefined) throw new Refused(blocked, 'The bot can not send messages to this user.');
    this.#count(chat.id);
    const known = this.#known(draft.uuid);
    if (known !== null) return this.#item(known);
    const { appId } = this.#state;
    const message = this.#state.addMessage({
      chat,
      replyTo,
      senderId: appId,
      byBot: true,
      type: draft.msg_type,
      content: draft.content,
    });
    if (draft.uuid !== undefined) this.#sent.set(draft.uuid, { message, at: message.createdAt });
    return this.#item(message);
  }

  /** What was sent under this uuid within the last hour. */
  #known(uuid: string | undefined): FeishuMessage | null {
    const sent = uuid === undefined ? undefined : this.#sent.get(uuid);
    return sent !== undefined && this.#state.now() - sent.at < HOUR_MS ? sent.message : null;
  }

  #item(message: FeishuMessage): object {
    const { tenantKey } = this.#state;
    return {
      message_id: message.id,
      ...(message.parentId === null ? {} : { parent_id: message.parentId, root_id: message.rootId }),
      msg_type: message.type,
      create_time: String(message.createdAt),
      update_time: String(message.updatedAt),
      deleted: message.recalled,
      updated: message.updatedAt !== message.createdAt,
      chat_id: message.chat.id,
      sender: {
        id: message.senderId,
        id_type: message.byBot ? 'app_id' : 'open_id',
        sender_type: message.byBot ? 'app' : 'user',
        tenant_key: tenantKey,
      },
      body: { content: message.content },
      mentions: message.mentions.map(({ key, ids, name }) => ({
        key,
        id: ids.open_id,
        id_type: 'open_id',
        name,
        tenant_key: tenantKey,
      })),
    };
  }
}
