/** The far side of one WebSocket, as far as Feishu's long connection needs it: binary messages, no extensions. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CONTINUED = 0x0;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

interface Piece {
  readonly last: boolean;
  readonly kind: number;
  readonly body: Buffer;
  /** What follows it in the buffer. */
  readonly rest: Buffer;
}

/** The first piece of `buffer`, unmasked; null where it is not complete yet. */
function nextPiece(buffer: Buffer): Piece | null {
  if (buffer.length < 2) return null;
  const masked = (buffer[1]! & 0x80) !== 0;
  let length = buffer[1]! & 0x7f;
  let at = 2;
  if (length >= 126) {
    const size = length === 126 ? 2 : 8;
    if (buffer.length < at + size) return null;
    length = size === 2 ? buffer.readUInt16BE(at) : Number(buffer.readBigUInt64BE(at));
    at += size;
  }
  const mask = masked ? buffer.subarray(at, at + 4) : null;
  at += masked ? 4 : 0;
  if (buffer.length < at + length) return null;
  const body = Buffer.from(buffer.subarray(at, at + length));
  if (mask !== null) for (let i = 0; i < body.length; i += 1) body[i]! ^= mask[i % 4]!;
  return { last: (buffer[0]! & 0x80) !== 0, kind: buffer[0]! & 0x0f, body, rest: buffer.subarray(at + length) };
}

function piece(kind: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10);
  head[0] = 0x80 | kind;
  if (body.length < 126) head[1] = body.length;
  else if (body.length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(body.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  return Buffer.concat([head, body]);
}

export class FarSocket {
  /** Neither reads nor answers, yet stays open: a line that is dead without anybody having been told. */
  silent = false;
  onMessage: (message: Buffer) => void = () => {};
  onClose: () => void = () => {};
  readonly #stream: Duplex;
  #buffer: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];

  constructor(request: IncomingMessage, stream: Duplex) {
    this.#stream = stream;
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
    stream.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    stream.on('data', (bytes: Buffer) => this.#take(bytes));
    stream.on('error', () => stream.destroy());
    stream.on('close', () => this.onClose());
    stream.on('end', () => stream.end());
  }

  send(message: Uint8Array): void {
    if (!this.silent && this.#stream.writable) this.#stream.write(piece(BINARY, message));
  }

  /** Ends as it should be done. */
  close(): void {
    if (this.#stream.writable) this.#stream.end(piece(CLOSE, Buffer.from([0x03, 0xe8])));
  }

  /** Ends without a word. */
  cut(): void {
    this.#stream.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.silent) return;
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (let next = nextPiece(this.#buffer); next !== null; next = nextPiece(this.#buffer)) {
      this.#buffer = next.rest;
      this.#read(next);
    }
  }

  #read({ kind, last, body }: Piece): void {
    if (kind === PING) this.#stream.write(piece(PONG, body));
    else if (kind === CLOSE) this.close();
    else if (kind <= BINARY && kind >= CONTINUED) {
      this.#parts.push(body);
      if (!last) return;
      const message = Buffer.concat(this.#parts);
      this.#parts = [];
      this.onMessage(message);
    }
  }
}

/** Answers a request for a WebSocket with no. */
export function refuseSocket(stream: Duplex, status: number, headers: Readonly<Record<string, string>>): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n${lines.join('')}\r\n`);
}
