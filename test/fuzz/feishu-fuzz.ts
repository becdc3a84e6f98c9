/** So many events at the real Feishu adapter, good, bent and forged, to its webhook or over the long connection. */
import { createAdapter } from '../../bots/feishu/adapter.ts';
import type { FeishuAdapter } from '../../bots/feishu/adapter.ts';
import { FeishuServer } from '../fakes/feishu-server.ts';
import { decodeFrame } from '../fakes/feishu-frames.ts';
import { encrypted, signature } from '../fakes/feishu-webhook.ts';
import { chanceOf } from '../soak/chance.ts';
import type { Chance } from '../soak/chance.ts';
import { bent, mangled } from './bent.ts';
import { feishuEvent } from './feishu-samples.ts';
import type { App } from './feishu-samples.ts';
import { FrameServer } from './frame-server.ts';
import { Poster, inLanes } from './posting.ts';
import type { Campaign } from './telegram-fuzz.ts';
import { Verified, campaignOf, uncaughtDuring } from './verified.ts';
import type { PlatformCampaign } from './verified.ts';

const KEYS = { encryptKey: 'sample-encrypt-key', verificationToken: 'sample-verification-token' };
const LANES = 16;
const BATCH = 60;
const MAX_TRIES = 20;

type Raw = { header?: { event_id?: unknown } | null } | null;
const keyOf = (raw: unknown): string => JSON.stringify([(raw as Raw)?.header?.event_id]);

function adapterOf({ appId, appSecret }: FeishuServer, domain: string, posted: boolean): FeishuAdapter {
  const nothing = async (): Promise<null> => null;
  const webhook = posted ? { ...KEYS, host: '127.0.0.1', port: 0 } : null;
  return createAdapter({
    config: { appId, appSecret, domain, webhook },
    ports: { readImage: nothing, readFile: nothing },
  });
}

async function started(adapter: FeishuAdapter, sink: Parameters<FeishuAdapter['start']>[0]): Promise<void> {
  await adapter.start(sink);
  const until = performance.now() + 20_000;
  while (adapter.health().state !== 'up' && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

interface Post {
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly good: boolean;
  readonly forged: boolean;
}

const bodyOf = (event: unknown): Buffer =>
  Buffer.from(JSON.stringify({ encrypt: encrypted(KEYS.encryptKey, JSON.stringify(event)) }));

/** Signed by whoever holds `key`, as if `ago` seconds ago. */
function signed(body: Buffer, { key = KEYS.encryptKey, ago = 0 } = {}): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - ago);
  return {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'nonce',
    'x-lark-signature': signature(timestamp, 'nonce', key, body.toString('utf8')),
  };
}

const DAY_S = 86_400;

/** What somebody sends who does not hold the keys, or has only overheard one post. */
function forgery(id: string, app: App, chance: Chance): Post {
  const { event } = feishuEvent(`forged-${id}`, app, chance);
  const other = feishuEvent(`forged-${id}`, { ...app, token: 'another-token' }, chance).event;
  const foreign = feishuEvent(`forged-${id}`, { ...app, appId: 'cli_0000000000000000' }, chance).event;
  const body = bodyOf(event);
  const plain = Buffer.from(JSON.stringify(event));
  const { 'x-lark-signature': _, ...unsigned } = signed(body);
  const made: readonly (readonly [Buffer, Record<string, string>])[] = [
    [body, {}],
    [body, unsigned],
    [body, signed(body, { key: 'another-key' })],
    [body, signed(body, { key: '' })],
    [body, signed(body, { ago: DAY_S })],
    [body, signed(body, { ago: -DAY_S })],
    [body, { ...signed(body), 'x-lark-request-timestamp': 'NaN' }],
    [plain, {}],
    [plain, signed(plain, { key: '' })],
    [bodyOf(other), signed(bodyOf(other))],
    [mangled(body, chance), signed(body, { key: 'another-key' })],
    [Buffer.from(JSON.stringify({ encrypt: encrypted('another-key', JSON.stringify(event)) })), {}],
    [bodyOf({ challenge: 'x', token: 'another-token', type: 'url_verification' }), {}],
  ];
  const foreignBody = bodyOf(foreign);
  const [sent, headers] = chance.pick([...made, [foreignBody, signed(foreignBody)] as const]);
  const method = chance.next() < 0.05 ? chance.pick(['GET', 'PUT', 'DELETE']) : 'POST';
  return { method, headers, body: sent, good: false, forged: true };
}

function nextPost(id: string, app: App, chance: Chance, verified: Verified): Post {
  const { event, due } = feishuEvent(id, app, chance);
  const lot = chance.next();
  if (lot < 0.4) {
    verified.sends(event, due);
    const body = bodyOf(event);
    return { headers: signed(body), body, good: true, forged: false };
  }
  if (lot < 0.65) {
    const almost = bent(event, chance);
    verified.sends(almost, false);
    const body = bodyOf(almost);
    return { headers: signed(body), body, good: false, forged: false };
  }
  if (lot < 0.75) {
    // Signed for Feishu, and none of its events.
    const body = mangled(
      chance.pick([bodyOf(event), Buffer.from(JSON.stringify({ encrypt: 'QUJD'.repeat(20) }))]),
      chance,
    );
    verified.sends(event, false);
    return { headers: signed(body), body, good: false, forged: false };
  }
  return forgery(id, app, chance);
}

export async function fuzzFeishuWebhook({ events, seed, planted }: Campaign): Promise<PlatformCampaign> {
  const chance = chanceOf(seed);
  const verified = new Verified(chanceOf(seed + 1), keyOf);
  const server = await FeishuServer.start();
  const adapter = adapterOf(server, server.url, true);
  const app = { appId: server.appId, token: KEYS.verificationToken };
  let sent = 0;
  let unavailable = 0;
  const began = performance.now();
  const loose = await uncaughtDuring(async () => {
    await started(adapter, planted?.(verified.sink) ?? verified.sink);
    const poster = new Poster(adapter.url!);
    await inLanes(LANES, async () => {
      if (sent >= events) return false;
      sent += 1;
      const post = nextPost(`event-${String(sent)}`, app, chance, verified);
      let status = await poster.post(post);
      for (let tries = 0; post.good && status === 503 && tries < MAX_TRIES; tries += 1) {
        unavailable += 1;
        status = await poster.post(post);
      }
      if (status === 503) unavailable += 1;
      if (post.good && status !== 200) verified.fault(`a good event was answered ${status}`);
      if (status === 500 || (status === 0 && !post.forged)) verified.fault(`an event was answered ${status}`);
      return true;
    });
    poster.close();
    await adapter.stop();
  });
  if (unavailable > verified.failures)
    verified.fault(`${unavailable} were put off, ${verified.failures} for the store`);
  await server.close();
  return campaignOf('feishu webhook', { seed, sent, began }, verified, loose);
}

/** A frame's payload that comes over the connection, whatever is in it. */
function nextPayload(id: string, app: App, chance: Chance, verified: Verified): Uint8Array {
  const { event } = feishuEvent(id, app, chance);
  const lot = chance.next();
  if (lot < 0.1) {
    const foreign = feishuEvent(`forged-${id}`, { ...app, appId: 'cli_0000000000000000' }, chance).event;
    return Buffer.from(JSON.stringify(foreign));
  }
  const almost = bent(event, chance);
  verified.sends(almost, false);
  const payload = Buffer.from(JSON.stringify(almost));
  if (lot < 0.7) return payload;
  verified.sends(event, false);
  return mangled(payload, chance);
}

function eventIn(frame: Uint8Array): unknown {
  try {
    const event: unknown = JSON.parse(Buffer.from(decodeFrame(frame).payload).toString('utf8'));
    return keyOf(event).startsWith('["forged') ? null : event;
  } catch {
    return null;
  }
}

export async function fuzzFeishuConnection({ events, seed, planted }: Campaign): Promise<PlatformCampaign> {
  const chance = chanceOf(seed);
  const verified = new Verified(chanceOf(seed + 1), keyOf);
  const server = await FeishuServer.start();
  const frames = new FrameServer(server.url, chance);
  const adapter = adapterOf(server, await frames.open(), false);
  const app = { appId: server.appId, token: 'of no use here' };
  let sent = 0;
  const began = performance.now();
  const loose = await uncaughtDuring(async () => {
    await started(adapter, planted?.(verified.sink) ?? verified.sink);
    while (sent < events) {
      for (let n = 0; n < BATCH; n += 1) {
        const frame = frames.sendBent(nextPayload(`event-${(sent += 1)}`, app, chance, verified));
        // Whatever it holds now came over the platform's own connection.
        verified.sends(eventIn(frame), false);
      }
      const { event, due } = feishuEvent(`event-${(sent += 1)}`, app, chance);
      verified.sends(event, due);
      let taken = false;
      for (let tries = 0; !taken && tries < MAX_TRIES; tries += 1) taken = await frames.deliver(event);
      if (!taken) verified.fault('a good event was not acknowledged');
      if (verified.faults.length > 0 && !taken) break;
    }
    await adapter.stop();
  });
  await frames.close();
  await server.close();
  return campaignOf('feishu long connection', { seed, sent, began }, verified, loose);
}
