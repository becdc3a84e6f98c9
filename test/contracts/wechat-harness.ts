/** WeChat's fake gateway as the adapter contract plays it; the adapter's child is a process of its own and goes by real time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdapter } from '../../bots/wechat/adapter.ts';
import type { Config, Terms } from '../../bots/wechat/config.ts';
import { WechatGateway } from '../fakes/wechat-gateway.ts';
import type { WechatPerson } from '../fakes/wechat-person.ts';
import type { Harness, PlatformUser } from './harness.ts';
import { KeptFake } from './kept.ts';
import { Watch, wechatUser } from './wechat-user.ts';

/** What waits in these tests waits this many times shorter than it would. */
const HURRY = 100;
/** Long enough for several children to have tried and failed. */
const OUTAGE_MS = 6_000;

/** Soon, as the adapter counts it: what a gateway or a child takes by itself is not shortened. */
export const SOON: Partial<Terms> = {
  pingMs: 3_000,
  firstRetryMs: 50,
  longestRetryMs: 500,
  refusedRetryMs: 500,
  firstOfferMs: 20,
};

export const hurried = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms / HURRY, undefined, { signal }).catch(() => undefined);

const alone = (_: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> =>
  work(new AbortController().signal);

export async function wechatHarness(more: Partial<Config> = {}): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'wechat-contract-'));
  const gateway = await WechatGateway.start();
  const kept = new KeptFake();
  const watch = new Watch();
  const adapter = createAdapter({
    config: {
      ...{ platform: 'wechat', gateway: gateway.address, folder, dailyCap: 1_000 },
      ...{ wait: hurried, terms: SOON, ...more },
    },
    ports: { ...kept.ports, exclusively: alone },
  });
  const [person, stranger, friend] = ['示例甲', '示例乙', '示例丙'].map((name) => gateway.person(name));
  const group = gateway.group('示例村工作队', [person!, friend!]);
  const userOf = async (one: WechatPerson): Promise<PlatformUser> => wechatUser({ gateway, person: one, group, watch });
  return {
    adapter: watch.on(adapter),
    faults: {
      dropBefore: () => gateway.faults.dropBefore(),
      dropAfter: () => gateway.faults.dropAfter(),
      down: () => gateway.down(),
      up: () => gateway.up(),
      loseImages: () => void (gateway.faults.filesLost = true),
    },
    outage: () => delay(OUTAGE_MS),
    user: () => userOf(person!),
    stranger: () => userOf(stranger!),
    keepFile: kept.keepFile,
    keepImage: kept.keepImage,
    keptImage: async () => null,
    keptFile: async () => null,
    close: async () => {
      await gateway.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
