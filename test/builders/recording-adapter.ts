/** An adapter without a platform: it keeps what was sent, in order. */
import type { Adapter, Capabilities, OutboundMessage } from '../../src/chat/message.ts';

export interface Sent {
  readonly platform: string;
  readonly conversation: string;
  readonly key: string;
  readonly text: string;
  readonly code: string | null;
  readonly buttons: readonly { readonly id: string; readonly label: string; readonly words: string }[];
  /** null where the platform gives no ids. */
  readonly messageId: string | null;
}

const rich: Capabilities = {
  quotedId: true,
  buttons: true,
  callbackBytes: 64,
  location: true,
  editSent: false,
  idFromSend: true,
  idempotentSend: true,
  idempotencyWindowMs: null,
  groupPush: true,
  maxTextLength: 10_000,
  replyWindowMs: null,
};
const plain: Capabilities = {
  ...rich,
  quotedId: false,
  buttons: false,
  callbackBytes: 0,
  idFromSend: false,
  idempotentSend: false,
};

/** Buttons and quoted ids where `kind` is rich; words and codes only where it is plain. */
export function recordingAdapter(platform: string, kind: 'rich' | 'plain', sent: Sent[]): Adapter {
  const capabilities = kind === 'rich' ? rich : plain;
  return {
    platform,
    capabilities,
    start: async () => undefined,
    stop: async () => undefined,
    async send(message: OutboundMessage) {
      const messageId = capabilities.idFromSend ? `s-${message.key}` : null;
      const buttons = capabilities.buttons ? message.buttons : [];
      const { conversation, key, text, code } = message;
      sent.push({ platform, conversation, key, text, code, buttons, messageId });
      return { status: 'sent', messageId };
    },
    health: () => ({ state: 'up', since: 0, why: null }),
  };
}
