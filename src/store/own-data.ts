/** What is kept of people, for themselves: one statement a kind, whoever asks. */
import type { Facts, Need } from '../domain/facts.ts';
import type { OwnData, OwnPerson, Part } from '../domain/own-data.ts';
import { Prisma } from './generated/client.ts';
import type { Statements } from './database.ts';

/** Rows of each kind: a file is made while its message is worked. */
export const mostOwnRows = 1_000;

type Parts = Omit<OwnData, 'person'>;
type Kind = keyof Parts;

const ms = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`(extract(epoch FROM ${column}) * 1000)::bigint`;
const nameOf = (id: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT n.name FROM person n WHERE n.county = x.county AND n.id = ${id})`;

/** Each gives `person_id`, the `row` as the domain has it, and what the latest is told by. */
const selects: Readonly<Record<Kind, (county: string, ids: string[]) => Prisma.Sql>> = {
  accounts: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.bound_at AS latest, jsonb_build_object('platform', x.platform, 'userId', x.user_id, 'boundAt', ${ms(Prisma.sql`x.bound_at`)}) AS row
    FROM account x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  consents: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.given_at AS latest, jsonb_build_object('version', x.version, 'givenAt', ${ms(Prisma.sql`x.given_at`)},
      'withdrawnAt', ${ms(Prisma.sql`x.withdrawn_at`)}) AS row
    FROM consent x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  attendance: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.at AS latest, jsonb_build_object('on', x.on_date, 'kind', x.kind, 'at', ${ms(Prisma.sql`x.at`)}, 'note', x.note,
      'hasPoint', x.point IS NOT NULL, 'fence', x.fence, 'photos', jsonb_array_length(x.images)) AS row
    FROM attendance x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  requests: (county, ids) => Prisma.sql`
    SELECT x.applicant_id AS person_id, x.opened_at AS latest, jsonb_build_object('code', x.code, 'kind', x.kind, 'leaveKind', x.leave_kind,
      'fromOn', x.from_on, 'fromHalf', x.from_half, 'toOn', x.to_on, 'toHalf', x.to_half, 'days', x.half_days / 2.0, 'reason', x.reason,
      'state', x.state, 'openedAt', ${ms(Prisma.sql`x.opened_at`)}, 'enteredBy', ${nameOf(Prisma.sql`x.entered_by`)}, 'endedOn', x.ended_on,
      'photos', jsonb_array_length(x.images), 'answers', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('title', s.title, 'by', ${nameOf(Prisma.sql`s.answered_by`)},
          'forName', ${nameOf(Prisma.sql`s.answered_for`)}, 'verdict', s.verdict, 'note', s.note, 'at', ${ms(Prisma.sql`s.answered_at`)})
          ORDER BY s.step, s.place), '[]')
        FROM request_seat s WHERE s.county = x.county AND s.request_id = x.id)) AS row
    FROM request x WHERE x.county = ${county} AND x.applicant_id = ANY(${ids}::text[])`,
  logs: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.at AS latest, jsonb_build_object('on', x.on_date, 'at', ${ms(Prisma.sql`x.at`)}, 'text', x.text, 'late', x.late,
      'photos', jsonb_array_length(x.images), 'voidedAt', ${ms(Prisma.sql`x.voided_at`)}) AS row
    FROM work_log x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  entries: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.at AS latest, jsonb_build_object('on', x.on_date, 'ledger', x.ledger, 'at', ${ms(Prisma.sql`x.at`)}, 'text', x.text,
      'people', x.people, 'days', x.half_days / 2.0, 'level', x.level, 'place', x.place, 'photos', jsonb_array_length(x.images),
      'files', jsonb_path_query_array(x.files, '$[*].name'),
      'voidedAt', ${ms(Prisma.sql`x.voided_at`)}) AS row
    FROM ledger_entry x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  dutyAnswers: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.at AS latest, jsonb_build_object('at', ${ms(Prisma.sql`x.at`)}, 'owedKey', x.owed_key, 'does', x.does, 'until', x.until) AS row
    FROM duty_answer x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  questions: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.asked_at AS latest, jsonb_build_object('at', ${ms(Prisma.sql`x.asked_at`)}, 'text', x.text, 'answered', x.refused IS NULL,
      'feedback', x.feedback) AS row
    FROM policy_question x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  months: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.month AS latest, jsonb_build_object('month', x.month,
      'by', coalesce(${nameOf(Prisma.sql`x.confirmed_by`)}, ''), 'at', ${ms(Prisma.sql`x.at`)}) AS row
    FROM month_confirmed x WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  looks: (county, ids) => Prisma.sql`
    SELECT x.subject_id AS person_id, x.at AS latest, jsonb_build_object('at', ${ms(Prisma.sql`x.at`)}, 'by', coalesce(${nameOf(Prisma.sql`x.viewer_id`)}, ''),
      'what', x.what, 'code', (SELECT r.code FROM request r WHERE r.county = x.county AND r.id = x.request_id)) AS row
    FROM look x WHERE x.county = ${county} AND x.subject_id = ANY(${ids}::text[])`,
  seats: (county, ids) => Prisma.sql`
    SELECT x.person_id, x.from_on::timestamptz AS latest, jsonb_build_object('title', s.title, 'fromOn', x.from_on, 'toOn', x.to_on) AS row
    FROM seat_holder x JOIN seat s ON s.county = x.county AND s.body = x.body AND s.scope_id = x.scope_id
    WHERE x.county = ${county} AND x.person_id = ANY(${ids}::text[])`,
  deputies: (county, ids) => Prisma.sql`
    SELECT who.id AS person_id, x.named_at AS latest, jsonb_build_object('principal', coalesce(${nameOf(Prisma.sql`x.principal_id`)}, ''),
      'deputy', coalesce(${nameOf(Prisma.sql`x.deputy_id`)}, ''), 'fromOn', x.from_on, 'toOn', x.to_on,
      'namedBy', coalesce(${nameOf(Prisma.sql`x.named_by`)}, '')) AS row
    FROM unnest(${ids}::text[]) AS who(id) JOIN deputy x ON x.county = ${county} AND who.id IN (x.principal_id, x.deputy_id)`,
};

interface PartRow {
  person_id: string;
  rows: unknown[];
  left_out: number;
}

async function loadPart(
  tx: Statements,
  county: string,
  kind: Kind,
  ids: string[],
  most: number,
): Promise<Map<string, Part<unknown>>> {
  const found = await tx.$queryRaw<PartRow[]>`
    WITH ranked AS (
      SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY latest DESC NULLS LAST, row::text) AS place,
        count(*) OVER (PARTITION BY person_id) AS total
      FROM (${selects[kind](county, ids)}) all_of)
    SELECT person_id, jsonb_agg(row ORDER BY place) AS rows, (max(total) - count(*))::int AS left_out
    FROM ranked WHERE place <= ${most} GROUP BY person_id`;
  return new Map(found.map((r) => [r.person_id, { rows: r.rows, leftOut: r.left_out }]));
}

/** By person; those who are not there are left out. */
export async function ownDataOf(
  tx: Statements,
  county: string,
  personIds: readonly string[],
  most: number = mostOwnRows,
): Promise<Map<string, OwnData>> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return new Map();
  const people = await tx.$queryRaw<OwnPerson[]>`
    SELECT p.id, p.name, p.post, p.dispatch_level AS level, t.name AS township, v.name AS village, w.name AS team, u.name AS unit, p.mobile,
      p.term_from::text AS "termFrom", p.term_to::text AS "termTo", p.left_on::text AS "leftOn", p.is_team_leader AS "isTeamLeader", p.digest
    FROM person p
    LEFT JOIN place t ON t.county = p.county AND t.id = p.township_id LEFT JOIN place v ON v.county = p.county AND v.id = p.village_id
    LEFT JOIN place w ON w.county = p.county AND w.id = p.team_id LEFT JOIN place u ON u.county = p.county AND u.id = p.unit_id
    WHERE p.county = ${county} AND p.id = ANY(${ids}::text[])`;
  const kinds = Object.keys(selects) as Kind[];
  const parts = new Map<Kind, Map<string, Part<unknown>>>();
  for (const kind of kinds) parts.set(kind, await loadPart(tx, county, kind, ids, most));
  const none: Part<unknown> = { rows: [], leftOut: 0 };
  return new Map(
    people.map((person) => {
      const own = Object.fromEntries(kinds.map((kind) => [kind, parts.get(kind)?.get(person.id) ?? none]));
      return [person.id, { person, ...(own as unknown as Parts) }];
    }),
  );
}

/** Of the speakers who ask for it, in the order of the facts. */
export async function loadOwnData(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(OwnData | null)[]> {
  const asking = facts.map((f, i) => (needs[i]?.ownData ? (f.speaker.person?.id ?? null) : null));
  const found = await ownDataOf(
    tx,
    county,
    asking.filter((id) => id !== null),
  );
  return asking.map((id) => (id === null ? null : (found.get(id) ?? null)));
}
