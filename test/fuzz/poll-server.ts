/** A Bot API that hands out whatever it is given, by the offset as Telegram does, and answers now and then with what is none. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Chance } from '../soak/chance.ts';

const BATCH = 100;
/** What the bot can't name can't be confirmed: Telegram would not send it, and this gives it up. */
const PATIENCE = 2;
const BAD_ANSWERS = 0.02;

interface Waiting {
  readonly update: unknown;
  handedOut: number;
}

const ME = { id: 7_000_000_001, is_bot: true, first_name: '驻村助手', username: 'zhucun_sample_bot' };

async function bodyOf(request: IncomingMessage): Promise<{ offset?: number; timeout?: number }> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return (text === '' ? {} : JSON.parse(text)) as { offset?: number; timeout?: number };
}

const idOf = (update: unknown): number => {
  const id: unknown = (update as { update_id?: unknown } | null)?.update_id;
  return typeof id === 'number' ? id : Number.NaN;
};

export class PollServer {
  readonly #chance: Chance;
  readonly #next: () => unknown;
  readonly #server: Server;
  #waiting: Waiting[] = [];
  #empty: () => void = () => undefined;
  /** Resolves once `next` gave undefined and all before was confirmed or given up. */
  readonly done = new Promise<void>((resolve) => (this.#empty = resolve));
  /** How many answers were given. */
  polls = 0;

  /** @param next the update that comes next, which may be null; undefined = there are no more */
  constructor(chance: Chance, next: () => unknown) {
    this.#chance = chance;
    this.#next = next;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').split('/').at(-1);
    const body = await bodyOf(request);
    if (method !== 'getUpdates') {
      put(response, method === 'getMe' ? ME : true);
      return;
    }
    this.polls += 1;
    if (this.#chance.next() < BAD_ANSWERS) {
      this.#answerBadly(response);
      return;
    }
    this.#confirm(body.offset ?? 0);
    while (this.#waiting.length < BATCH) {
      const update = this.#next();
      if (update === undefined) break;
      this.#waiting.push({ update, handedOut: 0 });
    }
    if (this.#waiting.length === 0) {
      this.#empty();
      if (body.timeout === 0) put(response, []);
      return; // any other is a long poll that nothing ends but the bot
    }
    for (const one of this.#waiting) one.handedOut += 1;
    put(
      response,
      this.#waiting.map(({ update }) => update),
    );
  }

  #confirm(offset: number): void {
    this.#waiting = this.#waiting.filter(({ update, handedOut }) => {
      const id = idOf(update);
      return Number.isNaN(id) ? handedOut < PATIENCE : id >= offset;
    });
  }

  #answerBadly(response: ServerResponse): void {
    const { pick } = this.#chance;
    const lot = this.#chance.next();
    if (lot < 0.2) response.destroy();
    else if (lot < 0.4) response.writeHead(pick([500, 502, 403, 429, 409, 400])).end('<html>nginx</html>');
    else if (lot < 0.6) response.end(pick(['', '{', 'null', '[]', '{"ok":true}', '{"ok":false}', '{"ok":true,"result":{}}']));
    else if (lot < 0.8) put(response, pick([null, 'x', 7, {}, [null], [[]], [{}], ['x'], [{ update_id: 'x' }]]));
    else response.end(pick(['{"ok":false,"error_code":429,"parameters":{"retry_after":-5}}', '{"ok":false,"error_code":"x"}']));
  } // prettier-ignore
}

const put = (response: ServerResponse, result: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }));
