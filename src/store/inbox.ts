/** Messages taken in: kept once per platform event, worked in order per person, set aside after too many failures. */
import { StoredMessage } from '../chat/message.ts';
import { recordAudit } from './audit.ts';
import { inTransaction, type Database, type Statements } from './database.ts';

/** After so many failed attempts a message is set aside for the operator. */
export const attemptsBeforeDead = 5;

/**
 * Keeps the messages; false for each whose event was kept before. The rows wake the workers. One with images that are still to be
 * fetched waits for them.
 */
export async function keepMessages(db: Database, messages: readonly StoredMessage[]): Promise<boolean[]> {
  const rows = messages.map((m) => ({
    platform: m.platform, event_key: m.eventKey, conversation: m.conversation, sender_id: m.senderId, payload: m,
    received_at: new Date(m.receivedAt).toISOString(),
  })); // prettier-ignore
  const kept = await db.$queryRaw<
    {
      platform: string;
      event_key: string;
    }[]
  >`
    WITH kept AS (
      INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
      SELECT ${db.county}, m.platform, m.event_key, m.conversation, m.sender_id, m.payload, m.received_at
      FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (platform text, event_key text, conversation text,
        sender_id text, payload jsonb, received_at timestamptz)) WITH ORDINALITY
        AS m(platform, event_key, conversation, sender_id, payload, received_at, n) ORDER BY m.n
      ON CONFLICT (county, platform, event_key) DO NOTHING
      RETURNING id, platform, event_key, payload ? 'offered' AS has_offered),
    to_fetch AS (
      INSERT INTO image_fetch (county, inbox_id, platform) SELECT ${db.county}, id, platform FROM kept WHERE has_offered RETURNING inbox_id),
    told AS (SELECT pg_notify('zhucun_inbox', ${db.county})::text
      || coalesce((SELECT pg_notify('zhucun_images', ${db.county})::text WHERE EXISTS (SELECT 1 FROM to_fetch)), '') AS told
      WHERE EXISTS (SELECT 1 FROM kept))
    SELECT k.platform, k.event_key, t.told FROM kept k CROSS JOIN told t`;
  const fresh = new Set(kept.map((k) => `${k.platform}\n${k.event_key}`));
  return messages.map(({ platform, eventKey }) => fresh.delete(`${platform}\n${eventKey}`));
}

/** Keeps one message; false when this event was kept before. */
export const keepMessage = async (db: Database, message: StoredMessage): Promise<boolean> =>
  (await keepMessages(db, [message]))[0] ?? false;

/** A message in hand: its row is locked until the transaction ends. */
export interface TakenMessage {
  readonly id: bigint;
  readonly accountId: string;
  readonly message: StoredMessage;
}

export interface Taken {
  readonly messages: TakenMessage[];
  /** Rows whose payload is not a message as this version knows it. */
  readonly unreadable: bigint[];
}

interface TakenRow {
  id: bigint;
  account: string;
  payload: unknown;
}

/**
 * Takes the oldest waiting message of each person (of each account, while unbound), at most `limit`, skipping what
 * another worker has in hand. `onlyId` takes that one message alone. A message that quotes what is being sent just now
 * waits until that send is settled: only then is it known what it quotes. One whose images are still to be fetched waits for them, and
 * what the same person said after it waits behind it. Nobody's roster is brought in while messages
 * are in hand, nor is any message decided while it is: see `holdCounty`.
 */
export async function takeMessages(
  tx: Statements,
  county: string,
  limit: number,
  onlyId: bigint | null = null,
): Promise<Taken> {
  const rows = await tx.$queryRaw<TakenRow[]>`
    WITH waiting AS MATERIALIZED (
      SELECT i.id, i.not_before, coalesce(a.id, i.platform || ':' || i.sender_id) AS account,
             coalesce(a.person_id, i.platform || ':' || i.sender_id) AS actor
      FROM inbox i LEFT JOIN account a ON a.county = i.county AND a.platform = i.platform AND a.user_id = i.sender_id
      WHERE i.county = ${county} AND i.state = 'waiting' ORDER BY i.id LIMIT 5000
    ), first AS MATERIALIZED (
      SELECT DISTINCT ON (actor) id, not_before, account, actor FROM waiting ORDER BY actor, id
    ), due AS MATERIALIZED (
      SELECT f.id, f.account, f.actor FROM first f JOIN inbox i ON i.id = f.id
      CROSS JOIN LATERAL (SELECT i.payload #>> '{quote,messageId}' AS quoted) q
      WHERE i.county = ${county} AND (f.not_before IS NULL OR f.not_before <= now()) AND (${onlyId}::bigint IS NULL OR f.id = ${onlyId}::bigint)
        AND NOT EXISTS (SELECT 1 FROM image_fetch w WHERE w.county = i.county AND w.inbox_id = i.id)
        AND (q.quoted IS NULL OR i.received_at < now() - interval '1 minute' OR NOT EXISTS (
          SELECT 1 FROM outbox o WHERE o.county = i.county AND o.state IN ('waiting', 'leased') AND o.attempts > 0
            AND o.platform = i.platform AND o.conversation = i.conversation AND o.request_id IS NOT NULL) OR EXISTS (
          SELECT 1 FROM outbox o WHERE o.county = i.county AND o.platform = i.platform AND o.conversation = i.conversation
            AND o.platform_message_id = q.quoted))
      ORDER BY f.id LIMIT ${limit}
    ), mine AS MATERIALIZED (
      SELECT id, account FROM due WHERE pg_try_advisory_xact_lock(hashtextextended(${county} || '/' || actor, 0))
    )
    SELECT i.id, m.account, i.payload, pg_advisory_xact_lock_shared(hashtextextended('county/' || ${county}, 0))::text AS held
    FROM inbox i JOIN mine m ON m.id = i.id
    WHERE i.county = ${county} AND i.state = 'waiting' ORDER BY i.id FOR UPDATE OF i SKIP LOCKED`;
  const taken: Taken = { messages: [], unreadable: [] };
  for (const row of rows) {
    const read = StoredMessage.safeParse(row.payload);
    if (read.success) taken.messages.push({ id: row.id, accountId: row.account, message: read.data });
    else taken.unreadable.push(row.id);
  }
  return taken;
}

/**
 * Marks the messages worked, in the transaction that holds their effects. Whoever could not be written to alone can be from their
 * first message in a direct chat on.
 */
export const finishMessages = (tx: Statements, county: string, ids: readonly bigint[]): Promise<number> =>
  tx.$executeRaw`
    WITH done AS (
      UPDATE inbox SET state = 'done', worked_at = now(), failure = NULL WHERE county = ${county} AND id = ANY(${[...ids]}::bigint[])
      RETURNING platform, sender_id, conversation, payload ->> 'chatKind' AS chat)
    UPDATE account a SET direct_conversation = d.conversation FROM done d
    WHERE a.county = ${county} AND a.platform = d.platform AND a.user_id = d.sender_id AND a.person_id IS NOT NULL
      AND a.direct_conversation IS NULL AND d.chat = 'direct'`;

/** Counts a failed attempt; waits longer each time. True when the message is set aside now. */
export async function failMessage(tx: Statements, county: string, id: bigint, failure: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ dead: boolean }[]>`
    UPDATE inbox SET attempts = attempts + 1, failure = ${failure.slice(0, 200)},
      state = CASE WHEN attempts + 1 >= ${attemptsBeforeDead} THEN 'dead'::inbox_state ELSE state END,
      not_before = now() + (interval '200 milliseconds' * power(3, attempts))
    WHERE county = ${county} AND id = ${id} AND state = 'waiting'
    RETURNING state = 'dead' AS dead`;
  return row?.dead ?? false;
}

/** Puts a message that was set aside back to work; false when there is none with that id. */
export const retryMessage = (db: Database, id: bigint, now: number): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const [row] = await tx.$queryRaw<{ platform: string; failure: string | null }[]>`
      UPDATE inbox SET state = 'waiting', attempts = 0, not_before = NULL WHERE county = ${db.county} AND id = ${id} AND state = 'dead'
      RETURNING platform, failure, pg_notify('zhucun_inbox', ${db.county})::text AS told`;
    if (!row) return false;
    const { platform, failure } = row;
    const record = { verb: 'retry-message', subject: `message:${id}`, payload: { platform, failure } };
    await recordAudit(tx, db.county, [{ ...record, personId: null, inboxId: id }], now);
    return true;
  });

export interface DeadMessage {
  readonly id: bigint;
  readonly platform: string;
  /** null while the account is bound to nobody. */
  readonly personId: string | null;
  readonly failure: string | null;
  readonly receivedAt: Date;
}

/** Ids and figures of what was set aside, oldest first; never what was said. */
export const deadMessages = (db: Database): Promise<DeadMessage[]> => db.$queryRaw<DeadMessage[]>`
  SELECT i.id, i.platform, a.person_id AS "personId", i.failure, i.received_at AS "receivedAt"
  FROM inbox i LEFT JOIN account a ON a.county = i.county AND a.platform = i.platform AND a.user_id = i.sender_id
  WHERE i.county = ${db.county} AND i.state = 'dead' ORDER BY i.id`;
