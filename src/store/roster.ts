/** The roster of a county in the tables: reading what is kept now, and bringing another one in, all of it or nothing. */
import { addDays, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { County, CountyGroup } from '../domain/county.ts';
import type { Fence, Roster, RosterPerson, RosterPlace } from '../domain/roster.ts';
import { diffRoster, isSame, type RosterDiff } from '../domain/roster-diff.ts';
import { recordAudit } from './audit.ts';
import { putHead } from './county.ts';
import { holdCounty, holdersOf, putPeople, putPlaces, putSeats, setGroups, setHolders } from './county-parts.ts';
import { inTransaction, type Database, type Statements } from './database.ts';
import { endPeople, openWorkOf, type LeftPerson } from './left-people.ts';
import { loadRoster } from './roster-rows.ts';
import { auditedDiff } from './roster-audit.ts';
import { cutDeputies, putDeputies } from './roster-deputies.ts';

/** 100,000 people take some ten seconds. */
const longestImportMs = 300_000;

export interface TeamGroups {
  readonly platform: string;
  readonly titleOf: (teamName: string) => string;
}

export interface ImportOptions {
  /** The first day on which the roster holds: today or some days before. */
  readonly on: IsoDate;
  readonly now: Instant;
  /** Each team has a group there. */
  readonly groups: TeamGroups;
  /** The difference that was shown and agreed to. */
  readonly shown: RosterDiff;
}

export type Imported =
  | { readonly outcome: 'applied'; readonly diff: RosterDiff; readonly left: readonly LeftPerson[] }
  /** The data changed since the difference was shown: nothing was applied. */
  | { readonly outcome: 'changed'; readonly diff: RosterDiff };

/** What the roster would change on that day, and what is kept now; nothing is written. */
export async function previewRoster(
  db: Database,
  roster: Roster,
  on: IsoDate,
): Promise<{ readonly before: Roster; readonly diff: RosterDiff }> {
  const work = async (tx: Statements): Promise<{ before: Roster; diff: RosterDiff }> => {
    const before = await loadRoster(tx, db.county, on);
    return { before, diff: await differenceFrom(tx, db.county, before, withoutPast(roster, on)) };
  };
  return inTransaction(db, work, longestImportMs);
}

/** No message of the county is worked meanwhile; those that come in wait. */
export async function importRoster(
  db: Database,
  county: Pick<County, 'id' | 'name' | 'packs' | 'sample'>,
  roster: Roster,
  { shown, ...options }: ImportOptions,
): Promise<Imported> {
  const work = async (tx: Statements): Promise<Imported> => {
    await holdCounty(tx, county.id);
    const { peopleFrom } = await putHead(tx, county);
    const before = await loadRoster(tx, county.id, options.on);
    const diff = await differenceFrom(tx, county.id, before, withoutPast(roster, options.on));
    if (JSON.stringify(diff) !== JSON.stringify(shown)) return { outcome: 'changed', diff };
    if (isSame(diff) && peopleFrom === 'roster') return { outcome: 'applied', diff, left: [] };
    return { outcome: 'applied', diff, left: await applyRoster(tx, county.id, roster, { ...options, diff }) };
  };
  return inTransaction(db, work, longestImportMs);
}

/** Days as a deputy that are over are no part of a roster: they would be new with each import. */
const withoutPast = (roster: Roster, on: IsoDate): Roster => ({
  ...roster,
  deputies: roster.deputies.filter((d) => d.toOn >= on),
});

async function differenceFrom(tx: Statements, county: string, before: Roster, after: Roster): Promise<RosterDiff> {
  const diff = diffRoster(before, after);
  const used = await placesInRecords(tx, county, diff.places.gone, diff.people.left);
  return { ...diff, places: { ...diff.places, gone: diff.places.gone.filter((p) => !used.has(p.id)) } };
}

/** Places that somebody who left, or a seat, stands for in the records stay though the roster no longer names them. */
async function placesInRecords(
  tx: Statements,
  county: string,
  places: readonly RosterPlace[],
  leaving: readonly RosterPerson[],
): Promise<ReadonlySet<string>> {
  if (places.length === 0) return new Set();
  const ids = places.map((p) => p.id);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM unnest(${ids}::text[]) AS id
    WHERE id IN (SELECT scope_id FROM seat WHERE county = ${county})
      OR id IN (SELECT unnest(ARRAY[township_id, village_id, team_id, unit_id]) FROM person WHERE county = ${county} AND left_on IS NOT NULL)`;
  const ofLeaving = leaving.flatMap((p) => [p.townshipId, p.villageId, p.teamId, p.unitId].filter((id) => id !== null));
  const used = new Set([...rows.map((r) => r.id), ...ofLeaving]);
  // Where a place stays, those around it stay as well.
  for (let more = true; more;) {
    const parents = places.filter((p) => used.has(p.id)).flatMap((p) => p.parentId ?? []);
    more = parents.some((id) => !used.has(id));
    for (const id of parents) used.add(id);
  }
  return used;
}

interface ApplyOptions extends Omit<ImportOptions, 'shown'> {
  /** From the roster that is kept to this one. */
  readonly diff: RosterDiff;
}

/** Writes what differs. @returns those who left, with what they leave open */
export async function applyRoster(
  tx: Statements,
  county: string,
  roster: Roster,
  { on, now, groups, diff }: ApplyOptions,
): Promise<LeftPerson[]> {
  const { people, places, seats, deputies, fences } = diff;
  await putPlaces(tx, county, [...places.added, ...places.changed.map((p) => p.to)]);
  await setFences(tx, county, fences);
  const written = [...people.added, ...people.changed.map((p) => p.to)];
  await putPeople(tx, county, written);
  await setTerms(tx, county, written);
  await putSeats(tx, county, [
    ...seats.added,
    ...seats.renamed.map(({ body, scopeId, to }) => ({ body, scopeId, title: to })),
  ]);
  await setHolders(tx, county, holdersOf(roster.seats), on);
  await cutDeputies(tx, county, deputies.ended, addDays(on, -1));
  await putDeputies(tx, county, deputies.added, now);
  await endPeople(tx, county, people.left, { on, now });
  await setGroups(tx, county, groupsOf(roster, groups), groups.platform);
  await dropPlaces(tx, county, places.gone);
  await tx.$executeRaw`UPDATE county SET people_from = 'roster', people_digest = NULL WHERE id = ${county}`;
  const left = await openWorkOf(tx, county, { diff, roster, on });
  const entry = {
    verb: 'import-roster',
    subject: 'county',
    payload: auditedDiff(diff, on),
    personId: null,
    inboxId: null,
  };
  await recordAudit(tx, county, [entry], now);
  return left;
}

/** Each team has one of its own. */
function groupsOf({ places, people }: Roster, { titleOf }: TeamGroups): CountyGroup[] {
  const members = new Map<string | null, string[]>();
  for (const { id, teamId } of people) {
    const others = members.get(teamId);
    if (others) others.push(id);
    else members.set(teamId, [id]);
  }
  return places
    .filter((p) => p.kind === 'team')
    .map((p) => ({ id: `g-${p.id}`, title: titleOf(p.name), teamId: p.id, memberIds: members.get(p.id) ?? [] }));
}

async function setTerms(tx: Statements, county: string, people: readonly RosterPerson[]): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map((p) => ({ id: p.id, mobile: p.mobile, term_from: p.termFrom, term_to: p.termTo }));
  await tx.$executeRaw`
    UPDATE person p SET mobile = t.mobile, term_from = t.term_from, term_to = t.term_to
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id text, mobile text, term_from date, term_to date)
    WHERE p.county = ${county} AND p.id = t.id AND p.erased_at IS NULL`;
}

async function setFences(
  tx: Statements,
  county: string,
  fences: readonly { readonly placeId: string; readonly to: Fence | null }[],
): Promise<void> {
  if (fences.length === 0) return;
  const rows = fences.map(({ placeId: id, to }) => ({
    id,
    latitude: to?.latitude,
    longitude: to?.longitude,
    radius: to?.radiusMetres,
  }));
  await tx.$executeRaw`
    UPDATE place p SET latitude = f.latitude, longitude = f.longitude, radius_metres = f.radius
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f(id text, latitude float8, longitude float8, radius int)
    WHERE p.county = ${county} AND p.id = f.id`;
}

/** No record names them. */
async function dropPlaces(tx: Statements, county: string, places: readonly RosterPlace[]): Promise<void> {
  if (places.length === 0) return;
  await tx.$executeRaw`DELETE FROM place WHERE county = ${county} AND id = ANY(${places.map((p) => p.id)}::text[])`;
}
