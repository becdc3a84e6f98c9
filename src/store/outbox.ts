/** Messages to send: leased, sent, settled; in order per conversation. An unknown fate is never repeated blindly. */
import { randomUUID } from 'node:crypto';
import { OutboundMessage, type SendOutcome } from '../chat/message.ts';
import type { Database } from './database.ts';

export interface LeasedMessage {
  readonly id: bigint;
  readonly platform: string;
  readonly message: OutboundMessage;
  /** Platform's id of the message to take the place of; null = a message of its own. */
  readonly updates: string | null;
  readonly lease: string;
  readonly attempts: number;
  /** When the message came in that this came of; null = of none. Epoch ms. */
  readonly receivedAt: number | null;
}

/** How a platform's sends are taken up again after a lease ran out: sent again, or set to `unknown`. */
export interface PlatformTerms {
  readonly platform: string;
  readonly idempotentSend: boolean;
}

interface LeasedRow {
  id: bigint;
  platform: string;
  updates: string | null;
  payload: unknown;
  attempts: number;
  received_at: Date | null;
}

/** Sends given up for good are those refused so often, for now, by the platform. */
const attemptsBeforeRefused = 20;

/**
 * Leases the first unsettled message of each conversation, at most `limit`, for `leaseMs`. A message whose lease ran
 * out may have arrived: where the platform drops a second send it is leased again, else it becomes `unknown`.
 */
export async function leaseMessages(
  db: Database,
  terms: readonly PlatformTerms[],
  limit: number,
  leaseMs: number,
): Promise<LeasedMessage[]> {
  const lease = randomUUID();
  const repeatable = terms.filter((t) => t.idempotentSend).map((t) => t.platform);
  const platforms = terms.map((t) => t.platform);
  const others = platforms.filter((p) => !repeatable.includes(p));
  if (others.length > 0)
    await db.$executeRaw`
      UPDATE outbox SET state = 'unknown', settled_at = now(), why = 'lease-ran-out'
      WHERE county = ${db.county} AND state = 'leased' AND lease_until < now() AND platform = ANY(${others}::text[])`;
  const rows = await db.$queryRaw<LeasedRow[]>`
    WITH due AS (
      SELECT o.id FROM outbox o
      WHERE o.county = ${db.county} AND o.platform = ANY(${platforms}::text[])
        AND NOT EXISTS (SELECT 1 FROM county WHERE id = ${db.county} AND sends_held_at IS NOT NULL)
        AND ((o.state = 'waiting' AND (o.not_before IS NULL OR o.not_before <= now())) OR (o.state = 'leased' AND o.lease_until < now()))
        AND NOT EXISTS (
          SELECT 1 FROM outbox before
          WHERE before.county = o.county AND before.state IN ('waiting', 'leased') AND before.platform = o.platform
            AND before.conversation = o.conversation AND before.id < o.id)
      ORDER BY o.id LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED
    )
    UPDATE outbox o SET state = 'leased', lease = ${lease}, lease_until = now() + ${leaseMs} * interval '1 millisecond', attempts = attempts + 1
    FROM due WHERE o.id = due.id AND o.county = ${db.county}
    RETURNING o.id, o.platform, o.updates, o.payload, o.attempts,
      (SELECT i.received_at FROM inbox i WHERE i.county = o.county AND i.id = o.inbox_id) AS received_at`;
  const read = rows
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((r) => ({ row: r, message: OutboundMessage.safeParse(r.payload).data ?? null }));
  await refuseUnreadable(db, read.flatMap(({ row, message }) => (message ? [] : [row.id]))); // prettier-ignore
  return read.flatMap(({ row: { id, platform, updates, attempts, received_at }, message }) =>
    message ? [{ id, platform, updates, attempts, message, lease, receivedAt: received_at?.getTime() ?? null }] : [],
  );
}

/** A row whose payload is not a message as this version knows it must not keep the others from being sent. */
async function refuseUnreadable(db: Database, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`
    UPDATE outbox SET state = 'refused', settled_at = now(), lease = NULL, lease_until = NULL, why = 'unreadable'
    WHERE county = ${db.county} AND id = ANY(${[...ids]}::bigint[]) AND state = 'leased'`;
}

export interface Settlement {
  readonly leased: LeasedMessage;
  readonly outcome: SendOutcome;
}

/**
 * Records what became of the sends. A row whose lease has passed to another worker is left alone.
 * @returns what was recorded: a send refused too often for now is refused for good
 */
export async function settleMessages(db: Database, settlements: readonly Settlement[]): Promise<Settlement[]> {
  const settled = settlements.map(({ leased, outcome }) => ({ leased, outcome: finalOutcome(leased, outcome) }));
  const rows = settled.map(({ leased, outcome }) => settlementRow(leased, outcome));
  await db.$executeRaw`
    UPDATE outbox o SET
      state = s.state::outbox_state, lease = NULL, lease_until = NULL, platform_message_id = s.message_id, why = s.why,
      not_before = to_timestamp(s.retry_at / 1000.0),
      settled_at = CASE WHEN s.state = 'waiting' THEN NULL ELSE now() END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS s(id bigint, lease text, state text, message_id text, why text, retry_at double precision)
    WHERE o.county = ${db.county} AND o.id = s.id AND o.lease = s.lease AND o.state = 'leased'`;
  return settled;
}

const finalOutcome = (leased: LeasedMessage, outcome: SendOutcome): SendOutcome =>
  outcome.status === 'refused' && leased.attempts >= attemptsBeforeRefused ? { ...outcome, retryAt: null } : outcome;

function settlementRow(leased: LeasedMessage, outcome: SendOutcome): Record<string, unknown> {
  const row = { id: String(leased.id), lease: leased.lease, message_id: null, why: null, retry_at: null };
  if (outcome.status === 'sent') return { ...row, state: 'sent', message_id: outcome.messageId };
  if (outcome.status === 'unknown') return { ...row, state: 'unknown', why: outcome.why };
  const { retryAt, why } = outcome;
  return { ...row, state: retryAt === null ? 'refused' : 'waiting', why, retry_at: retryAt };
}
