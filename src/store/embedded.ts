import { findBinaries } from './embedded/binaries.ts';
import { databaseUrl, ensureDatabase } from './embedded/connection.ts';
import { settle } from './embedded/place.ts';
import { keepPresence } from './embedded/presence.ts';
import { type Server, reach, stopServer } from './embedded/server.ts';

export { EmbeddedFailure, type EmbeddedFailureKind } from './embedded/failure.ts';

const DATABASE = 'zhucun';

export interface EmbeddedOptions {
  /** Whether a commit survives a power cut; false only for databases of tests. Default true. */
  durable?: boolean;
  /** Told when the server was lost and could not be brought back yet; it is tried again every 5 seconds. */
  onTrouble?: (trouble: unknown) => void;
}

export interface EmbeddedServer {
  /** Address of the product's database, for pg and Prisma. */
  url: string;
  /** Where the data really is: the folder asked for, or one in /var/lib/zhucun (see embedded/place.ts). */
  dataDir: string;
  /** Ends this process's use of the server; its last user stops it. */
  stop(): Promise<void>;
}

/**
 * Starts the private PostgreSQL of `dataDir`, or joins it where it already runs: several processes of one machine share a server, and one that
 * outlived a killed process is taken over. Whoever leaves last stops it. While in use it is brought back when it dies.
 * @param dataDir made when missing; holds the cluster, its socket and its log
 * @throws EmbeddedFailure
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const { durable = true, onTrouble = () => undefined } = options;
  const place = settle(dataDir);
  const server: Server = { place, binaries: findBinaries(place.user, place.copies), durable };
  const client = await reach(server);
  await ensureDatabase(client, DATABASE);
  const presence = keepPresence(client, () => reach(server), onTrouble);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= presence.end(() => stopServer(server)));
  return { url: databaseUrl(place, DATABASE), dataDir: place.home, stop };
}
