/** How far the sends of each platform have come. Figures, nothing of anybody. */
import type { Database } from './database.ts';

export interface SendProgress {
  readonly platform: string;
  /** Not settled yet. */
  readonly waiting: number;
  /** Arrived within the last minute. */
  readonly lastMinute: number;
}

/** The last minute is looked for among so many rows at the end, by their ids, and behind the oldest that waits. */
const lookedAtRows = 100_000;

/** Of platforms on which something waits or has just been sent, by name. */
export const sendProgress = ({ county, ...db }: Database): Promise<SendProgress[]> => db.$queryRaw<SendProgress[]>`
  WITH waiting AS MATERIALIZED (
    SELECT platform, count(*) AS waiting, min(id) AS oldest FROM outbox WHERE county = ${county} AND state IN ('waiting', 'leased') GROUP BY platform),
  went AS (
    SELECT platform, count(*) AS went FROM outbox
    WHERE county = ${county} AND id > least((SELECT min(oldest) FROM waiting), (SELECT max(id) FROM outbox)) - ${lookedAtRows}
      AND state = 'sent' AND settled_at > now() - interval '1 minute' GROUP BY platform)
  SELECT platform, coalesce(w.waiting, 0)::int AS waiting, coalesce(g.went, 0)::int AS "lastMinute"
  FROM waiting w FULL JOIN went g USING (platform) ORDER BY platform`;
