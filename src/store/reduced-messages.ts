/**
 * What is kept of a message that was reduced or forgotten. Its row in the inbox says so: `reduced` holds the hashes of its
 * images and files whose bytes are still to be taken from the shelf (forgotten-images.ts). The web chat's log is written after the inbox,
 * so the row there may come only when the message was reduced already: it is caught up with later.
 */
import type { Statements } from './database.ts';
import type { From } from './work-result.ts';

interface WebRow {
  id: string;
}
const idsOf = (rows: readonly WebRow[]): string[] => rows.map(({ id }) => id);

/**
 * Words, photos, files and position of messages for which consent was refused. That they came stays: the same event is not taken in twice.
 * @returns the ids of the web chat's messages that changed
 */
export async function forgetHeld(tx: Statements, county: string, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const nothing = '{"text": "***", "images": [], "files": [], "location": null, "quote": null}';
  const rows = await tx.$queryRaw<WebRow[]>`
    WITH forgotten AS (
      UPDATE inbox SET payload = payload - 'unkept' || ${nothing}::jsonb || jsonb_build_object('reduced',
        coalesce(payload -> 'reduced', '[]') || jsonb_path_query_array(payload, '$.images[*].sha256')
        || jsonb_path_query_array(payload, '$.files[*].sha256'))
      WHERE county = ${county} AND id = ANY(${[...messageIds]}::bigint[]) AND state = 'done' RETURNING platform, event_key)
    UPDATE web_message m SET body = m.body || ${nothing}::jsonb
    FROM forgotten f WHERE m.county = ${county} AND f.platform = 'web' AND m.key = f.event_key RETURNING m.id`;
  return idsOf(rows);
}

/** @returns the ids of the web chat's messages that changed */
export async function reduceMessages(
  tx: Statements,
  county: string,
  reduced: readonly From<'reduce-message'>[],
): Promise<string[]> {
  if (reduced.length === 0) return [];
  const texts = reduced.map(({ effect, result }) => ({ id: String(result.inboxId), text: effect.text }));
  const rows = await tx.$queryRaw<WebRow[]>`
    WITH reduced AS (
      UPDATE inbox i SET payload = jsonb_build_object('reduced', '[]'::jsonb) || i.payload || jsonb_build_object('text', r.text)
      FROM jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) AS r(id bigint, text text) WHERE i.county = ${county} AND i.id = r.id
      RETURNING i.platform, i.event_key, r.text)
    UPDATE web_message m SET body = m.body || jsonb_build_object('text', r.text)
    FROM reduced r WHERE m.county = ${county} AND r.platform = 'web' AND m.key = r.event_key RETURNING m.id`;
  return idsOf(rows);
}

/**
 * Messages of the web chat's log that were written there after they had been reduced, by another process or sent once more after
 * a crash. Looked for among those since the tick before this one: each is looked at once.
 * @param inboxId the tick's
 * @returns the ids of those that changed
 */
export async function catchUp(tx: Statements, county: string, inboxId: bigint): Promise<string[]> {
  const rows = await tx.$queryRaw<WebRow[]>`
    WITH since AS (
      SELECT coalesce((
        SELECT before.received_at FROM inbox tick JOIN inbox before ON before.county = tick.county AND before.platform = tick.platform
          AND before.event_key < tick.event_key AND before.sender_id = tick.sender_id AND before.state = 'done'
        WHERE tick.county = ${county} AND tick.id = ${inboxId} ORDER BY before.event_key DESC LIMIT 1
      ), '-infinity') - interval '1 hour' AS at
    ), paired AS MATERIALIZED (
      SELECT m.id, i.id AS inbox_id, i.payload, m.body,
        jsonb_build_array(m.body -> 'images', coalesce(m.body -> 'files', '[]')) AS shown,
        jsonb_build_array(i.payload -> 'images', coalesce(i.payload -> 'files', '[]')) AS kept
      FROM web_message m JOIN inbox i ON i.county = m.county AND i.platform = 'web' AND i.event_key = m.key
      WHERE m.county = ${county} AND m.at >= (SELECT at FROM since) AND i.payload ? 'reduced'
    ), late AS MATERIALIZED (
      SELECT * FROM paired WHERE body ->> 'text' <> payload ->> 'text' OR shown <> kept
    ), marked AS (
      UPDATE inbox i SET payload = i.payload || jsonb_build_object('reduced', i.payload -> 'reduced' || jsonb_path_query_array(l.shown, '$[*][*].sha256'))
      FROM late l WHERE i.county = ${county} AND i.id = l.inbox_id AND l.shown <> l.kept
    )
    UPDATE web_message m SET body = m.body || jsonb_build_object('text', l.payload -> 'text', 'images', l.kept -> 0, 'files', l.kept -> 1,
      'location', l.payload -> 'location', 'quote', CASE WHEN l.payload -> 'quote' = 'null' THEN 'null' ELSE m.body -> 'quote' END)
    FROM late l WHERE m.county = ${county} AND m.id = l.id RETURNING m.id`;
  return idsOf(rows);
}
