/** The gateway as clients reach it: wechaty's own gRPC server with TLS around the puppet, behind a line that can fail. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { log } from 'wechaty-puppet';
import { PuppetServer } from 'wechaty-puppet-service';
import { GatewayPuppet } from './wechat-puppet.ts';
import type { WechatBackend } from './wechat-puppet.ts';
import { WechatRelay } from './wechat-relay.ts';

/** What happens at WeChat and the client is told of, as far as there is one that listens. */
export type WechatEvent =
  | { readonly is: 'message'; readonly handle: string }
  | { readonly is: 'login' }
  | { readonly is: 'logout'; readonly reason: string }
  | { readonly is: 'scan'; readonly scan: string };

export interface WechatWire {
  readonly port: number;
  tell(event: WechatEvent): Promise<void>;
  /** Breaks every connection; new ones may be made. */
  cut(): void;
  /** Whether everything stands still, without an answer and without an end. */
  hold(held: boolean): void;
  close(): Promise<void>;
  /** Where it is a process: resolves once that is gone. */
  kill?(signal: NodeJS.Signals): Promise<void>;
}

export interface WireSetting {
  readonly token: string;
  /** 0 = any. */
  readonly port: number;
}

/** wechaty's log goes to the terminal; what fails here fails on purpose. */
log.level('silent');

const pem = (name: string): string => readFileSync(new URL(`../fixtures/wechat/${name}`, import.meta.url), 'utf8');
/** The authority that signed the gateway's certificate, PEM. */
export const CA_PEM = pem('ca.pem');
/** The name in the certificate. */
export const SERVER_NAME = 'gateway.test';

/** gRPC's server does not tell which port it got. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function openWire(backend: WechatBackend, { token, port }: WireSetting): Promise<WechatWire> {
  const relay = new WechatRelay();
  const puppet = new GatewayPuppet(backend, () => relay.cut());
  // Without a listener an error would end the process.
  puppet.on('error', () => undefined);
  const inner = await freePort();
  const tls = { serverCert: pem('server.pem'), serverKey: pem('server.key') };
  const server = new PuppetServer({ endpoint: `127.0.0.1:${String(inner)}`, puppet, token, tls });
  await server.start();
  await puppet.start();
  await relay.open(inner, port);
  return {
    port: relay.port,
    tell: async (event) => tell(puppet, event),
    cut: () => relay.cut(),
    hold: (held) => relay.hold(held),
    async close() {
      await relay.close();
      await server.stop();
    },
  };
}

async function tell(puppet: GatewayPuppet, event: WechatEvent): Promise<void> {
  switch (event.is) {
    case 'message':
      puppet.emit('message', { messageId: event.handle });
      break;
    case 'login':
      await puppet.onStart();
      break;
    case 'logout':
      await puppet.signOut(event.reason);
      break;
    case 'scan':
      puppet.show(event.scan);
  }
}
