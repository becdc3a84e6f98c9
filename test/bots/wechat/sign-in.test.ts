/** Signing in and out, and what a warning does, before the fake gateway. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { outbound } from '../../fakes/product.ts';
import type { Bench } from './bench.ts';
import { openBench, PATIENCE, SLOW } from './bench.ts';

vi.setConfig(SLOW);

let bench: Bench;
afterEach(() => bench.close());

describe('The account', () => {
  test('is signed in by a scan, is noticed when it is signed out, and is signed in again', async () => {
    bench = await openBench({ gateway: { signedIn: false } });
    const { gateway, adapter, product } = bench;
    await bench.start();
    await bench.until('down', 'scan-needed');
    await vi.waitUntil(() => adapter.signIn()?.scan.includes('sample-scan-1'), PATIENCE);
    gateway.showScan('http://weixin.qq.com/x/another-scan');
    await vi.waitUntil(() => adapter.signIn()?.scan.endsWith('another-scan'), PATIENCE);
    gateway.signIn();
    await bench.until('up');
    expect(adapter.signIn()).toBeNull();

    gateway.signOut(null);
    await bench.until('down', 'logged-out');
    const person = gateway.person('示例甲');
    const outcome = await bench.send(outbound(person.id, '您好'));
    expect(outcome).toMatchObject({ status: 'refused', why: 'logged-out', of: 'platform' });
    gateway.showScan('http://weixin.qq.com/x/third-scan');
    await bench.until('down', 'scan-needed');
    gateway.signIn();
    await bench.until('up');
    person.say(person.id, '我回来了');
    await vi.waitUntil(() => product.stored.length + bench.reported.length > 0, PATIENCE);
    expect(bench.reported).toEqual([]);
    // Neither did the bot sign the account out itself, nor stop it.
    expect(gateway.misuses).toEqual([]);
  });

  test('that is signed out and in at once, over and over, keeps its child', async () => {
    bench = await openBench();
    const { gateway, adapter, product, reported } = bench;
    await bench.start();
    const { pid } = adapter;
    const person = gateway.person('示例甲');
    for (let n = 1; n <= 8; n += 1) {
      gateway.signOut(null);
      await bench.until('down', 'logged-out');
      gateway.signIn();
      await bench.until('up');
      person.say(person.id, `第 ${String(n)} 次`);
      await vi.waitUntil(() => product.stored.length === n, PATIENCE);
    }
    expect({ pid: adapter.pid, reported }).toEqual({ pid, reported: [] });
  });

  test('that was warned is quiet, hears on, and says until when', async () => {
    bench = await openBench();
    const { gateway, adapter, product } = bench;
    await bench.start();
    const person = gateway.person('示例甲');
    gateway.faults.warn('操作过于频繁，请稍后再试');
    const outcome = await bench.send(outbound(person.id, '您好'));
    expect(outcome).toMatchObject({ status: 'refused', why: 'warned', of: 'platform' });
    const retryAt = 'retryAt' in outcome ? outcome.retryAt! : 0;
    expect(retryAt).toBeGreaterThan(Date.now() + 3_600_000);
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'warned' });
    // Nothing more leaves.
    expect(await bench.send(outbound(person.id, '再来'))).toEqual(outcome);
    expect(gateway.sends).toHaveLength(1);
    const heardAt = adapter.health().heardAt!;
    person.say(person.id, '签到');
    await vi.waitUntil(() => product.stored.length === 1, PATIENCE);
    await vi.waitUntil(() => adapter.health().heardAt! > heardAt, PATIENCE);
  });
});
