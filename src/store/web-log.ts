/** The web chat's own message log: what a platform's server would remember. Appends are ordered per conversation. */
import { inTransaction, type Database, type Statements } from './database.ts';
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

/** Locks the conversation until commit and moves its counters on; null when there is no such conversation. */
async function advance(
  tx: Statements,
  county: string,
  conversation: string,
  message: 0 | 1,
): Promise<{ seq: number; change: number } | null> {
  const [row] = await tx.$queryRaw<{ seq: number; change: number }[]>`
    INSERT INTO web_conversation (county, conversation, last_seq, last_change)
    SELECT ${county}, ${conversation}, ${message}, 1
    WHERE EXISTS (SELECT 1 FROM account WHERE county = ${county} AND platform = 'web' AND direct_conversation = ${conversation})
       OR EXISTS (SELECT 1 FROM chat_group WHERE county = ${county} AND platform = 'web' AND conversation = ${conversation})
    ON CONFLICT (county, conversation) DO UPDATE
      SET last_seq = web_conversation.last_seq + ${message}, last_change = web_conversation.last_change + 1
    RETURNING last_seq AS seq, last_change AS change`;
  return row ?? null;
}

const byKey = async (tx: Statements, county: string, key: string): Promise<Row | null> => {
  const [row] = await tx.$queryRaw<MessageRow[]>`SELECT * FROM web_message WHERE county = ${county} AND key = ${key}`;
  return row ? rowOf(row) : null;
};

const tell = (tx: Statements, county: string, conversation: string): Promise<number> =>
  tx.$executeRaw`SELECT pg_notify('zhucun_web', ${`${county}\n${conversation}`})`;

async function append(db: Database, entry: Entry): Promise<{ row: Row; first: boolean } | null> {
  const { county } = db;
  return inTransaction(db, async (tx) => {
    const before = await byKey(tx, county, entry.key);
    if (before) return { row: before, first: false };
    const place = await advance(tx, county, entry.conversation, 1);
    if (!place) return null;
    const meanwhile = await byKey(tx, county, entry.key);
    if (meanwhile) throw new AppendedMeanwhile(meanwhile);
    const [row] = await tx.$queryRaw<MessageRow[]>`
      INSERT INTO web_message (county, id, key, conversation, seq, change, author_id, author_name, body, at)
      VALUES (${county}, ${entry.id}, ${entry.key}, ${entry.conversation}, ${place.seq}, ${place.change}, ${entry.authorId},
              ${entry.authorName}, ${JSON.stringify(entry.body)}::jsonb, ${new Date(entry.at)})
      RETURNING *`;
    await tell(tx, county, entry.conversation);
    return row ? { row: rowOf(row), first: true } : null;
  }).catch((error: unknown) => {
    if (error instanceof AppendedMeanwhile) return { row: error.row, first: false };
    throw error;
  });
}

/** Undoes the counters when another has appended the same key between the look and the lock. */
class AppendedMeanwhile extends Error {
  override readonly name = 'AppendedMeanwhile';
  readonly row: Row;
  constructor(row: Row) {
    super('appended meanwhile');
    this.row = row;
  }
}

/** Writing what stands there already changes nothing: a send that is repeated after a pause is not seen twice. */
async function replaceBody(db: Database, messageId: string, body: unknown): Promise<Row | null> {
  const { county } = db;
  return inTransaction(db, async (tx) => {
    const [found] = await tx.$queryRaw<
      (MessageRow & { is_same: boolean })[]
    >`SELECT *, body = ${JSON.stringify(body)}::jsonb AS is_same FROM web_message
      WHERE county = ${county} AND id = ${messageId} FOR UPDATE`;
    if (found?.is_same) return rowOf(found);
    const place = found && (await advance(tx, county, found.conversation, 0));
    if (!found || !place) return null;
    const [row] = await tx.$queryRaw<MessageRow[]>`
      UPDATE web_message SET body = ${JSON.stringify(body)}::jsonb, change = ${place.change}
      WHERE county = ${county} AND id = ${messageId} RETURNING *`;
    await tell(tx, county, found.conversation);
    return row ? rowOf(row) : null;
  });
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
