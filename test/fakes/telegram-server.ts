/**
 * A Telegram Bot API server on loopback: getUpdates and webhooks as the real one does them, its errors and limits,
 * files, what its users do and see, and what goes wrong between.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { BotCommand } from 'grammy/types';
import { TelegramParams, readBody } from './telegram-body.ts';
import { chatIdOf } from './telegram-chats.ts';
import { serveFile } from './telegram-download.ts';
import { TelegramFaults } from './telegram-faults.ts';
import { methodOf } from './telegram-methods.ts';
import { TelegramPerson } from './telegram-person.ts';
import { UpdateQueue } from './telegram-queue.ts';
import type { TelegramDelivery } from './telegram-queue.ts';
import { ApiRefusal } from './telegram-refusal.ts';
import { WebhookSender } from './telegram-webhook.ts';
import type { PostedAnswer, WebhookPost } from './telegram-webhook.ts';
import { TelegramWorld } from './telegram-world.ts';
import type { FileFault, TelegramShown } from './telegram-world.ts';

export interface TelegramSetting {
  readonly now?: () => number;
  /** How long a second takes, in ms, where a long poll or the next try of a post waits. */
  readonly secondMs?: number;
  /** How long a poller may keep an update without confirming it before that counts as not acknowledged, in ms. */
  readonly patienceMs?: number;
}

/** A call of the bot: its method, parameters without files, and how it was answered (0 = the connection was cut). */
export interface TelegramCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly status: number;
}

/** A post as somebody other than Telegram sends it; `secret` undefined = none. */
export interface ForgedPost {
  readonly secret?: string;
  readonly body: string | Uint8Array | object;
}

export class TelegramServer {
  readonly token = '7000000001:AAsample-token-of-the-fake-bot-0000';
  readonly world: TelegramWorld;
  readonly faults = new TelegramFaults();
  readonly calls: TelegramCall[] = [];
  readonly #queue: UpdateQueue;
  readonly #webhook: WebhookSender;
  readonly #commands = new Map<string, BotCommand[]>();
  readonly #secondMs: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  private constructor({ now = Date.now, secondMs = 1_000, patienceMs = 3_000 }: TelegramSetting) {
    this.#queue = new UpdateQueue(patienceMs, now);
    this.world = new TelegramWorld(now);
    this.#webhook = new WebhookSender(this.#queue, now, secondMs);
    this.#secondMs = secondMs;
  }

  static async start(setting: TelegramSetting = {}): Promise<TelegramServer> {
    const server = new TelegramServer(setting);
    await server.up();
    return server;
  }

  /** Root of the API, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Listens again, on the port that it had. */
  async up(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer((request, response) => void this.#serve(request, response));
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Nothing listens any more, and what was connected is cut off. People may go on writing. */
  async down(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async close(): Promise<void> {
    this.#queue.close();
    await this.#webhook.close();
    await this.down();
  }

  /** Somebody who has started the chat with the bot, unless `started` says otherwise. */
  person(name: string, { username, started = true }: { username?: string; started?: boolean } = {}): TelegramPerson {
    const id = this.world.nextUserId();
    const names = { first_name: name, ...(username !== undefined && { username }) };
    const user = { id, is_bot: false, ...names, language_code: 'zh-hans' };
    this.world.users.set(id, user);
    this.world.open({ id, type: 'private', ...names }, started ? 'in' : 'never', [id]);
    return new TelegramPerson(user, this.world, this.#queue);
  }

  /** A group, with the bot in it unless `bot` says otherwise. Returns its id. */
  group(
    title: string,
    members: readonly TelegramPerson[],
    { bot = true, type = 'supergroup' }: { bot?: boolean; type?: 'group' | 'supergroup' } = {},
  ): number {
    const id = this.world.nextGroupId(type);
    this.world.open(
      { id, type, title },
      bot ? 'in' : 'never',
      members.map((one) => one.id),
    );
    return id;
  }

  /** What stands in a chat, as its readers see it. */
  shown(chatId: number): TelegramShown[] {
    return this.world.shown(chatId);
  }

  /** The command menu that the bot published for everybody. */
  get menu(): readonly BotCommand[] {
    return this.#commands.get('{"type":"default"} ') ?? [];
  }

  /** How many updates the bot has not confirmed. */
  get unconfirmed(): number {
    return this.#queue.waiting.length;
  }

  /** Whether a long poll waits. */
  get polling(): boolean {
    return this.#queue.polled;
  }

  /** Delivers an update once more, the last without an id, and tells how it is taken. */
  redeliver(updateId?: number): Promise<TelegramDelivery> {
    const id = this.#queue.again(updateId);
    this.#webhook.retryNow();
    return this.#queue.outcome(id);
  }

  /** Keeps updates back until `release`. */
  hold(): void {
    this.#queue.hold();
  }

  release(order: 'as-sent' | 'reversed'): void {
    this.#queue.release(order, this.#webhook.hook === null);
  }

  /** The operator's own server, which passes posts to the public address on to this one. */
  passWebhookTo(url: string): void {
    this.#webhook.behind = url;
    this.#webhook.retryNow();
  }

  /** What Telegram posted to the webhook, with status and time of each answer. */
  get posts(): readonly WebhookPost[] {
    return this.#webhook.posts;
  }

  forge({ secret, body }: ForgedPost): Promise<PostedAnswer> {
    const headers = {
      'content-type': 'application/json',
      ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
    };
    const plain = typeof body === 'string' || body instanceof Uint8Array;
    return this.#webhook.post(plain ? body : JSON.stringify(body), headers);
  }

  /** Makes every size of what a message carries fail from now on. */
  breakFiles({ chatId, messageId }: { chatId: number; messageId: number }, fault: FileFault | null): void {
    const { photo = [], document } = this.world.find(chatId, messageId)!;
    for (const { file_id: id } of [...photo, ...(document === undefined ? [] : [document])]) {
      this.world.files.get(id)!.fault = fault;
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.url);
      const [, file, token, rest] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
      if (token === undefined || rest === undefined) throw new ApiRefusal(404, 'Not Found');
      if (token !== this.token) throw new ApiRefusal(401, 'Unauthorized');
      if (file === undefined) await this.#call(rest, url, request, response);
      else serveFile(this.world, rest, response);
    } catch (error) {
      answerRefusal(response, error);
    }
  }

  async #call(method: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const params = TelegramParams.read(url, request.headers['content-type'] ?? '', await readBody(request));
    const chatId = chatIdOf(params, this.world);
    const note = (status: number): unknown =>
      this.calls.push({ method, params: params.values, at: this.world.now(), status });
    const takes = (kind: 'drop-before' | 'drop-after' | 'status' | 'slow'): number | null =>
      this.faults.take(kind, method, chatId);
    if (takes('drop-before') !== null) {
      cut(response, note);
      return;
    }
    const gateway = takes('status');
    if (gateway !== null) {
      answerPage(response, gateway, note);
      return;
    }
    try {
      this.faults.flood(method, chatId, this.world.now());
      const result = await this.#answer(method, params, response);
      const late = takes('slow');
      if (late !== null) await closedAfter(response, late);
      if (takes('drop-after') !== null) {
        cut(response, note);
        return;
      }
      note(200);
      answer(response, 200, { ok: true, result });
    } catch (error) {
      note(error instanceof ApiRefusal ? error.code : 500);
      throw error;
    }
  }

  async #answer(method: string, params: TelegramParams, response: ServerResponse): Promise<unknown> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { world } = this;
    const parts = { queue: this.#queue, webhook: this.#webhook, commands: this.#commands, secondMs: this.#secondMs };
    return methodOf(method)({ params, world, ...parts, gone: gone.signal });
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function answerRefusal(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const { code, message, parameters } =
    error instanceof ApiRefusal ? error : new ApiRefusal(500, `Internal Server Error: ${String(error)}`);
  const more = parameters === null ? {} : { parameters };
  answer(response, code, { ok: false, error_code: code, description: message, ...more });
}

function answerPage(response: ServerResponse, status: number, note: (status: number) => unknown): void {
  note(status);
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<html><head><title>${String(status)}</title></head><body>nginx</body></html>`);
}

function cut(response: ServerResponse, note: (status: number) => unknown): void {
  note(0);
  response.socket?.destroy();
}

/** Resolves after `ms`, or once the caller hangs up. */
function closedAfter(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
