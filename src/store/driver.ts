/**
 * PostgreSQL's driver, asked directly: what Prisma does to a statement costs more than the statement itself on the busiest
 * paths. Values read as Prisma reads them: int8 as bigint, dates as the start of the day in UTC.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { Prisma } from './generated/client.ts';

/** Anything that runs statements: the pool, or one transaction. */
export interface Statements {
  /** The rows, as the driver reads them. */
  $queryRaw<T = unknown>(statement: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): Promise<T>;
  /** How many rows it touched. */
  $executeRaw(statement: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): Promise<number>;
}

export interface Driver {
  readonly pool: pg.Pool;
  readonly statements: Statements;
  /** Runs `work` in one transaction that ends within `timeoutMs`; everything it wrote is there or nothing is. */
  readonly transaction: <T>(work: (tx: Statements) => Promise<T>, timeoutMs: number) => Promise<T>;
}

export interface DriverOptions {
  /** Connections kept at the most. */
  readonly connections: number;
  /** A transaction that stands still for so long is ended by the server. In ms. */
  readonly idleTransactionMs: number;
}

/** Raised where a transaction has taken longer than it may. */
export class TransactionExpired extends Error {
  override readonly name = 'TransactionExpired';
}

/** How long a transaction waits for a connection of the pool, in ms. */
const connectWithinMs = 10_000;

const { builtins } = pg.types;
const getTypeParser: (oid: number, format?: 'text' | 'binary') => unknown = pg.types.getTypeParser;
const [INT8_ARRAY, TEXT_ARRAY, DATE_ARRAY] = [1016, 1009, 1182];
const texts = getTypeParser(TEXT_ARRAY) as (text: string) => (string | null)[];
const startOfDay = (text: string): Date => new Date(`${text}T00:00:00Z`);
const each =
  <T>(read: (text: string) => T) =>
  (text: string): (T | null)[] =>
    texts(text).map((one) => (one === null ? null : read(one)));

const readers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [INT8_ARRAY, each(BigInt)],
  [builtins.DATE, startOfDay],
  [DATE_ARRAY, each(startOfDay)],
]);

export function openDriver(url: string, { connections, idleTransactionMs }: DriverOptions): Driver {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectWithinMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
    application_name: 'zhucun',
    types: { getTypeParser: (oid, format) => readers.get(oid) ?? getTypeParser(oid, format) },
  });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced at its next use
  // The pool and Prisma's adapter listen only while a connection is idle or within a transaction: one that breaks between
  // the two would end the process. The statement that needed it fails all the same.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return {
    pool,
    statements: statementsOf((query) => pool.query(query)),
    transaction: (work, timeoutMs) => transaction(pool, work, timeoutMs),
  };
}

async function transaction<T>(pool: pg.Pool, work: (tx: Statements) => Promise<T>, timeoutMs: number): Promise<T> {
  const connection = await pool.connect();
  const until = performance.now() + timeoutMs;
  const ask: Ask = async (query) => {
    if (performance.now() > until) throw new TransactionExpired(`longer than ${timeoutMs} ms`);
    return connection.query(query);
  };
  let broken = false;
  try {
    await connection.query('BEGIN');
    const result = await work(statementsOf(ask));
    await ask({ text: 'COMMIT' });
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    connection.release(broken);
  }
}

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult<object>>;

function statementsOf(ask: Ask): Statements {
  const run = (statement: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]) => {
    const sql = statement instanceof Prisma.Sql ? statement : Prisma.sql(statement, ...values);
    const { text } = sql;
    return ask({ name: nameOf(text), text, values: sql.values });
  };
  return {
    $queryRaw: async <T>(statement: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]) =>
      (await run(statement, values)).rows as T,
    $executeRaw: async (statement, ...values) => (await run(statement, values)).rowCount ?? 0,
  };
}

const names = new Map<string, string>();

/**
 * A statement with a name is parsed and planned once a connection. One that takes all columns of a table gets none (''): its
 * plan would not survive a column that a newer version adds while this one still runs.
 */
export function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = /(SELECT |RETURNING |\.)\*/.test(text) ? '' : createHash('sha1').update(text).digest('hex');
  if (names.size < 2000) names.set(text, name);
  return name;
}
