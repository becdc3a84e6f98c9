/** A gateway gives its stream of events to one client at a time. Here somebody else has it: a client that stays, as a connection does that died unseen. */
import { afterEach, expect, test, vi } from 'vitest';
import { WechatClient } from '../../fakes/wechat-client.ts';
import type { Bench } from './bench.ts';
import { openBench, PATIENCE, SLOW } from './bench.ts';

vi.setConfig(SLOW);

let bench: Bench;
let others: WechatClient[] = [];
afterEach(async () => {
  for (const one of others) one.close();
  others = [];
  vi.unstubAllEnvs();
  await bench.close();
});

/** Somebody else has the stream. */
async function taken(): Promise<WechatClient> {
  const { gateway, folder } = bench;
  const client = new WechatClient(gateway, { home: `${folder}/other-${String(others.length)}` });
  others.push(client);
  await client.start();
  await vi.waitUntil(() => client.events.includes(`login ${gateway.botId}`), PATIENCE);
  return client;
}

const says = (words: string): void => {
  const person = bench.gateway.person('示例甲');
  person.say(person.id, words);
};
const isStored = (words: string): boolean => bench.product.stored.some(({ text }) => text === words);

const TAKEOVER_MS = 3_000;

/** Children come and go, two of them after a takeover would be due. */
async function childrenPass(): Promise<void> {
  const dueAt = Date.now() + TAKEOVER_MS;
  const seen = new Set<number>();
  await vi.waitUntil(() => {
    const { pid } = bench.adapter;
    if (pid !== null && Date.now() >= dueAt) seen.add(pid);
    return seen.size > 2;
  }, PATIENCE);
}

test('a stream that somebody else has is known at once as taken, and left to them for a while', async () => {
  bench = await openBench();
  const other = await taken();
  await bench.start();
  await bench.until('down', 'gateway-taken');
  await childrenPass();
  expect(bench.adapter.health()).toMatchObject({ state: 'down', why: 'gateway-taken', heardAt: null });
  says('有人在听');
  await vi.waitUntil(() => other.texts().includes('有人在听'), PATIENCE);
  expect(bench.gateway.misuses).toEqual([]);
  expect(bench.reported).toEqual(['wechat: gateway-taken']);
});

test('a stream that is refused for long is taken once, and not again within the hour', async () => {
  bench = await openBench({ terms: { takeoverMs: TAKEOVER_MS } });
  const { adapter, gateway, reported } = bench;
  await taken();
  await bench.start();
  await bench.until('down', 'gateway-taken');
  expect(gateway.misuses).toEqual([]);
  await bench.until('up');
  expect(gateway.misuses).toEqual(['stop']);
  expect(reported).toEqual(['wechat: gateway-taken', 'wechat: gateway-takeover']);
  says('听得到了');
  await vi.waitUntil(() => isStored('听得到了'), PATIENCE);

  process.kill(adapter.pid!, 'SIGKILL');
  await bench.until('down', 'child-died');
  const next = await taken();
  await bench.until('down', 'gateway-taken');
  await childrenPass();
  expect(adapter.health()).toMatchObject({ state: 'down', why: 'gateway-taken' });
  says('还是他在听');
  await vi.waitUntil(() => next.texts().includes('还是他在听'), PATIENCE);
  expect(gateway.misuses).toEqual(['stop']);
});
