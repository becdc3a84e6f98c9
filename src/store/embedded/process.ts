import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { codeOf } from './failure.ts';
import type { Place } from './place.ts';

/** PG* variables of the operator's shell must not steer our server. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const LOG_BYTES_KEPT = 10_000_000;
/** From its pid file to its socket a starting server takes milliseconds; a pid file this old without a listener is a dead one's. */
const STARTING_MS = 10_000;

/** Asks the operating system, not /proc, which macOS lacks. A process of another user counts as alive. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Settings that differ from PostgreSQL's own defaults, for a small machine shared with the bot. */
function settings(place: Place, durable: boolean): string[] {
  const chosen = {
    listen_addresses: '',
    unix_socket_directories: `"${place.socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '64MB',
    // A parallel query takes its memory from /dev/shm, of which a container has 64 MB.
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    timezone: 'UTC',
    // Logs carry no texts: neither statements nor the row that an error speaks of.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    // On macOS a plain fsync stops at the drive's cache.
    ...(process.platform === 'darwin' ? { wal_sync_method: 'fsync_writethrough' } : {}),
    // Statements are planned by what is known of the tables: a county's first minute would go by tables that are empty.
    ...(durable ? { autovacuum_naptime: '5s' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A server that was started, and what it wrote to its log since. */
export interface Started {
  process: ChildProcess;
  words(): string;
}

/** Starts the server as a process that outlives this one: a killed bot must not take its database down half-way through a commit. */
export function startServer(binaries: Binaries, place: Place, durable: boolean): Started {
  const log = openSync(place.logFile, 'a', 0o600);
  if (statSync(place.logFile).size > LOG_BYTES_KEPT) truncateSync(place.logFile);
  const from = statSync(place.logFile).size;
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(place, durable)], {
    ...place.user,
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  child.on('error', () => undefined); // shows as an exit; the next attempt tells
  return { process: child, words: () => tail(place.logFile, from) };
}

function tail(file: string, from: number): string {
  const buffer = Buffer.alloc(Math.min(2_000, Math.max(0, statSync(file).size - from)));
  const descriptor = openSync(file, 'r');
  readSync(descriptor, buffer, 0, buffer.length, statSync(file).size - buffer.length);
  closeSync(descriptor);
  return buffer.toString('utf8').trim();
}

/** Process id in the cluster's pid file, or undefined when there is none. */
export function recordedPid(place: Pick<Place, 'cluster'>): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * After `kill -9`, above all in a restarted container, the dead server's process id may be in use again, and PostgreSQL then refuses to start.
 * An old pid file beside a socket that nobody listens on is proof enough: our id takes the place of the dead one's, which PostgreSQL
 * accepts from its parent, while its own check for left-over processes that still hold the shared memory stays in force.
 */
export async function disownDeadServer(place: Place): Promise<void> {
  const file = join(place.cluster, 'postmaster.pid');
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined || Date.now() - status.mtimeMs < STARTING_MS) return;
  const socket = join(place.socket, '.s.PGSQL.5432');
  if (!(await nobodyListens(socket))) return;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
  rmSync(`${socket}.lock`, { force: true });
}

async function nobodyListens(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(false);
    });
    // A missing socket proves nothing: a cleaner of /tmp may have removed a living server's.
    connection.on('error', (error) => resolve(codeOf(error) === 'ECONNREFUSED'));
  });
}
