/** The web chat's own message log: what a platform's server would remember. Appends are ordered per conversation. */
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Listener } from './wake.ts';

interface Entry {
  readonly id: string;
  readonly key: string;
  readonly conversation: string;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly body: unknown;
  /** Epoch ms. */
  readonly at: number;
}
interface Row extends Entry {
  readonly seq: number;
  readonly change: number;
}

interface MessageRow {
  id: string;
  key: string;
  conversation: string;
  author_id: string | null;
  author_name: string | null;
  body: unknown;
  at: Date;
  seq: number;
  change: number;
}

const rowOf = (r: MessageRow): Row => ({
  id: r.id,
  key: r.key,
  conversation: r.conversation,
  authorId: r.author_id,
  authorName: r.author_name,
  body: r.body,
  at: r.at.getTime(),
  seq: r.seq,
  change: r.change,
});

/** Moves the counters of a conversation on, under its row's lock until commit; `from` gives none where nothing is to be moved. */
const advanced = (county: string, message: 0 | 1, from: Prisma.Sql): Prisma.Sql => Prisma.sql`
    INSERT INTO web_conversation (county, conversation, last_seq, last_change)
    SELECT ${county}, c.conversation, ${message}, 1 FROM (${from}) c
    ON CONFLICT (county, conversation) DO UPDATE
      SET last_seq = web_conversation.last_seq + ${message}, last_change = web_conversation.last_change + 1
    RETURNING conversation, last_seq AS seq, last_change AS change`;

const isKnown = (county: string, conversation: string): Prisma.Sql => Prisma.sql`(
      EXISTS (SELECT 1 FROM account WHERE county = ${county} AND platform = 'web' AND direct_conversation = ${conversation})
      OR EXISTS (SELECT 1 FROM chat_group WHERE county = ${county} AND platform = 'web' AND conversation = ${conversation}))`;

/** Tells all processes, when the statement commits. */
const told = (county: string): Prisma.Sql =>
  Prisma.sql`pg_notify('zhucun_web', ${`${county}\n`} || conversation)::text AS told`;

async function byKey(db: Database, key: string): Promise<Row | null> {
  const [row] = await db.client.$queryRaw<
    MessageRow[]
  >`SELECT * FROM web_message WHERE county = ${db.county} AND key = ${key}`;
  return row ? rowOf(row) : null;
}

/**
 * One statement: one round trip, one commit. Whoever appends the same key at the same moment fails on its being unique,
 * which undoes the counters too, and finds the first.
 */
async function append(db: Database, entry: Entry): Promise<{ row: Row; first: boolean } | null> {
  const { county } = db;
  const from = Prisma.sql`SELECT ${entry.conversation}::text AS conversation
      WHERE NOT EXISTS (SELECT 1 FROM before) AND ${isKnown(county, entry.conversation)}`;
  try {
    const [row] = await db.client.$queryRaw<(MessageRow & { is_first: boolean })[]>`
      WITH before AS MATERIALIZED (SELECT * FROM web_message WHERE county = ${county} AND key = ${entry.key}),
      place AS (${advanced(county, 1, from)}),
      added AS (
        INSERT INTO web_message (county, id, key, conversation, seq, change, author_id, author_name, body, at)
        SELECT ${county}, ${entry.id}, ${entry.key}, conversation, seq, change, ${entry.authorId}, ${entry.authorName},
               ${JSON.stringify(entry.body)}::jsonb, ${new Date(entry.at)} FROM place
        RETURNING *)
      SELECT *, false AS is_first, NULL AS told FROM before
      UNION ALL SELECT *, true, ${told(county)} FROM added`;
    return row ? { row: rowOf(row), first: row.is_first } : null;
  } catch (error) {
    const meanwhile = await byKey(db, entry.key).catch(() => null);
    if (!meanwhile) throw error;
    return { row: meanwhile, first: false };
  }
}

/** Writing what stands there already changes nothing: a send that is repeated after a pause is not seen twice. */
async function replaceBody(db: Database, messageId: string, body: unknown): Promise<Row | null> {
  const { county } = db;
  const [row] = await db.client.$queryRaw<MessageRow[]>`
    WITH found AS MATERIALIZED (
      SELECT *, body = ${JSON.stringify(body)}::jsonb AS is_same FROM web_message
      WHERE county = ${county} AND id = ${messageId} FOR UPDATE),
    place AS (${advanced(county, 0, Prisma.sql`SELECT conversation FROM found WHERE NOT is_same`)}),
    changed AS (
      UPDATE web_message m SET body = ${JSON.stringify(body)}::jsonb, change = p.change FROM place p
      WHERE m.county = ${county} AND m.id = ${messageId} AND m.conversation = p.conversation RETURNING m.*)
    SELECT id, key, conversation, author_id, author_name, body, at, seq, change, NULL AS told FROM found WHERE is_same
    UNION ALL SELECT id, key, conversation, author_id, author_name, body, at, seq, change, ${told(county)} FROM changed`;
  return row ? rowOf(row) : null;
}

interface Head {
  conversation: string;
  lastSeq: number;
  lastChange: number;
  last: Row | null;
}

async function heads(db: Database, conversations: readonly string[]): Promise<Head[]> {
  const rows = await db.client.$queryRaw<
    (Partial<MessageRow> & { of: string; last_seq: number; last_change: number })[]
  >`
    SELECT c.conversation AS of, c.last_seq, c.last_change, m.* FROM web_conversation c
    LEFT JOIN web_message m ON m.county = c.county AND m.conversation = c.conversation AND m.seq = c.last_seq
    WHERE c.county = ${db.county} AND c.conversation = ANY(${[...conversations]}::text[])`;
  const found = new Map(rows.map((r) => [r.of, r]));
  return conversations.map((conversation) => {
    const r = found.get(conversation);
    return {
      conversation,
      lastSeq: r?.last_seq ?? 0,
      lastChange: r?.last_change ?? 0,
      last: r?.id ? rowOf(r as MessageRow) : null,
    };
  });
}

/** The log as the web chat asks for it; `heard` says when any process has changed a conversation. */
export const webLogOf = (db: Database, heard: Listener) => ({
  append: (entry: Entry) => append(db, entry),
  replaceBody: (messageId: string, body: unknown) => replaceBody(db, messageId, body),
  async changesSince(cursors: readonly { conversation: string; change: number }[], limit: number): Promise<Row[]> {
    const rows = await db.client.$queryRaw<MessageRow[]>`
      SELECT m.* FROM jsonb_to_recordset(${JSON.stringify(cursors)}::jsonb) AS c(conversation text, change int)
      CROSS JOIN LATERAL (
        SELECT * FROM web_message w WHERE w.county = ${db.county} AND w.conversation = c.conversation AND w.change > c.change
        ORDER BY w.change LIMIT ${limit}) m
      ORDER BY m.conversation, m.change`;
    return rows.map(rowOf);
  },
  async before(conversation: string, seq: number | null, limit: number): Promise<Row[]> {
    const rows = await db.client.$queryRaw<MessageRow[]>`
      SELECT * FROM web_message WHERE county = ${db.county} AND conversation = ${conversation} AND seq < ${seq ?? 2_147_483_647}
      ORDER BY seq DESC LIMIT ${limit}`;
    return rows.map(rowOf).reverse();
  },
  heads: (conversations: readonly string[]) => heads(db, conversations),
  async find(messageId: string): Promise<Row | null> {
    const [row] = await db.client.$queryRaw<
      MessageRow[]
    >`SELECT * FROM web_message WHERE county = ${db.county} AND id = ${messageId}`;
    return row ? rowOf(row) : null;
  },
  onChange: (listener: (conversation: string) => void) =>
    heard.on('zhucun_web', (payload) => {
      const [county, conversation] = payload.split('\n');
      if (county === db.county && conversation !== undefined) listener(conversation);
    }),
});
