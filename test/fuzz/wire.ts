/** A raw line to the server: bytes out, answers in, in order; nothing of it repairs what was sent. */
import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Shot } from './draft.ts';

export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const PATIENCE_MS = 20_000;

/** The first answer in `bytes` and what follows it; null = not whole yet. Interim answers are passed over. */
export function firstAnswer(bytes: Buffer, toHead: boolean): { answer: Answer; rest: Buffer } | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const [line = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(line.split(' ')[1]);
  const rest = bytes.subarray(end + 4);
  if (status < 200) return firstAnswer(rest, toHead);
  const headers = new Map(
    fields.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
  );
  const body = toHead || status === 204 || status === 304 ? { body: Buffer.alloc(0), rest } : bodyOf(rest, headers);
  return body && { answer: { status, headers, body: body.body }, rest: body.rest };
}

function bodyOf(rest: Buffer, headers: ReadonlyMap<string, string>): { body: Buffer; rest: Buffer } | null {
  if (headers.get('transfer-encoding') === 'chunked') return chunks(rest);
  const length = Number(headers.get('content-length') ?? 0);
  return rest.length < length ? null : { body: rest.subarray(0, length), rest: rest.subarray(length) };
}

function chunks(bytes: Buffer): { body: Buffer; rest: Buffer } | null {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return null;
    if (size === 0) return { body: Buffer.concat(parts), rest: bytes.subarray(next) };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
}

/** A connection that is opened anew whenever the server, or what was sent, has closed it. */
export class Line {
  #socket: Socket | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  #stirred: () => void = () => undefined;
  #closed = true;
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** What was answered, one for each in order; null where the line closed first. */
  async exchange(shots: readonly Shot[]): Promise<(Answer | null)[]> {
    const socket = await this.#open();
    const last = shots.at(-1)!;
    for (const shot of shots) await write(socket, shot);
    if (last.ends === 'cut') {
      this.close();
      return shots.map(() => null);
    }
    if (last.ends === 'end') socket.end();
    const answers: (Answer | null)[] = [];
    for (const shot of shots) answers.push(await this.#answer(shot.method === 'HEAD'));
    if (last.ends === 'end' || answers.at(-1) === null) this.close();
    return answers;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  async #answer(toHead: boolean): Promise<Answer | null> {
    const giveUp = AbortSignal.timeout(PATIENCE_MS);
    giveUp.addEventListener('abort', () => this.#stirred());
    for (;;) {
      const first = firstAnswer(this.#bytes, toHead);
      if (first) {
        this.#bytes = first.rest;
        if (first.answer.headers.get('connection') === 'close') this.#closed = true;
        return first.answer;
      }
      if (this.#closed) return null;
      if (giveUp.aborted) throw new Error(`no answer within ${String(PATIENCE_MS)} ms`);
      await new Promise<void>((resolve) => (this.#stirred = resolve));
    }
  }

  async #open(): Promise<Socket> {
    if (this.#socket && !this.#closed && this.#socket.writable) return this.#socket;
    this.close();
    this.#bytes = Buffer.alloc(0);
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    this.#socket = socket;
    this.#closed = false;
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const over = (): void => {
      if (this.#socket !== socket) return;
      this.#closed = true;
      this.#stirred();
    };
    socket.on('data', (part) => {
      if (this.#socket !== socket) return;
      this.#bytes = Buffer.concat([this.#bytes, part]);
      this.#stirred();
    });
    for (const event of ['end', 'close', 'error']) socket.on(event, over);
    return socket;
  }
}

async function write(socket: Socket, { bytes, slow }: Shot): Promise<void> {
  const step = slow ? Math.max(1, Math.ceil(bytes.length / 4)) : Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length; at += step) {
    if (!socket.writable) return;
    socket.write(bytes.subarray(at, at + step));
    if (slow) await new Promise((resolve) => setImmediate(resolve));
  }
}
