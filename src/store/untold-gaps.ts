/** Times in which a platform was not heard, as they are still to be said to those who write there again. */
import type { Instant } from '../domain/calendar.ts';
import type { HearingGap } from '../domain/platform.ts';
import type { Statements } from './database.ts';
import { timestamp } from './work-result.ts';

/** What was not heard longer ago is nobody's concern any more, in days. */
const saidForDays = 7;

export interface UntoldGaps {
  readonly accountId: string;
  /** Id of the newest of them. */
  readonly newest: bigint;
  /** The oldest first, at least one. */
  readonly gaps: readonly HearingGap[];
}

interface UntoldRow {
  account: string;
  newest: bigint;
  gaps: { fromAt: number; toAt: number }[];
}

/** Of these accounts, those that ended since the account was bound; in the same statement they count as told there. */
export async function takeUntoldGaps(
  tx: Statements,
  county: string,
  accountIds: readonly string[],
  now: Instant,
): Promise<UntoldGaps[]> {
  if (accountIds.length === 0) return [];
  const rows = await tx.$queryRaw<UntoldRow[]>`
    WITH due AS MATERIALIZED (
      SELECT a.id AS account, max(g.id) AS newest, jsonb_agg(jsonb_build_object('fromAt', (extract(epoch FROM g.from_at) * 1000)::bigint,
        'toAt', (extract(epoch FROM g.to_at) * 1000)::bigint) ORDER BY g.id) AS gaps
      FROM account a JOIN platform_gap g ON g.county = a.county AND g.platform = a.platform AND g.id > a.gaps_told
        AND g.to_at > ${timestamp(now)}::timestamptz - ${saidForDays} * interval '1 day' AND (a.bound_at IS NULL OR g.to_at > a.bound_at)
      WHERE a.county = ${county} AND a.id = ANY(${[...accountIds]}::text[]) AND a.person_id IS NOT NULL
      GROUP BY a.id),
    told AS (
      UPDATE account a SET gaps_told = d.newest FROM due d WHERE a.county = ${county} AND a.id = d.account AND a.gaps_told < d.newest
      RETURNING a.id)
    SELECT d.account, d.newest, d.gaps FROM due d JOIN told t ON t.id = d.account`;
  return rows.map(({ account, newest, gaps }) => ({ accountId: account, newest, gaps }));
}
