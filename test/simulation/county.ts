/** A county of the size that is wanted, made of sample people, under any of the packs. */
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { CountySeat, Place } from '../../src/domain/county.ts';
import type { DutyPerson } from '../../src/domain/duty.ts';
import { OFFICER } from '../../src/domain/request.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Profile } from './profiles.ts';

export interface SimulatedCounty {
  /** Everybody who is or will be there in the time that is played, with the days on which they come and go. */
  readonly people: readonly DutyPerson[];
  readonly places: readonly Place[];
  readonly seats: readonly CountySeat[];
  readonly groupTeams: ReadonlySet<string>;
  readonly officers: readonly string[];
}

export interface Size {
  readonly cadres: number;
  readonly seed: number;
  /** First day that is played. */
  readonly from: IsoDate;
}

const perTeam = 4;
const teamsPerTownship = 6;

/** Terms began in the two years before, so that some end and some begin while it is played. */
export function simulatedCounty(profile: Profile, { cadres, seed, from }: Size): SimulatedCounty {
  const chance = chanceOf(`county ${profile.name} ${seed}`);
  const year = Number(from.slice(0, 4));
  const places: Place[] = [];
  const people: DutyPerson[] = [];
  const teams = Math.ceil(cadres / perTeam);
  const townships = Math.ceil(teams / teamsPerTownship);
  for (let t = 0; t < townships; t++) places.push(place(`t${t}`, 'township', `示例${t}乡`, null));
  const units = Math.max(2, Math.floor(cadres / 9));
  for (let u = 0; u < units; u++) places.push(place(`u${u}`, 'unit', `示例${u}局`, null));
  for (let i = 0; i < teams; i++) {
    const townshipId = `t${i % townships}`;
    // Every seventh team is a township's, where the pack has any.
    const kind = profile.townshipTeam !== null && i % 7 === 6 ? profile.townshipTeam : profile.villageTeam;
    const isVillage = kind === profile.villageTeam;
    const villageId = isVillage ? `v${i}` : null;
    if (villageId !== null) places.push(place(villageId, 'village', `示例${i}村`, townshipId));
    places.push(place(`team${i}`, 'team', `示例${i}${kind.name}`, villageId ?? townshipId));
    const size = Math.min(perTeam, cadres - people.length);
    const level = chance.pick(profile.levels);
    for (let n = 0; n < size; n++) {
      const post = kind.posts[Math.min(n, kind.posts.length - 1)] ?? '';
      const at = { townshipId, villageId, teamId: `team${i}`, unitId: `u${chance.below(units)}` };
      // One in ten first secretaries is sent by another level than the team.
      const own = n === 0 && chance.below(10) === 0 ? chance.pick(profile.levels) : level;
      const leads = n === 0 ? (chance.below(6) === 0 ? null : true) : null;
      people.push(cadre(people.length, { post, dispatchLevel: own, isTeamLeader: leads, ...at }, year, chance));
    }
  }
  const gone = people.flatMap((p) => {
    const on = p.leftOn ?? (p.termTo?.startsWith(String(year)) === true ? p.termTo : null);
    return on === null ? [] : [{ before: p, on }];
  });
  const came = gone.map(({ before, on }, i) => successor(before, on, people.length + i, chance));
  const all = [...people, ...came];
  const { seats, holders, officers } = seatsOf(profile, places, all, chance);
  const inGroups = places.filter((p) => p.kind === 'team' && chance.below(3) > 0).map((p) => p.id);
  return { people: [...all, ...holders], places, seats, groupTeams: new Set(inGroups), officers };
}

const place = (id: string, kind: Place['kind'], name: string, parentId: string | null): Place => ({
  id,
  kind,
  name,
  parentId,
});

type Posted = Omit<DutyPerson, 'id' | 'name' | 'termFrom' | 'termTo' | 'leftOn' | 'reachable'>;

/** Most have two years; one in ten leaves before the term is over, one in twenty stays without an end on the roster. */
function cadre(index: number, posted: Posted, year: number, chance: Chance): DutyPerson {
  const began = dateIn(year - 1 - chance.below(2), chance);
  const ends = later(began, 2);
  const leaves = chance.below(10) === 0 ? dateIn(year, chance) : null;
  return {
    ...posted,
    id: `c${index}`,
    name: `示例${index}`,
    termFrom: began,
    termTo: chance.below(20) === 0 ? null : ends,
    leftOn: leaves !== null && leaves <= ends ? leaves : null,
    reachable: chance.below(25) > 0,
  };
}

/** Comes a week after. */
function successor(before: DutyPerson, on: IsoDate, index: number, chance: Chance): DutyPerson {
  const termFrom = addWeek(on);
  const named = { id: `c${index}`, name: `示例${index}`, termFrom, termTo: later(termFrom, 2), leftOn: null };
  return { ...before, ...named, reachable: chance.below(25) > 0 };
}

const later = (date: IsoDate, years: number): IsoDate => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10) as IsoDate;
};
const addWeek = (date: IsoDate): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10) as IsoDate;
const dateIn = (year: number, chance: Chance): IsoDate =>
  new Date(Date.UTC(year, 0, 1 + chance.below(365))).toISOString().slice(0, 10) as IsoDate;

function seatsOf(profile: Profile, places: readonly Place[], cadres: readonly DutyPerson[], chance: Chance) {
  const holders: DutyPerson[] = [];
  const holder = (): string => {
    const id = `o${holders.length}`;
    holders.push({ ...nowhere, id, name: `示例办${holders.length}` });
    return id;
  };
  const seats: CountySeat[] = [];
  for (const { body, scope } of profile.seats) {
    const ids = scope === 'county' ? [''] : places.filter((p) => p.kind === scope).map((p) => p.id);
    for (const scopeId of ids) {
      const leads = cadres.find((p) => p.teamId === scopeId && p.isTeamLeader === true && p.leftOn === null);
      const vacant = scope !== 'county' && chance.below(12) === 0;
      const holderIds = vacant ? [] : [scope === 'team' ? (leads?.id ?? holder()) : holder()];
      seats.push({ body, scopeId, title: `${scopeId}${body}`, holderIds });
    }
  }
  const officers = [holder()];
  seats.push({ ...OFFICER, title: '示例县驻村办', holderIds: officers });
  return { seats, holders, officers };
}

const nowhere = {
  post: null,
  dispatchLevel: null,
  townshipId: null,
  villageId: null,
  teamId: null,
  unitId: null,
  isTeamLeader: null,
  termFrom: null,
  termTo: null,
  leftOn: null,
  reachable: true,
};
