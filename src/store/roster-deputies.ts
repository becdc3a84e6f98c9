/** Deputies that a roster names. Those named in the chat are left alone: they are known apart by their ids. */
import type { Instant, IsoDate } from '../domain/calendar.ts';
import type { RosterDeputy } from '../domain/roster.ts';
import { deputyKey } from '../domain/roster-diff.ts';
import type { Statements } from './database.ts';
import { timestamp } from './work-result.ts';

const prefix = 'roster/';
const idOf = (deputy: RosterDeputy): string => prefix + deputyKey(deputy);

interface Row {
  principal_id: string;
  deputy_id: string;
  from_on: IsoDate;
  to_on: IsoDate;
}

/** In force on that day or later. */
export async function rosterDeputies(tx: Statements, county: string, on: IsoDate): Promise<RosterDeputy[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT principal_id, deputy_id, from_on::text, to_on::text FROM deputy
    WHERE county = ${county} AND starts_with(id, ${prefix}) AND to_on >= ${on}::date AND from_on <= to_on
    ORDER BY from_on, principal_id, deputy_id`;
  return rows.map((r) => ({ principalId: r.principal_id, deputyId: r.deputy_id, fromOn: r.from_on, toOn: r.to_on }));
}

/** As if the principal had named them, so that none answers what the principal asks for. */
export async function putDeputies(
  tx: Statements,
  county: string,
  deputies: readonly RosterDeputy[],
  now: Instant,
): Promise<void> {
  if (deputies.length === 0) return;
  const rows = deputies.map((d) => ({
    county, id: idOf(d), principal_id: d.principalId, deputy_id: d.deputyId, from_on: d.fromOn, to_on: d.toOn, named_by: d.principalId,
    named_at: timestamp(now),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO deputy (county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at)
    SELECT county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at
    FROM jsonb_populate_recordset(NULL::deputy, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (county, id) DO UPDATE SET to_on = excluded.to_on, named_at = excluded.named_at`;
}

export async function cutDeputies(
  tx: Statements,
  county: string,
  deputies: readonly RosterDeputy[],
  lastOn: IsoDate,
): Promise<void> {
  if (deputies.length === 0) return;
  await tx.$executeRaw`
    UPDATE deputy SET to_on = LEAST(to_on, ${lastOn}::date) WHERE county = ${county} AND id = ANY(${deputies.map(idOf)}::text[])`;
}
