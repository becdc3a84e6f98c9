/** Telegram as an adapter of the product: grammY speaks the Bot API; receiving and its acknowledgements are our own. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Adapter, Capabilities, SendOutcome } from '../../src/chat/message.ts';
import type { Config, Ports } from './config.ts';
import { createFlood } from './fate.ts';
import { openFile } from './images.ts';
import type { Addressee } from './mention.ts';
import { createPulse } from './pulse.ts';
import { taker } from './receive.ts';
import { MAX_CALLBACK_BYTES, MAX_FILE_BYTES, MAX_TEXT } from './schema.ts';
import { send, update } from './send.ts';
import { hear, introduced, type Session } from './session.ts';
import { TelegramTrouble } from './trouble.ts';
import { listen, type Listening } from './webhook.ts';
import { openWire } from './wire.ts';

export interface TelegramAdapter extends Adapter {
  readonly platform: 'telegram';
  /** Where it listens for posts; null while it does not. */
  readonly webhookPort: number | null;
  /** Updates that said nothing to the bot, or could not be read. */
  readonly ignored: number;
}

export const capabilities: Capabilities = {
  quotedId: true,
  buttons: true,
  callbackBytes: MAX_CALLBACK_BYTES,
  location: true,
  files: true,
  documentBytes: MAX_FILE_BYTES,
  attachments: 'apart',
  editSent: true,
  idFromSend: true,
  idempotentSend: false,
  idempotencyWindowMs: null,
  groupPush: true,
  maxTextLength: MAX_TEXT,
  limits: [
    { of: 'app', count: 30, perMs: 1000 },
    { of: 'chat', count: 1, perMs: 1000 },
    { of: 'group', count: 20, perMs: 60_000 },
  ],
  replyWindowMs: null,
  redelivers: true,
};

/** How long `start` waits for Telegram's first answer, and `stop` for posts in hand, in ms. */
const START_MS = 3000;
const GRACE_MS = 5000;
/** When the next process may send what came too late for this one, in ms. */
const AGAIN_MS = 1000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

export function createAdapter({ config, ports }: { readonly config: Config; readonly ports: Ports }): TelegramAdapter {
  const { now = Date.now, wait = pause, report = () => undefined } = config;
  const wire = openWire(config);
  const pulse = createPulse(now);
  const stopping = new AbortController();
  const sender = { api: wire.api, ports, now, pulse, flood: createFlood() };
  const files = { api: wire.api, apiRoot: config.apiRoot, token: config.token };
  const opens = (ref: string, signal: AbortSignal): Promise<Uint8Array> => openFile(files, ref, signal);
  const inHand = new Set<Promise<unknown>>();
  const during = <T>(work: Promise<T>): Promise<T> => {
    const noted = work.finally(() => inHand.delete(noted)).catch(() => undefined);
    inHand.add(noted);
    return work;
  };
  // What began later would be cut off with the connections, and nobody knew whether it arrived.
  const unlessStopping = async (work: () => Promise<SendOutcome>): Promise<SendOutcome> =>
    stopping.signal.aborted
      ? { status: 'refused', retryAt: now() + AGAIN_MS, why: 'stopping', of: 'platform' }
      : during(work());
  let bot: Addressee | null = null;
  let listening: Listening | null = null;
  let ignored = 0;
  return {
    platform: 'telegram',
    capabilities,
    get webhookPort() {
      return listening?.port ?? null;
    },
    get ignored() {
      return ignored;
    },
    async start(sink) {
      const take = taker({ api: wire.api, sink, now, ignored: () => void (ignored += 1) });
      if (config.webhook !== null) listening = await listen(config.webhook, posts(config.webhook.secret, take));
      const session: Session = {
        ...{ api: wire.api, config, ports, pulse, take, wait, report },
        stopping: stopping.signal,
        known: (me) => void (bot = me),
        inHand: (work) => void during(work),
      };
      await new Promise<void>((tried) => {
        void delay(START_MS, undefined, { ref: false }).then(() => tried());
        void during(
          introduced(session, tried).then(async (me) => {
            if (me !== null) await hear(session, me);
          }),
        );
      });
    },
    async stop() {
      stopping.abort();
      await listening?.close(GRACE_MS);
      listening = null;
      await Promise.all(inHand);
      pulse.lost('stopped');
      wire.close();
    },
    send: (message, signal) => unlessStopping(() => send(sender, message, signal)),
    update: (messageId, message, signal) => unlessStopping(() => update(sender, messageId, message, signal)),
    openImage: opens,
    openFile: opens,
    health: () => pulse.health(),
  };

  function posts(secret: string, take: ReturnType<typeof taker>): Parameters<typeof listen>[1] {
    return {
      secret,
      report,
      async take(raw) {
        // Mentions of the bot can't be told before it knows its own name: Telegram posts again.
        if (bot === null) throw new TelegramTrouble('not-yet-introduced');
        await take(raw, bot);
      },
    };
  }
}
