/** A primary with two standbys of Debian's, and an address that follows the primary, as docs/operations.md asks for. */
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ask } from './checker.ts';
import { DebianServer } from './debian-server.ts';
import { withTables } from './round.ts';
import { until } from './until.ts';

/** Each server has the same: whoever is primary does not count itself. */
const settings = (name: string): string[] => [
  `cluster_name=${name}`,
  'synchronous_commit=on',
  'synchronous_standby_names=ANY 1 (a, b, c)',
  'wal_keep_size=64MB',
];

export interface Cluster {
  readonly primary: DebianServer;
  readonly standbys: readonly DebianServer[];
  readonly address: FollowingAddress;
}

/** Runs `use` with servers below `folder` that are thrown away afterwards. */
export async function withCluster<T>(
  binaries: string,
  folder: string,
  use: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const primary = new DebianServer(binaries, join(folder, 'a'), { settings: settings('a') });
  const servers = [primary];
  const address = await FollowingAddress.open();
  try {
    await primary.start();
    for (const name of ['b', 'c']) {
      const one = new DebianServer(binaries, join(folder, name), { settings: settings(name), standbyOf: primary });
      servers.push(one);
      await one.start();
    }
    address.follow(primary);
    return await use({ primary, standbys: servers.slice(1), address });
  } finally {
    await address.close();
    await Promise.all(servers.map((one) => one.stop()));
  }
}

export const asking = <T>(server: DebianServer, use: (ask: Ask) => Promise<T>): Promise<T> =>
  withTables(server.url, use);

/** Makes the standby follow that server; null = nobody, and it stays where it is. */
export async function followOnly(standby: DebianServer, primary: DebianServer | null): Promise<void> {
  await asking(standby, async (ask) => {
    await ask(`ALTER SYSTEM SET primary_conninfo = '${primary?.conninfo ?? ''}'`);
    await ask('SELECT pg_reload_conf()');
    if (primary === null)
      await until('nothing is received', async () => (await ask('SELECT pid FROM pg_stat_wal_receiver')).length === 0);
  });
}

/** The standby that has received the most of what its primary wrote. */
export async function furthest(standbys: readonly DebianServer[]): Promise<DebianServer> {
  const received = await Promise.all(
    standbys.map((one) =>
      asking(one, async (ask) => {
        const [row] = await ask<{ bytes: number }>(
          `SELECT (pg_last_wal_receive_lsn() - '0/0')::float8 AS bytes WHERE pg_is_in_recovery()`,
        );
        return { one, bytes: row?.bytes ?? 0 };
      }),
    ),
  );
  return received.reduce((best, other) => (other.bytes > best.bytes ? other : best)).one;
}

/** A TCP address behind which one server or another stands, as a virtual address or a proxy does it. */
export class FollowingAddress {
  readonly url: string;
  readonly #listening: Server;
  readonly #open = new Set<Socket>();
  #server: DebianServer | null = null;

  private constructor(listening: Server) {
    this.#listening = listening;
    const { port } = listening.address() as AddressInfo;
    this.url = `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
    listening.on('connection', (client) => this.#join(client));
  }

  static async open(): Promise<FollowingAddress> {
    const listening = createServer().listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return new FollowingAddress(listening);
  }

  /** Leads there from now on; connections to the one before are cut. */
  follow(server: DebianServer | null): void {
    this.#server = server;
    for (const socket of this.#open) socket.destroy();
  }

  async close(): Promise<void> {
    this.follow(null);
    const closed = once(this.#listening, 'close');
    this.#listening.close();
    await closed;
  }

  #join(client: Socket): void {
    if (this.#server === null) {
      client.destroy();
      return;
    }
    const server = connect(this.#server.socket);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#open.add(one);
      one.on('error', () => undefined); // its end follows
      one.on('close', () => {
        this.#open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
