/** The far side of Feishu's long connection: hands out its address, speaks its frames, waits for the answer to each event. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Attempt } from './feishu-delivery.ts';
import type { FeishuEvent } from './feishu-events.ts';
import { CONTROL, DATA, decodeFrame, encodeFrame } from './feishu-frames.ts';
import type { Frame } from './feishu-frames.ts';
import { FarSocket, refuseSocket } from './feishu-socket.ts';
import { hex } from './feishu-state.ts';
import type { FeishuState } from './feishu-state.ts';

/** What the platform tells its clients to keep to: seconds, and how often they try again (-1 = for ever). */
export interface ClientConfig {
  ReconnectCount: number;
  ReconnectInterval: number;
  ReconnectNonce: number;
  PingInterval: number;
}

/** An event that was sent over a socket; null = it is not answered. */
interface Waiting {
  readonly socket: FarSocket;
  readonly settle: (payload: string | null) => void;
}

const SERVICE = 7_788_990;
const CONNECTIONS = 50;

export class FeishuConnections {
  /** The platform says 120, 30 and 120 s; tests have no such time. */
  readonly clientConfig: ClientConfig = {
    ReconnectCount: -1,
    ReconnectInterval: 0.2,
    ReconnectNonce: 0,
    PingInterval: 120,
  };
  /** Into how many frames each event is split. */
  pieces = 1;
  /** How long an event may stay unanswered, ms. */
  ackWithinMs = 3000;
  /** How many pings have come. */
  pings = 0;
  #silent = false;
  #turn = 0;
  readonly #open = new Set<FarSocket>();
  /** Those whose client has pinged, and so listens: what comes with the handshake itself, clients may miss. */
  readonly #listening = new Set<FarSocket>();
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #onListening = new Set<() => void>();
  readonly #state: FeishuState;

  constructor(state: FeishuState) {
    this.#state = state;
  }

  /** How many clients listen. */
  get count(): number {
    return this.#listening.size;
  }

  /** Resolves once a client listens. */
  async connected(): Promise<void> {
    if (this.count === 0) await new Promise<void>((resolve) => this.#onListening.add(resolve));
  }

  /** `POST /callback/ws/endpoint`: an address that is good for one connection. */
  endpoint(body: unknown, host: string): object {
    const { AppID: id, AppSecret: secret } = (body ?? {}) as { AppID?: unknown; AppSecret?: unknown };
    if (id !== this.#state.appId || secret !== this.#state.appSecret)
      return { code: 514, msg: 'auth failed', data: {} };
    if (this.#open.size >= CONNECTIONS) return { code: 1000040350, msg: 'exceed conn limit', data: {} };
    const ticket = hex(32);
    this.#tickets.add(ticket);
    const query = new URLSearchParams({
      fpid: '493',
      aid: '552564',
      device_id: String(Date.now()),
      access_key: hex(32),
      service_id: String(SERVICE),
      ticket,
    });
    return {
      code: 0,
      msg: '',
      data: { URL: `ws://${host}/ws/v2?${query.toString()}`, ClientConfig: this.clientConfig },
    };
  }

  upgrade(request: IncomingMessage, stream: Duplex): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const ticket = url.searchParams.get('ticket') ?? '';
    if (url.pathname !== '/ws/v2' || !this.#tickets.delete(ticket)) {
      refuseSocket(stream, 403, { 'handshake-status': '514', 'handshake-msg': 'auth failed' });
      return;
    }
    const socket = new FarSocket(request, stream);
    socket.silent = this.#silent;
    socket.onMessage = (message) => this.#take(socket, message);
    socket.onClose = () => this.#gone(socket);
    this.#open.add(socket);
  }

  /** One event over one of the connections, in turn; acknowledged where its answer says 200. */
  readonly attempt: Attempt = async (event) => {
    const sockets = [...this.#listening];
    const socket = sockets[(this.#turn += 1) % Math.max(sockets.length, 1)];
    if (socket === undefined) return { acknowledged: false, answer: null };
    const payload = await this.#exchange(socket, event);
    const { code, data } = payload === null ? {} : (JSON.parse(payload) as { code?: number; data?: string });
    const answer: unknown = data === undefined ? null : JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    return { acknowledged: code === 200, answer };
  };

  /** Any bytes as a message to every client. */
  sendRaw(bytes: Uint8Array): void {
    for (const socket of this.#open) socket.send(bytes);
  }

  /** An event's frames as they would be sent, to be changed and sent raw. */
  framesOf(event: FeishuEvent, messageId = hex(32)): Frame[] {
    const payload = Buffer.from(JSON.stringify(event));
    const size = Math.ceil(payload.length / this.pieces);
    const trace = hex(32);
    return Array.from({ length: this.pieces }, (_, seq): Frame => ({
      seqId: BigInt(seq + 1),
      logId: BigInt(`0x${hex(14)}`),
      service: SERVICE,
      method: DATA,
      headers: { type: 'event', message_id: messageId, sum: String(this.pieces), seq: String(seq), trace_id: trace },
      payload: payload.subarray(seq * size, (seq + 1) * size),
    }));
  }

  /** All connections end without a word. */
  cut(): void {
    for (const socket of this.#open) socket.cut();
  }

  /** Connections stay open but neither deliver nor answer. */
  silence(silent: boolean): void {
    this.#silent = silent;
    for (const socket of this.#open) socket.silent = silent;
  }

  close(): void {
    for (const socket of this.#open) socket.close();
  }

  #gone(socket: FarSocket): void {
    this.#open.delete(socket);
    this.#listening.delete(socket);
    for (const one of [...this.#waiting.values()]) if (one.socket === socket) one.settle(null);
  }

  #exchange(socket: FarSocket, event: FeishuEvent): Promise<string | null> {
    const messageId = hex(32);
    return new Promise((resolve) => {
      const settle = (payload: string | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(messageId);
        resolve(payload);
      };
      const timer = setTimeout(() => settle(null), this.ackWithinMs);
      this.#waiting.set(messageId, { socket, settle });
      for (const frame of this.framesOf(event, messageId)) socket.send(encodeFrame(frame));
    });
  }

  #take(socket: FarSocket, message: Buffer): void {
    const { method, headers, payload, ...frame } = decodeFrame(message);
    if (method === DATA) this.#waiting.get(headers['message_id'] ?? '')?.settle(Buffer.from(payload).toString('utf8'));
    if (method !== CONTROL || headers['type'] !== 'ping') return;
    this.pings += 1;
    this.#listening.add(socket);
    for (const resolve of this.#onListening) resolve();
    this.#onListening.clear();
    const answer = Buffer.from(JSON.stringify(this.clientConfig));
    socket.send(encodeFrame({ ...frame, method, headers: { type: 'pong' }, payload: answer }));
  }
}
