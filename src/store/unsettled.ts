/** Sends that need the operator: whose fate is unknown, or that were refused for good. By ids, never what they say. */
import { recordAudit } from './audit.ts';
import { inTransaction, type Database, type Statements } from './database.ts';

/** Why a send is listed no more: its person wrote, and it was sent once more as a message of its own. */
export const sentAgain = 'sent-again';

/** Why a send is neither listed nor sent any more: the operator gave it up, one by one or when sends were let go after a restore; or that. */
export const givenUp = ['dropped', 'dropped-after-restore', sentAgain] as const;

export interface UnsettledSend {
  readonly id: bigint;
  readonly platform: string;
  readonly personId: string | null;
  readonly state: 'unknown' | 'refused';
  readonly why: string | null;
  readonly settledAt: Date | null;
}

/** Oldest first, without those that the operator has given up. */
export const unsettledSends = (db: Database): Promise<UnsettledSend[]> => db.$queryRaw<UnsettledSend[]>`
  SELECT id, platform, person_id AS "personId", state, why, settled_at AS "settledAt" FROM outbox
  WHERE county = ${db.county} AND state IN ('unknown', 'refused') AND coalesce(why, '') <> ALL(${[...givenUp]}::text[]) ORDER BY id`;

export type Which = { readonly id: bigint } | 'all-refused';

/** Puts sends back to wait; one whose fate was unknown may arrive twice. Returns those that were put back, by what they were. */
export const retrySends = (db: Database, which: Which, now: number): Promise<UnsettledSend[]> =>
  inTransaction(db, async (tx) => {
    const found = await locked(tx, db.county, which);
    if (found.length === 0) return found;
    await tx.$executeRaw`
      WITH again AS (
        UPDATE outbox SET state = 'waiting', attempts = 0, not_before = NULL, settled_at = NULL, why = NULL, lease = NULL, lease_until = NULL
        WHERE county = ${db.county} AND id = ANY(${found.map((f) => f.id)}::bigint[]) RETURNING id)
      SELECT pg_notify('zhucun_outbox', ${db.county}) FROM (SELECT 1 FROM again LIMIT 1) once`;
    await note(tx, db.county, 'retry-send', found, now);
    return found;
  });

/** Gives a send up: it is listed no more and never sent. */
export const dropSends = (db: Database, which: Which, now: number): Promise<UnsettledSend[]> =>
  inTransaction(db, async (tx) => {
    const found = await locked(tx, db.county, which);
    await tx.$executeRaw`
      UPDATE outbox SET state = 'refused', why = ${givenUp[0]}, settled_at = now()
      WHERE county = ${db.county} AND id = ANY(${found.map((f) => f.id)}::bigint[])`;
    await note(tx, db.county, 'drop-send', found, now);
    return found;
  });

const locked = (tx: Statements, county: string, which: Which): Promise<UnsettledSend[]> => tx.$queryRaw<
  UnsettledSend[]
>`
  SELECT id, platform, person_id AS "personId", state, why, settled_at AS "settledAt" FROM outbox
  WHERE county = ${county} AND coalesce(why, '') <> ALL(${[...givenUp]}::text[]) AND CASE WHEN ${which === 'all-refused'} THEN state = 'refused'
    ELSE state IN ('unknown', 'refused') AND id = ${which === 'all-refused' ? null : which.id}::bigint END
  ORDER BY id FOR UPDATE`;

const note = (
  tx: Statements,
  county: string,
  verb: string,
  sends: readonly UnsettledSend[],
  now: number,
): Promise<void> =>
  recordAudit(
    tx,
    county,
    sends.map(({ id, platform, state, why }) => ({
      verb,
      subject: `send:${id}`,
      payload: { platform, state, why },
      personId: null,
      inboxId: null,
    })),
    now,
  );
