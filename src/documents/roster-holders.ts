/** People as a seat names them: 示例甲、示例乙（尾号1234）、p3. */
import { settleName } from '../domain/name.ts';
import type { RosterPerson } from '../domain/roster.ts';
import { keyOf } from './roster-text.ts';

export interface HolderNames {
  /** The one meant by a single name; else why not, and what to do. */
  readonly find: (said: string) => RosterPerson | { readonly what: string; readonly todo: string };
  /** How that person is written so that they are found again. */
  readonly label: (person: RosterPerson) => string;
}

const PARTED = /[、，,;；/／\n]/;
/** 示例甲（尾号1234）, 示例甲(1234), 示例甲（p3）. */
const TOLD_APART = /^(.+?)[（(](?:尾号)?([a-z0-9-]+)[)）]$/i;
const TAIL_DIGITS = 4;
const MOST_NAMED = 4;

/** Single names of a cell, in order. */
export const namesIn = (text: string): string[] =>
  text
    .split(PARTED)
    .map(settleName)
    .filter((name) => name !== '');

export function holderNames(people: readonly RosterPerson[]): HolderNames {
  const byName = new Map<string, RosterPerson[]>();
  for (const person of people) {
    const same = byName.get(keyOf(person.name));
    if (same) same.push(person);
    else byName.set(keyOf(person.name), [person]);
  }
  const byId = new Map(people.map((person) => [person.id, person]));
  const named = (name: string): readonly RosterPerson[] => byName.get(keyOf(name)) ?? [];
  const tail = ({ mobile }: RosterPerson): string => mobile?.slice(-TAIL_DIGITS) ?? '';
  const withMark = (name: string, mark: string): readonly RosterPerson[] =>
    named(name).filter((person) => person.id === mark.toLowerCase() || tail(person) === mark);
  const label = (person: RosterPerson): string => {
    const { id, name } = person;
    if (named(name).length === 1) return name;
    const isPlain = tail(person) !== '' && withMark(name, tail(person)).length === 1;
    return isPlain ? `${name}（尾号${tail(person)}）` : `${name}（${id}）`;
  };
  const find: HolderNames['find'] = (said) => {
    const [, name = said, mark = ''] = TOLD_APART.exec(said) ?? [];
    const found = mark === '' ? named(name) : withMark(name, mark);
    const person = found.length > 0 ? found[0] : byId.get(said.toLowerCase());
    if (person === undefined) return { what: `“人员”里没有“${said}”`, todo: '请先在“人员”里加一行，或改成那里的姓名' };
    if (found.length <= 1) return person;
    const several = found.slice(0, MOST_NAMED).map(label);
    return { what: `有 ${found.length} 个人叫“${name}”`, todo: `请写成 ${several.join(' 或 ')}` };
  };
  return { find, label };
}
