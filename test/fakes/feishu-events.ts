/** Events as Feishu words them (schema 2.0). */
import { hex } from './feishu-state.ts';
import type { FeishuAccount, FeishuIds, FeishuMessage, FeishuState } from './feishu-state.ts';

export interface FeishuEvent {
  readonly schema: '2.0';
  readonly header: {
    readonly event_id: string;
    readonly event_type: string;
    /** Epoch ms. */
    readonly create_time: string;
    readonly token: string;
    readonly app_id: string;
    readonly tenant_key: string;
  };
  readonly event: Readonly<Record<string, unknown>>;
}

/** Makes the events of one app; `token` is its verification token. */
export class FeishuEvents {
  readonly #state: FeishuState;
  readonly token: string;

  constructor(state: FeishuState, token: string) {
    this.#state = state;
    this.token = token;
  }

  /** A message that somebody said, or changed. */
  received(message: FeishuMessage, sender: FeishuAccount): FeishuEvent {
    const { tenantKey } = this.#state;
    const edited = message.updatedAt !== message.createdAt;
    return this.#event('im.message.receive_v1', edited ? message.updatedAt : message.createdAt, {
      sender: { sender_id: sender.ids, sender_type: 'user', tenant_key: tenantKey },
      message: {
        message_id: message.id,
        ...(message.parentId === null ? {} : { root_id: message.rootId, parent_id: message.parentId }),
        create_time: String(message.createdAt),
        update_time: String(message.updatedAt),
        chat_id: message.chat.id,
        chat_type: message.chat.kind,
        message_type: message.type,
        content: message.content,
        ...(message.mentions.length === 0 ? {} : { mentions: message.mentions.map((one) => this.#mention(one)) }),
      },
    });
  }

  recalled(message: FeishuMessage): FeishuEvent {
    return this.#event('im.message.recalled_v1', this.#state.now(), {
      message_id: message.id,
      chat_id: message.chat.id,
      recall_time: String(this.#state.now()),
      recall_type: 'message_owner',
    });
  }

  pressed(message: FeishuMessage, by: FeishuAccount, value: unknown): FeishuEvent {
    return this.#event('card.action.trigger', this.#state.now(), {
      operator: { tenant_key: this.#state.tenantKey, ...by.ids },
      token: `c-${hex(40)}`,
      action: { value, tag: 'button', timezone: 'Asia/Shanghai' },
      host: 'im_message',
      context: { open_message_id: message.id, open_chat_id: message.chat.id },
    });
  }

  botRemoved(chatId: string, name: string, by: FeishuAccount): FeishuEvent {
    return this.#event('im.chat.member.bot.deleted_v1', this.#state.now(), {
      chat_id: chatId,
      operator_id: by.ids,
      external: false,
      operator_tenant_key: this.#state.tenantKey,
      name,
    });
  }

  #mention({ key, ids, name }: { readonly key: string; readonly ids: FeishuIds; readonly name: string }): object {
    return { key, id: ids, name, tenant_key: this.#state.tenantKey };
  }

  #event(type: string, at: number, event: FeishuEvent['event']): FeishuEvent {
    const { appId, tenantKey } = this.#state;
    return {
      schema: '2.0',
      header: {
        event_id: hex(32),
        event_type: type,
        create_time: String(at),
        token: this.token,
        app_id: appId,
        tenant_key: tenantKey,
      },
      event,
    };
  }
}
