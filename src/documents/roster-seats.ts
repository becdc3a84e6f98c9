/** The sheet 席位: who holds which seat of which body, and who stands in for them. */
import type { CountySeat } from '../domain/county.ts';
import { OFFICER } from '../domain/request.ts';
import type { RosterDeputy, RosterPerson, RosterPlace } from '../domain/roster.ts';
import { type HolderNames, namesIn } from './roster-holders.ts';
import type { PlaceIndex } from './roster-place-index.ts';
import type { TableRow } from './roster-table.ts';
import { keyOf } from './roster-text.ts';
import { dateOf } from './roster-values.ts';
import type { RosterBody, RosterVocabulary } from './roster-vocabulary.ts';
import { bodiesOf, keyOfBody, kindWords, OFFICER_BODY, placeKinds, type seatHeadings } from './roster-words.ts';

export type SeatRow = TableRow<keyof typeof seatHeadings>;

interface Seats {
  readonly seats: readonly CountySeat[];
  readonly deputies: readonly RosterDeputy[];
}
interface Around {
  readonly words: RosterVocabulary;
  readonly places: PlaceIndex<RosterPlace>;
  readonly holders: HolderNames;
}
interface OpenSeat {
  readonly row: SeatRow;
  readonly body: string;
  readonly scopeId: string;
  title: string;
  /** The row that says its title; null where none does yet. */
  titledAt: number | null;
  readonly holderIds: string[];
}

const MOST_LETTERS = 60;
const MOST_NAMED = 12;

/** A row with nothing but its body is one that came with the form and was not needed. */
const isUnfilled = ({ text }: SeatRow): boolean =>
  (['title', 'holders', 'deputy', 'deputyFrom', 'deputyTo'] as const).every((key) => text[key] === '');

/** Several rows may name one seat: each names holders with a deputy of their own. */
export function readSeats(rows: readonly SeatRow[], around: Around): Seats {
  const bodies = new Map(bodiesOf(around.words).map((body) => [keyOf(body.name), body]));
  const seats = new Map<string, OpenSeat>();
  const deputies = new Map<string, RosterDeputy>();
  for (const row of rows) {
    const body = bodies.get(keyOf(row.text.body));
    if (body === undefined) tellUnknownBody(row, [...bodies.values()]);
    const scope = body === undefined ? undefined : scopeOf(row, body, around.places);
    const holders = peopleOf(row, 'holders', around.holders);
    const stands = deputiesOf(row, holders, around.holders);
    if (body === undefined || scope === undefined || isUnfilled(row)) continue;
    takeSeat(seats, row, { body, scope, holders, isAgain: stands.length > 0 });
    for (const one of stands) deputies.set(Object.values(one).join(' '), one);
  }
  return {
    seats: [...seats.values()].map(({ body, scopeId, title, holderIds }) => ({ body, scopeId, title, holderIds })),
    deputies: [...deputies.values()],
  };
}

function tellUnknownBody({ text, wrong }: SeatRow, bodies: readonly RosterBody[]): void {
  const names = bodies.slice(0, MOST_NAMED).map(({ name }) => name);
  wrong(
    'body',
    text.body === '' ? '没有填' : `规则包里没有机构“${text.body}”`,
    `请从下拉里选：${names.join('、')}；用不着的行请整行删去`,
  );
}

interface Taken {
  readonly body: RosterBody;
  readonly scope: RosterPlace | null;
  readonly holders: readonly RosterPerson[];
  readonly isAgain: boolean;
}

function takeSeat(seats: Map<string, OpenSeat>, row: SeatRow, { body, scope, holders, isAgain }: Taken): void {
  const { text, wrong } = row;
  const scopeId = scope?.id ?? '';
  if (text.title.length > MOST_LETTERS)
    wrong('title', `有 ${text.title.length} 个字`, `请改到 ${MOST_LETTERS} 个字以内`);
  const key = `${scopeId} ${keyOfBody(body.name)}`;
  const earlier = seats.get(key);
  if (earlier === undefined) {
    const title = text.title || titleOf(body, scope);
    const holderIds = holders.map(({ id }) => id);
    const titledAt = text.title === '' ? null : row.at;
    seats.set(key, { row, body: keyOfBody(body.name), scopeId, title, titledAt, holderIds });
    return;
  }
  takeTitle(earlier, row);
  for (const { id, name } of holders)
    if (!earlier.holderIds.includes(id)) earlier.holderIds.push(id);
    else if (!isAgain) wrong('holders', `${name}在第 ${earlier.row.at} 行已经写了同一个席位`, '请删去一处');
}

function takeTitle(seat: OpenSeat, { at, text: { title }, wrong }: SeatRow): void {
  if (title === '' || title === seat.title) return;
  if (seat.titledAt !== null)
    wrong('title', `与第 ${seat.titledAt} 行是同一个席位，名称不同`, '请写成一样，或只在一行写');
  else Object.assign(seat, { title, titledAt: at });
}

/** How a seat is called where nobody says. */
export function titleOf({ name, kind, title }: RosterBody, scope: Pick<RosterPlace, 'name'> | null): string {
  if (scope === null) return title ?? name;
  return kind === 'unit' ? scope.name : `${scope.name}${title ?? name}`;
}

/** null for the whole county; undefined where it can't be made out, which is told. */
function scopeOf(row: SeatRow, body: RosterBody, places: PlaceIndex<RosterPlace>): RosterPlace | null | undefined {
  const { text, wrong } = row;
  const { kind, name } = body;
  const said = text.scope;
  if (kind === 'county') {
    if (said === '' || keyOf(said) === kindWords.county) return null;
    wrong('scope', `“${name}”全县只有一个，不用填所属`, '请清空这一格');
    return undefined;
  }
  if (said === '') {
    if (!isUnfilled(row)) wrong('scope', '没有填', `请填这是哪个${kindWords[kind]}的`);
    return undefined;
  }
  const [place, ...others] = places.find(kind, said);
  if (place !== undefined && others.length === 0) return place;
  if (place !== undefined) {
    const labels = [place, ...others].slice(0, 3).map((one) => places.label(one));
    wrong('scope', `有 ${others.length + 1} 个叫“${said}”的${kindWords[kind]}`, `请写成 ${labels.join(' 或 ')}`);
    return undefined;
  }
  const other = placeKinds.find((one) => places.find(one, said).length > 0);
  if (other === undefined)
    wrong('scope', `“地点”里没有叫“${said}”的${kindWords[kind]}`, '请先在“地点”里加一行，或改成那里的名称');
  else
    wrong('scope', `“${said}”是${kindWords[other]}，“${name}”要对应一个${kindWords[kind]}`, `请改填${kindWords[kind]}`);
  return undefined;
}

/** Those who are found, each once; the others are told. */
function peopleOf({ text, wrong }: SeatRow, key: 'holders' | 'deputy', holders: HolderNames): RosterPerson[] {
  const found = new Map<string, RosterPerson>();
  for (const said of namesIn(text[key])) {
    const person = holders.find(said);
    if ('what' in person) wrong(key, person.what, person.todo);
    else if (found.has(person.id)) wrong(key, `“${said}”写了两次`, '请删去一个');
    else found.set(person.id, person);
  }
  return [...found.values()];
}

function deputiesOf(row: SeatRow, principals: readonly RosterPerson[], holders: HolderNames): RosterDeputy[] {
  const { text, wrong } = row;
  const [deputy, ...others] = peopleOf(row, 'deputy', holders);
  const [fromOn, toOn] = (['deputyFrom', 'deputyTo'] as const).map((key) => {
    const date = dateOf(text[key]);
    if (date === undefined) wrong(key, `“${text[key]}”不是日期`, '请填如 2026-01-05 的日期');
    if (date === null && text.deputy !== '') wrong(key, '没有填', '有代理人就要填代理起和代理止');
    return date;
  });
  if (text.deputy === '') {
    if (text.deputyFrom !== '' || text.deputyTo !== '') wrong('deputy', '没有填', '请填代理人，或清空代理起和代理止');
    return [];
  }
  if (others.length > 0) wrong('deputy', '写了几个人', '一行只写一个代理人，别的请另起一行写同一个席位');
  if (text.holders === '') wrong('holders', '没有填', '请填由谁的席位代理');
  if (deputy !== undefined && principals.some(({ id }) => id === deputy.id))
    wrong('deputy', `${deputy.name}自己就是任职人`, '请换一个人');
  if (fromOn && toOn && fromOn > toOn) wrong('deputyTo', `比代理起（${fromOn}）早`, '请核对这两个日期');
  if (deputy === undefined || !fromOn || !toOn) return [];
  return principals.map(({ id }) => ({ principalId: id, deputyId: deputy.id, fromOn, toOn }));
}

/**
 * Bodies that are a post held within a team or a village (驻村第一书记): their holders stand in 人员 already and need no row.
 * @returns the seats to add, for places where 席位 has none of that body
 */
export function seatsByPost(
  words: RosterVocabulary,
  people: readonly RosterPerson[],
  places: PlaceIndex<RosterPlace>,
  seats: readonly CountySeat[],
): CountySeat[] {
  const taken = new Set(seats.map(({ body, scopeId }) => `${scopeId} ${body}`));
  const bodies = words.bodies.filter(({ name, kind }) => kind === 'team' && words.posts.includes(name));
  return bodies.flatMap((body) => {
    const byTeam = new Map<string, string[]>();
    for (const { id, post, teamId } of people)
      if (post === body.name && teamId !== null) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), id]);
    return [...byTeam]
      .filter(([teamId]) => !taken.has(`${teamId} ${body.name}`))
      .map(([scopeId, holderIds]) => {
        const title = titleOf(body, places.get(scopeId));
        return { body: body.name, scopeId, title, holderIds };
      });
  });
}

export const isOfficer = ({ body }: Pick<CountySeat, 'body'>): boolean =>
  body === OFFICER.body || body === OFFICER_BODY;
