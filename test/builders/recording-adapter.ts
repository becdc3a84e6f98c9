/** An adapter without a platform: it keeps what was sent, in order. */
import type { Adapter, Capabilities, OutboundMessage } from '../../src/chat/message.ts';

export interface Sent {
  readonly platform: string;
  readonly conversation: string;
  readonly key: string;
  readonly text: string;
  readonly code: string | null;
  readonly buttons: readonly { readonly id: string; readonly label: string; readonly words: string }[];
  /** Names of the files that went with it. */
  readonly files: readonly string[];
  /** null where the platform gives no ids. */
  readonly messageId: string | null;
  /** When it was sent, by the world's clock. */
  readonly at: number;
}

export interface Recorded {
  readonly clock: number;
  readonly sent: Sent[];
  /** Messages that took the place of one already sent. */
  readonly updated: Sent[];
}

const rich: Capabilities = {
  quotedId: true,
  buttons: true,
  files: true,
  documentBytes: 0,
  attachments: 'with-text',
  callbackBytes: 64,
  location: true,
  editSent: true,
  idFromSend: true,
  idempotentSend: true,
  idempotencyWindowMs: null,
  groupPush: true,
  maxTextLength: 10_000,
  limits: [],
  replyWindowMs: null,
};
const plain: Capabilities = {
  ...rich,
  editSent: false,
  quotedId: false,
  buttons: false,
  files: false,
  documentBytes: 0,
  callbackBytes: 0,
  idFromSend: false,
  idempotentSend: false,
};

/** Buttons and quoted ids where `kind` is rich; words and codes only where it is plain. */
export function recordingAdapter(platform: string, kind: 'rich' | 'plain', world: Recorded): Adapter {
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
      const files = capabilities.files ? message.files.map((f) => f.name) : [];
      world.sent.push({ platform, conversation, key, text, code, buttons, files, messageId, at: world.clock });
      return { status: 'sent', messageId };
    },
    ...(capabilities.editSent ? { update: updating(platform, world) } : {}),
    health: () => ({ state: 'up', since: 0, why: null }),
  };
}

const updating =
  (platform: string, world: Recorded): NonNullable<Adapter['update']> =>
  async (messageId, { conversation, key, text, code, buttons }) => {
    world.updated.push({ platform, conversation, key, text, code, buttons, files: [], messageId, at: world.clock });
    return { status: 'sent', messageId };
  };
