/**
 * A Feishu open platform on 127.0.0.1: its HTTP API, its long connection and its webhooks, the people who use it, and
 * what goes wrong there. Checked against the official SDK and an independent client in `feishu-server.test.ts`.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { FeishuApi } from './feishu-api.ts';
import type { Scope } from './feishu-api.ts';
import { FeishuConnections } from './feishu-connection.ts';
import { shownMessage } from './feishu-content.ts';
import type { FeishuShown } from './feishu-content.ts';
import { FeishuDelivery } from './feishu-delivery.ts';
import type { Delivered } from './feishu-delivery.ts';
import { FeishuEvents } from './feishu-events.ts';
import { FeishuPerson } from './feishu-person.ts';
import { FeishuState, hex, newIds } from './feishu-state.ts';
import type { FeishuChat } from './feishu-state.ts';
import { WebhookSender } from './feishu-webhook.ts';
import type { WebhookSettings } from './feishu-webhook.ts';

/** A call as it came in. */
export interface FeishuCall {
  readonly method: string;
  readonly path: string;
  readonly at: number;
}

const isSend = ({ method, url }: IncomingMessage): boolean =>
  method !== 'GET' && (url ?? '').startsWith('/open-apis/im/v1/messages');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export class FeishuServer {
  readonly state = new FeishuState();
  readonly api = new FeishuApi(this.state);
  readonly connections = new FeishuConnections(this.state);
  readonly delivery: FeishuDelivery;
  /** All that was called, in order. */
  readonly calls: FeishuCall[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #ended = new AbortController();
  #port = 0;
  #webhook: WebhookSender | null = null;
  #events = new FeishuEvents(this.state, hex(32));
  #slowMs = 0;
  #dropsBefore = 0;
  #dropsAfter = 0;
  #failures: { status: number; times: number } = { status: 502, times: 0 };

  private constructor() {
    this.delivery = new FeishuDelivery(
      () => this.state.now(),
      (event) => (this.#webhook ?? this.connections).attempt(event),
    );
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {});
    });
    this.#server.on('upgrade', (request, stream) => this.connections.upgrade(request, stream));
  }

  static async start(): Promise<FeishuServer> {
    const feishu = new FeishuServer();
    await feishu.up();
    return feishu;
  }

  /** What the SDK calls its domain. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get appId(): string {
    return this.state.appId;
  }

  get appSecret(): string {
    return this.state.appSecret;
  }

  /** open_id of the bot. */
  get botId(): string {
    return this.state.bot.ids.open_id;
  }

  /** Ends all. */
  async close(): Promise<void> {
    this.#ended.abort();
    this.connections.close();
    await this.down();
  }

  // Who is there

  person(name: string, mobile: string | null = null): FeishuPerson {
    const account = { ids: newIds(), name, mobile };
    this.state.accounts.set(account.ids.open_id, account);
    return new FeishuPerson(account, {
      state: this.state,
      events: () => this.#events,
      delivery: this.delivery,
      hears: ({ kind }, named) => this.#hears(kind, named),
    });
  }

  /** A group with the bot; its id. */
  group(name: string, people: readonly FeishuPerson[]): string {
    const members = people.map(({ openId }) => openId);
    return this.state.addChat('group', name, members).id;
  }

  // What its users see

  shown(chatId: string): FeishuShown[] {
    return this.state.inChat(chatId).map((message) => shownMessage(this.state, message));
  }

  /** The bytes of an image or file that is shown. */
  bytes(key: string): Uint8Array {
    const resource = this.state.resources.get(key);
    if (resource === undefined) throw new Error('nobody sees such a file');
    return resource.bytes;
  }

  // How events go out

  /** Events go to this address from now on, instead of over the long connection. */
  callWebhook(settings: WebhookSettings): WebhookSender {
    this.#events = new FeishuEvents(this.state, settings.verificationToken);
    this.#webhook = new WebhookSender(settings, () => this.state.now());
    return this.#webhook;
  }

  /** Makes events of this app that nobody caused: for forgeries. */
  get events(): FeishuEvents {
    return this.#events;
  }

  /** The last event once more. */
  redeliver(): Promise<Delivered> {
    return this.delivery.redeliver();
  }

  /** Lets time pass on the platform: what falls due in it is delivered again. */
  async advance(ms: number): Promise<void> {
    const until = this.state.now() + ms;
    for (let due = this.delivery.nextDueAt(); due !== null && due <= until; due = this.delivery.nextDueAt()) {
      this.state.pass(Math.max(due - this.state.now(), 0));
      await this.delivery.retryDue();
    }
    this.state.pass(Math.max(until - this.state.now(), 0));
  }

  // What goes wrong

  /** Sends are refused as too many: all of the app's calls (HTTP 429), or those to one chat (code 230020). */
  limit({ retryAfter, chat }: { readonly retryAfter: number; readonly chat?: string }): void {
    const until = this.state.now() + retryAfter * 1000;
    if (chat === undefined) this.api.limitedUntil = until;
    else this.api.messages.limitedUntil.set(chat, until);
  }

  /** The next sends are cut off before the platform takes them. */
  dropBefore(times = 1): void {
    this.#dropsBefore = times;
  }

  /** The next sends are taken, and the connection cut before the answer. */
  dropAfter(times = 1): void {
    this.#dropsAfter = times;
  }

  /** The next calls are answered with this status, and done nothing for. */
  fail(status = 502, times = 1): void {
    this.#failures = { status, times };
  }

  /** What was planned and has not come about does not. */
  calm(): void {
    this.dropBefore(0);
    this.dropAfter(0);
    this.fail(502, 0);
  }

  /** Every call waits so long for its answer; 0 = as ever. */
  slow(ms: number): void {
    this.#slowMs = ms;
  }

  /** The port is closed and every connection cut. */
  async down(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    this.connections.cut();
    await closed;
  }

  /** Listens again, on the same port. */
  async up(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => resolve());
    });
    this.#server.removeAllListeners('error');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** The app gets, or loses, a permission. */
  grant(scope: Scope, granted: boolean): void {
    if (granted) this.api.granted.add(scope);
    else this.api.granted.delete(scope);
  }

  revokeTokens(): void {
    this.api.tokens.revokeAll();
  }

  /** Somebody takes the bot out of a group. */
  removeBot(chatId: string, by: FeishuPerson): Promise<Delivered> {
    const chat = this.#chat(chatId);
    chat.botIsIn = false;
    return this.delivery.deliver(this.#events.botRemoved(chatId, chat.name, by.account));
  }

  /** A person has stopped the bot (or, 230013, is not served by it). */
  block(person: FeishuPerson, code = 230053): void {
    this.api.messages.blockedBy.set(person.openId, code);
  }

  /** An image or file is refused from now on. */
  gone(key: string, code = 234003): void {
    const resource = this.state.resources.get(key);
    if (resource === undefined) throw new Error('there is no such file');
    resource.goneAs = code;
  }

  /** In a group the app hears what names it; all, with a permission of its own. */
  #hears(kind: FeishuChat['kind'], named: boolean): boolean {
    const { granted } = this.api;
    if (kind === 'p2p') return granted.has('im:message.p2p_msg:readonly');
    return granted.has('im:message.group_msg') || (named && granted.has('im:message.group_at_msg:readonly'));
  }

  #chat(chatId: string): FeishuChat {
    const chat = this.state.chats.get(chatId);
    if (chat === undefined) throw new Error('there is no such chat');
    return chat;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const { pathname: path, searchParams: query } = new URL(url, this.url);
    this.calls.push({ method, path, at: this.state.now() });
    try {
      const body = await bodyOf(request);
      if (this.#slowMs > 0) await pause(this.#slowMs, undefined, { signal: this.#ended.signal });
      if (isSend(request) && this.#dropsBefore-- > 0) return void request.socket.destroy();
      if (this.#failures.times-- > 0) return void response.writeHead(this.#failures.status).end('upstream error');
      const contentType = headers['content-type'] ?? '';
      const { authorization } = headers;
      if (path === '/callback/ws/endpoint') {
        const answer = this.connections.endpoint(JSON.parse(body.toString('utf8')), `127.0.0.1:${this.#port}`);
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      }
      const answer = await this.api.answer({ method, path, query, contentType, authorization, body });
      if (isSend(request) && this.#dropsAfter-- > 0) return void request.socket.destroy();
      response.setHeader('Date', new Date(this.state.now()).toUTCString());
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      request.socket.destroy();
    }
  }
}
