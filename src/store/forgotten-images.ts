/**
 * The bytes of images and files whose messages were forgotten. They go beside the work on messages, since all of a county has to be looked
 * through for whoever else refers to them; the rows that were forgotten say what is still to be done (reduced-messages.ts), so
 * that a process that ends in between leaves nothing behind.
 */
import { inTransaction, type Database, type Statements } from './database.ts';
import { stillReferredTo } from './shelved-hashes.ts';

/** Within it a message with the same image may be on its way to the inbox. */
const onTheWayMs = 600_000;
const everyMs = 600_000;
/** How far back a process looks that has just started: longer than any is off. */
const firstLookMs = 40 * 24 * 3_600_000;
/** Beyond the last look: for what was committed late, and for what was too young to go. */
const lookBackMs = 3_600_000;
const sweepMs = 600_000;
const stopMs = 5_000;

export interface ForgottenDeps {
  readonly now: () => number;
  /** Takes the bytes away unless they were kept again after `before`; whether they are gone. */
  readonly remove: (sha256: string, before: number) => boolean;
  readonly failed: (error: unknown) => void;
  /** Calls `tick` every ten minutes; in tests by hand. */
  readonly every?: (tick: () => void) => { stop(): void };
}

interface Pending {
  readonly id: bigint;
  readonly hashes: readonly string[];
}

/**
 * Takes away what was forgotten since that instant and nobody else refers to.
 * @returns how many images are gone
 */
export const removeForgotten = (
  db: Database,
  { now, remove }: Pick<ForgottenDeps, 'now' | 'remove'>,
  since: number,
): Promise<number> =>
  inTransaction(
    db,
    async (tx) => {
      const pending = await pendingSince(tx, db.county, since);
      const hashes = [...new Set(pending.flatMap((p) => p.hashes))];
      const referred = await stillReferredTo(tx, db.county, hashes);
      const settled = new Set(referred);
      for (const hash of hashes) if (!referred.has(hash) && remove(hash, now() - onTheWayMs)) settled.add(hash);
      await settle(tx, db.county, pending, settled);
      return settled.size - referred.size;
    },
    sweepMs,
  );

/** Found by the records of forgetting. What another process has in hand is left to it. */
const pendingSince = (tx: Statements, county: string, since: number): Promise<Pending[]> =>
  tx.$queryRaw<Pending[]>`
    WITH forgotten AS MATERIALIZED (
      SELECT DISTINCT held.id::bigint AS id FROM audit_entry e
      CROSS JOIN LATERAL string_to_table(substr(e.subject, length('message:') + 1), ',') AS held(id)
      WHERE e.county = ${county} AND e.verb = 'forget-held' AND e.at >= ${new Date(since)} AND held.id ~ '^[0-9]+$')
    SELECT i.id, array(SELECT jsonb_array_elements_text(i.payload -> 'reduced')) AS hashes
    FROM inbox i JOIN forgotten f ON f.id = i.id
    WHERE i.county = ${county} AND i.payload -> 'reduced' <> '[]' ORDER BY i.id FOR UPDATE OF i SKIP LOCKED`;

async function settle(
  tx: Statements,
  county: string,
  pending: readonly Pending[],
  settled: ReadonlySet<string>,
): Promise<void> {
  const rows = pending.map(({ id, hashes }) => ({ id: String(id), left: hashes.filter((h) => !settled.has(h)) }));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE inbox i SET payload = i.payload || jsonb_build_object('reduced', r.left)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, "left" jsonb) WHERE i.county = ${county} AND i.id = r.id`;
}

/** Looks now and every ten minutes. What fails is told and tried again with the next look. */
export function keepForgetting(db: Database, deps: ForgottenDeps): { stop(): Promise<void> } {
  const { now, failed, every = eachTenMinutes } = deps;
  let since = now() - firstLookMs;
  let inHand: Promise<void> = Promise.resolve();
  const look = (): void => {
    inHand = inHand
      .then(async () => {
        const at = now();
        await removeForgotten(db, deps, since);
        since = at - lookBackMs;
      })
      .catch(failed);
  };
  const ticks = every(look);
  look();
  return {
    stop() {
      ticks.stop();
      // A county that takes long to look through must not keep the service from stopping: it is looked through again.
      return Promise.race([inHand, new Promise<void>((resolve) => setTimeout(resolve, stopMs).unref())]);
    },
  };
}

function eachTenMinutes(tick: () => void): { stop(): void } {
  const timer = setInterval(tick, everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
