/** A long connection that sends whatever it is given; everything else is the Feishu of the tests. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { DATA, decodeFrame, encodeFrame } from '../fakes/feishu-frames.ts';
import { FarSocket } from '../fakes/feishu-socket.ts';
import type { Chance } from '../soak/chance.ts';
import { mangled } from './bent.ts';

const ACK_WITHIN_MS = 5_000;
const HEADERS = ['type', 'message_id', 'sum', 'seq', 'trace_id'];
const VALUES = ['', '0', '-1', '1', '2', '99999999999', 'NaN', 'event', 'card', 'pong', 'x', '__proto__'];

export class FrameServer {
  readonly #behind: string;
  readonly #chance: Chance;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #line: FarSocket | null = null;
  #connected: () => void = () => undefined;
  #ids = 0;
  readonly #acks = new Map<string, (taken: boolean) => void>();

  constructor(behind: string, chance: Chance) {
    this.#behind = behind;
    this.#chance = chance;
    this.#server = createServer((request, response) => void this.#pass(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    this.#server.on('upgrade', (request, stream) => {
      const line = new FarSocket(request, stream);
      line.onMessage = (message) => this.#heard(message);
      line.onClose = () => {
        if (this.#line === line) this.#line = null;
      };
      this.#line = line;
      this.#connected();
    });
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** A frame with this payload, bent itself now and then; nobody waits for its answer. @returns what was sent */
  sendBent(payload: Uint8Array): Uint8Array {
    const { next, pick } = this.#chance;
    const headers = this.#headers();
    if (next() < 0.3) headers[pick(HEADERS)] = pick(VALUES);
    if (next() < 0.1) Reflect.deleteProperty(headers, pick(HEADERS));
    const method = next() < 0.05 ? pick([0, 2, 7]) : DATA;
    const whole = encodeFrame({ seqId: 1n, logId: 1n, service: 7_788_990, method, headers, payload });
    const frame = next() < 0.2 ? mangled(whole, this.#chance) : whole;
    this.#line?.send(frame);
    return frame;
  }

  /** Whether the event was taken for good. */
  async deliver(event: object): Promise<boolean> {
    if (this.#line === null) await new Promise<void>((resolve) => (this.#connected = resolve));
    const headers = this.#headers();
    const id = headers['message_id'] ?? '';
    const payload = Buffer.from(JSON.stringify(event));
    const taken = new Promise<boolean>((resolve) => this.#acks.set(id, resolve));
    const timer = setTimeout(() => this.#acks.get(id)?.(false), ACK_WITHIN_MS);
    this.#line?.send(encodeFrame({ seqId: 1n, logId: 1n, service: 7_788_990, method: DATA, headers, payload }));
    const answer = await taken;
    clearTimeout(timer);
    this.#acks.delete(id);
    return answer;
  }

  #headers(): Record<string, string> {
    const id = `message-${String((this.#ids += 1))}`;
    return { type: 'event', message_id: id, sum: '1', seq: '0', trace_id: 'trace' };
  }

  #heard(message: Buffer): void {
    const { headers, payload } = decodeFrame(message);
    const said = Buffer.from(payload).toString('utf8');
    this.#acks.get(headers['message_id'] ?? '')?.(said.includes('"code":200'));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if ((request.url ?? '').startsWith('/callback/ws/endpoint')) {
      const URL = `ws://127.0.0.1:${this.#port}/ws/v2?device_id=1&service_id=7788990`;
      const ClientConfig = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 120 };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ code: 0, msg: '', data: { URL, ClientConfig } }));
      return;
    }
    const { authorization, 'content-type': type = 'application/json' } = request.headers;
    const answer = await fetch(`${this.#behind}${request.url ?? '/'}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': type, ...(authorization !== undefined && { authorization }) },
      ...(request.method !== 'GET' && { body: Buffer.concat(parts) }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}
