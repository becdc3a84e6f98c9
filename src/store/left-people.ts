/** People who left the county: ended, never deleted, and what they leave open. */
import { addDays, type Instant, type IsoDate } from '../domain/calendar.ts';
import { sameSeat } from '../domain/request.ts';
import type { Roster, RosterPerson } from '../domain/roster.ts';
import type { RosterDiff } from '../domain/roster-diff.ts';
import type { Statements } from './database.ts';

/** From `on` they are gone. Whoever ends their seats does so beside this. */
export async function endPeople(
  tx: Statements,
  county: string,
  people: readonly Pick<RosterPerson, 'id'>[],
  { on, now }: { readonly on: IsoDate; readonly now: Instant },
): Promise<void> {
  if (people.length === 0) return;
  const ids = people.map((p) => p.id);
  await tx.$executeRaw`UPDATE person SET left_on = ${on}::date WHERE county = ${county} AND id = ANY(${ids}::text[])`;
  await tx.$executeRaw`
    UPDATE deputy SET to_on = LEAST(to_on, ${addDays(on, -1)}::date)
    WHERE county = ${county} AND (principal_id = ANY(${ids}::text[]) OR deputy_id = ANY(${ids}::text[])) AND to_on >= ${on}::date`;
  await tx.$executeRaw`
    UPDATE bind_code SET revoked_at = ${new Date(now)}
    WHERE county = ${county} AND person_id = ANY(${ids}::text[]) AND used_at IS NULL AND revoked_at IS NULL`;
  await tx.$executeRaw`DELETE FROM group_member WHERE county = ${county} AND person_id = ANY(${ids}::text[])`;
  await closeAccounts(tx, county, ids);
}

/** Signed out everywhere, with no question of the bot's open; the accounts themselves are strangers' from now on. */
async function closeAccounts(tx: Statements, county: string, personIds: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE account SET person_id = NULL, bound_at = NULL WHERE county = ${county} AND person_id = ANY(${[...personIds]}::text[])
    RETURNING id`;
  const accounts = rows.map((r) => r.id);
  if (accounts.length === 0) return;
  await tx.$executeRaw`DELETE FROM web_session WHERE county = ${county} AND account_id = ANY(${accounts}::text[])`;
  await tx.$executeRaw`DELETE FROM web_link WHERE county = ${county} AND account_id = ANY(${accounts}::text[])`;
  await tx.$executeRaw`DELETE FROM dialogue WHERE county = ${county} AND account_id = ANY(${accounts}::text[])`;
  await tx.$executeRaw`DELETE FROM shown_list WHERE county = ${county} AND account_id = ANY(${accounts}::text[])`;
}

/** Codes of what somebody who left leaves open. */
export interface OpenWork {
  /** Their own requests that are not settled. */
  readonly own: readonly string[];
  /** Requests that nobody but they could answer. */
  readonly waiting: readonly string[];
  /** Approved leaves that are not over. */
  readonly running: readonly string[];
}

export interface LeftPerson extends OpenWork {
  readonly person: RosterPerson;
}

interface OpenRow {
  person_id: string;
  what: 'own' | 'waiting' | 'running';
  code: string;
}

/** Once the roster is in: `diff` led to it. */
export async function openWorkOf(
  tx: Statements,
  county: string,
  { diff, roster, on }: { readonly diff: RosterDiff; readonly roster: Roster; readonly on: IsoDate },
): Promise<LeftPerson[]> {
  const { left } = diff.people;
  const work = await openWork(tx, county, { ids: left.map((p) => p.id), vacated: vacated(diff, roster), on });
  return left.map((person, i) => ({ person, ...(work[i] ?? nothing) }));
}

interface Leaving {
  readonly ids: readonly string[];
  /** Seats that they held and nobody holds now. */
  readonly vacated?: readonly object[];
  readonly on: IsoDate;
}

const nothing: OpenWork = { own: [], waiting: [], running: [] };

/** Of each of them, in their order. */
export async function openWork(
  tx: Statements,
  county: string,
  { ids, vacated = [], on }: Leaving,
): Promise<OpenWork[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<OpenRow[]>`
    WITH unanswered AS (
      SELECT s.body, s.scope_id, s.assigned_to, r.code FROM request r JOIN request_seat s ON s.county = r.county AND s.request_id = r.id
        AND s.step = r.step AND s.answered_by IS NULL
      WHERE r.county = ${county} AND r.state = 'open')
    SELECT applicant_id AS person_id, 'own' AS what, code FROM request
    WHERE county = ${county} AND applicant_id = ANY(${ids}::text[]) AND state IN ('open', 'held', 'returned')
    UNION
    SELECT applicant_id, 'running', code FROM request
    WHERE county = ${county} AND applicant_id = ANY(${ids}::text[]) AND kind = 'leave' AND state = 'approved' AND ended_on IS NULL
      AND to_on >= ${on}::date
    UNION
    SELECT coalesce(assigned_to, scope_id), 'waiting', code FROM unanswered
    WHERE assigned_to = ANY(${ids}::text[]) OR (assigned_to IS NULL AND body = 'person' AND scope_id = ANY(${ids}::text[]))
    UNION
    SELECT v.person_id, 'waiting', u.code
    FROM jsonb_to_recordset(${JSON.stringify(vacated)}::jsonb) AS v(person_id text, body text, scope_id text)
    JOIN (SELECT * FROM unanswered UNION ALL SELECT 'officer', '', NULL, code FROM request WHERE county = ${county} AND state = 'held') u
      ON u.body = v.body AND u.scope_id = v.scope_id AND u.assigned_to IS NULL
    ORDER BY 1, 2, 3`;
  const codes = new Map<string, string[]>();
  for (const { person_id: id, what, code } of rows)
    codes.set(`${what}/${id}`, [...(codes.get(`${what}/${id}`) ?? []), code]);
  const of = (what: OpenRow['what'], id: string): string[] => codes.get(`${what}/${id}`) ?? [];
  return ids.map((id) => ({ own: of('own', id), waiting: of('waiting', id), running: of('running', id) }));
}

/** Seats that those who left held and nobody holds now. */
function vacated({ people, seats }: RosterDiff, roster: Roster): object[] {
  const left = new Set(people.left.map((p) => p.id));
  return seats.holders
    .filter((seat) => !roster.seats.some((s) => sameSeat(s, seat) && s.holderIds.length > 0))
    .flatMap(({ body, scopeId, go }) =>
      go.filter((id) => left.has(id)).map((person_id) => ({ person_id, body, scope_id: scopeId })),
    );
}
