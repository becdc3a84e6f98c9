/** Messages of the web chat's log whose text was reduced or forgotten: open windows show them anew, as after any other change. */
import type { Statements } from './database.ts';

/**
 * After the messages themselves were changed, and late in the transaction: the counters of their conversations stay locked
 * until its end. They are moved on in one order, as by web-log.ts, so that nobody waits for each other.
 */
export async function tellWebChanged(tx: Statements, county: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$queryRaw`
    WITH changed AS MATERIALIZED (
      SELECT id, conversation, row_number() OVER (PARTITION BY conversation ORDER BY seq)::int AS place,
        count(*) OVER (PARTITION BY conversation)::int AS of
      FROM web_message WHERE county = ${county} AND id = ANY(${[...new Set(ids)]}::text[])
    ), moved AS (
      INSERT INTO web_conversation (county, conversation, last_seq, last_change)
      SELECT ${county}, conversation, 0, count(*) FROM changed GROUP BY conversation ORDER BY conversation
      ON CONFLICT (county, conversation) DO UPDATE SET last_change = web_conversation.last_change + excluded.last_change
      RETURNING conversation, last_change
    ), told AS (
      UPDATE web_message m SET change = v.last_change - c.of + c.place
      FROM changed c JOIN moved v ON v.conversation = c.conversation WHERE m.county = ${county} AND m.id = c.id
    )
    SELECT pg_notify('zhucun_web', ${`${county}\n`} || conversation)::text AS told FROM moved`;
}
