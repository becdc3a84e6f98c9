/** One county's data in one PostgreSQL. Nothing outside this folder knows of Prisma or SQL. */
import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

/** Anything that runs statements: the client itself, or one transaction of it. */
export type Statements = Prisma.TransactionClient;

export interface Database {
  readonly county: string;
  readonly client: PrismaClient;
  readonly url: string;
  /**
   * One statement of the busiest paths, by the driver itself: Prisma's own work on a statement costs more than all of its.
   * Rows as the driver reads them.
   */
  query(statement: Prisma.Sql): Promise<unknown[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections kept at the most. */
  readonly connections?: number;
  /** A worker that stands still inside a transaction for so long loses it, so that others can go on. In ms. */
  readonly idleTransactionMs?: number;
}

export function openDatabase(
  url: string,
  county: string,
  { connections = 8, idleTransactionMs = 30_000 }: DatabaseOptions = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idle_in_transaction_session_timeout: idleTransactionMs,
    application_name: 'zhucun',
  });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced at its next use
  // The pool and the adapter listen only while a connection is idle or within a transaction: one that breaks between
  // the two would end the process. The statement that needed it fails all the same.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: nameOf }),
  });
  return {
    county,
    client,
    url,
    async query({ text, values }) {
      const { rows } = await pool.query<object>({ name: nameOf({ sql: text }), text, values });
      return rows;
    },
    close: () => client.$disconnect(),
  };
}

/**
 * A statement with a name is parsed and planned once a connection. One that takes all columns of a table gets none (''): its
 * plan would not survive a column that a newer version adds while this one still runs.
 */
const nameOf = ({ sql }: { readonly sql: string }): string =>
  /(SELECT |RETURNING |\.)\*/.test(sql) ? '' : createHash('sha1').update(sql).digest('hex');

/** Runs `work` in one transaction; everything it wrote is there or nothing is. */
export const inTransaction = <T>(
  db: Database,
  work: (tx: Statements) => Promise<T>,
  timeoutMs: number = 30_000,
): Promise<T> => db.client.$transaction(work, { maxWait: 10_000, timeout: timeoutMs });

/** Raised when a guarded change met another version than the one it was decided on; the message is decided anew. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** True when the change lost against another one: it was decided on an older version, or both waited for each other. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof VersionConflict ||
  (error instanceof Prisma.PrismaClientKnownRequestError &&
    (error.meta?.['driverAdapterError'] as { message?: unknown } | undefined)?.message === 'TransactionWriteConflict');

/** Prisma's codes for a database that is away, busy, or asks for the transaction to be tried again. */
const troubleCodes = ['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2034'];

/**
 * PostgreSQL's classes of a lost connection, of too little of something, of a server that stops, of a disk that fails; the system's own
 * names. A full disk must not use up the attempts of the messages that wait for room.
 */
const troubleStates = /^(08|53|57P|58|E[A-Z])/;

/** SQLSTATE as PostgreSQL gave it; '' where the adapter has another name for it. */
function sqlStateOf({ meta }: Prisma.PrismaClientKnownRequestError): string {
  const { cause } = (meta?.['driverAdapterError'] ?? {}) as { cause?: { originalCode?: unknown } };
  return typeof cause?.originalCode === 'string' ? cause.originalCode : '';
}

/** True when the store failed, not the message: the attempt is not counted against the message. */
export function isStoreTrouble(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return troubleCodes.includes(error.code) || troubleStates.test(sqlStateOf(error));
  return (
    error instanceof Prisma.PrismaClientInitializationError ||
    (error instanceof Error && (error.name === 'DriverAdapterError' || isDriverTrouble(error)))
  );
}

/** What the driver itself rejects with, where it is asked without Prisma. */
const isDriverTrouble = (error: Error): boolean =>
  'code' in error
    ? troubleStates.test(String(error.code))
    : /^(Connection terminated|timeout|Cannot use a pool)/.test(error.message);
