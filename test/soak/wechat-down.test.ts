/**
 * A gateway that is away for ten real minutes (`SOAK_OUTAGE_MS`): from the start, killed in the middle of the day, hung at night. Everything goes
 * by the adapter's own terms, and nobody lends a hand.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../../bots/wechat/adapter.ts';
import type { WechatAdapter } from '../../bots/wechat/adapter.ts';
import { SinkFake, outbound } from '../fakes/product.ts';
import { forkWire } from '../fakes/wechat-gateway-process.ts';
import { WechatGateway } from '../fakes/wechat-gateway.ts';
import type { WechatPerson } from '../fakes/wechat-person.ts';
import { outageMs } from './settings.ts';
import { until } from './until.ts';

const OUTAGE_MS = outageMs();
/** The longest wait between two tries is a minute; then a child starts and signs in. */
const BACK_MS = 90_000;
/** A hung gateway is found by its silence. */
const FOUND_MS = 60_000;
/** Two in the morning, 2 December 2026, in Shanghai. */
const NIGHT = Date.parse('2026-12-02T02:00:00+08:00');

interface Account {
  readonly gateway: WechatGateway;
  readonly adapter: WechatAdapter;
  readonly product: SinkFake;
  readonly person: WechatPerson;
  readonly texts: () => string[];
  readonly close: () => Promise<void>;
}

async function account(now: () => number): Promise<Account> {
  const folder = await mkdtemp(join(tmpdir(), 'wechat-down-'));
  const gateway = await WechatGateway.start({ now, open: forkWire });
  const product = new SinkFake();
  const adapter = createAdapter({
    config: { platform: 'wechat', gateway: gateway.address, folder, dailyCap: 200, now },
    ports: {
      readImage: async () => null,
      readFile: async () => null,
      exclusively: (_, work) => work(new AbortController().signal),
    },
  });
  const person = gateway.person('示例甲');
  const close = async (): Promise<void> => {
    await adapter.stop();
    await gateway.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { gateway, adapter, product, person, texts: () => product.stored.map(({ text }) => text), close };
}

const is = (adapter: WechatAdapter, state: string, limitMs: number): Promise<true> =>
  until(`it is ${state}`, async () => adapter.health().state === state, limitMs).then(() => true);

async function heard({ person, texts }: Account, text: string): Promise<void> {
  person.say(person.id, text);
  await until(`${text} is stored`, async () => texts().includes(text), 20_000);
}

/** What somebody is told while nothing can be sent, and that it is never called sent. */
async function refuses({ adapter, person, gateway }: Account): Promise<void> {
  const outcome = await adapter.send(outbound(person.id, '您好'), AbortSignal.timeout(30_000));
  expect(outcome).toMatchObject({ status: 'refused', of: 'platform', retryAt: expect.any(Number) as number });
  expect(gateway.sends).toEqual([]);
}

/** @returns after how many ms it was back */
async function back({ adapter, person, gateway, texts, ...one }: Account, now: () => number): Promise<number> {
  const began = performance.now();
  const endedAt = now();
  await is(adapter, 'up', BACK_MS);
  const backMs = performance.now() - began;
  await heard({ adapter, person, gateway, texts, ...one }, '现在呢');
  await until('it knows that it hears', async () => (adapter.health().heardAt ?? 0) >= endedAt, 30_000);
  expect(await adapter.send(outbound(person.id, '又在了'), AbortSignal.timeout(30_000))).toMatchObject({
    status: 'sent',
  });
  expect(texts()).toEqual([...new Set(texts())]);
  expect(gateway.misuses).toEqual([]);
  return backMs;
}

const LIMIT_MS = OUTAGE_MS + BACK_MS + FOUND_MS + 120_000;

describe.concurrent(`a gateway that is away for ${String(OUTAGE_MS / 60_000)} minutes`, () => {
  it('from the start: the account is up soon after it is there', { timeout: LIMIT_MS }, async () => {
    const one = await account(Date.now);
    try {
      await one.gateway.down();
      await one.adapter.start(one.product.sink);
      await delay(OUTAGE_MS);
      expect(one.adapter.health()).toMatchObject({ state: 'down', why: 'gateway-unreachable', heardAt: null });
      await refuses(one);
      await one.gateway.up();
      console.info(`from the start: back after ${String(Math.round(await back(one, Date.now)))} ms`);
    } finally {
      await one.close();
    }
  });

  it(
    'in the middle, killed: what was said before is kept, and until when it heard',
    { timeout: LIMIT_MS },
    async () => {
      const one = await account(Date.now);
      try {
        await one.adapter.start(one.product.sink);
        await is(one.adapter, 'up', BACK_MS);
        await heard(one, '一');
        const fellAt = Date.now();
        await one.gateway.kill();
        await is(one.adapter, 'down', FOUND_MS);
        one.person.say(one.person.id, '有人吗');
        await delay(OUTAGE_MS);
        await refuses(one);
        expect(one.adapter.health().heardAt).toBeLessThanOrEqual(fellAt);
        await one.gateway.up();
        console.info(`in the middle: back after ${String(Math.round(await back(one, Date.now)))} ms`);
        expect(one.texts()).toEqual(['一', '现在呢']);
      } finally {
        await one.close();
      }
    },
  );

  it('at night, hung: its silence is noticed, and it is heard again by day', { timeout: LIMIT_MS }, async () => {
    const ahead = NIGHT - Date.now();
    const now = (): number => Date.now() + ahead;
    const one = await account(now);
    try {
      await one.adapter.start(one.product.sink);
      await is(one.adapter, 'up', BACK_MS);
      await heard(one, '一');
      one.gateway.goSilent();
      await is(one.adapter, 'down', FOUND_MS);
      const { heardAt } = one.adapter.health();
      await delay(OUTAGE_MS);
      expect(one.adapter.health()).toMatchObject({ state: 'down', heardAt });
      await refuses(one);
      one.gateway.speak();
      console.info(`at night: back after ${String(Math.round(await back(one, now)))} ms`);
    } finally {
      await one.close();
    }
  });
});
