/** The web chat as an adapter of the product: its own server, its own log, no platform behind it. */
import type { Adapter, Capabilities, Health } from '../../src/chat/message.ts';
import { DemoNotOnLoopback } from './config.ts';
import type { Config } from './config.ts';
import { createOrder } from './order.ts';
import { isLoopback } from './origin.ts';
import type { WebPorts } from './ports.ts';
import { MAX_CALLBACK_BYTES, MAX_FILE_BYTES, MAX_SENT_TEXT } from './schema.ts';
import { send, update } from './send.ts';
import { end, listen, urlOf } from './server.ts';
import type { Running } from './server.ts';

export interface WebAdapter extends Adapter {
  readonly platform: 'web';
  /** Address of the front page; null unless it listens. */
  readonly url: string | null;
}

export const capabilities: Capabilities = {
  quotedId: true,
  buttons: true,
  callbackBytes: MAX_CALLBACK_BYTES,
  location: true,
  files: true,
  documentBytes: MAX_FILE_BYTES,
  attachments: 'with-text',
  editSent: true,
  idFromSend: true,
  idempotentSend: true,
  idempotencyWindowMs: null,
  groupPush: true,
  maxTextLength: MAX_SENT_TEXT,
  limits: [],
  replyWindowMs: null,
  redelivers: true,
};

export function createAdapter(parts: { readonly ports: WebPorts; readonly config: Config }): WebAdapter {
  const { ports, config } = parts;
  if (config.demo && !isLoopback(config.host)) throw new DemoNotOnLoopback(config.host);
  const now = config.now ?? Date.now;
  const sender = { ports, order: createOrder(), now };
  let running: Running | null = null;
  let health: Health = { state: 'starting', since: now(), why: null };
  return {
    platform: 'web',
    capabilities,
    get url() {
      return running && urlOf(config.host, running.port);
    },
    async start(sink) {
      running = await listen({ ...sender, config, sink });
      health = { state: 'up', since: now(), why: null };
    },
    async stop() {
      const ending = running;
      running = null;
      if (ending !== null) await end(ending, config.stopGraceMs);
      health = { state: 'down', since: now(), why: 'stopped' };
    },
    send: (message, signal) => send(sender, message, signal),
    update: (messageId, message, signal) => update(sender, messageId, message, signal),
    health: () => health,
  };
}
