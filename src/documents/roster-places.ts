/** The sheet 地点: townships, villages with their fences, teams and dispatching units. */
import type { Place } from '../domain/county.ts';
import { settleName } from '../domain/name.ts';
import type { Fence, Roster, RosterPlace } from '../domain/roster.ts';
import type { IdBook } from './roster-ids.ts';
import { PlaceIndex } from './roster-place-index.ts';
import type { TableRow } from './roster-table.ts';
import { keyOf } from './roster-text.ts';
import { idOf, numberOf } from './roster-values.ts';
import { kindWords, placeKinds, type placeHeadings } from './roster-words.ts';

export type PlaceRow = TableRow<keyof typeof placeHeadings>;
type Kind = Place['kind'];

interface Draft {
  readonly row: PlaceRow;
  readonly kind: Kind;
  readonly name: string;
  readonly id: string | null;
}

const MOST_LETTERS = 60;
const RADIUS = { least: 20, most: 20_000 } as const;
/** Degrees around China, wide enough for every county. */
const CHINA = { latitude: [3, 54], longitude: [73, 136] } as const;
const prefixes: Readonly<Record<Kind, string>> = { township: 't', village: 'v', team: 'team', unit: 'u' };
const kindsByWord = new Map<string, Kind>([
  ...placeKinds.map((kind): [string, Kind] => [kindWords[kind], kind]),
  ...['乡', '镇', '街道'].map((word): [string, Kind] => [word, 'township']),
  ...['社区', '行政村'].map((word): [string, Kind] => [word, 'village']),
  ...['驻村工作队', '队'].map((word): [string, Kind] => [word, 'team']),
  ['派出单位', 'unit'],
]);

/** Every place that can be made out, so that the other sheets are checked too where some are wrong. */
export function readPlaces(
  rows: readonly PlaceRow[],
  known: Roster | null,
  ids: IdBook,
): PlaceIndex<RosterPlace> & { readonly all: readonly RosterPlace[] } {
  const before = new PlaceIndex(known?.places ?? []);
  const drafts = rows.flatMap((row) => draftOf(row, before) ?? []);
  tellSameIds(drafts);
  const settle = settledIds(drafts, known?.places ?? [], ids);
  const index = new PlaceIndex<RosterPlace>();
  const all: RosterPlace[] = [];
  // Those that others belong to come first.
  for (const kind of placeKinds)
    for (const draft of drafts.filter((one) => one.kind === kind)) {
      const parentId = parentOf(draft, index);
      if (parentId === undefined) continue;
      const { name } = draft;
      const isTwice = index
        .find(kind, name)
        .some((one) => one.parentId === parentId && keyOf(one.name) === keyOf(name));
      if (isTwice) {
        draft.row.wrong('name', `这个${kindWords[kind]}写了两次`, '请删去一行，或改名');
        continue;
      }
      const place = { id: settle(draft, parentId), kind, name, parentId, fence: fenceOf(draft) };
      index.add(place);
      all.push(place);
    }
  return Object.assign(index, { all });
}

function draftOf(row: PlaceRow, before: PlaceIndex): Draft | null {
  const { text, wrong } = row;
  const kind = kindsByWord.get(keyOf(text.kind));
  const name = settleName(text.name);
  const id = idOf(text.id);
  if (kind === undefined)
    wrong('kind', text.kind === '' ? '没有填' : `不认识“${text.kind}”`, '请填 乡镇、村、工作队 或 单位');
  if (name === '') wrong('name', '没有填', '请填名称');
  else if (name.length > MOST_LETTERS) wrong('name', `有 ${name.length} 个字`, `请改到 ${MOST_LETTERS} 个字以内`);
  if (id === undefined) wrong('id', '编号写法不对', '请留空自动编，或只用小写字母、数字和 -，最长 40 个字符');
  const earlier = before.get(id ?? null);
  if (kind !== undefined && earlier !== null && earlier.kind !== kind)
    wrong('id', `编号 ${earlier.id} 已登记为${kindWords[earlier.kind]}“${earlier.name}”`, '请核对编号，新的地点请留空');
  return kind === undefined || name === '' ? null : { row, kind, name, id: id ?? null };
}

function tellSameIds(drafts: readonly Draft[]): void {
  const seen = new Map<string, number>();
  for (const { id, row } of drafts) {
    if (id === null) continue;
    const first = seen.get(id);
    if (first !== undefined) row.wrong('id', `编号与第 ${first} 行相同`, '请核对，新的地点请留空');
    else seen.set(id, row.at);
  }
}

/** Written in the file; else of the known place of that name, under the same parent or the only one; else new. */
function settledIds(
  drafts: readonly Draft[],
  known: readonly Place[],
  ids: IdBook,
): (draft: Draft, parentId: string | null) => string {
  const claimed = new Set(drafts.flatMap(({ id }) => id ?? []));
  const earlier = new Map<string, Place[]>();
  const keyed = ({ kind, name }: Pick<Place, 'kind' | 'name'>): string => `${kind} ${keyOf(name)}`;
  for (const place of known) earlier.set(keyed(place), [...(earlier.get(keyed(place)) ?? []), place]);
  const written = new Map<string, number>();
  for (const draft of drafts) written.set(keyed(draft), (written.get(keyed(draft)) ?? 0) + 1);
  return (draft, parentId) => {
    if (draft.id !== null) return draft.id;
    const named = (earlier.get(keyed(draft)) ?? []).filter(({ id }) => !claimed.has(id));
    const isAlone = named.length === 1 && written.get(keyed(draft)) === 1;
    const found = named.find((place) => place.parentId === parentId) ?? (isAlone ? named[0] : undefined);
    const id = found?.id ?? ids.next(prefixes[draft.kind]);
    claimed.add(id);
    return id;
  };
}

/** undefined where what it belongs to can't be made out; that is told. */
function parentOf({ row, kind }: Draft, index: PlaceIndex<RosterPlace>): string | null | undefined {
  const { text, wrong } = row;
  if (kind === 'township' || kind === 'unit') {
    for (const key of ['township', 'village'] as const)
      if (text[key] !== '') wrong(key, `${kindWords[kind]}不用填`, '请清空这一格');
    return null;
  }
  const [township, ...others] = text.township === '' ? [] : index.find('township', text.township);
  if (text.township !== '' && (township === undefined || others.length > 0)) {
    wrong('township', `没有叫“${text.township}”的乡镇`, '请先把乡镇写成单独的一行，名称写得一样');
    return undefined;
  }
  if (kind === 'village') {
    if (text.village !== '') wrong('village', '村不用填', '请清空这一格');
    if (township === undefined) wrong('township', '没有填', '请填这个村属于哪个乡镇');
    return township?.id;
  }
  return teamParent(row, township ?? null, index);
}

function teamParent(
  { text, wrong }: PlaceRow,
  township: RosterPlace | null,
  index: PlaceIndex<RosterPlace>,
): string | undefined {
  if (text.village === '') {
    if (township === null) wrong('township', '没有填', '驻村的工作队请填所属村，驻乡镇的请填所属乡镇');
    return township?.id;
  }
  const named = index.find('village', text.village);
  const [village, ...others] = named.filter((one) => township === null || one.parentId === township.id);
  if (village !== undefined && others.length === 0) return village.id;
  if (village !== undefined) wrong('township', `有 ${others.length + 1} 个叫“${text.village}”的村`, '请填所属乡镇');
  else if (named.length > 0)
    wrong('village', `“${text.village}”不在${township?.name ?? ''}`, '请把所属乡镇和所属村改成一致');
  else wrong('village', `没有叫“${text.village}”的村`, '请先把村写成单独的一行，名称写得一样');
  return undefined;
}

/** null where none is drawn, or not rightly; that is told. */
function fenceOf({ row: { text, wrong }, kind }: Draft): Fence | null {
  const keys = ['latitude', 'longitude', 'radius'] as const;
  const written = keys.filter((key) => text[key] !== '');
  if (written.length === 0) return null;
  if (kind !== 'village') {
    wrong(written[0] ?? null, '只有村有围栏', '请清空围栏的三格，写到村那一行');
    return null;
  }
  const empty = keys.filter((key) => text[key] === '');
  for (const key of empty) wrong(key, '没有填', '围栏的纬度、经度、半径请三格都填，或三格都空');
  const [latitude, longitude, radius] = keys.map((key) => numberOf(text[key]));
  for (const key of written)
    if (numberOf(text[key]) === undefined) wrong(key, `“${text[key]}”不是数字`, '请只填数字，如 29.86');
  if (typeof latitude !== 'number' || typeof longitude !== 'number' || typeof radius !== 'number') return null;
  const isRight = [isInChina(latitude, longitude, wrong), isGoodRadius(radius, wrong)].every(Boolean);
  return isRight ? { latitude, longitude, radiusMetres: radius } : null;
}

function isInChina(latitude: number, longitude: number, wrong: PlaceRow['wrong']): boolean {
  const within = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;
  const fits = [within(latitude, CHINA.latitude), within(longitude, CHINA.longitude)] as const;
  if (fits[0] && fits[1]) return true;
  if (within(longitude, CHINA.latitude) && within(latitude, CHINA.longitude)) {
    wrong('latitude', '纬度和经度好像填反了', '请对调：纬度在 3 到 54 之间，经度在 73 到 136 之间');
    return false;
  }
  if (!fits[0]) wrong('latitude', `${latitude} 不在国内`, '请核对，国内的纬度在 3 到 54 之间');
  if (!fits[1]) wrong('longitude', `${longitude} 不在国内`, '请核对，国内的经度在 73 到 136 之间');
  return false;
}

function isGoodRadius(radius: number, wrong: PlaceRow['wrong']): boolean {
  if (Number.isInteger(radius) && radius >= RADIUS.least && radius <= RADIUS.most) return true;
  wrong('radius', `${radius} 米不行`, `请填 ${RADIUS.least} 到 ${RADIUS.most} 的整数，单位是米`);
  return false;
}
