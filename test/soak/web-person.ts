/** One person at the web chat over real HTTP, as its client behaves: the same key again until the message is acknowledged. */
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { MessageView, PageView, PostedView } from '../../bots/web/client/wire.ts';
import { until } from './until.ts';

/** Where the service is to be reached just now. */
export interface Addresses {
  /** Address of that process, counted round and round; null while it has none. */
  at(which: number): string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** How a person asks, and who looks on. */
export interface Manner {
  /** How long they wait for an answer, in ms: a process that is stopped takes connections and never answers. */
  readonly answerMs: number;
  /** Told of each try to post: what was answered, null = nothing, and how long it took, in ms. */
  readonly tried: (reply: Reply | null, ms: number) => void;
}

const usual: Manner = { answerMs: 2_000, tried: () => undefined };

function ask(url: string, { method, headers, body }: Ask, timeout: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false, timeout }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What a client posts beside key and conversation. */
export type Said =
  | { readonly kind: 'text'; readonly text: string; readonly quote?: string }
  | { readonly kind: 'action'; readonly messageId: string; readonly value: string }
  | { readonly kind: 'location'; readonly location: object };

export class WebPerson {
  readonly personId: string;
  readonly accountId: string;
  readonly direct: string;
  /** Everything read so far, by id. */
  readonly read = new Map<string, MessageView>();
  readonly #addresses: Addresses;
  /** The process that answered last: a client stays with it while it answers. */
  #home: number;
  readonly #seen = new Map<string, number>();
  readonly #manner: Manner;
  #cookie = '';

  constructor(
    personId: string,
    home: number,
    conversations: readonly string[],
    addresses: Addresses,
    manner: Manner = usual,
  ) {
    this.personId = personId;
    this.#manner = manner;
    this.accountId = `web-${personId}`;
    this.direct = `d-${this.accountId}`;
    this.#home = home;
    this.#addresses = addresses;
    for (const one of [this.direct, ...conversations]) this.#seen.set(one, 0);
  }

  get conversations(): string[] {
    return [...this.#seen.keys()];
  }

  async signIn(): Promise<void> {
    const body = `accountId=${this.accountId}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await this.#asked('/pick', { method: 'POST', headers, body });
    const [, cookie] = /^(zhucun=[^;]+)/.exec(reply.headers['set-cookie']?.[0] ?? '') ?? [];
    if (cookie === undefined) throw new Error(`${this.accountId} could not sign in: ${reply.status} ${reply.text}`);
    this.#cookie = cookie;
  }

  /** Posts until it is acknowledged, to whichever process answers. */
  async post(eventKey: string, conversation: string, said: Said): Promise<PostedView> {
    const message = { eventKey, conversation, quote: null, ...said };
    return this.#posted('application/json', JSON.stringify(message));
  }

  /** Posts an image with words, until it is acknowledged. */
  async show(
    eventKey: string,
    conversation: string,
    text: string,
    image: Uint8Array<ArrayBuffer>,
  ): Promise<PostedView> {
    const form = new FormData();
    form.set('message', JSON.stringify({ eventKey, conversation, quote: null, kind: 'image', text }));
    form.set('image', new Blob([image]), 'image');
    const encoded = new Response(form);
    return this.#posted(encoded.headers.get('content-type') ?? '', Buffer.from(await encoded.arrayBuffer()));
  }

  async #posted(contentType: string, body: string | Buffer): Promise<PostedView> {
    const headers = { 'content-type': contentType };
    const reply = await this.#asked(`/a/${this.accountId}/api/messages`, { method: 'POST', headers, body });
    return JSON.parse(reply.text) as PostedView;
  }

  /** Reads what is new in all conversations. */
  async refresh(): Promise<void> {
    for (let more = true; more;) {
      const since = [...this.#seen].map(([name, change]) => `${encodeURIComponent(name)}=${change}`).join('&');
      const page = await this.#get(`api/changes?since=${encodeURIComponent(since)}`);
      for (const message of page.messages) {
        this.#keep(message);
        this.#seen.set(message.conversation, Math.max(this.#seen.get(message.conversation) ?? 0, message.change));
      }
      ({ more } = page);
    }
  }

  /** Buttons that were seen stay pressable here after the bot took them off: a person may be that quick. */
  #keep(message: MessageView): void {
    const known = this.read.get(message.id);
    this.read.set(message.id, known === undefined ? message : { ...message, buttons: known.buttons });
  }

  /** The first message of the bot, in order, that fits. */
  async hears(what: string, fits: (message: MessageView) => boolean): Promise<MessageView> {
    return until(`${this.personId} hears ${what}`, async () => {
      await this.refresh();
      return this.botMessages().find(fits);
    });
  }

  /** What the bot said, in order. */
  botMessages(): MessageView[] {
    return [...this.read.values()].filter((m) => m.from === 'bot').sort((a, b) => a.seq - b.seq);
  }

  /** A whole conversation as the client pages through it, oldest first. */
  async wholeLog(conversation: string): Promise<MessageView[]> {
    const all: MessageView[] = [];
    for (let more = true; more;) {
      const before = all[0] === undefined ? '' : `&before=${all[0].seq}`;
      const page = await this.#get(`api/messages?conversation=${encodeURIComponent(conversation)}${before}`);
      all.unshift(...page.messages);
      ({ more } = page);
    }
    return all;
  }

  async #get(below: string): Promise<PageView> {
    return JSON.parse(
      (await this.#asked(`/a/${this.accountId}/${below}`, { method: 'GET', headers: {} })).text,
    ) as PageView;
  }

  /** @throws on a refusal, which no retry would change */
  async #asked(path: string, what: Ask): Promise<Reply> {
    const reply = await until(`${this.accountId} ${what.method} ${path}`, async () => {
      const asked = this.#home;
      const origin = this.#addresses.at(asked);
      const headers = { ...what.headers, cookie: this.#cookie, origin: origin ?? '' };
      const answer = origin === null ? null : await this.#tried(`${origin}${path}`, { ...what, headers });
      if (answer !== null && answer.status < 500) return answer;
      if (this.#home === asked) this.#home += 1;
      return null;
    });
    if (reply.status >= 400)
      throw new Error(`${what.method} ${path}: ${reply.status} ${reply.text}\n${String(what.body ?? '')}`);
    return reply;
  }

  async #tried(url: string, what: Ask): Promise<Reply | null> {
    const began = performance.now();
    const reply = await ask(url, what, this.#manner.answerMs).catch(() => null);
    if (what.method === 'POST') this.#manner.tried(reply, performance.now() - began);
    return reply;
  }
}
