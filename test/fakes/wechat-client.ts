/** wechaty's own client of a puppet service, as the tests of the fake gateway use it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { puppet as grpc } from 'wechaty-grpc';
import type { payloads } from 'wechaty-puppet';
import { PuppetService } from 'wechaty-puppet-service';
import { expect, vi } from 'vitest';
import { WechatGateway } from './wechat-gateway.ts';
import type { WechatSetting } from './wechat-gateway.ts';
import type { WechatPerson } from './wechat-person.ts';

/** Real time that anything on the wire may take. */
export const PATIENCE = { timeout: 10_000, interval: 10 };

interface Answer {
  getLocation(): { toObject(): object };
}

type Look = 'messageFile' | 'messageLocation';
type Looks = Record<Look, (request: object, done: (error: Error | null, answer: Answer) => void) => void>;

/** The stub under the client: its own types lead nowhere. */
const stubOf = ({ grpcManager }: PuppetService): Looks & { close(): void } =>
  (grpcManager as unknown as { client: Looks & { close(): void } }).client;

const REQUESTS = grpc as unknown as Record<string, new () => { setId(id: string): object }>;

export interface ClientSetting {
  /** A folder of its own: there it keeps and locks what it has looked up. */
  readonly home: string;
  readonly token?: string;
  readonly ca?: string;
}

export class WechatClient {
  readonly puppet: PuppetService;
  readonly messages: payloads.Message[] = [];
  readonly handles: string[] = [];
  /** `login <id>`, `logout <why>`, `scan <code>`, `dong <data>`, `error`, `unread`. */
  readonly events: string[] = [];
  #started = false;

  constructor(gateway: WechatGateway, { home, token = gateway.token, ca = gateway.caPem }: ClientSetting) {
    vi.stubEnv('HOME', home);
    const tls = { caCert: ca, serverName: gateway.serverName };
    this.puppet = new PuppetService({ endpoint: `${gateway.host}:${String(gateway.port)}`, token, tls });
    const { puppet, events } = this;
    puppet.on('login', ({ contactId }) => void events.push(`login ${contactId}`));
    puppet.on('logout', ({ data }) => void events.push(`logout ${data ?? ''}`));
    puppet.on('scan', ({ qrcode }) => void events.push(`scan ${qrcode ?? ''}`));
    puppet.on('dong', ({ data }) => void events.push(`dong ${data ?? ''}`));
    puppet.on('error', () => void events.push('error'));
    puppet.on('message', ({ messageId }) => {
      this.handles.push(messageId);
      const read = puppet.messagePayload(messageId).then((payload) => this.messages.push(payload));
      read.catch(() => events.push('unread'));
    });
  }

  async start(): Promise<void> {
    await this.puppet.start();
    this.#started = true;
  }

  /** As nobody should: it acts on the account. */
  async stop(): Promise<void> {
    this.#started = false;
    await this.puppet.stop();
  }

  close(): void {
    if (this.#started) stubOf(this.puppet).close();
  }

  texts(): string[] {
    return this.messages.map(({ text }) => text ?? '');
  }

  /** Asks the gateway itself: the client hangs for good where a file is gone, and makes 0, 0 of every place. */
  asks(look: Look, handle: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const Request = REQUESTS[look === 'messageFile' ? 'MessageFileRequest' : 'MessageLocationRequest']!;
      const done = (error: Error | null, answer: Answer): void => (error ? reject(error) : resolve(answer));
      stubOf(this.puppet)[look](new Request().setId(handle), done);
    });
  }
}

/** A gateway, somebody who writes there, and its clients. */
export class WechatLine {
  readonly gateway: WechatGateway;
  readonly person: WechatPerson;
  readonly #home: string;
  readonly #clients: WechatClient[] = [];

  private constructor(gateway: WechatGateway, home: string) {
    this.gateway = gateway;
    this.person = gateway.person('示例甲');
    this.#home = home;
  }

  static async open(setting: WechatSetting = {}): Promise<WechatLine> {
    const home = await mkdtemp(join(tmpdir(), 'wechat-gateway-'));
    return new WechatLine(await WechatGateway.start(setting), home);
  }

  client(more: Partial<ClientSetting> = {}): WechatClient {
    const client = new WechatClient(this.gateway, { home: join(this.#home, String(this.#clients.length)), ...more });
    this.#clients.push(client);
    return client;
  }

  /** A client that is signed in, unless there is a code to scan. */
  async started(): Promise<WechatClient> {
    const { gateway } = this;
    const client = this.client();
    await client.start();
    if (gateway.signedIn) await expect.poll(() => client.events, PATIENCE).toContain(`login ${gateway.botId}`);
    return client;
  }

  async close(): Promise<void> {
    for (const one of this.#clients) one.close();
    await this.gateway.close();
    vi.unstubAllEnvs();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** By which code gRPC says that something failed; 0 = it did not. */
export const codeOf = (asked: Promise<unknown>): Promise<number> =>
  asked.then(
    () => 0,
    (error: unknown) => (error as { code: number }).code,
  );

export const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
