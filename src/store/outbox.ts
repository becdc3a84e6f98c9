/** Messages to send: leased, sent, settled; in order per conversation. An unknown fate is never repeated blindly. */
import { randomUUID } from 'node:crypto';
import { OutboundMessage, type SendLimit, type SendOutcome } from '../chat/message.ts';
import type { Database } from './database.ts';
import { leaseWithin } from './limited-lease.ts';
import { cameOf, isPassedNow, isPutOff, mayGo } from './put-off.ts';

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
  /** Since when it is to be sent, which may be later than it came; null = not known. Epoch ms. */
  readonly queuedAt: number | null;
  /** The account of its chat is bound to somebody else by now. */
  readonly isAnothers: boolean;
  /** The message of the same lease that it is sent with, as one; left out or null = by itself, or others go with it. */
  readonly goesWith?: bigint | null;
}

/** How a platform is sent to, and how its sends are taken up again after a lease ran out: sent again, or set to `unknown`. */
export interface PlatformTerms {
  readonly platform: string;
  readonly idempotentSend: boolean;
  /** How long the platform knows a second send for one, in ms; null or left out = for good. */
  readonly idempotencyWindowMs?: number | null;
  /** Left out or empty = as much as there is. */
  readonly limits?: readonly SendLimit[];
}

export interface LeasedRow {
  id: bigint;
  platform: string;
  updates: string | null;
  payload: unknown;
  attempts: number;
  /** When the message came in that it came of, and when that was worked. */
  came: readonly [Date, Date | null] | null;
  is_anothers: boolean;
  goes_with?: bigint | null;
}

/** Sends given up for good are those refused so often, for now, by the platform … */
const attemptsBeforeRefused = 20;
/** … or those that a chat or a platform has not taken for so long; what is reminded of a day late is no reminder. */
const givenUpAfterMs = 24 * 3_600_000;

/**
 * Leases the first unsettled message of each conversation that is not put off, at most `limit` a platform with limits and as many of all others together, for
 * `leaseMs`. A message whose lease ran out may have arrived: where the platform drops a second send it is leased again, else it becomes `unknown`.
 */
export async function leaseMessages(
  db: Database,
  terms: readonly PlatformTerms[],
  limit: number,
  leaseMs: number,
  now: number = Date.now(),
): Promise<LeasedMessage[]> {
  const lease = randomUUID();
  await giveUpUncertain(db, terms);
  const free = terms.filter((t) => !isLimited(t));
  const rows = free.length > 0 ? await leaseFree(db, free, { lease, limit, leaseMs, now }) : [];
  for (const { platform, idempotentSend, limits = [] } of terms.filter(isLimited))
    rows.push(...(await leaseWithin(db, { platform, idempotentSend, limits }, { lease, limit, leaseMs, now })));
  const read = rows
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((r) => ({ row: r, message: OutboundMessage.safeParse(r.payload).data ?? null }));
  await refuseUnreadable(db, read.flatMap(({ row, message }) => (message ? [] : [row.id]))); // prettier-ignore
  return read.flatMap(({ row: { id, platform, updates, attempts, came, ...row }, message }) => {
    const receivedAt = came?.[0].getTime() ?? null;
    const queuedAt = came?.[1]?.getTime() ?? receivedAt;
    const { is_anothers: isAnothers, goes_with: goesWith = null } = row;
    return message
      ? [{ id, platform, updates, attempts, message, lease, receivedAt, queuedAt, isAnothers, goesWith }]
      : [];
  });
}

const isLimited = ({ limits = [] }: PlatformTerms): boolean => limits.length > 0;

export interface LeaseTerms {
  readonly lease: string;
  readonly limit: number;
  readonly leaseMs: number;
  /** What is put off until later stays. */
  readonly now: number;
}

const namesOf = (terms: readonly PlatformTerms[]): string[] => terms.map((t) => t.platform);

/**
 * While its fate is unknown, `settled_at` of a message that waits to be sent again says since when. A lease may run out after
 * `giveUpUncertain` has looked: what may not be sent again is left to its next look.
 */
const leaseFree = (
  db: Database,
  terms: readonly PlatformTerms[],
  { lease, limit, leaseMs, now }: LeaseTerms,
): Promise<LeasedRow[]> => db.$queryRaw<LeasedRow[]>`
  WITH due AS (
    SELECT o.id FROM outbox o
    WHERE o.county = ${db.county} AND o.platform = ANY(${namesOf(terms)}::text[])
      AND NOT EXISTS (SELECT 1 FROM county WHERE id = ${db.county} AND sends_held_at IS NOT NULL)
      AND ((o.state = 'waiting' AND ${mayGo('o', now)}) OR (o.state = 'leased' AND o.lease_until < now()
        AND (o.updates IS NOT NULL OR o.platform = ANY(${namesOf(terms.filter((t) => t.idempotentSend))}::text[]))))
      AND NOT EXISTS (
        SELECT 1 FROM outbox before
        WHERE before.county = o.county AND before.state IN ('waiting', 'leased') AND before.platform = o.platform
          AND before.conversation = o.conversation AND before.id < o.id AND NOT ${isPutOff('before', now)})
      AND NOT ${isPassedNow}
    ORDER BY o.id LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED
  )
  UPDATE outbox o SET state = 'leased', lease = ${lease}, lease_until = now() + ${leaseMs} * interval '1 millisecond', attempts = attempts + 1,
    settled_at = CASE WHEN o.state = 'leased' THEN coalesce(o.settled_at, o.lease_until) ELSE o.settled_at END
  FROM due WHERE o.id = due.id AND o.county = ${db.county}
  RETURNING o.id, o.platform, o.updates, o.payload, o.attempts,
    (SELECT ARRAY[${cameOf('o')}] FROM inbox i WHERE i.county = o.county AND i.id = o.inbox_id) AS came,
    EXISTS (SELECT 1 FROM account a WHERE a.county = o.county AND a.platform = o.platform AND a.direct_conversation = o.conversation
      AND a.person_id <> o.person_id) AS is_anothers`;

/** What may have arrived, on platforms that would not drop a second copy, or no longer. */
async function giveUpUncertain(db: Database, terms: readonly PlatformTerms[]): Promise<void> {
  const blind = terms.filter((t) => !t.idempotentSend).map((t) => t.platform);
  if (blind.length > 0)
    await db.$executeRaw`
      UPDATE outbox SET state = 'unknown', settled_at = now(), why = 'lease-ran-out'
      WHERE county = ${db.county} AND state = 'leased' AND lease_until < now() AND platform = ANY(${blind}::text[])
        AND updates IS NULL`;
  for (const { platform, idempotentSend, idempotencyWindowMs = null } of terms) {
    if (!idempotentSend || idempotencyWindowMs === null) continue;
    await db.$executeRaw`
      UPDATE outbox SET state = 'unknown', settled_at = now(), why = coalesce(why, 'lease-ran-out'), lease = NULL, lease_until = NULL
      WHERE county = ${db.county} AND platform = ${platform} AND (state = 'waiting' OR (state = 'leased' AND lease_until < now()))
        AND coalesce(settled_at, CASE WHEN state = 'leased' THEN lease_until END) < now() - ${idempotencyWindowMs * windowShare} * interval '1 millisecond'`;
  }
}

/** The platform's own clock began with the send, not with its loss. */
const windowShare = 0.9;

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
  /** Refused for now because nobody knows whether it arrived: the platform drops a second copy. */
  readonly mayHaveArrived?: boolean;
}

/**
 * Records what became of the sends. A row whose lease has passed to another worker is left alone.
 * @returns what was recorded: a send refused too often for now, or for too long, is refused for good, or unknown where it may have arrived
 */
export async function settleMessages(
  db: Database,
  settlements: readonly Settlement[],
  now: number = Date.now(),
): Promise<Settlement[]> {
  const settled = settlements.map((s) => ({ ...s, outcome: finalOutcome(s, now) }));
  const rows = settled.map(settlementRow);
  await db.$executeRaw`
    UPDATE outbox o SET
      state = s.state::outbox_state, lease = NULL, lease_until = NULL, platform_message_id = s.message_id, why = s.why,
      not_before = to_timestamp(s.retry_at / 1000.0), attempts = o.attempts - s.uncounted,
      settled_at = CASE WHEN s.state <> 'waiting' THEN now() WHEN s.uncertain THEN coalesce(o.settled_at, now()) ELSE o.settled_at END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS s(id bigint, lease text, state text, message_id text, why text, retry_at double precision, uncounted int, uncertain boolean)
    WHERE o.county = ${db.county} AND o.id = s.id AND o.lease = s.lease AND o.state = 'leased'`;
  return settled;
}

/** A chat or a whole platform that takes nothing now says nothing of the message. */
const isOfMessage = ({ of = 'message' }: Extract<SendOutcome, { status: 'refused' }>): boolean => of === 'message';

function finalOutcome({ leased, outcome, mayHaveArrived }: Settlement, now: number): SendOutcome {
  if (outcome.status !== 'refused' || outcome.retryAt === null) return outcome;
  const isOver = isOfMessage(outcome)
    ? leased.attempts >= attemptsBeforeRefused
    : leased.queuedAt !== null && now - leased.queuedAt >= givenUpAfterMs;
  if (!isOver) return outcome;
  return mayHaveArrived ? { status: 'unknown', why: outcome.why } : { ...outcome, retryAt: null };
}

function settlementRow({ leased, outcome, mayHaveArrived = false }: Settlement): Record<string, unknown> {
  const row = { id: String(leased.id), lease: leased.lease, message_id: null, why: null, retry_at: null, uncounted: 0, uncertain: mayHaveArrived }; // prettier-ignore
  if (outcome.status === 'sent') return { ...row, state: 'sent', message_id: outcome.messageId };
  if (outcome.status === 'unknown') return { ...row, state: 'unknown', why: outcome.why };
  const { retryAt, why } = outcome;
  if (retryAt === null) return { ...row, state: 'refused', why };
  return { ...row, state: 'waiting', why, retry_at: retryAt, uncounted: isOfMessage(outcome) ? 0 : 1 };
}
