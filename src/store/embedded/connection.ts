import pg from 'pg';
import { EmbeddedFailure, codeOf } from './failure.ts';
import type { Place } from './place.ts';

/** Every process that uses the server holds this lock, shared, in the database `postgres`: who can take it alone is the last one. */
const USERS_LOCK = 7_902_618_001;

/** Address of one database of the server. Port and TLS are named so that PGPORT or PGSSLMODE of a shell cannot change them. */
export function databaseUrl(place: Pick<Place, 'socket'>, database: string): string {
  return `postgresql://postgres@localhost:5432/${database}?host=${encodeURIComponent(place.socket)}&sslmode=disable`;
}

/** `absent`: nobody listens; `busy`: starting up, recovering, shutting down, or full. */
export type Attempt = pg.Client | 'absent' | 'busy';

/** Connects to the server and counts as one of its users while the connection lasts. */
export async function joinServer(place: Place): Promise<Attempt> {
  const client = new pg.Client({
    connectionString: databaseUrl(place, 'postgres'),
    application_name: 'zhucun presence',
  });
  client.on('error', () => undefined); // an ended connection is noticed by its `end`
  try {
    await client.connect();
    if (await isTrue(client, 'pg_try_advisory_lock_shared')) return client;
    await client.end(); // its last user is about to stop it
    return 'busy';
  } catch (error) {
    await client.end().catch(() => undefined);
    return meaningOf(error, place);
  }
}

function meaningOf(error: unknown, place: Place): 'absent' | 'busy' {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent';
  if (code === 'EACCES') {
    throw new EmbeddedFailure('foreign-folder', `the socket in ${place.socket} is closed to this user`, place.socket);
  }
  // 57P0x: shutting down, crashed, starting up; 53300: no connection free; no code: the connection broke off.
  if (code === '' || code === 'ECONNRESET' || code === 'EPIPE' || code === '53300' || code.startsWith('57P0'))
    return 'busy';
  throw error;
}

/** Whether this user was the last: it then keeps others out until its connection ends, and is to stop the server. */
export async function leave(client: pg.Client): Promise<boolean> {
  await isTrue(client, 'pg_advisory_unlock_shared');
  return isTrue(client, 'pg_try_advisory_lock');
}

async function isTrue(client: pg.Client, lockFunction: string): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(`SELECT ${lockFunction}($1) AS answer`, [USERS_LOCK]);
  return rows[0]?.answer === true;
}

/** Creates `database` unless it is there; several processes may ask at a time. */
export async function ensureDatabase(client: pg.Client, database: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (rowCount !== 0) return;
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // 42P04 duplicate_database, or 23505 where both came to the catalogue at once
    if (!['42P04', '23505'].includes(codeOf(error))) throw error;
  }
}
