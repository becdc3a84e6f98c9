/** The sheet 人员: each row by itself, its words and places; who is who is settled in roster-person-ids.ts. */
import { type IsoDate } from '../domain/calendar.ts';
import { settleName } from '../domain/name.ts';
import type { RosterPerson, RosterPlace } from '../domain/roster.ts';
import type { PlaceIndex } from './roster-place-index.ts';
import type { TableRow } from './roster-table.ts';
import { keyOf } from './roster-text.ts';
import { dateOf, idOf, mobileOf, yesOf } from './roster-values.ts';
import type { RosterVocabulary } from './roster-vocabulary.ts';
import { kindWords, type personHeadings } from './roster-words.ts';

export type PersonRow = TableRow<keyof typeof personHeadings>;
/** Without an id, which the row may give. */
export interface PersonDraft extends Omit<RosterPerson, 'id'> {
  readonly row: PersonRow;
  readonly givenId: string | null;
}

const MOST_LETTERS = 60;
const MOST_NAMED = 12;
/** They part names from one another, and a name from the digits that tell two of a name apart. */
const PARTS_NAMES = /[、，,;；:：/／()（）[\]【】<>]/;

/** What a row says as far as it can be made out; null for a row without a name. */
export function readPerson(
  row: PersonRow,
  words: RosterVocabulary,
  places: PlaceIndex<RosterPlace>,
): PersonDraft | null {
  const { text, wrong } = row;
  const name = nameOf(row);
  const givenId = idOf(text.id);
  if (givenId === undefined) wrong('id', '编号写法不对', '请留空自动编，或只用小写字母、数字和 -，最长 40 个字符');
  const mobile = mobileOf(text.mobile);
  if (mobile === undefined) wrong('mobile', '不是 11 位手机号', '请填 1 开头的 11 位手机号，没有就留空');
  const isTeamLeader = yesOf(text.leader);
  if (isTeamLeader === undefined) wrong('leader', `不认识“${text.leader}”`, '请填 是 或 否，不清楚就留空');
  const said = {
    post: wordOf(row, 'post', words.posts),
    dispatchLevel: words.dispatchLevels.length > 0 ? wordOf(row, 'level', words.dispatchLevels) : text.level || null,
    ...placesOf(row, places),
    ...termOf(row),
  };
  if (name === null) return null;
  return { row, givenId: givenId ?? null, name, mobile: mobile ?? null, isTeamLeader: isTeamLeader ?? null, ...said };
}

function nameOf({ text, wrong }: PersonRow): string | null {
  const name = settleName(text.name);
  if (name === '') wrong('name', '没有填', '请填姓名；不要的行请整行删去');
  else if (name.length > MOST_LETTERS) wrong('name', `有 ${name.length} 个字`, `请改到 ${MOST_LETTERS} 个字以内`);
  else if (PARTS_NAMES.test(name)) wrong('name', '姓名里有标点或括号', '请只填姓名，一行一个人');
  return name === '' ? null : name;
}

/** The word as the packs write it. */
function wordOf({ text, wrong }: PersonRow, key: 'post' | 'level', known: readonly string[]): string | null {
  if (text[key] === '') return null;
  const found = known.find((word) => keyOf(word) === keyOf(text[key]));
  if (found === undefined)
    wrong(key, `规则包里没有“${text[key]}”`, `请从下拉里选：${known.slice(0, MOST_NAMED).join('、')}`);
  return found ?? null;
}

function termOf({ text, wrong }: PersonRow): { termFrom: IsoDate | null; termTo: IsoDate | null } {
  const [termFrom, termTo] = (['termFrom', 'termTo'] as const).map((key) => {
    const date = dateOf(text[key]);
    if (date === undefined) wrong(key, `“${text[key]}”不是日期`, '请填如 2026-01-05 的日期');
    return date ?? null;
  }) as [IsoDate | null, IsoDate | null];
  if (termFrom !== null && termTo !== null && termFrom > termTo)
    wrong('termTo', `比任期起（${termFrom}）早`, '请核对这两个日期');
  return { termFrom, termTo };
}

type PersonPlaces = Pick<RosterPerson, 'unitId' | 'teamId' | 'townshipId' | 'villageId'>;
type PlaceKey = 'unit' | 'team' | 'township' | 'village';

/** Township and village follow from the team; written as well they must say the same. */
function placesOf(row: PersonRow, places: PlaceIndex<RosterPlace>): PersonPlaces {
  const unit = placeOf(row, 'unit', places, null);
  const township = placeOf(row, 'township', places, null);
  const team = placeOf(row, 'team', places, township);
  const ofTeam = team === null ? null : places.townshipOf(team);
  const village = placeOf(row, 'village', places, township ?? ofTeam);
  const ofVillage = village === null ? null : places.townshipOf(village);
  const villageOfTeam = team === null ? null : places.villageOf(team);
  const differ = (key: PlaceKey, what: string): void => row.wrong(key, what, '请核对，写得一致；或把这一格清空');
  if (team && ofTeam && township && ofTeam.id !== township.id)
    differ('township', `工作队“${team.name}”在${ofTeam.name}，这里写的是${township.name}`);
  else if (village && ofVillage && township && ofVillage.id !== township.id)
    differ('village', `“${village.name}”在${ofVillage.name}，乡镇写的是${township.name}`);
  else if (village && ofVillage && ofTeam && ofVillage.id !== ofTeam.id)
    differ('village', `“${village.name}”在${ofVillage.name}，工作队在${ofTeam.name}`);
  if (village && villageOfTeam && village.id !== villageOfTeam.id)
    differ('village', `工作队“${team?.name ?? ''}”驻${villageOfTeam.name}，这里写的是${village.name}`);
  return {
    unitId: unit?.id ?? null,
    teamId: team?.id ?? null,
    townshipId: (ofTeam ?? ofVillage ?? township)?.id ?? null,
    villageId: (villageOfTeam ?? village)?.id ?? null,
  };
}

/** null where nothing is written, or it can't be made out; that is told. */
function placeOf(
  { text, wrong }: PersonRow,
  key: PlaceKey,
  places: PlaceIndex<RosterPlace>,
  within: RosterPlace | null,
): RosterPlace | null {
  if (text[key] === '') return null;
  const named = places.find(key, text[key]);
  const near = named.length > 1 ? named.filter((one) => places.townshipOf(one)?.id === within?.id) : named;
  const [place, ...others] = near;
  if (place !== undefined && others.length === 0) return place;
  if (named.length === 0)
    wrong(key, `“地点”里没有叫“${text[key]}”的${kindWords[key]}`, '请先在“地点”里加一行，或改成那里的名称');
  else
    wrong(
      key,
      `有 ${named.length} 个叫“${text[key]}”的${kindWords[key]}`,
      `请写成 ${named
        .slice(0, 3)
        .map((one) => places.label(one))
        .join(' 或 ')}`,
    );
  return null;
}
