/**
 * An independent client of Feishu, `@satorijs/adapter-lark`, with a protobuf and an HTTP client of its own: what it reads
 * and does shows whether the fake speaks as Feishu does, not only as this project and the official SDK think.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import * as lark from '@satorijs/adapter-lark';
import type { FeishuServer } from './feishu-server.ts';

/** What it says of an event, as far as it is compared. */
export interface SatoriSession {
  readonly type: string;
  readonly content?: string;
  readonly userId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly isDirect: boolean;
  readonly timestamp: number;
  readonly quote?: { readonly id: string; readonly content: string };
}

interface SatoriBot {
  readonly selfId: string;
  readonly user: { readonly name?: string };
  readonly status: number;
  _refresher?: NodeJS.Timeout;
  sendMessage(channelId: string, content: string): Promise<string[]>;
  editMessage(channelId: string, messageId: string, content: string): Promise<void>;
  deleteMessage(channelId: string, messageId: string): Promise<void>;
  stop(): Promise<void>;
}

type Handler = (context: KoaContext) => void;

interface SatoriContext {
  readonly bots: readonly SatoriBot[];
  readonly http: { file(url: string): Promise<{ readonly data: ArrayBuffer }> };
  plugin(plugin: unknown, config?: object): void;
  on(event: 'internal/session', listener: (session: SatoriSession) => void): void;
  provide(name: 'server', value: { post(path: string, handler: Handler): void }): void;
  start(): Promise<void>;
}

interface Satori {
  readonly Context: new () => SatoriContext;
  readonly HTTP: unknown;
  readonly Logger: { readonly levels: { base: number } };
}

/** The few things of a request that its webhook looks at. */
interface KoaContext {
  status: number;
  body: unknown;
  readonly response: { body: unknown };
  readonly request: { readonly body: object; is(type: string): boolean };
  get(header: string): string;
}

const ONLINE = 1;
// Its types do not resolve here.
const { LarkBot } = lark as unknown as { readonly LarkBot: unknown };
// Its core is no dependency of this project, and must be the very one that the adapter loads.
const adapter = createRequire(import.meta.url).resolve('@satorijs/adapter-lark');
const core = createRequire(adapter)('@satorijs/core') as Satori;

async function koa(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const raw = Buffer.concat(parts).toString('utf8');
  const body = Object.assign(JSON.parse(raw) as object, { [Symbol.for('unparsedBody')]: raw });
  const context: KoaContext = {
    status: 404,
    body: null,
    response: { body: null },
    request: { body, is: (type) => (request.headers['content-type'] ?? '').includes(type) },
    get: (header) => String(request.headers[header.toLowerCase()] ?? ''),
  };
  handler(context);
  const said = context.response.body ?? context.body;
  response.writeHead(said === null ? context.status : 200).end(JSON.stringify(said));
}

export class SatoriPeer {
  readonly sessions: SatoriSession[] = [];
  readonly #context: SatoriContext;
  readonly #end: () => Promise<void>;

  private constructor(context: SatoriContext, end: () => Promise<void>) {
    this.#context = context;
    this.#end = end;
    context.on('internal/session', (session) => {
      if (!session.type.startsWith('login')) this.sessions.push(session);
    });
  }

  /** Connects by the long connection. */
  static async connect(feishu: FeishuServer): Promise<SatoriPeer> {
    const context = contextOf();
    const peer = new SatoriPeer(context, async () => {});
    const times = { retryTimes: 50, retryInterval: 50, retryLazy: 50 };
    context.plugin(LarkBot, { ...settingsOf(feishu), protocol: 'ws', ...times });
    await context.start();
    return peer;
  }

  /** Waits for calls of its webhook; `url` is where. */
  static async listen(feishu: FeishuServer, encryptKey: string): Promise<{ peer: SatoriPeer; url: string }> {
    const context = contextOf();
    const handlers = new Map<string, Handler>();
    const server = createServer((request, response) => {
      void koa(request, response, handlers.get(request.url ?? '') ?? ((none) => (none.status = 404)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.provide('server', { post: (path, handler) => void handlers.set(path, handler) });
    const peer = new SatoriPeer(context, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const checks = { path: '/feishu', encryptKey, verifySignature: true };
    context.plugin(LarkBot, { ...settingsOf(feishu), protocol: 'http', ...checks });
    await context.start();
    return { peer, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu` };
  }

  get bot(): SatoriBot {
    return this.#context.bots[0]!;
  }

  isOnline(): boolean {
    return this.#context.bots[0]?.status === ONLINE && this.bot.selfId !== '';
  }

  /** The bytes behind an address that stands in a session's content. */
  async fetch(content: string): Promise<Uint8Array> {
    const address = /src="([^"]+)"/.exec(content)?.[1]?.replaceAll('&amp;', '&') ?? '';
    return new Uint8Array((await this.#context.http.file(address)).data);
  }

  async stop(): Promise<void> {
    clearTimeout(this.bot._refresher);
    await this.bot.stop();
    await this.#end();
  }
}

function contextOf(): SatoriContext {
  core.Logger.levels.base = 0;
  const context = new core.Context();
  context.plugin(core.HTTP);
  return context;
}

const settingsOf = ({ appId, appSecret, url }: FeishuServer): object => ({
  platform: 'feishu',
  appId,
  appSecret,
  endpoint: `${url}/open-apis`,
});
