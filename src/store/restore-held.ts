/** Sends that are held after a restore: what waits, and letting it go. */
import { recordAudit } from './audit.ts';
import { inTransaction, type Database, type Statements } from './database.ts';
import { givenUp } from './unsettled.ts';

export interface HeldSends {
  /** When they were held; null = nothing is held. */
  readonly since: Date | null;
  readonly platforms: readonly {
    readonly platform: string;
    readonly count: number;
    /** When the oldest message came in that one of them answers. */
    readonly oldest: Date;
  }[];
}

/** The words for a send that was given up when sends were let go. */
const DROPPED = givenUp[1];

/** null = sends go as ever. */
export const heldSince = async (db: Database): Promise<Date | null> =>
  (await db.client.county.findUnique({ where: { id: db.county }, select: { sendsHeldAt: true } }))?.sendsHeldAt ?? null;

export async function heldSends(db: Database): Promise<HeldSends> {
  const { county } = db;
  const platforms = await db.$queryRaw<{ platform: string; count: number; oldest: Date }[]>`
    SELECT o.platform, count(*)::int AS count, min(coalesce(i.received_at, c.sends_held_at, now())) AS oldest
    FROM outbox o JOIN county c ON c.id = o.county LEFT JOIN inbox i ON i.county = o.county AND i.id = o.inbox_id
    WHERE o.county = ${county} AND o.state IN ('waiting', 'leased') GROUP BY o.platform ORDER BY o.platform`;
  return { since: await heldSince(db), platforms };
}

/**
 * Lets sends go again and wakes whoever sends them.
 * @param olderThanHours what answers a message that came in earlier is given up; null = everything is sent
 * @returns null when nothing is held
 */
export const releaseSends = (
  db: Database,
  olderThanHours: number | null,
  now: number,
): Promise<{ readonly dropped: number; readonly waiting: number } | null> =>
  inTransaction(db, async (tx) => {
    const { county } = db;
    const released = await tx.$executeRaw`
      UPDATE county SET sends_held_at = NULL WHERE id = ${county} AND sends_held_at IS NOT NULL`;
    if (released === 0) return null;
    const dropped = olderThanHours === null ? 0 : await drop(tx, county, now - olderThanHours * 3_600_000, now);
    const [left] = await tx.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM outbox WHERE county = ${county} AND state IN ('waiting', 'leased')`;
    const waiting = left?.waiting ?? 0;
    await tx.$executeRaw`SELECT pg_notify('zhucun_outbox', ${county})`;
    const payload = { olderThanHours, dropped, waiting };
    const record = { verb: 'release-sends', subject: 'county', payload, personId: null, inboxId: null };
    await recordAudit(tx, county, [record], now);
    return { dropped, waiting };
  });

/** A send that no message brought about has no age of its own: it is given up with the rest, as it was there at the restore. */
const drop = (tx: Statements, county: string, before: number, now: number): Promise<number> => tx.$executeRaw`
  UPDATE outbox o SET state = 'refused', why = ${DROPPED}, settled_at = ${new Date(now)}, lease = NULL, lease_until = NULL
  WHERE o.county = ${county} AND o.state IN ('waiting', 'leased')
    AND NOT EXISTS (SELECT 1 FROM inbox i
      WHERE i.county = o.county AND i.id = o.inbox_id AND i.received_at >= ${new Date(before)})`;
