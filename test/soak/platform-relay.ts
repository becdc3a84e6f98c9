/** The operator's own web server: passes posts on to whichever process answers, and loses an answer now and then. */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Relay {
  /** How many of the next answers are cut off, once the service has given them. */
  losses = 0;
  readonly ports: readonly number[];
  readonly #server: Server;
  #turn = 0;

  private constructor(ports: readonly number[]) {
    this.ports = ports;
    this.#server = createServer((incoming, response) => void this.#pass(incoming, response));
  }

  /** One port for each process. */
  static async start(processes: number): Promise<Relay> {
    const ports = await Promise.all(Array.from({ length: processes }, freePort));
    const relay = new Relay(ports);
    await listening(relay.#server);
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    this.#turn += 1;
    for (let n = 0; n < this.ports.length; n++) {
      const port = this.ports[(this.#turn + n) % this.ports.length]!;
      const answer = await passed(port, incoming, body).catch(() => null);
      if (answer === null) continue;
      if (this.losses > 0) {
        this.losses -= 1;
        response.socket?.destroy();
      } else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      return;
    }
    response.writeHead(502).end();
  }
}

function passed(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port, method, path: url, headers, agent: false };
    const outgoing = request(target, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 502, body: Buffer.concat(parts) }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
