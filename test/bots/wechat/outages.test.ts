/** What dies, hangs or is taken away, and that the account comes back without a person. Children are really forked, and really killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { outbound } from '../../fakes/product.ts';
import type { Bench } from './bench.ts';
import { openBench, PATIENCE, SLOW } from './bench.ts';

vi.setConfig(SLOW);

let bench: Bench;
afterEach(() => bench.close());

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The account hears: somebody says something, and it is stored. */
async function hears(words: string): Promise<void> {
  const person = bench.gateway.person('示例甲');
  person.say(person.id, words);
  await vi.waitUntil(() => bench.product.stored.some(({ text }) => text === words), PATIENCE);
}

describe('The account comes back by itself', () => {
  test('after its connection was cut, and after its gateway was away', async () => {
    bench = await openBench();
    const { gateway, adapter } = bench;
    await bench.start();
    const first = adapter.pid;
    gateway.cut();
    await bench.until('down', 'gateway-unreachable');
    const heardAt = adapter.health().heardAt;
    expect(heardAt).not.toBeNull();
    await bench.until('up');
    expect(adapter.pid).not.toBe(first);
    await hears('断线之后');

    await gateway.down();
    await bench.until('down', 'gateway-unreachable');
    const person = gateway.person('示例乙');
    const outcome = await bench.send(outbound(person.id, '您好'));
    expect(outcome).toMatchObject({ status: 'refused', why: 'gateway-unreachable', of: 'platform' });
    await gateway.up();
    await bench.until('up');
    await hears('网关回来之后');
    expect(gateway.misuses).toEqual([]);
  });

  test('after its child was killed, and a send that was on its way then is of unknown fate', async () => {
    bench = await openBench();
    const { gateway, adapter } = bench;
    await bench.start();
    const person = gateway.person('示例甲');
    gateway.faults.slow(Infinity, { chat: person.id });
    const sending = bench.send(outbound(person.id, '请销假'));
    await vi.waitUntil(() => gateway.sends.length === 1, PATIENCE);
    const pid = adapter.pid!;
    process.kill(pid, 'SIGKILL');
    expect(await sending).toEqual({ status: 'unknown', why: 'child-died' });
    await bench.until('down', 'child-died');
    await bench.until('up');
    expect(adapter.pid).not.toBe(pid);
    await hears('重启之后');
    expect(gateway.shown(person.id)).toHaveLength(1);
  });

  test('after its gateway was silent: the child is killed and another asks again', async () => {
    bench = await openBench({ terms: { silentMs: 8_000 } });
    const { gateway, adapter } = bench;
    await bench.start();
    const first = adapter.pid!;
    gateway.goSilent();
    // Long before it is taken for dead it counts as deaf: nothing is sent into the void.
    await bench.until('down', 'silent');
    const { heardAt } = adapter.health();
    const person = gateway.person('示例甲');
    expect(await bench.send(outbound(person.id, '您好'))).toMatchObject({ status: 'refused', why: 'silent' });
    await vi.waitUntil(() => !isRunning(first), PATIENCE);
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'silent', heardAt });
    gateway.speak();
    await bench.until('up');
    await hears('恢复之后');
  });

  test('when its gateway was not there at the start, and then refused the token for a while', async () => {
    bench = await openBench({ terms: { startMs: 100 } });
    const { gateway, adapter } = bench;
    await gateway.down();
    await bench.start();
    await bench.until('down', 'gateway-unreachable');
    expect(adapter.health().heardAt).toBeNull();
    await gateway.takeToken(false);
    await bench.until('down', 'token-refused');
    await gateway.takeToken(true);
    await bench.until('up');
    await hears('终于连上');
    expect(bench.reported.join()).not.toContain(gateway.token);
  });
});

/** A process of its own with the adapter in it; tells the id of its child once the account is up. */
const PROCESS = `
  const { createAdapter } = await import(process.argv[1]);
  const config = JSON.parse(process.argv[2]);
  const ports = { exclusively: (_, work) => work(new AbortController().signal) };
  const adapter = createAdapter({ config, ports });
  await adapter.start(async () => undefined);
  while (adapter.health().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 20));
  console.log(adapter.pid);
`;

test('A process that is killed leaves no child behind, and the account is free for the next', async () => {
  bench = await openBench();
  const program = new URL('../../../bots/wechat/adapter.ts', import.meta.url).href;
  const config = { platform: 'wechat', gateway: bench.gateway.address, folder: `${bench.folder}/killed`, dailyCap: 9 };
  const run = ['--import', 'tsx', '--input-type=module', '-e', PROCESS, program, JSON.stringify(config)];
  const parent = spawn(process.execPath, run, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(said.toString());
  expect(isRunning(child)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !isRunning(child), PATIENCE);
  await bench.start();
  await hears('接手之后');
});

describe('Of two processes of a county', () => {
  test('one has the account and the other stands by, takes over once it stops, and leaves no child behind', async () => {
    bench = await openBench({ terms: { startMs: 4_000 } });
    const { adapter, product, gateway } = bench;
    await bench.start();
    await bench.until('up');
    const pid = adapter.pid!;
    const other = bench.another();
    await other.start(product.sink);
    expect(other.health()).toMatchObject({ state: 'standby', why: 'another-process', heardAt: null });
    expect(other.pid).toBeNull();
    const person = gateway.person('示例甲');
    const refused = await other.send(outbound(person.id, '您好'), AbortSignal.timeout(5_000));
    expect(refused).toMatchObject({ status: 'refused', why: 'another-process', of: 'platform' });
    await adapter.stop();
    expect(isRunning(pid)).toBe(false);
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'stopped' });
    await vi.waitUntil(() => other.health().state === 'up', PATIENCE);
    const successor = other.pid!;
    await hears('换人之后');
    expect(product.stored).toHaveLength(1);
    await other.stop();
    expect(isRunning(successor)).toBe(false);
    expect(gateway.misuses).toEqual([]);
  });
});
