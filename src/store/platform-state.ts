/** How the platforms stand and when they were not heard, noted by the process that has them; and who is told of trouble with one. */
import { dateOf, type Instant } from '../domain/calendar.ts';
import type { HearingGap, PlatformSeen, PlatformStanding } from '../domain/platform.ts';
import { OFFICER } from '../domain/request.ts';
import { addSends } from './apply-sends.ts';
import { inTransaction, type Database, type Statements } from './database.ts';
import { timestamp, type Send } from './work-result.ts';

/** What a process sees of a platform that it has. */
export interface PlatformNote extends PlatformSeen {
  readonly isTroubled: boolean;
  /** What the bot did not take is delivered again: then no time is lost. */
  readonly redelivers: boolean;
  /** When it was last certain that the bot hears; null = not since it started, or not told. */
  readonly heardAt: Instant | null;
  /** Since when this process has heard without a break; null = it does not hear now. */
  readonly heardSince: Instant | null;
}

/** What is new by a note. */
export interface Noted {
  readonly platform: string;
  readonly troubleSince: Instant | null;
  /** Since when the trouble was that is over now; null = none is. */
  readonly overSince: Instant | null;
  /** It was not heard for so long; null = it was. */
  readonly gap: HearingGap | null;
}

/** Where somebody is told of a platform, on another one. */
export interface ToldIn {
  readonly personId: string;
  readonly platform: string;
  readonly conversation: string;
}

export interface Noting {
  note(notes: readonly PlatformNote[], now: Instant): Promise<Noted[]>;
  /** The officers of the day and who stands in for them, each at the account that they used last on one of these platforms. */
  officers(on: readonly string[], now: Instant): Promise<ToldIn[]>;
  /** Who was sent something under one of these keys, and where. */
  told(keys: readonly string[]): Promise<ToldIn[]>;
  send(sends: readonly Send[]): Promise<void>;
}

export interface PlatformNotes {
  /** All of it is kept or nothing is. */
  within<T>(work: (tx: Noting) => Promise<T>): Promise<T>;
}

export const platformNotesOf = (db: Database): PlatformNotes => ({
  within: (work) =>
    inTransaction(db, (tx) =>
      work({
        note: (notes, now) => notePlatforms(tx, db.county, notes, now),
        officers: (on, now) => officersOn(tx, db.county, on, now),
        told: (keys) => toldBy(tx, db.county, keys),
        send: (sends) => addSends(tx, db.county, [{ inboxId: null, sends }]),
      }),
    ),
});

/** A wire that was away for less lost nothing that anybody notices, in ms. */
const shortestGapMs = 2000;

/**
 * In one statement, under the locks of the rows: of two processes one notes the gap. It reaches from when it was last certain that the bot
 * heard until it heard again; the first note of a platform makes none.
 */
async function notePlatforms(
  tx: Statements,
  county: string,
  notes: readonly PlatformNote[],
  now: Instant,
): Promise<Noted[]> {
  if (notes.length === 0) return [];
  const rows = notes.map((n) => ({
    platform: n.platform, state: n.state, why: n.why, since: timestamp(n.since), scan: n.signIn?.scan ?? null,
    scan_since: n.signIn && timestamp(n.signIn.since), heard_at: n.heardAt === null ? null : timestamp(Math.min(n.heardAt, now)),
    heard_since: n.heardSince === null ? null : timestamp(Math.min(n.heardSince, now)), troubled: n.isTroubled, redelivers: n.redelivers,
  })); // prettier-ignore
  const found = await tx.$queryRaw<NotedRow[]>`
    WITH seen AS MATERIALIZED (
      SELECT platform, state, why, since, scan, scan_since, heard_at, heard_since, troubled, redelivers
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(platform text, state text, why text, since timestamptz, scan text,
        scan_since timestamptz, heard_at timestamptz, heard_since timestamptz, troubled boolean, redelivers boolean)),
    old AS MATERIALIZED (
      SELECT s.platform, s.heard_at, s.trouble_since FROM platform_state s
      WHERE s.county = ${county} AND s.platform = ANY(${notes.map((n) => n.platform)}::text[]) ORDER BY s.platform FOR UPDATE OF s),
    noted AS (
      INSERT INTO platform_state AS s (county, platform, state, why, since, scan, scan_since, heard_at, trouble_since, noted_at)
      SELECT ${county}, n.platform, n.state, n.why, n.since, n.scan, n.scan_since,
        CASE WHEN NOT n.redelivers THEN greatest(o.heard_at, n.heard_at, n.heard_since) END,
        CASE WHEN n.troubled THEN coalesce(o.trouble_since, n.since) END, ${timestamp(now)}::timestamptz
      FROM seen n LEFT JOIN old o ON o.platform = n.platform ORDER BY n.platform
      ON CONFLICT (county, platform) DO UPDATE SET state = excluded.state, why = excluded.why, since = excluded.since, scan = excluded.scan,
        scan_since = excluded.scan_since, heard_at = greatest(s.heard_at, excluded.heard_at), trouble_since = excluded.trouble_since,
        noted_at = excluded.noted_at
      RETURNING s.platform, s.trouble_since),
    gap AS (
      INSERT INTO platform_gap AS g (county, platform, from_at, to_at)
      SELECT ${county}, n.platform, o.heard_at, n.heard_since FROM seen n JOIN old o ON o.platform = n.platform
      WHERE NOT n.redelivers AND n.heard_since >= o.heard_at + ${shortestGapMs} * interval '1 millisecond'
      RETURNING g.platform, g.from_at, g.to_at)
    SELECT d.platform, d.trouble_since, CASE WHEN d.trouble_since IS NULL THEN o.trouble_since END AS over_since, g.from_at, g.to_at
    FROM noted d LEFT JOIN old o ON o.platform = d.platform LEFT JOIN gap g ON g.platform = d.platform`;
  return found.map((r) => ({
    platform: r.platform,
    troubleSince: r.trouble_since?.getTime() ?? null,
    overSince: r.over_since?.getTime() ?? null,
    gap: r.from_at && r.to_at && { fromAt: r.from_at.getTime(), toAt: r.to_at.getTime() },
  }));
}

interface NotedRow {
  platform: string;
  trouble_since: Date | null;
  over_since: Date | null;
  from_at: Date | null;
  to_at: Date | null;
}

async function officersOn(
  tx: Statements,
  county: string,
  platforms: readonly string[],
  now: Instant,
): Promise<ToldIn[]> {
  const on = dateOf(now);
  return tx.$queryRaw<ToldIn[]>`
    WITH holder AS (
      SELECT h.person_id AS id FROM seat_holder h WHERE h.county = ${county} AND h.body = ${OFFICER.body} AND h.scope_id = ${OFFICER.scopeId}
        AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)),
    officer AS (
      SELECT id FROM holder UNION
      SELECT d.deputy_id FROM deputy d JOIN holder h ON h.id = d.principal_id
      WHERE d.county = ${county} AND d.from_on <= ${on}::date AND d.to_on >= ${on}::date)
    SELECT DISTINCT ON (p.id) p.id AS "personId", a.platform, a.direct_conversation AS conversation
    FROM officer o JOIN person p ON p.county = ${county} AND p.id = o.id AND (p.left_on IS NULL OR p.left_on > ${on}::date)
    JOIN account a ON a.county = ${county} AND a.person_id = p.id AND a.direct_conversation IS NOT NULL AND a.platform = ANY(${[...platforms]}::text[])
    LEFT JOIN LATERAL (
      SELECT i.id FROM inbox i WHERE i.county = ${county} AND i.platform = a.platform AND i.sender_id = a.user_id ORDER BY i.id DESC LIMIT 1) used ON true
    ORDER BY p.id, used.id DESC NULLS LAST, a.bound_at DESC NULLS LAST, a.platform`;
}

const toldBy = (tx: Statements, county: string, keys: readonly string[]): Promise<ToldIn[]> => tx.$queryRaw<ToldIn[]>`
  SELECT DISTINCT ON (o.person_id) o.person_id AS "personId", o.platform, o.conversation FROM outbox o
  WHERE o.county = ${county} AND o.key = ANY(${[...keys]}::text[]) AND o.person_id IS NOT NULL ORDER BY o.person_id, o.id DESC`;

interface StandingRow {
  platform: string;
  state: PlatformSeen['state'];
  why: string | null;
  since: Date;
  scan: string | null;
  scan_since: Date | null;
  trouble_since: Date | null;
  noted_at: Date;
}

/** As noted last, by name. */
export async function platformStandings(db: Pick<Database, '$queryRaw' | 'county'>): Promise<PlatformStanding[]> {
  const rows = await db.$queryRaw<StandingRow[]>`
    SELECT platform, state, why, since, scan, scan_since, trouble_since, noted_at FROM platform_state WHERE county = ${db.county} ORDER BY platform`;
  return rows.map(({ platform, state, why, since, scan, scan_since, trouble_since, noted_at }) => ({
    platform,
    state,
    why,
    since: since.getTime(),
    signIn: scan !== null && scan_since ? { scan, since: scan_since.getTime() } : null,
    troubleSince: trouble_since?.getTime() ?? null,
    notedAt: noted_at.getTime(),
  }));
}
