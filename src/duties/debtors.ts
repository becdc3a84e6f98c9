/** Who the words are that a duty names as owing it: people, teams and bodies of this county. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Place } from '../domain/county.ts';
import type { Debtor, DutyWorld } from '../domain/duty.ts';
import type { Party } from '../rules/duty.ts';
import { hasLeft, isCadre, isThere, type Cadre } from './presence.ts';

/** Somebody who may owe a duty, with what its rules are asked about. */
export interface Owing {
  readonly debtor: Debtor;
  /** The debtor as part of a key. */
  readonly id: string;
  readonly peopleIds: readonly string[];
  readonly teamId: string | null;
  /** The person, the team or the cadres of the body's place, of those who are there. */
  readonly members: readonly Cadre[];
  /** By whose post and level the rules decide whether it concerns them: one of these is enough. */
  readonly judgedBy: readonly Cadre[];
}

type BodyParty = Extract<Party, { readonly is: 'body' }>;
type Scoped = 'township' | 'village' | 'team' | 'unit';

const placeOf: Readonly<Record<Scoped, (cadre: Cadre) => string | null>> = {
  township: ({ townshipId }) => townshipId,
  village: ({ villageId }) => villageId,
  team: ({ teamId }) => teamId,
  unit: ({ unitId }) => unitId,
};

export class Debtors {
  /** Cadres who are there that day, in the order of the roster. */
  readonly #there: readonly Cadre[];
  readonly #places: readonly Place[];
  readonly #byPlace = new Map<string, Cadre[]>();
  readonly #holders: ReadonlyMap<string, readonly string[]>;
  readonly #found = new Map<Party | string, readonly Owing[]>();

  constructor(world: DutyWorld, on: IsoDate) {
    this.#there = world.people.filter(isCadre).filter((cadre) => isThere(cadre, on));
    this.#places = world.places;
    for (const cadre of this.#there) {
      for (const of of Object.values(placeOf)) {
        const id = of(cadre);
        if (id === null) continue;
        const before = this.#byPlace.get(id);
        if (before) before.push(cadre);
        else this.#byPlace.set(id, [cadre]);
      }
    }
    this.#holders = holdersIn(world, on);
  }

  /** All whom the word means that day; a word that means nobody here stands for itself, outside the county. */
  of(word: string, party: Party | undefined): readonly Owing[] {
    const key = party ?? word;
    const before = this.#found.get(key);
    if (before) return before;
    const found = party ? this.#find(party) : [outside(word)];
    this.#found.set(key, found);
    return found;
  }

  /** The one whom the word means when something happens to this cadre; null where it is not theirs. */
  about(party: Party, subject: Cadre): Owing | null {
    if (party.is === 'body') return this.#bodyAbout(party, subject);
    if (!party.posts.includes(subject.post)) return null;
    if (party.is !== 'team') return person(subject);
    return subject.teamId === null ? null : this.#team(subject.teamId, party.posts);
  }

  #bodyAbout({ name, scope }: BodyParty, subject: Cadre): Owing | null {
    if (scope === 'self') return person(subject);
    if (scope === 'county') return this.#body(name, '', [subject]);
    if (scope === 'city' || scope === 'province') return null;
    const id = placeOf[scope](subject);
    return id === null ? null : { ...this.#body(name, id, [subject]), teamId: scope === 'team' ? id : null };
  }

  #find(party: Party): Owing[] {
    if (party.is === 'body') return this.#bodies(party);
    if (party.posts.length === 0) return [outside(party.name)];
    const posts = new Set(party.posts);
    if (party.is !== 'team') return this.#there.filter(({ post }) => posts.has(post)).map(person);
    return this.#placesOf('team').flatMap(({ id }) =>
      this.#membersOf(id).some(({ post }) => posts.has(post)) ? [this.#team(id, party.posts)] : [],
    );
  }

  #bodies({ name, scope }: BodyParty): Owing[] {
    if (scope === 'city' || scope === 'province') return [outside(name)];
    if (scope === 'self') return this.#there.map(person);
    if (scope === 'county') return [this.#body(name, '', this.#there)];
    return this.#placesOf(scope)
      .filter(({ id }) => this.#membersOf(id).length > 0)
      .map(({ id }) => ({
        ...this.#body(name, id, this.#membersOf(id)),
        teamId: scope === 'team' ? id : null,
      }));
  }

  #team(id: string, posts: readonly string[]): Owing {
    const members = this.#membersOf(id).filter(({ post }) => posts.includes(post));
    const leaders = leadersOf(this.#membersOf(id), members, posts);
    return {
      debtor: { is: 'team', id },
      id: `team:${id}`,
      peopleIds: leaders.map((leader) => leader.id),
      teamId: id,
      members,
      judgedBy: leaders.slice(0, 1),
    };
  }

  #body(body: string, scopeId: string, cadres: readonly Cadre[]): Owing {
    return {
      debtor: { is: 'body', body, scopeId },
      id: `body:${body}@${scopeId}`,
      peopleIds: this.#holders.get(`${body}@${scopeId}`) ?? [],
      teamId: null,
      members: cadres,
      judgedBy: cadres,
    };
  }

  #placesOf(kind: Place['kind']): Place[] {
    return this.#places.filter((place) => place.kind === kind);
  }

  #membersOf(placeId: string): readonly Cadre[] {
    return this.#byPlace.get(placeId) ?? [];
  }
}

const person = (cadre: Cadre): Owing => ({
  debtor: { is: 'person', id: cadre.id },
  id: `person:${cadre.id}`,
  peopleIds: [cadre.id],
  teamId: null,
  members: [cadre],
  judgedBy: [cadre],
});

const outside = (body: string): Owing => ({
  debtor: { is: 'outside', body },
  id: `outside:${body}`,
  peopleIds: [],
  teamId: null,
  members: [],
  judgedBy: [],
});

/** Who leads a team; where the roster does not say, those with the post that is named first. Never all of several. */
function leadersOf(all: readonly Cadre[], members: readonly Cadre[], posts: readonly string[]): readonly Cadre[] {
  const named = all.filter(({ isTeamLeader }) => isTeamLeader === true);
  if (named.length > 0) return named;
  const rank = ({ post }: Cadre): number => posts.indexOf(post);
  const first = Math.min(...members.map(rank));
  const leaders = members.filter((member) => rank(member) === first);
  return leaders.length < members.length ? leaders : leaders.slice(0, 1);
}

/** Holders of seats by body and place, in the order of the roster, without those who have left. */
function holdersIn({ seats, people }: DutyWorld, on: IsoDate): ReadonlyMap<string, readonly string[]> {
  const places = new Map(people.map(({ id }, place) => [id, place]));
  const gone = new Set(people.filter((one) => hasLeft(one, on)).map(({ id }) => id));
  const placeIn = (id: string): number => places.get(id) ?? people.length;
  return new Map(
    seats.map(({ body, scopeId, holderIds }) => [
      `${body}@${scopeId}`,
      holderIds.filter((id) => !gone.has(id)).sort((a, b) => placeIn(a) - placeIn(b)),
    ]),
  );
}
