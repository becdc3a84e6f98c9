/** Sends that may have arrived, to one person in their direct chat: found when that person writes there again, and settled. */
import { sentAgain } from './unsettled.ts';
import type { Statements } from './database.ts';

export interface UnknownSend {
  readonly id: bigint;
  readonly platform: string;
  readonly conversation: string;
  readonly personId: string;
  readonly key: string;
  readonly text: string;
  readonly code: string | null;
  readonly buttonIds: readonly string[];
  /** It is itself the second copy of one. */
  readonly isAgain: boolean;
}

/** Where a person has just written. */
export interface WrittenIn {
  readonly platform: string;
  readonly conversation: string;
  readonly personId: string;
}

/** `messageId`: what the platform calls it, where the person's message tells. */
export type SettledUnknown =
  | { readonly send: UnknownSend; readonly is: 'arrived'; readonly messageId: string | null }
  | { readonly send: UnknownSend; readonly is: 'sent-again'; readonly text: string };

/** Oldest first, and locked. */
export async function findUnknown(tx: Statements, county: string, chats: readonly WrittenIn[]): Promise<UnknownSend[]> {
  if (chats.length === 0) return [];
  const rows = chats.map((c) => ({ platform: c.platform, conversation: c.conversation, person_id: c.personId }));
  return tx.$queryRaw<UnknownSend[]>`
    SELECT o.id, o.platform, o.conversation, o.person_id AS "personId", o.key, o.payload ->> 'text' AS text, o.payload ->> 'code' AS code,
      ARRAY(SELECT b ->> 'id' FROM jsonb_array_elements(o.payload -> 'buttons') AS b) AS "buttonIds",
      starts_with(o.key, ${againPrefix}) AS "isAgain"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c(platform text, conversation text, person_id text)
    JOIN outbox o ON o.county = ${county} AND o.state = 'unknown' AND o.platform = c.platform AND o.conversation = c.conversation
      AND o.person_id = c.person_id
    WHERE o.updates IS NULL AND coalesce(o.why, '') <> ${sentAgain}
    ORDER BY o.id FOR UPDATE OF o`;
}

/** What is sent again has a key of its own, so that it is once. */
const againPrefix = 'again:';

/** Buttons, request and the message it came of go with what is sent again. */
export async function settleUnknown(tx: Statements, county: string, settled: readonly SettledUnknown[]): Promise<void> {
  const arrived = settled.flatMap((s) => (s.is === 'arrived' ? [{ id: String(s.send.id), message_id: s.messageId }] : [])); // prettier-ignore
  if (arrived.length > 0)
    await tx.$executeRaw`
      UPDATE outbox o SET state = 'sent', why = NULL, settled_at = now(), platform_message_id = coalesce(a.message_id, o.platform_message_id)
      FROM jsonb_to_recordset(${JSON.stringify(arrived)}::jsonb) AS a(id bigint, message_id text)
      WHERE o.county = ${county} AND o.id = a.id AND o.state = 'unknown'`;
  const again = settled.flatMap((s) => (s.is === 'sent-again' ? [{ id: String(s.send.id), key: `${againPrefix}${s.send.key}`, text: s.text }] : [])); // prettier-ignore
  if (again.length > 0)
    await tx.$executeRaw`
      WITH again AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(again)}::jsonb) AS a(id bigint, key text, text text)),
      old AS (
        UPDATE outbox o SET state = 'refused', why = ${sentAgain}, settled_at = now()
        FROM again a WHERE o.county = ${county} AND o.id = a.id AND o.state = 'unknown'
        RETURNING o.id, o.key, a.key AS new_key, a.text, o.platform, o.conversation, o.inbox_id, o.person_id, o.request_id, o.revision, o.payload),
      moved AS (
        UPDATE chat_button b SET outbox_key = o.new_key FROM old o WHERE b.county = ${county} AND b.outbox_key = o.key),
      added AS (
        INSERT INTO outbox (county, key, platform, conversation, inbox_id, person_id, request_id, revision, payload)
        SELECT ${county}, new_key, platform, conversation, inbox_id, person_id, request_id, revision,
          payload || jsonb_build_object('key', new_key, 'text', text) FROM old ORDER BY id
        ON CONFLICT (county, key) DO NOTHING RETURNING id)
      SELECT pg_notify('zhucun_outbox', ${county}) FROM (SELECT 1 FROM added LIMIT 1) once`;
}
