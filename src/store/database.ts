/** One county's data in one PostgreSQL. Nothing outside this folder knows of Prisma or SQL. */
import { PrismaPg } from '@prisma/adapter-pg';
import { nameOf, openDriver, TransactionExpired, type Driver, type Statements } from './driver.ts';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { Statements };

export interface Database extends Statements {
  readonly county: string;
  readonly client: PrismaClient;
  readonly url: string;
  readonly transaction: Driver['transaction'];
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
  const { pool, statements, transaction } = openDriver(url, { connections, idleTransactionMs });
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => nameOf(sql),
  });
  const client = new PrismaClient({ adapter });
  return { ...statements, county, client, url, transaction, close: () => client.$disconnect() };
}

/** Runs `work` in one transaction; everything it wrote is there or nothing is. */
export const inTransaction = <T>(
  db: Database,
  work: (tx: Statements) => Promise<T>,
  timeoutMs: number = 30_000,
): Promise<T> => db.transaction(work, timeoutMs);

/** Raised when a guarded change met another version than the one it was decided on; the message is decided anew. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** Could not be ordered among others; waited for each other. */
const lostRaceStates = ['40001', '40P01'];

/** SQLSTATE or the system's own name of what the driver rejects with; '' for other errors. */
const stateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** True when the change lost against another one: it was decided on an older version, or both waited for each other. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof VersionConflict ||
  lostRaceStates.includes(stateOf(error)) ||
  (error instanceof Prisma.PrismaClientKnownRequestError &&
    (error.meta?.['driverAdapterError'] as { message?: unknown } | undefined)?.message === 'TransactionWriteConflict');

/** Prisma's codes for a database that is away, busy, or asks for the transaction to be tried again. */
const troubleCodes = ['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2034'];

/**
 * PostgreSQL's classes of a lost connection, of a server that only reads, of a transaction that stood still, of too little of something, of a server that stops, of a disk that fails; the system's own
 * names. A full disk must not use up the attempts of the messages that wait for room.
 */
const troubleStates = /^(08|25006|25P03|53|57P|58|E[A-Z])/;

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
    error instanceof TransactionExpired ||
    (error instanceof Error && (error.name === 'DriverAdapterError' || isDriverTrouble(error)))
  );
}

/** What the driver itself rejects with, where it is asked without Prisma. */
const isDriverTrouble = (error: Error): boolean =>
  'code' in error
    ? troubleStates.test(stateOf(error))
    : /^(Connection terminated|Client has encountered a connection error|timeout|Cannot use a pool)/.test(
        error.message,
      );
