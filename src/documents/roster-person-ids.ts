/** Who of the file is who of the county: by 编号, by mobile, by name and team or unit; the rest is new. */
import type { Roster, RosterPerson } from '../domain/roster.ts';
import type { IdBook } from './roster-ids.ts';
import type { PersonDraft } from './roster-people.ts';
import { keyOf } from './roster-text.ts';

export interface SettledPerson {
  readonly person: RosterPerson;
  readonly draft: PersonDraft;
}

type Remark = (draft: PersonDraft, what: string, todo: string) => void;

/** Everybody gets an id, also where something is wrong, so that the seats can be checked. */
export function settlePeople(
  drafts: readonly PersonDraft[],
  known: Roster | null,
  ids: IdBook,
  remark: Remark,
): SettledPerson[] {
  tellRepeated(drafts);
  const earlier = known?.people ?? [];
  const found = new Map<PersonDraft, string>();
  const claimed = new Set<string>();
  const claim = (draft: PersonDraft, id: string): void => {
    found.set(draft, id);
    claimed.add(id);
  };
  for (const draft of drafts) if (draft.givenId !== null) claim(draft, draft.givenId);
  const rest = (): PersonDraft[] => drafts.filter((draft) => !found.has(draft));
  const free = earlier.filter(({ id }) => !claimed.has(id));
  byMobile(rest(), free, claim);
  byName(
    rest(),
    free.filter(({ id }) => !claimed.has(id)),
    claim,
    remark,
  );
  return drafts.map((draft) => {
    const { row: _row, givenId: _givenId, ...rest } = draft;
    return { draft, person: { id: found.get(draft) ?? ids.next('p'), ...rest } };
  });
}

/** The same 编号, the same mobile, or the same name at the same place with nothing to tell them apart. */
function tellRepeated(drafts: readonly PersonDraft[]): void {
  const ids = new Map<string, number>();
  const mobiles = new Map<string, number>();
  const names = new Map<string, PersonDraft[]>();
  for (const draft of drafts) {
    const { givenId, mobile, row } = draft;
    const sameId = givenId === null ? undefined : ids.get(givenId);
    const sameMobile = mobile === null ? undefined : mobiles.get(mobile);
    if (sameId !== undefined) row.wrong('id', `编号与第 ${sameId} 行相同`, '请核对，新来的人请留空');
    else if (givenId !== null) ids.set(givenId, row.at);
    if (sameMobile !== undefined) row.wrong('mobile', `手机号与第 ${sameMobile} 行相同`, '请核对；同一个人只留一行');
    else if (mobile !== null) mobiles.set(mobile, row.at);
    const key = `${keyOf(draft.name)} ${draft.teamId ?? ''} ${draft.unitId ?? ''} ${draft.townshipId ?? ''}`;
    const twin = (names.get(key) ?? []).find((one) => !areToldApart(one, draft));
    if (twin !== undefined && sameId === undefined && sameMobile === undefined)
      row.wrong('name', `与第 ${twin.row.at} 行同名，队和单位也相同`, '同一个人请删去一行；不同的人请各填手机号');
    names.set(key, [...(names.get(key) ?? []), draft]);
  }
}

const areToldApart = (a: PersonDraft, b: PersonDraft): boolean =>
  (a.mobile !== null && b.mobile !== null) || (a.givenId !== null && b.givenId !== null);

type Claim = (draft: PersonDraft, id: string) => void;

function byMobile(drafts: readonly PersonDraft[], free: readonly RosterPerson[], claim: Claim): void {
  const known = new Map(free.flatMap((person) => (person.mobile === null ? [] : [[person.mobile, person]])));
  for (const draft of drafts) {
    const person = draft.mobile === null ? undefined : known.get(draft.mobile);
    if (person === undefined) continue;
    if (keyOf(person.name) !== keyOf(draft.name))
      draft.row.wrong(
        'mobile',
        `这个手机号登记的是${person.name}（编号 ${person.id}）`,
        `是同一个人改了名，请在编号里填 ${person.id}；不是同一个人，请核对手机号`,
      );
    claim(draft, person.id);
    known.delete(person.mobile ?? '');
  }
}

function byName(drafts: readonly PersonDraft[], free: readonly RosterPerson[], claim: Claim, remark: Remark): void {
  const known = grouped(free);
  const named = grouped(drafts);
  for (const [key, rows] of named) {
    const before = known.get(key) ?? [];
    for (const draft of rows) {
      const mine = before.filter((person) => isSamePlace(person, draft));
      const [person, ...others] = mine;
      if (person === undefined) {
        if (before[0] !== undefined) tellNamesake(draft, before[0], remark);
        continue;
      }
      const rivals = rows.filter((other) => isSamePlace(person, other));
      if (others.length === 0 && rivals.length === 1) claim(draft, person.id);
      else
        draft.row.wrong(
          'id',
          `分不清是不是已登记的${person.name}（编号 ${mine.map(({ id }) => id).join('、')}）`,
          `是原来的人，请填编号 ${person.id}；不是，请填一个没用过的编号，如 new-1`,
        );
    }
  }
}

const tellNamesake = (draft: PersonDraft, person: RosterPerson, remark: Remark): void =>
  remark(
    draft,
    `已登记的同名人（编号 ${person.id}）队和单位都不同，这一行按新来的人登记`,
    `如果是同一个人调动了，请在编号里填 ${person.id}`,
  );

function grouped<P extends { readonly name: string }>(people: readonly P[]): Map<string, P[]> {
  const groups = new Map<string, P[]>();
  for (const person of people) {
    const group = groups.get(keyOf(person.name));
    if (group) group.push(person);
    else groups.set(keyOf(person.name), [person]);
  }
  return groups;
}

type Placed = Pick<RosterPerson, 'teamId' | 'unitId' | 'townshipId'>;

/** In the same team or from the same unit; those with neither by their township. */
function isSamePlace(a: Placed, b: Placed): boolean {
  const isOffice = [a, b].every(({ teamId, unitId }) => teamId === null && unitId === null);
  if (isOffice) return a.townshipId === b.townshipId;
  return (a.teamId !== null && a.teamId === b.teamId) || (a.unitId !== null && a.unitId === b.unitId);
}
