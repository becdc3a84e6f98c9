/** The web chat's own message log: what a platform's server would remember. Appends are ordered per conversation. */
import type { Database } from './database.ts';
import { grouped } from './grouped.ts';
import { Prisma } from './generated/client.ts';
import { recentChanges } from './recent-changes.ts';
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

/** Tells all processes, when the statement commits. */
const told = (county: string): Prisma.Sql =>
  Prisma.sql`pg_notify('zhucun_web', concat_ws(chr(10), ${county}::text, conversation, change))::text AS told`;

interface Appended {
  readonly row: Row;
  /** False where the key was there before. */
  readonly first: boolean;
}

const columns = Prisma.sql`id, key, conversation, seq, change, author_id, author_name, body, at`;

/**
 * One statement for all of them: one round trip, one commit. Counters are moved on in one order, so that two processes
 * never wait for each other. Whoever appends the same key at the same moment fails on its being unique, which undoes the
 * counters too.
 */
async function appendAll(db: Database, entries: readonly Entry[]): Promise<(Appended | null)[]> {
  const { county } = db;
  const rows = entries.map((e) => ({
    id: e.id, key: e.key, conversation: e.conversation, author_id: e.authorId, author_name: e.authorName, body: e.body,
    at: new Date(e.at).toISOString(),
  })); // prettier-ignore
  const found = await db.$queryRaw<(MessageRow & { is_first: boolean })[]>`
    WITH given AS MATERIALIZED (
      SELECT n, key, id, conversation, author_id, author_name, body, at
      FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (id text, key text, conversation text, author_id text,
        author_name text, body jsonb, at timestamptz)) WITH ORDINALITY AS g(id, key, conversation, author_id, author_name, body, at, n)
    ), before AS MATERIALIZED (
      SELECT m.id, m.key, m.conversation, m.seq, m.change, m.author_id, m.author_name, m.body, m.at
      FROM web_message m WHERE m.county = ${county} AND m.key = ANY(${rows.map((r) => r.key)}::text[])
    ), fresh AS MATERIALIZED (
      SELECT g.n, g.key, g.id, g.conversation, g.author_id, g.author_name, g.body, g.at,
        row_number() OVER (PARTITION BY g.conversation ORDER BY g.n)::int AS place
      FROM given g WHERE g.key NOT IN (SELECT key FROM before)
        AND NOT EXISTS (SELECT 1 FROM given twin WHERE twin.key = g.key AND twin.n < g.n)
        -- With a limit each is a look-up by index: EXISTS may be planned as a scan of all accounts.
        AND coalesce(
          (SELECT true FROM account a WHERE a.county = ${county} AND a.direct_conversation = g.conversation AND a.platform = 'web' LIMIT 1),
          (SELECT true FROM chat_group c WHERE c.county = ${county} AND c.platform = 'web' AND c.conversation = g.conversation LIMIT 1),
          false)
    ), moved AS (
      INSERT INTO web_conversation (county, conversation, last_seq, last_change)
      SELECT ${county}, conversation, count(*), count(*) FROM fresh GROUP BY conversation ORDER BY conversation
      ON CONFLICT (county, conversation) DO UPDATE
        SET last_seq = web_conversation.last_seq + excluded.last_seq, last_change = web_conversation.last_change + excluded.last_change
      RETURNING conversation, last_seq, last_change
    ), counted AS (
      SELECT f.conversation, max(f.place) AS most FROM fresh f GROUP BY f.conversation
    ), added AS (
      INSERT INTO web_message (county, id, key, conversation, seq, change, author_id, author_name, body, at)
      SELECT ${county}, f.id, f.key, f.conversation, m.last_seq - c.most + f.place, m.last_change - c.most + f.place,
        f.author_id, f.author_name, f.body, f.at
      FROM fresh f JOIN moved m ON m.conversation = f.conversation JOIN counted c ON c.conversation = f.conversation
      RETURNING ${columns}
    )
    SELECT ${columns}, false AS is_first, NULL AS told FROM before
    UNION ALL SELECT ${columns}, true, ${told(county)} FROM added`;
  const byKey = new Map(found.map((row) => [row.key, row]));
  const claimed = new Set<string>();
  return entries.map(({ key }) => {
    const row = byKey.get(key);
    if (!row) return null;
    const first = row.is_first && !claimed.has(key);
    claimed.add(key);
    return { row: rowOf(row), first };
  });
}

/** Whoever lost against another process that appended the same key finds the row at the second try. */
const append = (
  db: Database,
  entry: Entry,
  appended: (entry: Entry) => Promise<Appended | null>,
): Promise<Appended | null> =>
  appended(entry).catch(async (error: unknown) => {
    const [row] = await db.client.webMessage.findMany({
      where: { county: db.county, key: entry.key },
      select: { key: true },
    });
    if (!row) throw error;
    return appended(entry);
  });

/** Writing what stands there already changes nothing: a send that is repeated after a pause is not seen twice. */
async function replaceBody(db: Database, messageId: string, body: unknown): Promise<Row | null> {
  const { county } = db;
  const [row] = await db.$queryRaw<MessageRow[]>`
    WITH found AS MATERIALIZED (
      SELECT *, body = ${JSON.stringify(body)}::jsonb AS is_same FROM web_message
      WHERE county = ${county} AND id = ${messageId} FOR UPDATE),
    place AS (
      UPDATE web_conversation c SET last_change = c.last_change + 1 FROM found f
      WHERE c.county = ${county} AND c.conversation = f.conversation AND NOT f.is_same
      RETURNING c.conversation, c.last_change AS change),
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
  const rows = await db.$queryRaw<(Partial<MessageRow> & { of: string; last_seq: number; last_change: number })[]>`
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

interface Cursor {
  readonly conversation: string;
  readonly change: number;
}
interface Asked {
  readonly cursors: readonly Cursor[];
  readonly limit: number;
}

/** What changed after each reader's cursors, in one statement for all of them. */
async function changesAll(db: Database, asks: readonly Asked[]): Promise<Row[][]> {
  const rows = asks.flatMap(({ cursors, limit }, ask) =>
    cursors.map((c) => ({ ask, most: limit, conversation: c.conversation, change: c.change })),
  );
  const found = await db.$queryRaw<(MessageRow & { ask: number })[]>`
    SELECT c.ask, m.id, m.key, m.conversation, m.seq, m.change, m.author_id, m.author_name, m.body, m.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c(ask int, most int, conversation text, change int)
    CROSS JOIN LATERAL (
      SELECT w.id, w.key, w.conversation, w.seq, w.change, w.author_id, w.author_name, w.body, w.at FROM web_message w
      WHERE w.county = ${db.county} AND w.conversation = c.conversation AND w.change > c.change
      ORDER BY w.change LIMIT c.most) m
    ORDER BY c.ask, m.conversation, m.change`;
  const each: Row[][] = asks.map(() => []);
  for (const row of found) each[row.ask]?.push(rowOf(row));
  return each;
}

async function before(db: Database, conversation: string, seq: number | null, limit: number): Promise<Row[]> {
  const rows = await db.$queryRaw<MessageRow[]>`
    SELECT ${columns} FROM web_message WHERE county = ${db.county} AND conversation = ${conversation} AND seq < ${seq ?? 2_147_483_647}
    ORDER BY seq DESC LIMIT ${limit}`;
  return rows.map(rowOf).reverse();
}

async function find(db: Database, messageId: string): Promise<Row | null> {
  const [row] = await db.$queryRaw<
    MessageRow[]
  >`SELECT ${columns} FROM web_message WHERE county = ${db.county} AND id = ${messageId}`;
  return row ? rowOf(row) : null;
}

/** The log as the web chat asks for it; `heard` says when any process has changed a conversation. */
export function webLogOf(db: Database, heard: Listener) {
  const appended = grouped((entries: readonly Entry[]) => appendAll(db, entries));
  const changed = grouped((asks: readonly Asked[]) => changesAll(db, asks));
  const recent = recentChanges<Row>(() => performance.now());
  const listeners = new Set<(conversation: string) => void>();
  const writing = new Map<string, number>();
  /** The notice of one's own row comes before its answer: whoever listens is called once the row is at hand. */
  async function whileWriting<T>(conversation: string, work: () => Promise<T>): Promise<T> {
    writing.set(conversation, (writing.get(conversation) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const others = (writing.get(conversation) ?? 1) - 1;
      if (others > 0) writing.set(conversation, others);
      else writing.delete(conversation);
      for (const listener of listeners) listener(conversation);
    }
  }
  return {
    append: (entry: Entry): Promise<Appended | null> =>
      whileWriting(entry.conversation, async () => {
        const result = await append(db, entry, appended);
        if (result?.first) recent.wrote(result.row);
        return result;
      }),
    replaceBody: (messageId: string, body: unknown) => replaceBody(db, messageId, body),
    changesSince: async (cursors: readonly Cursor[], limit: number): Promise<Row[]> =>
      recent.after(cursors, limit) ?? changed({ cursors, limit }),
    before: (conversation: string, seq: number | null, limit: number) => before(db, conversation, seq, limit),
    heads: (conversations: readonly string[]) => heads(db, conversations),
    find: (messageId: string) => find(db, messageId),
    onChange(listener: (conversation: string) => void): () => void {
      listeners.add(listener);
      const stop = heard.on('zhucun_web', (payload) => {
        const [county, conversation, change] = payload.split('\n');
        if (county !== db.county || conversation === undefined) return;
        // Whoever does not say which change it was has changed what this process may have written.
        const isNews = recent.heard(conversation, change === undefined ? Infinity : Number(change));
        if (isNews && !writing.has(conversation)) listener(conversation);
      });
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}
