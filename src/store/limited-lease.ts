/**
 * Leases for a platform that limits sends. The limits hold for all processes together: whoever leases has the platform's
 * lock, reckons by what was leased lately (`recent_send`), and notes what it takes.
 */
import type { SendLimit } from '../chat/message.ts';
import { answersSender, withSender } from './answers.ts';
import { inTransaction, type Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { joinedTo, joinedUpTo } from './joined-sends.ts';
import type { LeasedRow, LeaseTerms } from './outbox.ts';
import { cameOf, isPutOff, mayGo } from './put-off.ts';

export interface LimitedPlatform {
  readonly platform: string;
  readonly limits: readonly SendLimit[];
}

/** A send gets to the platform a little after it was leased, the next one perhaps sooner after its lease: windows are reckoned longer. In ms. */
const slackMs = 100;

interface Window {
  readonly kind: SendLimit['of'];
  readonly count: number;
  /** How many of the places are for what answers nobody, too. */
  readonly pushed: number;
  readonly ms: number;
}

export const windowOf = ({ of, count, perMs, answersShare = 0 }: SendLimit): Window => ({
  ...{ kind: of, count, ms: perMs + slackMs },
  pushed: Math.max(1, Math.floor(count * (1 - answersShare))),
});
const windowsOf = (limits: readonly SendLimit[]): string => JSON.stringify(limits.map(windowOf));

/** Unsettled sends of the platform that are not put off. */
const unsettledOf = (county: string, platform: string, now: number): Prisma.Sql => Prisma.sql`
  SELECT o.id, o.county, o.platform, o.conversation, o.person_id, o.inbox_id, o.state, o.why, o.not_before, o.lease_until, o.updates FROM outbox o
  WHERE o.county = ${county} AND o.platform = ${platform} AND o.state IN ('waiting', 'leased') AND NOT ${isPutOff('o', now)}`;

/** Chats of `unsettled` in which whoever wrote is answered. It is looked for only where places are kept for that: it costs as much as all the rest. */
const answeredOf = (limits: readonly SendLimit[]): Prisma.Sql =>
  limits.some((l) => (l.answersShare ?? 0) > 0)
    ? Prisma.sql`SELECT DISTINCT o.conversation FROM unsettled o ${withSender} WHERE ${answersSender}`
    : Prisma.sql`SELECT NULL::text AS conversation WHERE false`;

/**
 * Messages to people go before those to groups; where places are kept for answers, answers go first, before them only what waits in the same
 * chats. No more than the limits of the bot allow, none of a chat that is at its own; a chat that is nobody's direct chat counts as a group.
 * Several of one chat are one message and take one place. What may not be sent again is left alone, should its lease run out just now. The
 * instant is taken under the lock: a transaction's own is that of its beginning.
 *
 * What waits is read once, and each row that is leased found by its id alone: the planner knows next to nothing of what came in since it last
 * counted, and by county and platform it would go through all of the outbox for each of them (CASE keeps it from that).
 */
export async function leaseWithin(
  db: Database,
  { platform, idempotentSend, limits }: LimitedPlatform & { readonly idempotentSend: boolean },
  { lease, limit, leaseMs, now }: LeaseTerms,
): Promise<LeasedRow[]> {
  const { county } = db;
  if (!(await isAnythingDue(db, platform, now))) return [];
  const longestMs = Math.max(...limits.map((l) => l.perMs)) + slackMs;
  const isDue = Prisma.sql`CASE WHEN o.county = ${county} AND o.platform = ${platform} THEN (o.state = 'waiting' AND ${mayGo('o', now)})
    OR (o.state = 'leased' AND o.lease_until < now() AND (o.updates IS NOT NULL OR ${idempotentSend}::boolean)) END`;
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('sends/' || ${county} || '/' || ${platform}, 0))::text AS held`;
    return tx.$queryRaw<LeasedRow[]>`
      WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS at),
      windows AS MATERIALIZED (
        SELECT w.kind, w.count, w.pushed, c.at - w.ms * interval '1 millisecond' AS since
        FROM jsonb_to_recordset(${windowsOf(limits)}::jsonb) AS w(kind text, count int, pushed int, ms double precision), clock c),
      pruned AS (
        DELETE FROM recent_send r USING clock c
        WHERE r.county = ${county} AND r.platform = ${platform} AND r.at < c.at - ${longestMs} * interval '1 millisecond'),
      room AS MATERIALIZED (
        SELECT greatest(0, min(w.count - u.used)) AS places, greatest(0, min(w.pushed - u.used)) AS pushed FROM windows w CROSS JOIN LATERAL (
          SELECT count(*) AS used FROM recent_send r WHERE r.county = ${county} AND r.platform = ${platform} AND r.at > w.since) u
        WHERE w.kind = 'app' HAVING count(*) > 0),
      full_chats AS MATERIALIZED (
        SELECT r.conversation, w.kind FROM windows w
        JOIN recent_send r ON r.county = ${county} AND r.platform = ${platform} AND r.at > w.since
        WHERE w.kind <> 'app' GROUP BY r.conversation, w.kind, w.count, w.since HAVING count(*) >= w.count),
      spent AS MATERIALIZED (
        SELECT f.conversation FROM full_chats f WHERE f.kind = 'chat' OR NOT EXISTS (
          SELECT 1 FROM account a WHERE a.county = ${county} AND a.platform = ${platform} AND a.direct_conversation = f.conversation)),
      unsettled AS MATERIALIZED (${unsettledOf(county, platform, now)}),
      answered AS MATERIALIZED (${answeredOf(limits)}),
      first AS MATERIALIZED (
        SELECT DISTINCT ON (o.conversation) o.id, o.conversation, o.person_id IS NULL AS to_all, ${isDue} AS is_due,
          o.conversation IN (SELECT conversation FROM answered) AS answers FROM unsettled o ORDER BY o.conversation, o.id),
      passing AS MATERIALIZED (
        SELECT o.conversation, max(o.id) AS id FROM unsettled o WHERE o.state = 'leased' AND o.lease_until >= now() GROUP BY o.conversation),
      ranked AS MATERIALIZED (
        SELECT f.id, f.answers, row_number() OVER (ORDER BY NOT f.answers, f.to_all, f.id) AS place
        FROM first f LEFT JOIN passing p ON p.conversation = f.conversation AND p.id > f.id
        WHERE f.is_due AND p.id IS NULL AND f.conversation NOT IN (SELECT conversation FROM spent)
          AND NOT EXISTS (SELECT 1 FROM county WHERE id = ${county} AND sends_held_at IS NOT NULL)),
      due AS (
        SELECT o.id, o.conversation, o.state FROM ranked k JOIN outbox o ON o.id = k.id
        WHERE k.place <= least(${limit}::int, CASE WHEN k.answers THEN (SELECT places FROM room) ELSE (SELECT pushed FROM room) END) AND ${isDue}
        FOR UPDATE OF o SKIP LOCKED),
      along AS (${joinedTo(county, platform, idempotentSend ? 0 : joinedUpTo(limits), now)}),
      taken AS (SELECT id, NULL::bigint AS goes_with FROM due UNION ALL SELECT id, first_id FROM along),
      leased AS (
        UPDATE outbox o SET state = 'leased', lease = ${lease}, lease_until = c.at + ${leaseMs} * interval '1 millisecond', attempts = attempts + 1,
          settled_at = CASE WHEN o.state = 'leased' THEN coalesce(o.settled_at, o.lease_until) ELSE o.settled_at END
        FROM taken, clock c WHERE o.id = taken.id AND CASE WHEN o.county = ${county} THEN true END
        RETURNING o.id, o.platform, o.conversation, o.updates, o.payload, o.attempts, o.inbox_id, o.person_id, o.why, o.not_before, taken.goes_with),
      noted AS (
        INSERT INTO recent_send (county, platform, conversation, at)
        SELECT DISTINCT ${county}, ${platform}, l.conversation, c.at FROM leased l, clock c)
      SELECT l.id, l.platform, l.updates, l.payload, l.attempts, l.goes_with,
        (SELECT ARRAY[${cameOf('l')}] FROM inbox i WHERE i.county = ${county} AND i.id = l.inbox_id) AS came,
        EXISTS (SELECT 1 FROM account a WHERE a.county = ${county} AND a.platform = l.platform AND a.direct_conversation = l.conversation
          AND a.person_id <> l.person_id) AS is_anothers
      FROM leased l`;
  });
}

/** Spares the lock where nothing is to be sent. */
async function isAnythingDue(db: Database, platform: string, now: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 AS due FROM outbox WHERE county = ${db.county} AND platform = ${platform} AND state IN ('waiting', 'leased')
      AND ${mayGo('outbox', now)} LIMIT 1`;
  return rows.length > 0;
}

/** In how many ms something that a limit holds back may be leased; null = nothing is held back. */
export async function nextPlaceMs(
  db: Database,
  { platform, limits }: LimitedPlatform,
  now: number = Date.now(),
): Promise<number | null> {
  const { county } = db;
  const [row] = await db.$queryRaw<{ ms: number | null }[]>`
    WITH windows AS MATERIALIZED (
      SELECT w.kind, w.count, w.pushed, w.ms * interval '1 millisecond' AS span
      FROM jsonb_to_recordset(${windowsOf(limits)}::jsonb) AS w(kind text, count int, pushed int, ms double precision)),
    unsettled AS MATERIALIZED (${unsettledOf(county, platform, now)}),
    answered AS MATERIALIZED (${answeredOf(limits)}),
    waiting AS MATERIALIZED (
      SELECT DISTINCT u.conversation, u.conversation IN (SELECT conversation FROM answered) AS answers FROM unsettled u WHERE u.state = 'waiting'),
    app AS (
      SELECT max(r.at + w.span) AS at FROM windows w
      CROSS JOIN LATERAL (SELECT bool_or(answers) AS answers FROM waiting HAVING count(*) > 0) a
      CROSS JOIN LATERAL (
        SELECT s.at FROM recent_send s WHERE s.county = ${county} AND s.platform = ${platform}
        ORDER BY s.at DESC OFFSET CASE WHEN a.answers THEN w.count ELSE w.pushed END - 1 LIMIT 1) r
      WHERE w.kind = 'app'),
    chats AS (
      SELECT max(r.at + w.span) AS at FROM waiting o CROSS JOIN windows w CROSS JOIN LATERAL (
        SELECT s.at FROM recent_send s WHERE s.county = ${county} AND s.platform = ${platform} AND s.conversation = o.conversation
        ORDER BY s.at DESC OFFSET w.count - 1 LIMIT 1) r
      WHERE w.kind <> 'app' GROUP BY o.conversation)
    SELECT (extract(epoch FROM coalesce((SELECT at FROM app WHERE at > clock_timestamp()), (SELECT min(at) FROM chats WHERE at > clock_timestamp()))
      - clock_timestamp()) * 1000)::float8 AS ms`;
  const ms = row?.ms ?? null;
  return ms === null ? null : Math.max(1, Math.ceil(ms));
}
