// The databases that the schema engine works on: the developer's own, and shadow databases that live for one question.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** Connections that are open now; the engine itself forgets to close some, and with them its advisory lock. */
const connections = new Set();

const CHAR_OID = 18;
const TEXT_OID = 25;

/** pg_catalog speaks in "char" columns, which the adapter refuses: it is shown text, and the engine is told what they are. */
function teachChar(pool, adapter) {
  const charColumns = new WeakMap();
  const query = pool.query.bind(pool);
  pool.query = async (...question) => {
    const result = await query(...question);
    const chars = (result.fields ?? []).filter((field) => field.dataTypeID === CHAR_OID);
    if (chars.length > 0) charColumns.set(result.rows, new Set(chars.map((field) => result.fields.indexOf(field))));
    for (const field of chars) field.dataTypeID = TEXT_OID;
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (question) => {
    const answer = await queryRaw(question);
    const chars = charColumns.get(answer.rows);
    const columnTypes = answer.columnTypes.map((type, at) => (chars?.has(at) ? ColumnTypeEnum.Character : type));
    return { ...answer, columnTypes };
  };
}

/** An adapter with one session, as the engine's advisory lock wants it, which runs a script whole instead of splitting it at each `;`. */
async function connect(url, afterwards = async () => {}) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  teachChar(pool, adapter);
  const dispose = adapter.dispose.bind(adapter);
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error) => adapter.onError(error)); // which throws it, translated
  };
  adapter.dispose = async () => {
    connections.delete(adapter);
    await dispose();
    await afterwards();
  };
  connections.add(adapter);
  return adapter;
}

/** Runs one statement in a session of its own. */
export async function execute(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** The address of another database of the same server. */
export function siblingUrl(url, database) {
  const sibling = new URL(url);
  sibling.pathname = `/${encodeURIComponent(database)}`;
  return sibling.href;
}

async function connectToShadow(url) {
  const name = `prisma_shadow_${randomUUID()}`;
  await execute(url, `CREATE DATABASE "${name}" TEMPLATE template0`);
  return connect(siblingUrl(url, name), () => execute(url, `DROP DATABASE "${name}" WITH (FORCE)`));
}

/** What the engine is given to reach `url` and shadow databases beside it. */
export function databaseFactory(url) {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    connectToShadowDb: () => connectToShadow(url),
  };
}

/** Ends every session that the engine left open, and drops its shadow databases. */
export async function closeConnections() {
  for (const adapter of [...connections]) await adapter.dispose().catch(() => {});
}
