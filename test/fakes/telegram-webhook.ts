/** Posts updates to the bot's webhook, in order for each chat, again and again until it takes them. */
import { Agent, request } from 'node:http';
import type { Update, WebhookInfo } from 'grammy/types';
import { ApiRefusal } from './telegram-refusal.ts';
import type { TelegramParams } from './telegram-body.ts';
import type { UpdateQueue } from './telegram-queue.ts';

/** One post as Telegram saw it; status 0 = no answer. */
export interface WebhookPost {
  readonly updateId: number;
  readonly status: number;
  readonly ms: number;
}

export interface PostedAnswer {
  readonly status: number;
  /** The words beside the status, or why there is none. */
  readonly reason: string;
  /** Seconds that the answer asks for before the next try; 0 = none. */
  readonly retryAfter: number;
  readonly body: string;
  readonly ms: number;
}

interface Hook {
  readonly url: string;
  readonly secret: string | null;
  readonly maxConnections: number;
}

const LONGEST_WAIT_S = 60;
const ANSWER_WITHIN_MS = 60_000;
const PORTS = ['', '80', '88', '443', '8443'];

export class WebhookSender {
  hook: Hook | null = null;
  /** Where the operator's own server passes posts on to; the path stays. */
  behind: string | null = null;
  readonly posts: WebhookPost[] = [];
  readonly #queue: UpdateQueue;
  readonly #now: () => number;
  readonly #secondMs: number;
  /** As Telegram does: connections stay open between posts. */
  readonly #agent = new Agent({ keepAlive: true });
  readonly #workers = new Map<string, Promise<void>>();
  #lastError: { readonly at: number; readonly message: string } | null = null;
  readonly #ended = new AbortController();
  #nudge = new AbortController();

  constructor(queue: UpdateQueue, now: () => number, secondMs: number) {
    this.#queue = queue;
    this.#now = now;
    this.#secondMs = secondMs;
    queue.onNews = () => this.wake();
  }

  set(params: TelegramParams): true {
    const url = params.text('url');
    if (url === '') return this.remove();
    const secret = params.text('secret_token');
    checkHook(url, secret);
    this.hook = { url, secret: secret === '' ? null : secret, maxConnections: params.number('max_connections') || 40 };
    this.#lastError = null;
    this.#queue.endPoll('terminated by setWebhook request');
    this.retryNow();
    return true;
  }

  remove(): true {
    this.hook = null;
    this.retryNow();
    return true;
  }

  /** What was refused is tried again at once. */
  retryNow(): void {
    this.#nudge.abort();
    this.#nudge = new AbortController();
    this.wake();
  }

  info(allowed: readonly string[]): WebhookInfo {
    const error = this.#lastError;
    return {
      url: this.hook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#queue.waiting.length,
      ...(this.hook !== null && { max_connections: this.hook.maxConnections, ip_address: '127.0.0.1' }),
      ...(error !== null && { last_error_date: Math.floor(error.at / 1000), last_error_message: error.message }),
      ...(allowed.length > 0 && { allowed_updates: allowed as NonNullable<WebhookInfo['allowed_updates']> }),
    };
  }

  /** Starts on what waits. */
  wake(): void {
    if (this.hook === null || this.#ended.signal.aborted) return;
    for (const line of new Set(this.#queue.waiting.map(lineOf))) {
      if (this.#workers.has(line)) continue;
      const done = this.#work(line).then(() => {
        this.#workers.delete(line);
        // What came between its last look and here.
        this.wake();
      });
      this.#workers.set(line, done);
    }
  }

  /** Posts anything to where the webhook is, as anybody could. */
  post(body: string | Uint8Array, headers: Readonly<Record<string, string>>): Promise<PostedAnswer> {
    if (this.hook === null) return Promise.reject(new Error('no webhook is set'));
    const url = new URL(this.hook.url);
    const target = this.behind === null ? url : new URL(url.pathname + url.search, this.behind);
    return posted(target, body, headers, this.#agent, this.#ended.signal);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.#nudge.abort();
    await Promise.all(this.#workers.values());
    this.#agent.destroy();
  }

  /** Of what is refused the second try comes at once, then after 2, 4, 8 … s, or when the answer says. */
  async #work(line: string): Promise<void> {
    let wait = 1;
    for (let failures = 0; ;) {
      const update = this.#queue.waiting.find((one) => lineOf(one) === line);
      if (update === undefined || this.hook === null || this.#ended.signal.aborted) return;
      const { status, retryAfter } = await this.#deliver(update, this.hook);
      const taken = isTaken(status);
      failures = taken ? 0 : failures + 1;
      if (taken) wait = 1;
      else if (retryAfter === 0 && failures > 1) wait = Math.min(wait * 2, LONGEST_WAIT_S);
      const seconds = retryAfter > 0 ? retryAfter : failures > 1 ? wait : 0;
      if (seconds > 0) await pause(seconds * this.#secondMs, this.#nudge.signal);
    }
  }

  async #deliver(update: Update, hook: Hook): Promise<PostedAnswer> {
    const secret = hook.secret === null ? {} : { 'x-telegram-bot-api-secret-token': hook.secret };
    const headers = { 'content-type': 'application/json', ...secret };
    const answer = await this.post(JSON.stringify(update), headers);
    if (this.#ended.signal.aborted) return answer;
    const { status, ms } = answer;
    this.posts.push({ updateId: update.update_id, status, ms });
    if (!isTaken(status)) this.#lastError = { at: this.#now(), message: errorOf(answer) };
    this.#queue.settle(update.update_id, isTaken(status) ? 'acknowledged' : 'not-acknowledged');
    return answer;
  }
}

const isTaken = (status: number): boolean => status >= 200 && status < 300;

const errorOf = ({ status, reason }: PostedAnswer): string =>
  status === 0 ? reason : `Wrong response from the webhook: ${status} ${reason}`.trim();

/** What is posted in order: all of one chat, but presses on a line of their own for each person. */
function lineOf({ update_id, message, edited_message, callback_query, my_chat_member }: Update): string {
  if (callback_query !== undefined) return `press ${callback_query.from.id}`;
  return String((message ?? edited_message ?? my_chat_member)?.chat.id ?? `update ${update_id}`);
}

function checkHook(address: string, secret: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  // As a server of one's own allows: plain HTTP on this machine, on any port.
  const local = url?.protocol === 'http:' && url.hostname === '127.0.0.1';
  if (url === null || (url.protocol !== 'https:' && !local)) {
    throw new ApiRefusal(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!local && !PORTS.includes(url.port)) {
    throw new ApiRefusal(400, 'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  if (secret.length > 256) throw new ApiRefusal(400, 'Bad Request: secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw new ApiRefusal(400, 'Bad Request: secret token contains unallowed characters');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener('abort', over);
  });
}

/** One post; where no answer comes the status is 0. */
function posted(
  url: URL,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
  ended: AbortSignal,
): Promise<PostedAnswer> {
  const began = performance.now();
  const signal = AbortSignal.any([ended, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  return new Promise((resolve) => {
    const done = (status: number, reason: string, text = '', retryAfter = 0): void =>
      resolve({ status, reason, retryAfter, body: text, ms: Math.round(performance.now() - began) });
    const outgoing = request(url, { method: 'POST', headers, agent, signal }, (incoming) => {
      const { statusCode = 0, statusMessage = '', headers: answered } = incoming;
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        done(statusCode, statusMessage, Buffer.concat(chunks).toString(), Number(answered['retry-after'] ?? 0) || 0),
      );
      incoming.on('error', () => done(statusCode, statusMessage));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => done(0, reasonOf(error)));
    outgoing.end(body);
  });
}

function reasonOf({ code, name }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'Connection refused';
  return name === 'TimeoutError' ? 'Read timeout expired' : 'Webhook connection closed';
}
