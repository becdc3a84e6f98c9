/** What the Feishu of the tests knows: people, chats, messages and the files in them. */
import { randomBytes, randomUUID } from 'node:crypto';

export interface FeishuIds {
  readonly open_id: string;
  readonly union_id: string;
  readonly user_id: string;
}

export interface FeishuAccount {
  readonly ids: FeishuIds;
  readonly name: string;
  /** As people write it, without +86; null = not in the address book. */
  readonly mobile: string | null;
}

export interface FeishuChat {
  readonly id: string;
  readonly kind: 'p2p' | 'group';
  readonly name: string;
  /** open_ids. */
  readonly members: Set<string>;
  botIsIn: boolean;
}

export interface FeishuMention {
  readonly key: string;
  readonly ids: FeishuIds;
  readonly name: string;
}

export interface FeishuMessage {
  readonly id: string;
  readonly chat: FeishuChat;
  /** open_id, or the app's id for what the bot sent. */
  readonly senderId: string;
  readonly byBot: boolean;
  readonly type: string;
  content: string;
  readonly mentions: readonly FeishuMention[];
  readonly createdAt: number;
  updatedAt: number;
  edits: number;
  recalled: boolean;
  readonly parentId: string | null;
  readonly rootId: string | null;
}

export interface FeishuResource {
  readonly key: string;
  readonly kind: 'image' | 'file';
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** The code with which it is refused from now on; null = still there. */
  goneAs: number | null;
}

export const hex = (length: number): string => randomBytes(length / 2).toString('hex');

export const newIds = (): FeishuIds => ({ open_id: `ou_${hex(32)}`, union_id: `on_${hex(32)}`, user_id: hex(8) });

type Draft = Pick<FeishuMessage, 'chat' | 'senderId' | 'byBot' | 'type' | 'content'> &
  Partial<Pick<FeishuMessage, 'mentions' | 'createdAt'>> & { readonly replyTo?: FeishuMessage | undefined };

export class FeishuState {
  readonly appId = `cli_${hex(16)}`;
  readonly appSecret = hex(32);
  readonly tenantKey = hex(16);
  readonly bot: FeishuAccount = { ids: newIds(), name: '驻村助手', mobile: null };
  readonly accounts = new Map<string, FeishuAccount>();
  readonly chats = new Map<string, FeishuChat>();
  readonly messages = new Map<string, FeishuMessage>();
  readonly resources = new Map<string, FeishuResource>();
  #ahead = 0;
  #stoodAt: number | null = null;

  /** The platform's clock, epoch ms: real time, and what the test has let pass. */
  now(): number {
    return (this.#stoodAt ?? Date.now()) + this.#ahead;
  }

  /** From now on the clock goes only as the test lets time pass. */
  stopClock(): void {
    this.#stoodAt = Date.now();
  }

  pass(ms: number): void {
    this.#ahead += ms;
  }

  addChat(kind: FeishuChat['kind'], name: string, members: readonly string[]): FeishuChat {
    const chat: FeishuChat = { id: `oc_${hex(32)}`, kind, name, members: new Set(members), botIsIn: true };
    this.chats.set(chat.id, chat);
    return chat;
  }

  /** The direct chat of a person with the bot. */
  direct(openId: string): FeishuChat {
    const found = [...this.chats.values()].find(({ kind, members }) => kind === 'p2p' && members.has(openId));
    return found ?? this.addChat('p2p', '', [openId]);
  }

  addMessage({ replyTo, ...draft }: Draft): FeishuMessage {
    const createdAt = draft.createdAt ?? this.now();
    const message: FeishuMessage = {
      mentions: [],
      ...draft,
      id: `om_${hex(32)}`,
      createdAt,
      updatedAt: createdAt,
      edits: 0,
      recalled: false,
      parentId: replyTo?.id ?? null,
      rootId: replyTo === undefined ? null : (replyTo.rootId ?? replyTo.id),
    };
    this.messages.set(message.id, message);
    return message;
  }

  addResource(kind: 'image' | 'file', name: string, contentType: string, bytes: Uint8Array): FeishuResource {
    const key = kind === 'image' ? `img_v3_02${hex(2)}_${randomUUID()}g` : `file_v3_00${hex(2)}_${randomUUID()}g`;
    const resource: FeishuResource = { key, kind, name, contentType, bytes, goneAs: null };
    this.resources.set(key, resource);
    return resource;
  }

  inChat(chatId: string): FeishuMessage[] {
    return [...this.messages.values()].filter(({ chat }) => chat.id === chatId);
  }
}
