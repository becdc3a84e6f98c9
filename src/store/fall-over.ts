/** What waits for one person on a platform that does not reach them moves to the next account of theirs. */
import { answersSender, withSender } from './answers.ts';
import type { Database, Statements } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { LeasedMessage } from './outbox.ts';

/**
 * Sends that were refused for good because nobody is reached in that chat, and what waits behind them; or all of a platform that is down or
 * has said enough, all but the answers where it has places for those.
 */
export type Stranded =
  { readonly chatsOf: readonly LeasedMessage[] } | { readonly platform: string; readonly answersStay?: boolean };

export interface MovedSend {
  readonly id: bigint;
  readonly from: string;
  readonly to: string;
}

/**
 * Moves what is for one person alone, in a direct chat that is theirs or was until somebody else was bound there, to the account of theirs that was used last on one of the platforms `to`, where it
 * was not tried before. What is put off stays so. What was sent, or may have arrived, stays; so does what takes the place of a message. In one statement, by their ids' order.
 */
export async function moveSends(db: Database, stranded: Stranded, to: readonly string[]): Promise<MovedSend[]> {
  const chatsOf = 'chatsOf' in stranded ? stranded.chatsOf : [];
  const { platform, answersStay = false } = 'platform' in stranded ? stranded : { platform: null };
  if (to.length === 0) return [];
  const gone = chatsOf.map(({ id, lease, platform: on, message }) => ({ id: String(id), lease, platform: on, conversation: message.conversation })); // prettier-ignore
  return db.$queryRaw<MovedSend[]>`
    WITH gone AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS g(id bigint, lease text, platform text, conversation text)),
    stranded AS MATERIALIZED (
      SELECT o.id, o.platform, o.person_id, o.tried FROM outbox o ${answersStay ? withSender : Prisma.empty}
      WHERE o.county = ${db.county} AND o.state IN ('waiting', 'leased') AND o.updates IS NULL AND o.settled_at IS NULL
        AND CASE WHEN ${platform}::text IS NULL
          THEN CASE o.state WHEN 'leased' THEN EXISTS (SELECT 1 FROM gone g WHERE g.id = o.id AND g.lease = o.lease)
            ELSE EXISTS (SELECT 1 FROM gone g JOIN outbox l ON l.county = o.county AND l.id = g.id
              WHERE g.platform = o.platform AND g.conversation = o.conversation AND l.person_id = o.person_id) END
          ELSE o.platform = ${platform} AND o.state = 'waiting' END
        ${answersStay ? Prisma.sql`AND ${answersSender} IS NOT TRUE` : Prisma.empty}
        AND EXISTS (SELECT 1 FROM account a WHERE a.county = o.county AND a.platform = o.platform
          AND a.direct_conversation = o.conversation AND a.person_id IS NOT NULL)
      ORDER BY o.id FOR UPDATE OF o SKIP LOCKED),
    next AS MATERIALIZED (
      SELECT s.id, s.platform AS "from", a.platform AS "to", a.direct_conversation AS conversation FROM stranded s
      CROSS JOIN LATERAL (
        SELECT a.platform, a.direct_conversation FROM account a
        LEFT JOIN LATERAL (
          SELECT i.id FROM inbox i WHERE i.county = a.county AND i.platform = a.platform AND i.sender_id = a.user_id ORDER BY i.id DESC LIMIT 1) used ON true
        WHERE a.county = ${db.county} AND a.person_id = s.person_id AND a.direct_conversation IS NOT NULL
          AND a.platform = ANY(${[...to]}::text[]) AND a.platform <> s.platform AND a.platform <> ALL(s.tried)
        ORDER BY used.id DESC NULLS LAST, a.bound_at DESC NULLS LAST, a.platform LIMIT 1) a),
    moved AS (
      UPDATE outbox o SET platform = n."to", conversation = n.conversation, tried = o.tried || n."from", state = 'waiting', attempts = 0,
        not_before = CASE WHEN o.why IS NULL THEN o.not_before END, why = NULL, lease = NULL, lease_until = NULL,
        payload = o.payload || jsonb_build_object('conversation', n.conversation, 'replyTo', NULL)
      FROM next n WHERE o.county = ${db.county} AND o.id = n.id RETURNING o.id),
    told AS (SELECT pg_notify('zhucun_outbox', ${db.county})::text AS told WHERE EXISTS (SELECT 1 FROM moved))
    SELECT n.id, n."from", n."to" FROM next n JOIN moved m ON m.id = n.id CROSS JOIN told ORDER BY n.id`;
}

/** The direct chat of an account that was its person's until now. */
export interface FreedChat {
  readonly platform: string;
  /** null = none was known. */
  readonly conversation: string | null;
  readonly personId: string;
}

/** What still waits for a person in a chat that they left goes to the account they bound last; it stays where they have none. */
export async function moveFreed(tx: Statements, county: string, freed: readonly FreedChat[]): Promise<void> {
  if (freed.length === 0) return;
  const rows = freed.map((f) => ({ platform: f.platform, conversation: f.conversation, person_id: f.personId }));
  await tx.$executeRaw`
    WITH freed AS MATERIALIZED (
      SELECT f.*, a.platform AS "to", a.direct_conversation AS chat
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f(platform text, conversation text, person_id text)
      CROSS JOIN LATERAL (
        SELECT a.platform, a.direct_conversation FROM account a
        WHERE a.county = ${county} AND a.person_id = f.person_id AND a.direct_conversation IS NOT NULL
        ORDER BY a.bound_at DESC NULLS LAST, a.platform LIMIT 1) a)
    UPDATE outbox o SET platform = f."to", conversation = f.chat,
      not_before = CASE WHEN o.why IS NULL THEN o.not_before END,
      payload = o.payload || jsonb_build_object('conversation', f.chat, 'replyTo', NULL)
    FROM freed f WHERE o.county = ${county} AND o.platform = f.platform AND o.conversation = f.conversation AND o.person_id = f.person_id
      AND o.state = 'waiting' AND o.updates IS NULL AND o.settled_at IS NULL`;
}
