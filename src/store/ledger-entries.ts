/** Lines of the county's ledgers as they are read. */
import type { IsoDate } from '../domain/calendar.ts';
import type { FileRef, ImageRef } from '../domain/dialogue.ts';
import type { Ledger, LedgerEntry } from '../domain/duty.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { Statements } from './database.ts';
import { Prisma } from './generated/client.ts';

export interface EntryRow {
  id: string;
  ledger: Ledger;
  person_id: string;
  team_id: string | null;
  on: IsoDate;
  at: Date;
  text: string;
  people: number | null;
  half_days: number | null;
  level: string | null;
  place: string | null;
  images: ImageRef[];
  files: FileRef[];
  closes: string[];
}

export const entryOf = (r: EntryRow): LedgerEntry => ({
  id: r.id,
  ledger: r.ledger,
  personId: r.person_id,
  teamId: r.team_id,
  on: r.on,
  at: r.at.getTime(),
  text: r.text,
  people: r.people,
  days: r.half_days === null ? null : r.half_days / 2,
  level: r.level,
  place: r.place,
  images: r.images,
  ...(r.files.length > 0 ? { files: r.files } : {}),
  closes: r.closes,
});

/** Of the row `e`. */
export const entryColumns = Prisma.sql`
  e.id, e.ledger, e.person_id, e.team_id, e.on_date::text AS "on", e.at, e.text, e.people, e.half_days, e.level, e.place, e.images, e.files, e.closes`;

/** Those of the county that `where` holds of (the row is `e`), from that day on, in order; none that was taken back. */
export async function entriesWhere(
  tx: Statements,
  county: string,
  since: IsoDate,
  where: Prisma.Sql,
): Promise<LedgerEntry[]> {
  const rows = await tx.$queryRaw<EntryRow[]>`
    SELECT ${entryColumns} FROM ledger_entry e WHERE e.county = ${county} AND e.voided_at IS NULL AND e.on_date >= ${since}::date AND ${where}
    ORDER BY e.on_date, e.at, e.inbox_id, e.id`;
  return rows.map(entryOf);
}

/** Of these people, and of these teams whoever entered it. */
export const byOrOf = (personIds: readonly string[], teamIds: readonly string[]): Prisma.Sql =>
  Prisma.sql`(e.person_id = ANY(${[...new Set(personIds)]}::text[]) OR e.team_id = ANY(${[...new Set(teamIds)]}::text[]))`;

/** Of each speaker who asks for them, and of their team; null for the others. */
export async function loadOwnEntries(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(LedgerEntry[] | null)[]> {
  const asking = facts.map(({ speaker: { person } }, i) => {
    const span = needs[i]?.ownEntries;
    return span && person ? { ...span, me: person.id, team: person.teamId } : null;
  });
  const asked = asking.filter((a) => a !== null);
  const from = asked.map((a) => a.from).sort()[0];
  if (from === undefined) return asking.map(() => null);
  const mine = byOrOf(asked.map((a) => a.me), asked.flatMap((a) => a.team ?? [])); // prettier-ignore
  const to = asked.map((a) => a.to).sort().at(-1); // prettier-ignore
  const all = await entriesWhere(tx, county, from, Prisma.sql`e.on_date <= ${to}::date AND ${mine}`);
  return asking.map((a) =>
    a === null
      ? null
      : all.filter(
          (e) => a.from <= e.on && e.on <= a.to && (e.personId === a.me || (a.team !== null && e.teamId === a.team)),
        ),
  );
}
