/** A roster as the rows of its form. */
import type { CountySeat } from '../domain/county.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Roster, RosterDeputy, RosterPerson } from '../domain/roster.ts';
import { holderNames, type HolderNames } from './roster-holders.ts';
import { PlaceIndex } from './roster-place-index.ts';
import { seatsByPost } from './roster-seats.ts';
import type { RosterBody, RosterVocabulary } from './roster-vocabulary.ts';
import {
  bodiesOf,
  keyOfBody,
  kindWords,
  nameOfBody,
  OFFICER_BODY,
  OFFICER_USE,
  placeKinds,
  SAMPLE,
  useWords,
  type personHeadings,
  type placeHeadings,
  type seatHeadings,
} from './roster-words.ts';

/** By column; what is left out stays empty. */
export type Line<Key extends string> = Partial<Record<Key, string | number | Date>>;
export interface FormLines {
  readonly people: readonly Line<keyof typeof personHeadings>[];
  readonly places: readonly Line<keyof typeof placeHeadings>[];
  readonly seats: readonly Line<keyof typeof seatHeadings>[];
}
type SeatLine = FormLines['seats'][number];

const dateCell = (on: IsoDate): Date => new Date(`${on}T00:00:00Z`);
const dated = <K extends string>(key: K, on: IsoDate | null): Partial<Record<K, Date>> =>
  on === null ? {} : ({ [key]: dateCell(on) } as Record<K, Date>);

/** Only what is known of the packs, with rows that show how to fill it in. */
export function emptyLines(words: RosterVocabulary): FormLines {
  const [post = ''] = words.posts;
  const [level = ''] = words.dispatchLevels;
  const term = { termFrom: dateCell('2026-01-05'), termTo: dateCell('2028-01-04') };
  const place = { township: '示例镇', village: '示例一村' };
  const team = '示例一村驻村工作队';
  const unit = '示例县某局';
  const kind = (word: string): string => `${SAMPLE}：${word}`;
  const deputy = { deputy: '示例丙', deputyFrom: dateCell('2026-02-01'), deputyTo: dateCell('2026-02-10') };
  return {
    people: [
      { id: SAMPLE, name: '示例甲', mobile: '13800000000', post, level, unit, team, ...place, ...term, leader: '否' },
    ],
    places: [
      { kind: kind('乡镇'), name: '示例镇' },
      { kind: kind('村'), name: '示例一村', township: '示例镇', latitude: 29.86, longitude: 107.73, radius: 1000 },
      { kind: kind('工作队'), name: team, ...place },
      { kind: kind('单位'), name: unit },
    ],
    seats: [
      {
        ...{ body: kind('派出单位'), kind: '每个单位一行', uses: '审批', scope: unit, title: '示例县某局' },
        ...{ holders: '示例甲、示例乙（尾号1234）', ...deputy },
      },
      ...bodiesOf(words).map((body) => bodyCells(body)),
    ],
  };
}

const bodyCells = ({ name, kind, uses }: RosterBody): SeatLine => ({
  body: name,
  kind: kind === 'county' ? '全县一个' : `每个${kindWords[kind]}一行`,
  uses: name === OFFICER_BODY ? OFFICER_USE : uses.map((use) => useWords[use]).join('、'),
});

/** The roster as it is, with rows for the seats that it lacks. */
export function filledLines(words: RosterVocabulary, roster: Roster): FormLines {
  const places = new PlaceIndex(roster.places);
  const label = (id: string | null): string => {
    const place = places.get(id);
    return place === null ? '' : places.label(place);
  };
  return {
    people: roster.people.map((person) => ({
      ...{ id: person.id, name: person.name, mobile: person.mobile ?? '', post: person.post ?? '' },
      ...{ level: person.dispatchLevel ?? '', unit: label(person.unitId), team: label(person.teamId) },
      ...{ township: label(person.townshipId), village: label(person.villageId) },
      ...dated('termFrom', person.termFrom),
      ...dated('termTo', person.termTo),
      leader: person.isTeamLeader === null ? '' : person.isTeamLeader ? '是' : '否',
    })),
    places: placeKinds.flatMap((kind) => placeLines(roster, kind, places)),
    seats: seatLines(words, roster, places),
  };
}

const placeLines = (
  { places: all }: Roster,
  kind: (typeof placeKinds)[number],
  places: PlaceIndex,
): FormLines['places'] =>
  all
    .filter((place) => place.kind === kind)
    .map((place) => {
      const [parent, township] = places.above(place);
      const village = parent?.kind === 'village' ? parent.name : '';
      const { fence } = place;
      return {
        ...{ kind: kindWords[kind], name: place.name, id: place.id, village },
        township: (parent?.kind === 'township' ? parent : township)?.name ?? '',
        ...(fence === null ? {} : { latitude: fence.latitude, longitude: fence.longitude, radius: fence.radiusMetres }),
      };
    });

function seatLines(words: RosterVocabulary, roster: Roster, places: PlaceIndex): SeatLine[] {
  const holders = holderNames(roster.people);
  const people = new Map(roster.people.map((person) => [person.id, person]));
  const bodies = new Map(bodiesOf(words).map((body) => [body.name, body]));
  const unwritten = new Set(roster.deputies);
  const byPost = new Set(
    seatsByPost(words, roster.people, new PlaceIndex(roster.places), []).map((seat) => JSON.stringify(plain(seat))),
  );
  const lines = roster.seats.flatMap((seat): SeatLine[] => {
    const deputies = [...unwritten].filter(({ principalId }) => seat.holderIds.includes(principalId));
    for (const one of deputies) unwritten.delete(one);
    if (deputies.length === 0 && byPost.has(JSON.stringify(plain(seat)))) return [];
    const place = places.get(seat.scopeId);
    const body = bodies.get(nameOfBody(seat.body));
    const head: SeatLine = {
      ...(body ? bodyCells(body) : { body: seat.body }),
      scope: place === null ? seat.scopeId : places.label(place),
    };
    return linesOfSeat(head, seat, deputies, { holders, people });
  });
  return [...lines, ...missingSeats(words, roster, places)];
}

/** The same key order for what is compared. */
const plain = ({ body, scopeId, title, holderIds }: CountySeat): CountySeat => ({
  ...{ body, scopeId, title, holderIds: [...holderIds].sort() },
});

interface Named {
  readonly holders: HolderNames;
  readonly people: ReadonlyMap<string, RosterPerson>;
}

/** A deputy stands beside the one holder, or on a row of their own. */
function linesOfSeat(
  head: SeatLine,
  { title, holderIds }: CountySeat,
  deputies: readonly RosterDeputy[],
  { holders, people }: Named,
): SeatLine[] {
  const label = (id: string): string => {
    const person = people.get(id);
    return person === undefined ? id : holders.label(person);
  };
  const cells = ({ deputyId, fromOn, toOn }: RosterDeputy): SeatLine => ({
    ...{ deputy: label(deputyId), deputyFrom: dateCell(fromOn), deputyTo: dateCell(toOn) },
  });
  const isOne = holderIds.length === 1;
  const first = isOne ? deputies[0] : undefined;
  const more = first === undefined ? deputies : deputies.slice(1);
  return [
    { ...head, title, holders: holderIds.map(label).join('、'), ...(first === undefined ? {} : cells(first)) },
    ...more.map((one) => ({ ...head, holders: label(one.principalId), ...cells(one) })),
  ];
}

/** Seats that the packs ask for and nobody wrote down yet, ready to be filled in. */
function missingSeats(words: RosterVocabulary, roster: Roster, places: PlaceIndex): SeatLine[] {
  const taken = new Set(roster.seats.map(({ body, scopeId }) => `${scopeId} ${body}`));
  return bodiesOf(words).flatMap((body): SeatLine[] => {
    const key = keyOfBody(body.name);
    if (body.kind === 'county') return taken.has(` ${key}`) ? [] : [bodyCells(body)];
    if (words.posts.includes(body.name) || body.uses.length === 0) return [];
    return roster.places
      .filter(({ id, kind }) => kind === body.kind && !taken.has(`${id} ${key}`))
      .map((place) => ({ ...bodyCells(body), scope: places.label(place) }));
  });
}
