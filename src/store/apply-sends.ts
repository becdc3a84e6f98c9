/** What is to be sent, put in the outbox with its buttons. */
import type { Statements } from './database.ts';
import { timestamp, type WorkResult } from './work-result.ts';

/**
 * Puts messages in the outbox, in order; one whose key was used before is dropped, and so are the parts (`key~1`, …) of one that was. Wakes the senders. `inboxId` null = no
 * message brought them about.
 */
export async function addSends(
  tx: Statements,
  county: string,
  results: readonly (Pick<WorkResult, 'sends'> & { readonly inboxId: bigint | null })[],
): Promise<void> {
  const sends = results.flatMap((r) => r.sends.map((send) => ({ send, inboxId: r.inboxId })));
  if (sends.length === 0) return;
  const rows = sends.map(({ send, inboxId }, place) => ({
    place, key: send.message.key, platform: send.platform, conversation: send.message.conversation, inbox_id: inboxId === null ? null : String(inboxId),
    person_id: send.personId, request_id: send.requestId, revision: send.revision, payload: send.message,
    not_before: send.notBefore === undefined ? null : timestamp(send.notBefore),
  })); // prettier-ignore
  const buttons = sends.flatMap(({ send }) =>
    send.buttons.map((b) => ({ id: b.id, outbox_key: send.message.key, person_id: b.personId, action: b.action })),
  );
  await tx.$executeRaw`
    WITH added AS (
      INSERT INTO outbox (county, key, platform, conversation, inbox_id, person_id, request_id, revision, payload, not_before)
      SELECT ${county}, key, platform, conversation, inbox_id, person_id, request_id, revision, payload, not_before
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o(place int, key text, platform text, conversation text, inbox_id bigint,
        person_id text, request_id text, revision int, payload jsonb, not_before timestamptz)
      WHERE o.key NOT LIKE '%~%' OR NOT EXISTS (SELECT 1 FROM outbox b WHERE b.county = ${county} AND b.key = split_part(o.key, '~', 1))
      ORDER BY place
      ON CONFLICT (county, key) DO NOTHING RETURNING key
    ), bound AS (
      INSERT INTO chat_button (county, id, outbox_key, person_id, action)
      SELECT ${county}, b.id, b.outbox_key, b.person_id, b.action
      FROM jsonb_to_recordset(${JSON.stringify(buttons)}::jsonb) AS b(id text, outbox_key text, person_id text, action jsonb)
      JOIN added ON added.key = b.outbox_key
    )
    SELECT pg_notify('zhucun_outbox', ${county}) FROM (SELECT 1 FROM added LIMIT 1) once`;
}
