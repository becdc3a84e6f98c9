/** An account on the bench: the fake gateway, the adapter before it with its child really forked, and a product that stores. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { vi } from 'vitest';
import type { WechatAdapter } from '../../../bots/wechat/adapter.ts';
import { createAdapter } from '../../../bots/wechat/adapter.ts';
import type { Config, Ports, Terms } from '../../../bots/wechat/config.ts';
import type { Health, OutboundMessage, SendOutcome } from '../../../src/chat/message.ts';
import { SinkFake } from '../../fakes/product.ts';
import { WechatGateway } from '../../fakes/wechat-gateway.ts';
import type { WechatSetting } from '../../fakes/wechat-gateway.ts';

/** Short, so that what takes minutes in an office takes moments here; a child of a busy machine still starts within them. */
export const SHORT: Partial<Terms> = {
  pingMs: 1_000,
  silentMs: 30_000,
  bootMs: 60_000,
  callMs: 3_000,
  fileMs: 30_000,
  firstRetryMs: 20,
  longestRetryMs: 200,
  refusedRetryMs: 200,
  loginMs: 3_000,
  lookMs: 50,
  startMs: 60_000,
  graceMs: 2_000,
  firstOfferMs: 10,
  longestOfferMs: 40,
};

/** A file of tests that start children takes as long as the machine lets it. */
export const SLOW = { testTimeout: 180_000, hookTimeout: 180_000 };

export const PATIENCE = { timeout: 60_000, interval: 10 };

export interface Bench {
  readonly gateway: WechatGateway;
  readonly adapter: WechatAdapter;
  readonly product: SinkFake;
  readonly images: Map<string, Uint8Array>;
  readonly files: Map<string, Uint8Array>;
  readonly reported: string[];
  readonly folder: string;
  start(): Promise<void>;
  /** A further adapter for the same account, as another process of the county has it. */
  another(): WechatAdapter;
  send(message: OutboundMessage): Promise<SendOutcome>;
  until(state: Health['state'], why?: string | null): Promise<void>;
  close(): Promise<void>;
}

export interface BenchSetting {
  readonly gateway?: WechatSetting;
  readonly config?: Partial<Config>;
  readonly terms?: Partial<Terms>;
}

/** One after another, as the names are given. */
function exclusivelyHere(): Ports['exclusively'] {
  const tails = new Map<string, Promise<void>>();
  return async (name, work) => {
    const mine = (tails.get(name) ?? Promise.resolve()).then(() => work(new AbortController().signal));
    tails.set(
      name,
      mine.catch(() => undefined),
    );
    await mine;
  };
}

export async function openBench(setting: BenchSetting = {}): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'wechat-bench-'));
  const gateway = await WechatGateway.start(setting.gateway);
  const product = new SinkFake();
  const [images, files] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
  const reported: string[] = [];
  const ports: Ports = {
    readImage: async (sha256) => images.get(sha256) ?? null,
    readFile: async (sha256) => files.get(sha256) ?? null,
    exclusively: exclusivelyHere(),
  };
  const config: Config = {
    platform: 'wechat',
    gateway: gateway.address,
    folder,
    dailyCap: 200,
    report: (error) => void reported.push(error instanceof Error ? error.message : 'no error'),
    // The pace of a person is tested by itself.
    wait: (ms, signal) => delay(Math.min(ms, 50), undefined, { signal }).catch(() => undefined),
    ...setting.config,
    terms: { ...SHORT, ...setting.terms },
  };
  const adapters = [createAdapter({ config, ports })];
  const [adapter] = adapters as [WechatAdapter];
  return {
    ...{ gateway, adapter, product, images, files, reported, folder },
    start: () => adapter.start(product.sink),
    another() {
      const one = createAdapter({ config, ports });
      adapters.push(one);
      return one;
    },
    send: (message) => adapter.send(message, AbortSignal.timeout(10_000)),
    until: (state, why) =>
      vi
        .waitUntil(() => {
          const health = adapter.health();
          return health.state === state && (why === undefined || health.why === why);
        }, PATIENCE)
        .then(() => undefined),
    async close() {
      await Promise.all(adapters.map((one) => one.stop()));
      await gateway.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
