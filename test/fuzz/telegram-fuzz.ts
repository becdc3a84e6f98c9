/** So many updates at the real Telegram adapter, good, bent and forged, by long polling or to its webhook. */
import { createAdapter } from '../../bots/telegram/adapter.ts';
import type { TelegramAdapter } from '../../bots/telegram/adapter.ts';
import type { Sink } from '../../src/chat/message.ts';
import { chanceOf } from '../soak/chance.ts';
import type { Chance } from '../soak/chance.ts';
import { bent, mangled } from './bent.ts';
import { PollServer } from './poll-server.ts';
import { Poster, inLanes } from './posting.ts';
import { telegramUpdate } from './telegram-updates.ts';
import { Verified, campaignOf, uncaughtDuring } from './verified.ts';
import type { PlatformCampaign } from './verified.ts';

const SECRET = 'sample-secret-of-the-fuzz';
const TOKEN = '7000000001:AAsample-token-of-the-fuzz-0000000';
const LANES = 16;
const FIRST_ID = 100_000_000;
/** Nobody but a forger uses these. */
const FORGED_ID = 900_000_000;

export interface Campaign {
  readonly events: number;
  readonly seed: number;
  /** A planted fault, behind the adapter. */
  readonly planted?: (sink: Sink) => Sink;
  /** A planted fault, before the adapter: everybody knows the secret. */
  readonly knownSecret?: boolean;
}

const keyOf = (raw: unknown): string => JSON.stringify([(raw as { update_id?: unknown } | null)?.update_id]);

function adapterAt(apiRoot: string, posted: boolean): TelegramAdapter {
  const webhook = { url: 'https://bot.example.gov.cn/telegram', secret: SECRET, host: '127.0.0.1', port: 0 };
  const nothing = async (): Promise<null> => null;
  return createAdapter({
    config: {
      token: TOKEN,
      apiRoot,
      webhook: posted ? webhook : null,
      wait: (_, signal) => new Promise((resolve) => (signal.aborted ? resolve() : setImmediate(resolve))),
    },
    ports: { readImage: nothing, readFile: nothing, exclusively: (_, work) => work(new AbortController().signal) },
  });
}

/** Bent, but for the id: that is how Telegram counts. */
function bentUpdate(update: { readonly update_id: number }, chance: Chance): unknown {
  const copy = bent(update, chance);
  if (chance.next() < 0.02) return chance.pick([null, 1, 'x', [], {}]);
  return { ...copy, update_id: update.update_id };
}

export async function fuzzPolling({ events, seed, planted }: Campaign): Promise<PlatformCampaign> {
  const chance = chanceOf(seed);
  const verified = new Verified(chanceOf(seed + 1), keyOf);
  let sent = 0;
  const server = new PollServer(chance, () => {
    if (sent >= events) return undefined;
    sent += 1;
    const { update, due } = telegramUpdate(FIRST_ID + sent, chance);
    const good = chance.next() < 0.5;
    verified.sends(update, good && due);
    return good ? update : bentUpdate(update, chance);
  });
  const adapter = adapterAt(await server.open(), false);
  const began = performance.now();
  const loose = await uncaughtDuring(async () => {
    await adapter.start(planted?.(verified.sink) ?? verified.sink);
    await server.done;
    await adapter.stop();
  });
  await server.close();
  return campaignOf('telegram polling', { seed, sent, began }, verified, loose);
}

interface Post {
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** Posted again until it is taken, as Telegram does. */
  readonly good: boolean;
  /** Without the secret: it has to be refused. */
  readonly forged: boolean;
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

function nextPost(id: number, chance: Chance, verified: Verified, forgedSecret: () => string | null): Post {
  const { update, due } = telegramUpdate(id, chance);
  const headers = { 'content-type': 'application/json', [SECRET_HEADER]: SECRET };
  const lot = chance.next();
  if (lot < 0.4) {
    verified.sends(update, due);
    return { headers, body: json(update), good: true, forged: false };
  }
  if (lot < 0.65) {
    const almost = bent(update, chance);
    verified.sends(almost, false);
    return { headers, body: json(almost), good: false, forged: false };
  }
  if (lot < 0.75) {
    const body = mangled(json(update), chance);
    verified.sends(update, false);
    verified.sends(parsed(body), false);
    return { headers, body, good: false, forged: false };
  }
  const forged = { ...update, update_id: FORGED_ID + id };
  const secret = forgedSecret();
  const body = chance.next() < 0.8 ? json(forged) : mangled(json(forged), chance);
  const method = chance.next() < 0.05 ? chance.pick(['GET', 'PUT', 'DELETE', 'OPTIONS']) : 'POST';
  return { method, headers: secret === null ? {} : { [SECRET_HEADER]: secret }, body, good: false, forged: true };
}

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
};

const wrongSecrets = (chance: Chance) => (): string | null =>
  chance.pick([
    null,
    '',
    'x',
    SECRET.slice(1),
    `${SECRET}x`,
    SECRET.toUpperCase(),
    `${SECRET}, ${SECRET}`,
    'a'.repeat(5000),
  ]);

export async function fuzzWebhook({ events, seed, planted, knownSecret = false }: Campaign): Promise<PlatformCampaign> {
  const chance = chanceOf(seed);
  const verified = new Verified(chanceOf(seed + 1), keyOf);
  const api = new PollServer(chance, () => undefined);
  const adapter = adapterAt(await api.open(), true);
  const forgedSecret = knownSecret ? () => SECRET : wrongSecrets(chance);
  let sent = 0;
  let unavailable = 0;
  const began = performance.now();
  const loose = await uncaughtDuring(async () => {
    await adapter.start(planted?.(verified.sink) ?? verified.sink);
    const poster = new Poster(`http://127.0.0.1:${String(adapter.webhookPort)}/telegram`);
    await inLanes(LANES, async () => {
      if (sent >= events) return false;
      sent += 1;
      const post = nextPost(FIRST_ID + sent, chance, verified, forgedSecret);
      let status = await poster.post(post);
      for (let tries = 0; post.good && status === 503 && tries < 20; tries += 1) {
        unavailable += 1;
        status = await poster.post(post);
      }
      if (status === 503) unavailable += 1;
      if (post.good && status !== 200) verified.fault(`a good update was answered ${status}`);
      if (post.forged && status >= 200 && status < 300) verified.fault(`a forged update was answered ${status}`);
      if (status === 500 || (status === 0 && !post.forged)) verified.fault(`an update was answered ${status}`);
      return true;
    });
    poster.close();
    await adapter.stop();
  });
  // Whatever can't be read must not come again and again.
  if (unavailable > verified.failures)
    verified.fault(`${unavailable} were put off, ${verified.failures} for the store`);
  await api.close();
  return campaignOf('telegram webhook', { seed, sent, began }, verified, loose);
}
