/** Who may get a code to bind an account with, as the operator sees them. */
import type { Statements } from './database.ts';

export interface Bindable {
  readonly id: string;
  readonly name: string;
  readonly mobile: string | null;
  /** Name of the team, else the township, else the unit; '' where there is none. */
  readonly place: string;
  /** An account is theirs already. */
  readonly bound: boolean;
}

/** Everybody who belongs to the county, by place and name. */
export const bindablePeople = (tx: Statements, county: string): Promise<Bindable[]> => tx.$queryRaw<Bindable[]>`
  SELECT p.id, p.name, p.mobile, coalesce(t.name, w.name, u.name, '') AS place,
    EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id) AS bound
  FROM person p
  LEFT JOIN place t ON t.county = p.county AND t.id = p.team_id
  LEFT JOIN place w ON w.county = p.county AND w.id = p.township_id
  LEFT JOIN place u ON u.county = p.county AND u.id = p.unit_id
  WHERE p.county = ${county} AND p.left_on IS NULL AND p.erased_at IS NULL ORDER BY 4, 2, 1`;
