/** The line to the gateway: a port that stays the same, whose connections can be cut, or stand still as those to a stopped process do. */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

export class WechatRelay {
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #inner = 0;
  #held = false;
  port = 0;

  /** @param inner where it leads to @param port 0 = any */
  async open(inner: number, port: number): Promise<void> {
    this.#inner = inner;
    const server = createServer((socket) => this.#join(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** Breaks every connection; new ones may be made. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets nothing through in either direction, also of new connections; what waits arrives once it ends. */
  hold(held: boolean): void {
    this.#held = held;
    for (const socket of this.#sockets) {
      if (held) socket.pause();
      else socket.resume();
    }
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.cut();
    await closed;
  }

  #join(caller: Socket): void {
    const callee = connect(this.#inner, '127.0.0.1');
    this.#lead(caller, callee);
    this.#lead(callee, caller);
  }

  #lead(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (bytes) => to.write(bytes));
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroySoon();
    });
    if (this.#held) from.pause();
  }
}
