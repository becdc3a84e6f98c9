/** An adapter without a platform: it keeps what was sent, in order. */
import type { Adapter, Capabilities, OutboundMessage } from '../../src/chat/message.ts';
import { capabilities, fakeAdapter } from './adapter.ts';

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

const rich = capabilities({ editSent: true, idempotentSend: true, maxTextLength: 10_000 });
const plain: Capabilities = {
  ...rich,
  editSent: false,
  quotedId: false,
  buttons: false,
  files: false,
  callbackBytes: 0,
  idFromSend: false,
  idempotentSend: false,
};

/** Buttons and quoted ids where `kind` is rich; words and codes only where it is plain. */
export function recordingAdapter(platform: string, kind: 'rich' | 'plain', world: Recorded): Adapter {
  const can = kind === 'rich' ? rich : plain;
  return fakeAdapter({
    platform,
    can,
    async send(message: OutboundMessage) {
      const messageId = can.idFromSend ? `s-${message.key}` : null;
      const buttons = can.buttons ? message.buttons : [];
      const { conversation, key, text, code } = message;
      const files = can.files ? message.files.map((f) => f.name) : [];
      world.sent.push({ platform, conversation, key, text, code, buttons, files, messageId, at: world.clock });
      return { status: 'sent', messageId };
    },
    ...(can.editSent ? { update: updating(platform, world) } : {}),
  });
}

const updating =
  (platform: string, world: Recorded): NonNullable<Adapter['update']> =>
  async (messageId, { conversation, key, text, code, buttons }) => {
    world.updated.push({ platform, conversation, key, text, code, buttons, files: [], messageId, at: world.clock });
    return { status: 'sent', messageId };
  };
