/** The words for what a roster changes. */
import type { Fence, Roster, RosterDeputy, RosterPerson } from '../domain/roster.ts';
import type { FieldChange, HolderChange, PersonField, PlaceField, RosterDiff } from '../domain/roster-diff.ts';

/** So many lines of a group are shown unless all are asked for. */
const shownLines = 20;

const personFields: Record<PersonField, string> = {
  name: '姓名',
  post: '岗位',
  dispatchLevel: '派出层级',
  townshipId: '乡镇',
  villageId: '村',
  teamId: '工作队',
  unitId: '派出单位',
  isTeamLeader: '兼任队长',
  mobile: '手机号',
  termFrom: '任期起',
  termTo: '任期止',
};
const placeFields: Record<PlaceField, string> = { kind: '类别', name: '名称', parentId: '上级' };
const kinds: Readonly<Record<string, string>> = { township: '乡镇', village: '村', team: '工作队', unit: '单位' };
const placeIds: readonly string[] = ['townshipId', 'villageId', 'teamId', 'unitId', 'parentId'];
const none = '（空）';

/** Names by id, of what was there and what is to be. */
interface Names {
  person(id: string): string;
  place(id: string): string;
}

function namesIn(...rosters: readonly Roster[]): Names {
  const people = new Map(rosters.flatMap((r) => r.people.map((p) => [p.id, `${p.name}（${p.id}）`] as const)));
  const places = new Map(rosters.flatMap((r) => r.places.map((p) => [p.id, p.name] as const)));
  return { person: (id) => people.get(id) ?? id, place: (id) => places.get(id) ?? id };
}

export interface DiffSight {
  readonly before: Roster;
  readonly after: Roster;
  readonly all: boolean;
}

/** Lines for the operator; empty where nothing changes. Of a mobile number only the ends. */
export function sayDiff(diff: RosterDiff, { before, after, all }: DiffSight): string[] {
  const groups = groupsOf(diff, namesIn(before, after)).filter(({ lines }) => lines.length > 0);
  if (groups.length === 0) return [];
  const counts = groups.map(({ what, lines }) => `${what} ${lines.length}`).join('，');
  return [
    `与现在相比：${counts}`,
    ...groups.flatMap(({ what, lines }) => [`【${what}】${lines.length}`, ...capped(lines, all)]),
  ];
}

function capped(lines: readonly string[], all: boolean): string[] {
  const shown = all ? lines : lines.slice(0, shownLines);
  const more = lines.length - shown.length;
  return [...shown.map((line) => `  ${line}`), ...(more > 0 ? [`  另有 ${more} 处，加 --all 全部列出`] : [])];
}

interface Group {
  readonly what: string;
  readonly lines: readonly string[];
}

function groupsOf({ people, places, seats, deputies, fences }: RosterDiff, names: Names): Group[] {
  const group = <T>(what: string, items: readonly T[], say: (item: T) => string): Group => ({
    what,
    lines: items.map(say),
  });
  const kind = (p: { readonly kind: string; readonly name: string }): string => `${kinds[p.kind] ?? ''} ${p.name}`;
  return [
    group('人员新增', people.added, (p) => sayPerson(p, names)),
    group(
      '人员变动',
      people.changed,
      ({ to, fields }) => `${names.person(to.id)}：${sayFields(fields, personFields, names)}`,
    ),
    group('人员离开', people.left, (p) => sayPerson(p, names)),
    group('地方新增', places.added, kind),
    group('地方变动', places.changed, ({ to, fields }) => `${kind(to)}：${sayFields(fields, placeFields, names)}`),
    group('地方删去', places.gone, kind),
    group('席位新增', seats.added, (s) => s.title),
    group('席位改名', seats.renamed, (s) => `${s.from} → ${s.to}`),
    group('任职变动', seats.holders, (s) => sayHolders(s, names)),
    group('代理新增', deputies.added, (d) => sayDeputy(d, names)),
    group('代理结束', deputies.ended, (d) => sayDeputy(d, names)),
    group('围栏变动', fences, (f) => `${names.place(f.placeId)}：${sayFence(f.from)} → ${sayFence(f.to)}`),
  ];
}

function sayPerson({ id, post, teamId, townshipId, unitId }: RosterPerson, names: Names): string {
  const place = teamId ?? townshipId ?? unitId;
  const about = [post, place === null ? null : names.place(place)].filter((text) => text !== null);
  return [names.person(id), ...about].join(' ');
}

function sayFields<F extends PersonField | PlaceField>(
  changes: readonly FieldChange<F>[],
  words: Record<F, string>,
  names: Names,
): string {
  const value = (field: F, said: FieldChange<F>['from']): string => {
    if (said === null) return none;
    if (typeof said === 'boolean') return said ? '是' : '否';
    if (field === 'mobile') return `${said.slice(0, 3)}****${said.slice(-4)}`;
    if (field === 'kind') return kinds[said] ?? said;
    return placeIds.includes(field) ? names.place(said) : said;
  };
  return changes.map(({ field, from, to }) => `${words[field]} ${value(field, from)} → ${value(field, to)}`).join('；');
}

function sayHolders({ title, come, go }: HolderChange, names: Names): string {
  const list = (ids: readonly string[]): string => ids.map((id) => names.person(id)).join('、');
  const parts = [go.length > 0 ? `不再是 ${list(go)}` : '', come.length > 0 ? `新任 ${list(come)}` : ''];
  return `${title}：${parts.filter((part) => part !== '').join('；')}`;
}

const sayDeputy = ({ principalId, deputyId, fromOn, toOn }: RosterDeputy, names: Names): string =>
  `${names.person(deputyId)} 代 ${names.person(principalId)}，${fromOn} 至 ${toOn}`;

const sayFence = (fence: Fence | null): string =>
  fence === null ? none : `${fence.latitude}，${fence.longitude}，半径 ${fence.radiusMetres} 米`;
