/**
 * What goes along when a message to a group is leased, so that the group reads one message: on platforms that ask for it (`joinedUpTo`). Each
 * keeps its row and key, and is settled by itself. Not where the platform knows a second send by its key: taken up again alone, each would be
 * a first one.
 */
import type { SendLimit } from '../chat/message.ts';
import { Prisma } from './generated/client.ts';
import { isPutOff, mayGo } from './put-off.ts';

/** A reminder that is put off until then comes along now, in ms: one message is better than the hour it was planned for. */
const soonMs = 3_600_000;
/** A blank line between two. In UTF-16 code units. */
const between = 2;

/** Longest text of what is joined, in UTF-16 code units; 0 = nothing is. */
export function joinedUpTo(limits: readonly SendLimit[]): number {
  const asked = limits.flatMap((l) => (l.of === 'group' && l.joinedUpTo !== undefined ? [l.joinedUpTo] : []));
  return asked.length > 0 ? Math.min(...asked) : 0;
}

/** Plain words to all of a group. */
const isPlain = Prisma.sql`(o.person_id IS NULL AND o.updates IS NULL AND o.settled_at IS NULL AND o.payload ->> 'replyTo' IS NULL
  AND o.payload ->> 'code' IS NULL AND o.payload -> 'buttons' = '[]' AND o.payload -> 'images' = '[]' AND coalesce(o.payload -> 'files', '[]') = '[]')`;

/** Letters past the first 65,536 are two units. */
const units = Prisma.sql`(length(o.payload ->> 'text') + length(regexp_replace(o.payload ->> 'text', '[^\\U00010000-\\U0010FFFF]', '', 'g')) + ${between}::int)`;

/** The ids of what goes along with one of `due`, which is leased: up to the first that has to go by itself, or that is too much. */
export function joinedTo(county: string, platform: string, upTo: number, now: number): Prisma.Sql {
  if (upTo === 0) return Prisma.sql`SELECT NULL::bigint AS id, NULL::bigint AS first_id WHERE false`;
  const soon = now + soonMs;
  return Prisma.sql`
    SELECT o.id, run.first_id FROM (
      SELECT o.id, f.id AS first_id, bool_and(${isPlain} AND ${mayGo('o', soon)}) OVER so_far AS is_plain, sum(${units}) OVER so_far AS units
      FROM due f JOIN outbox o ON o.county = ${county} AND o.platform = ${platform} AND o.conversation = f.conversation AND o.state = 'waiting'
      WHERE f.state = 'waiting' AND (NOT ${isPutOff('o', now)} OR (${isPlain} AND NOT ${isPutOff('o', soon)}))
      WINDOW so_far AS (PARTITION BY o.conversation ORDER BY o.id <> f.id, o.id)) run
    JOIN outbox o ON o.id = run.id
    WHERE run.id <> run.first_id AND run.is_plain AND run.units <= ${upTo + between}::int
      AND CASE WHEN o.county = ${county} AND o.platform = ${platform} THEN o.state = 'waiting' END
    FOR UPDATE OF o SKIP LOCKED`;
}
