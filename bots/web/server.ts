/** The listening side: one HTTP server, started and stopped. */
import { getRequestListener } from '@hono/node-server';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sink } from '../../src/chat/message.ts';
import { createApp } from './app.ts';
import { clientFolder, loadAssets } from './assets.ts';
import type { Config } from './config.ts';
import type { Order } from './order.ts';
import type { WebPorts } from './ports.ts';
import { receive } from './receive.ts';
import { createStreamHub } from './stream.ts';
import type { StreamHub } from './stream.ts';

const HEARTBEAT_MS = 15_000;
const STOP_GRACE_MS = 10_000;
/** A document over a village's line takes its time; headers do not. */
const TIMEOUTS = { requestTimeout: 300_000, headersTimeout: 15_000, keepAliveTimeout: 10_000 };

export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host}:${String(port)}/`;

export interface Running {
  readonly server: Server;
  readonly hub: StreamHub;
  readonly port: number;
  stopping: boolean;
}

interface Listening {
  readonly ports: WebPorts;
  readonly order: Order;
  readonly now: () => number;
  readonly config: Config;
  readonly sink: Sink;
}

/** Rejects when the client is not built or the port is taken. */
export async function listen(parts: Listening): Promise<Running> {
  const { ports, config, sink, order, now } = parts;
  const report = config.report ?? (() => {});
  const assets = await loadAssets(config.clientFolder ?? clientFolder());
  const hub = createStreamHub({ ports, heartbeatMs: config.heartbeatMs ?? HEARTBEAT_MS, report });
  const state = { stopping: false, port: config.port };
  const receiver = { ports, sink, order, botName: config.botName, now };
  const app = createApp({
    ports,
    demo: config.demo,
    botName: config.botName,
    places: config.places ?? [],
    assets,
    hub,
    report,
    probes: config.probes,
    gate: () => ({ port: state.port, allowedOrigins: config.allowedOrigins }),
    stopping: () => state.stopping,
    receive: (account, request) => receive(receiver, account, request),
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(TIMEOUTS, (request, response) => void listener(request, response));
  try {
    state.port = await bound(server, config);
  } catch (error) {
    hub.close();
    throw error;
  }
  return Object.assign(state, { server, hub });
}

function bound(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host.replace(/[[\]]/g, ''), () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Streams end at once, requests in hand are answered, then the port is free. */
export async function end(running: Running, graceMs = STOP_GRACE_MS): Promise<void> {
  running.stopping = true;
  running.hub.close();
  const closed = new Promise<void>((resolve) => running.server.close(() => resolve()));
  const cut = setTimeout(() => running.server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
