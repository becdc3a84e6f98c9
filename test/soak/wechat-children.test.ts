/** What watches the clients of the gateway can fail: it finds one that outlives its process, and two at a time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { until } from './until.ts';
import { WechatChildren } from './wechat-children.ts';

/** A process that starts so many clients which live on without it, and tells their numbers. */
const SERVICE = `
  const { spawn } = require('node:child_process');
  const clients = Array.from({ length: Number(process.argv[1]) }, () =>
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '/bots/wechat/child/main.js'], { stdio: 'ignore' }));
  console.log(clients.map(({ pid }) => pid).join());
  setInterval(() => {}, 1000);`;

let service: ChildProcess;
let clients: number[] = [];
let children: WechatChildren;
afterEach(() => {
  children.close();
  service.kill('SIGKILL');
  for (const pid of clients) process.kill(pid, 'SIGKILL');
});

async function started(count: number): Promise<void> {
  service = spawn(process.execPath, ['-e', SERVICE, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(service.stdout!, 'data')) as [Buffer];
  clients = said.toString().trim().split(',').map(Number);
  children = new WechatChildren(() => [service.pid!]);
  await until('they are seen', async () => children.pids.length === count);
}

test('A client that lives on without its process is a fault after a while, and one that ends with it is none', async () => {
  await started(1);
  expect(children.pids).toEqual(clients);
  service.kill('SIGKILL');
  await until('it is found', async () => children.faults.length > 0, 10_000);
  expect(children.faults).toEqual([`the client ${clients[0]} outlives the process that started it`]);
  expect([children.pids, children.areGone()]).toEqual([[], false]);
});

test('Two clients at a time are a fault', async () => {
  await started(2);
  expect(children.faults).toEqual([expect.stringMatching(/^two clients of one account at a time/)]);
});

test('One that is struck and seen no more is none', async () => {
  await started(1);
  expect(children.kill()).toBe(true);
  await until('it is gone', async () => children.areGone());
  expect([children.faults, children.kill()]).toEqual([[], false]);
  clients = [];
});
