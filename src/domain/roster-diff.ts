/** What a roster changes against the one before: people, places, seats with who holds them, deputies and fences. */
import type { Fence, Roster, RosterDeputy, RosterPerson, RosterPlace } from './roster.ts';
import type { CountySeat } from './county.ts';
import type { SeatKey } from './request.ts';

const personFields = [
  'name',
  'post',
  'dispatchLevel',
  'townshipId',
  'villageId',
  'teamId',
  'unitId',
  'isTeamLeader',
  'mobile',
  'termFrom',
  'termTo',
] as const;
const placeFields = ['kind', 'name', 'parentId'] as const;
export type PersonField = (typeof personFields)[number];
export type PlaceField = (typeof placeFields)[number];

export interface FieldChange<F extends string> {
  readonly field: F;
  readonly from: string | boolean | null;
  readonly to: string | boolean | null;
}

export interface Changed<T, F extends string> {
  /** As it is to be. */
  readonly to: T;
  readonly fields: readonly FieldChange<F>[];
}

/** Who comes to a seat and who leaves it. */
export interface HolderChange extends SeatKey {
  readonly title: string;
  readonly come: readonly string[];
  readonly go: readonly string[];
}

export interface SeatRenamed extends SeatKey {
  readonly from: string;
  readonly to: string;
}

export interface FenceChange {
  readonly placeId: string;
  readonly from: Fence | null;
  readonly to: Fence | null;
}

export interface RosterDiff {
  readonly people: {
    readonly added: readonly RosterPerson[];
    readonly changed: readonly Changed<RosterPerson, PersonField>[];
    readonly left: readonly RosterPerson[];
  };
  readonly places: {
    readonly added: readonly RosterPlace[];
    readonly changed: readonly Changed<RosterPlace, PlaceField>[];
    readonly gone: readonly RosterPlace[];
  };
  readonly seats: {
    readonly added: readonly CountySeat[];
    readonly renamed: readonly SeatRenamed[];
    readonly holders: readonly HolderChange[];
  };
  readonly deputies: { readonly added: readonly RosterDeputy[]; readonly ended: readonly RosterDeputy[] };
  readonly fences: readonly FenceChange[];
}

/** In the order of `after`, and of `before` for what is gone. A seat that is no longer named loses its holders and no more. */
export function diffRoster(before: Roster, after: Roster): RosterDiff {
  return {
    people: peopleDiff(before.people, after.people),
    places: placesDiff(before.places, after.places),
    seats: seatsDiff(before.seats, after.seats),
    deputies: {
      added: without(after.deputies, before.deputies, deputyKey),
      ended: without(before.deputies, after.deputies, deputyKey),
    },
    fences: fencesDiff(before.places, after.places),
  };
}

export const isSame = ({ people, places, seats, deputies, fences }: RosterDiff): boolean =>
  [
    ...[people.added, people.changed, people.left, places.added, places.changed, places.gone],
    ...[seats.added, seats.renamed, seats.holders, deputies.added, deputies.ended, fences],
  ].every((list) => list.length === 0);

const idOf = ({ id }: { readonly id: string }): string => id;
const seatKey = ({ body, scopeId }: SeatKey): string => `${scopeId}/${body}`;
export const deputyKey = (d: RosterDeputy): string => [d.principalId, d.deputyId, d.fromOn, d.toOn].join('/');

/** Those of `all` that are not among `others`. */
function without<T>(all: readonly T[], others: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Set(others.map(keyOf));
  return all.filter((item) => !known.has(keyOf(item)));
}

/** Those of `after` that were there before, each with what it was. */
function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): (readonly [T, T])[] {
  const was = new Map(before.map((item) => [keyOf(item), item]));
  return after.flatMap((item) => {
    const old = was.get(keyOf(item));
    return old === undefined ? [] : [[old, item] as const];
  });
}

type Values<F extends string> = { readonly [K in F]: string | boolean | null };

function changed<T extends Values<F> & { readonly id: string }, F extends string>(
  before: readonly T[],
  after: readonly T[],
  fields: readonly F[],
): Changed<T, F>[] {
  return pairs(before, after, idOf).flatMap(([from, to]) => {
    const changes = fields.flatMap((field) =>
      from[field] === to[field] ? [] : [{ field, from: from[field], to: to[field] }],
    );
    return changes.length === 0 ? [] : [{ to, fields: changes }];
  });
}

const peopleDiff = (before: readonly RosterPerson[], after: readonly RosterPerson[]): RosterDiff['people'] => ({
  added: without(after, before, idOf),
  changed: changed<RosterPerson, PersonField>(before, after, personFields),
  left: without(before, after, idOf),
});

const placesDiff = (before: readonly RosterPlace[], after: readonly RosterPlace[]): RosterDiff['places'] => ({
  added: without(after, before, idOf),
  changed: changed<RosterPlace, PlaceField>(before, after, placeFields),
  gone: without(before, after, idOf),
});

function seatsDiff(before: readonly CountySeat[], after: readonly CountySeat[]): RosterDiff['seats'] {
  const kept = pairs(before, after, seatKey);
  const added = without(after, before, seatKey);
  const gone = without(before, after, seatKey);
  const moved = [
    ...kept,
    ...added.map((seat) => [{ ...seat, holderIds: [] }, seat] as const),
    ...gone.map((seat) => [seat, { ...seat, holderIds: [] }] as const),
  ];
  return {
    added,
    renamed: kept.flatMap(([from, { body, scopeId, title }]) =>
      from.title === title ? [] : [{ body, scopeId, from: from.title, to: title }],
    ),
    holders: moved.flatMap(([from, to]) => holderChange(from, to)),
  };
}

function holderChange(from: CountySeat, { body, scopeId, title, holderIds }: CountySeat): HolderChange[] {
  const come = without(holderIds, from.holderIds, (id) => id);
  const go = without(from.holderIds, holderIds, (id) => id);
  return come.length + go.length === 0 ? [] : [{ body, scopeId, title, come, go }];
}

const sameFence = (a: Fence | null, b: Fence | null): boolean =>
  a?.latitude === b?.latitude && a?.longitude === b?.longitude && a?.radiusMetres === b?.radiusMetres;

function fencesDiff(before: readonly RosterPlace[], after: readonly RosterPlace[]): FenceChange[] {
  const was = new Map(before.map((p) => [p.id, p.fence]));
  return after.flatMap(({ id, fence }) => {
    const from = was.get(id) ?? null;
    return sameFence(from, fence) ? [] : [{ placeId: id, from, to: fence }];
  });
}
