/** What watches the clients of the gateway can fail: it finds one that outlives its process, and two at a time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './until.ts';
import { WechatChildren } from './wechat-children.ts';

/** A process that starts so many clients, which are connected and live on without it, and tells their numbers. */
const SERVICE = `
  const { spawn } = require('node:child_process');
  const client = "setInterval(() => {}, 1000); require('node:net').connect(Number(process.argv[1]), '127.0.0.1')";
  const clients = Array.from({ length: Number(process.argv[1]) }, () =>
    spawn(process.execPath, ['-e', client, process.argv[2], '/bots/wechat/child/main.js'], { stdio: 'ignore' }));
  console.log(clients.map(({ pid }) => pid).join());
  setInterval(() => {}, 1000);`;

let gateway: Server;
let service: ChildProcess;
let clients: number[] = [];
let children: WechatChildren;
beforeEach(async () => {
  gateway = createServer();
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  gateway.close();
  children.close();
  service.kill('SIGKILL');
  for (const pid of clients) process.kill(pid, 'SIGKILL');
});

async function started(count: number, orphanMs?: { connected: number; atAll: number }): Promise<void> {
  const { port } = gateway.address() as AddressInfo;
  service = spawn(process.execPath, ['-e', SERVICE, String(count), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(service.stdout!, 'data')) as [Buffer];
  clients = said.toString().trim().split(',').map(Number);
  children = new WechatChildren(() => [service.pid!], port, orphanMs);
  await until('they are seen', async () => children.pids.length === count);
}

test.each([
  ['connected', { connected: 500, atAll: 60_000 }],
  ['there at all', { connected: 60_000, atAll: 1_000 }],
])('A client that is still %s a while after its process was killed is a fault', async (_, orphanMs) => {
  await started(1, orphanMs);
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
