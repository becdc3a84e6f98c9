/** Talks to a web chat over real HTTP as its client does, without a browser. */
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { MessageView, PageView, StateView } from '../../bots/web/client/wire.ts';
import type { WebStoreFake } from './web-ports.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One raw exchange: unlike fetch it lets a test set Host, Origin and Cookie. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const jsonOf = (reply: Reply): unknown => JSON.parse(reply.bytes.toString());

/** The Chinese sentence of a refusal. */
export const sentenceOf = (reply: Reply): string => (jsonOf(reply) as { error: { text: string } }).error.text;

/** One signed-in person at one server. `url` is asked each time, since a server that restarts may move. */
export class WebPerson {
  readonly accountId: string;
  readonly #url: () => string;
  readonly #cookie: string;

  constructor(accountId: string, url: () => string, store: Pick<WebStoreFake, 'session'>) {
    this.accountId = accountId;
    this.#url = url;
    this.#cookie = `zhucun=${store.session(accountId)}`;
  }

  get origin(): string {
    return this.#url().replace(/\/$/, '');
  }

  path(below: string): string {
    return `${this.origin}/a/${this.accountId}/${below}`;
  }

  get headers(): Record<string, string> {
    return { cookie: this.#cookie, origin: this.origin };
  }

  ask(below: string, more: Ask = {}): Promise<Reply> {
    return ask(this.path(below), { ...more, headers: { ...this.headers, ...more.headers } });
  }

  post(message: unknown): Promise<Reply> {
    const headers = { 'content-type': 'application/json' };
    return this.ask('api/messages', { method: 'POST', headers, body: JSON.stringify(message) });
  }

  async postForm(
    message: unknown,
    photos: readonly Uint8Array[],
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [],
  ): Promise<Reply> {
    const form = new FormData();
    form.set('message', JSON.stringify(message));
    for (const photo of photos) form.append('image', new Blob([Uint8Array.from(photo)]), 'photo');
    for (const { name, bytes } of files) form.append('file', new Blob([Uint8Array.from(bytes)]), name);
    const encoded = new Response(form);
    const body = new Uint8Array(await encoded.arrayBuffer());
    const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
    return this.ask('api/messages', { method: 'POST', headers, body });
  }

  async state(): Promise<StateView> {
    return jsonOf(await this.ask('api/state')) as StateView;
  }

  async messages(conversation: string): Promise<readonly MessageView[]> {
    const reply = await this.ask(`api/messages?conversation=${encodeURIComponent(conversation)}`);
    return (jsonOf(reply) as PageView).messages;
  }

  /** Opens the event stream; `since` goes on where another ended. */
  stream(since = ''): WebStream {
    return new WebStream(this.path(`api/stream?since=${encodeURIComponent(since)}`), this.headers);
  }
}

interface Event {
  readonly name: string;
  readonly data: unknown;
}

/** An event stream read by hand. */
export class WebStream {
  readonly events: Event[] = [];
  lastId = '';
  ended = false;
  status: number | null = null;
  #buffer = '';
  #waiting: (() => void)[] = [];
  readonly #request;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#request = request(url, { headers, agent: false }, (incoming) => {
      this.status = incoming.statusCode ?? 0;
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => this.#take(text));
      incoming.on('close', () => this.#end());
      incoming.on('error', () => this.#end());
    });
    this.#request.on('error', () => this.#end());
    this.#request.end();
  }

  get messages(): MessageView[] {
    return this.events.filter(({ name }) => name === 'message').map(({ data }) => data as MessageView);
  }

  /** Resolves once `enough` holds or rejects when the stream ends before. */
  async until(enough: (stream: this) => boolean): Promise<void> {
    while (!enough(this)) {
      if (this.ended)
        throw new Error(`stream ended (${String(this.status)}) with ${String(this.events.length)} events`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async untilEnded(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#request.destroy();
  }

  #end(): void {
    this.ended = true;
    this.#wake();
  }

  #take(text: string): void {
    this.#buffer += text;
    const blocks = this.#buffer.split('\n\n');
    this.#buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      this.events.push({ name: field('event'), data: JSON.parse(field('data')) });
      // As EventSource does: an event without an id leaves the last one standing.
      this.lastId = field('id') || this.lastId;
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
