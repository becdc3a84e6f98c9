/** A platform that can do what most can, with an adapter behind which there is nothing: a test says only what it is about. */
import type { Adapter, Capabilities } from '../../src/chat/message.ts';

export const capabilities = (more: Partial<Capabilities> = {}): Capabilities => ({
  quotedId: true,
  buttons: true,
  callbackBytes: 64,
  location: true,
  files: true,
  documentBytes: 0,
  attachments: 'with-text',
  editSent: false,
  idFromSend: true,
  idempotentSend: false,
  idempotencyWindowMs: null,
  groupPush: true,
  maxTextLength: 1000,
  limits: [],
  replyWindowMs: null,
  redelivers: true,
  ...more,
});

interface Said extends Partial<Omit<Adapter, 'capabilities'>> {
  readonly can?: Partial<Capabilities>;
}

/** On the web unless it is said otherwise; what it sends arrives without an id. */
export const fakeAdapter = ({ can, ...more }: Said = {}): Adapter => ({
  platform: 'web',
  capabilities: capabilities(can),
  start: async () => undefined,
  stop: async () => undefined,
  send: async () => ({ status: 'sent', messageId: null }),
  health: () => ({ state: 'up', since: 0, why: null }),
  ...more,
});
