/** Feishu as an adapter of the product, over the platform's own SDK. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Adapter, Capabilities } from '../../src/chat/message.ts';
import { createApi } from './api.ts';
import type { Api } from './api.ts';
import type { Config, Ports } from './config.ts';
import { createHealth } from './health.ts';
import type { Vitals } from './health.ts';
import { keepConnected } from './long-connection.ts';
import { createReceiver } from './receive.ts';
import type { Receiver } from './receive.ts';
import { BotInfo, ChatInfo, FoundUsers, MAX_CALLBACK_BYTES, MAX_FILE_DOWN_BYTES, MAX_TEXT, UUID_MS } from './schema.ts';
import { send, update } from './send.ts';
import { openResource } from './upload.ts';
import { openWebhook } from './webhook.ts';

export interface FeishuAdapter extends Adapter {
  readonly platform: 'feishu';
  /** Where the webhook listens; null = long connection, or not started. */
  readonly url: string | null;
}

export const capabilities: Capabilities = {
  quotedId: true,
  buttons: true,
  callbackBytes: MAX_CALLBACK_BYTES,
  location: true,
  files: true,
  documentBytes: MAX_FILE_DOWN_BYTES,
  attachments: 'apart',
  editSent: true,
  idFromSend: true,
  idempotentSend: true,
  idempotencyWindowMs: UUID_MS,
  groupPush: true,
  maxTextLength: MAX_TEXT,
  limits: [
    { of: 'chat', count: 5, perMs: 1000 },
    { of: 'app', count: 50, perMs: 1000 },
    { of: 'app', count: 1000, perMs: 60_000 },
  ],
  replyWindowMs: null,
  redelivers: true,
};

/** How long `start` waits for the first answer of the platform before it goes on without it. */
const START_MS = 5_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** How often it is looked whether the platform stopped answering; the platform itself is not asked, for its calls are counted. */
const LOOK_MS = 2_000;
/** A press must be answered within 3 s. */
const ASK_CHAT_MS = 1_500;

interface Running {
  readonly stop: () => Promise<void>;
  readonly url: string | null;
}

export function createAdapter({ config, ports }: { readonly config: Config; readonly ports: Ports }): FeishuAdapter {
  const now = config.now ?? Date.now;
  const vitals = createHealth(now);
  const api = createApi(config, (failure) => vitals.called(failure));
  const sender = { api, ports, now };
  let running: Running | null = null;
  return {
    platform: 'feishu',
    capabilities,
    get url() {
      return running?.url ?? null;
    },
    async start(sink) {
      vitals.started();
      const ids = { bot: null as string | null };
      const receiver = createReceiver({
        appId: config.appId,
        sink,
        now,
        botId: () => ids.bot,
        askChatKind: (chatId) => askChatKind(api, chatId),
      });
      const hello = (id: string): void => void (ids.bot = id);
      running = await run({ config, api, vitals, receiver, hello });
      await vitals.known(START_MS);
    },
    async stop() {
      const ending = running;
      running = null;
      await ending?.stop();
      vitals.stopped();
    },
    send: (message, signal) => send(sender, message, signal),
    update: (messageId, message, signal) => update(sender, messageId, message, signal),
    openImage: (ref, signal) => openResource(api, 'image', ref, signal),
    openFile: (ref, signal) => openResource(api, 'file', ref, signal),
    resolveUser: (mobile) => resolveUser(api, mobile),
    health: () => vitals.health(),
  };
}

interface Parts {
  readonly config: Config;
  readonly api: Api;
  readonly vitals: Vitals;
  readonly receiver: Receiver;
  /** Told the bot's own open_id. */
  readonly hello: (botId: string) => void;
}

/** Rejects only where the webhook's port is taken. */
async function run(parts: Parts): Promise<Running> {
  const { config, vitals, receiver } = parts;
  const ended = new AbortController();
  const webhook = config.webhook && (await openWebhook({ config, webhook: config.webhook, receiver }));
  if (webhook !== null) vitals.linked(true);
  let connected: Promise<void> | null = null;
  const looking = lookAfter(parts, ended.signal, () => {
    if (webhook === null) {
      connected ??= keepConnected({ config, receiver, onState: (up) => vitals.linked(up) }, ended.signal);
    }
  });
  return {
    url: webhook?.url ?? null,
    async stop() {
      await receiver.stop();
      await webhook?.close();
      // What was stored last is acknowledged in the turn after.
      await wait(0);
      ended.abort();
      await Promise.all([looking, connected]);
    },
  };
}

/** Learns who the bot is as soon as the platform says, and asks again whenever it has stopped answering. */
async function lookAfter({ api, hello, vitals }: Parts, signal: AbortSignal, onFirst: () => void): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  const over = (): boolean => signal.aborted;
  while (!over()) {
    const botId = await whoAmI(api, signal).catch(() => null);
    if (botId === null) {
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      continue;
    }
    hello(botId);
    onFirst();
    retryMs = FIRST_RETRY_MS;
    while (vitals.answers() && !over()) await pause(LOOK_MS, signal);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);

const whoAmI = async (api: Api, signal: AbortSignal): Promise<string> =>
  BotInfo.parse(await api.call({ method: 'GET', path: 'bot/v3/info' }, signal)).bot.open_id;

async function askChatKind(api: Api, chatId: string): Promise<'direct' | 'group' | null> {
  const call = { method: 'GET', path: `im/v1/chats/${encodeURIComponent(chatId)}` } as const;
  const { chat_mode: mode } = ChatInfo.parse(await api.call(call, AbortSignal.timeout(ASK_CHAT_MS)));
  return mode === 'p2p' ? 'direct' : 'group';
}

async function resolveUser(api: Api, mobile: string): Promise<string | null> {
  const params = { user_id_type: 'open_id' };
  const call = { method: 'POST', path: 'contact/v3/users/batch_get_id', params, data: { mobiles: [mobile] } } as const;
  const { user_list: found } = FoundUsers.parse(await api.call(call));
  return found.find(({ user_id }) => user_id !== null)?.user_id ?? null;
}
