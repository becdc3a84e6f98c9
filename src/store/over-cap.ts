/** Platforms that have said for now what they may. */
import type { Database } from './database.ts';
import { windowOf, type LimitedPlatform } from './limited-lease.ts';

export interface OverCap {
  readonly platform: string;
  /** Answers wait as well; false = only what answers nobody, for which there are fewer places. */
  readonly answers: boolean;
}

/** Those of the platforms whose next place is more than `waitMs` away by a limit of the whole bot. */
export async function overCap(db: Database, platforms: readonly LimitedPlatform[], waitMs: number): Promise<OverCap[]> {
  const windows = platforms.flatMap(({ platform, limits }) =>
    limits.filter((l) => l.of === 'app' && l.perMs > waitMs).map((l) => ({ ...windowOf(l), platform })),
  );
  if (windows.length === 0) return [];
  return db.$queryRaw<OverCap[]>`
    SELECT w.platform, bool_or(w.place = w.count) AS answers FROM (
      SELECT w.*, n.place FROM jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) AS w(platform text, count int, pushed int, ms double precision)
      CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY[w.count, w.pushed]) AS place) n) w
    CROSS JOIN LATERAL (
      SELECT s.at FROM recent_send s WHERE s.county = ${db.county} AND s.platform = w.platform ORDER BY s.at DESC OFFSET w.place - 1 LIMIT 1) r
    WHERE r.at + w.ms * interval '1 millisecond' > clock_timestamp() + ${waitMs} * interval '1 millisecond'
    GROUP BY w.platform ORDER BY w.platform`;
}
