/** What duties are reckoned from: the whole county, or what a speaker and their seats have to do with. The same few queries for a whole batch. */
import { addDays, dateOf, type IsoDate } from '../domain/calendar.ts';
import type { CountySeat } from '../domain/county.ts';
import type { DutyPerson, DutyWorld, LedgerEntry } from '../domain/duty.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import { sameSeat, type SeatKey } from '../domain/request.ts';
import type { Statements } from './database.ts';
import { loadDutyPeople, loadDutyPlaces, loadDutySeats } from './duty-people.ts';
import { loadSaid, type SaidOfDuties } from './duty-said.ts';
import { Prisma } from './generated/client.ts';
import { byOrOf, entriesWhere } from './ledger-entries.ts';

/** Something may follow from somebody's leaving for so long. */
const leftDays = 60;
/** Reminders that went out longer ago are of nothing that is owed. */
const remindedDays = 400;

/** One message that asks. `me` null: the whole county. */
interface Asking {
  readonly today: IsoDate;
  readonly me: Person | null;
  readonly held: readonly SeatKey[];
  /** An office of the county: what it passes on of what anybody sends up. */
  readonly saying: readonly string[];
}

const placesOf = (p: Person): string[] => ['', ...[p.townshipId, p.villageId, p.teamId, p.unitId].filter((id) => id !== null)]; // prettier-ignore
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** The periods of this year, and those of the year before. */
const entriesSince = (today: IsoDate): IsoDate => `${Number(today.slice(0, 4)) - 1}-01-01` as IsoDate;

/** null for a message that does not ask, and for a stranger who asks for their own. */
export async function loadDutyWorlds(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(DutyWorld | null)[]> {
  const asking = facts.map((f, i) => askingOf(f, needs[i]));
  const asked = asking.filter((a) => a !== null);
  if (asked.length === 0) return asking.map(() => null);
  const loaded = await loadAround({ tx, county, on: dateOf(facts[0]?.now ?? 0) }, asked);
  return asking.map((a) => a && worldOf(a, loaded));
}

/** The whole county's, for whoever runs the service. */
export async function loadCountyWorld(tx: Statements, county: string, today: IsoDate): Promise<DutyWorld> {
  const asking: Asking = { today, me: null, held: [], saying: [] };
  return worldOf(asking, await loadAround({ tx, county, on: today }, [asking]));
}

function askingOf({ today, speaker: { person, seats } }: Facts, need: Need | undefined): Asking | null {
  if (need?.duties === 'county') return { today, me: null, held: [], saying: [] };
  return need?.duties === 'own' && person ? { today, me: person, held: seats, saying: need.reportsSaying ?? [] } : null;
}

interface Where {
  readonly tx: Statements;
  readonly county: string;
  readonly on: IsoDate;
}

interface Loaded {
  readonly people: readonly DutyPerson[];
  readonly places: DutyWorld['places'];
  readonly seats: readonly CountySeat[];
  readonly entries: readonly LedgerEntry[];
  readonly said: SaidOfDuties;
}

/** What all of them need together. */
async function loadAround({ tx, county, on }: Where, asked: readonly Asking[]): Promise<Loaded> {
  const whole = asked.some((a) => a.me === null);
  const mine = asked.flatMap((a) => a.me ?? []);
  const heldScopes = unique(asked.flatMap((a) => a.held.map((s) => s.scopeId)));
  const scopes = unique([...mine.flatMap(placesOf), ...heldScopes]);
  const teamIds = unique(mine.flatMap((p) => p.teamId ?? []));
  const seats = await loadDutySeats(tx, county, { on, scopes: whole ? null : scopes });
  const people = await loadDutyPeople(tx, county, {
    leftAfter: addDays(on, -leftDays),
    some: whole ? null : { ids: [...mine.map((p) => p.id), ...seats.flatMap((s) => s.holderIds)], teamIds, heldScopes },
  });
  const places = await loadDutyPlaces(tx, county, whole ? null : scopes);
  const near = unique(asked.flatMap((a) => (a.me ? nearOf(a.me, a.held, { people, seats }) : [])));
  const since = asked.map((a) => entriesSince(a.today)).sort()[0] ?? entriesSince(on);
  const closing = Prisma.sql`(cardinality(e.closes) > 0 AND e.person_id = ANY(${people.map((p) => p.id)}::text[]))`;
  const wanted = whole
    ? Prisma.sql`true`
    : Prisma.sql`(${byOrOf(near, teamIds)} OR ${closing} OR ${reportSaying(unique(asked.flatMap((a) => a.saying)))})`;
  const entries = await entriesWhere(tx, county, since, wanted);
  const said = await loadSaid(tx, county, {
    since: addDays(on, -remindedDays),
    speakers: mine.map((p) => p.id),
    some: whole ? null : { near, teamIds },
  });
  return { people, places, seats, entries, said };
}

const reportSaying = (words: readonly string[]): Prisma.Sql =>
  words.length === 0
    ? Prisma.sql`false`
    : Prisma.sql`(e.ledger = 'report' AND EXISTS (SELECT 1 FROM unnest(${[...words]}::text[]) word WHERE position(word IN e.text) > 0))`;

/** The speaker, those of their team, and who else holds or answers for their seats: what they enter counts for the speaker's duties. */
function nearOf(me: Person, held: readonly SeatKey[], { people, seats }: Pick<Loaded, 'people' | 'seats'>): string[] {
  const team = people.filter((p) => me.teamId !== null && p.teamId === me.teamId).map((p) => p.id);
  const beside = seats.filter((s) => held.some((h) => sameSeat(h, s))).flatMap((s) => s.holderIds);
  return unique([me.id, ...team, ...beside]);
}

/** What that one asks for, and no more: the same whoever else asks in the batch. */
function worldOf({ me, held, today, saying }: Asking, { said, ...all }: Loaded): DutyWorld {
  const since = entriesSince(today);
  const entries = all.entries.filter((e) => e.on >= since);
  if (me === null) return { ...all, entries, ...said.ofAll() };
  const near = new Set(nearOf(me, held, all));
  const around = [...placesOf(me), ...held.map((s) => s.scopeId)];
  const seats = all.seats.filter((s) => around.includes(s.scopeId));
  const people = peopleAround(all.people, { near, seats, held });
  const ids = new Set(people.map((p) => p.id));
  const isOfTeam = (e: LedgerEntry): boolean => e.teamId !== null && e.teamId === me.teamId;
  const closes = (e: LedgerEntry): boolean => e.closes.length > 0 && ids.has(e.personId);
  const isSentUp = (e: LedgerEntry): boolean => e.ledger === 'report' && saying.some((word) => e.text.includes(word));
  return {
    people,
    places: placesAround(all.places, around),
    seats,
    entries: entries.filter((e) => near.has(e.personId) || isOfTeam(e) || closes(e) || isSentUp(e)),
    ...said.of(me, near),
  };
}

interface Near {
  readonly near: ReadonlySet<string>;
  readonly seats: readonly CountySeat[];
  readonly held: readonly SeatKey[];
}

/** With the cadres of the places whose seats the speaker holds: a body owes something where there are any. */
function peopleAround(all: readonly DutyPerson[], { near, seats, held }: Near): DutyPerson[] {
  const holders = new Set(seats.flatMap((s) => s.holderIds));
  const scopes = new Set(held.map((s) => s.scopeId));
  const isUnder = (p: Person): boolean => p.post !== null && placesOf(p).some((id) => scopes.has(id));
  return all.filter((p) => near.has(p.id) || holders.has(p.id) || isUnder(p));
}

function placesAround(all: DutyWorld['places'], around: readonly string[]): DutyWorld['places'] {
  const named = new Set(around);
  const above = new Set(all.filter((p) => named.has(p.id)).map((p) => p.parentId));
  return all.filter((p) => named.has(p.id) || above.has(p.id));
}
