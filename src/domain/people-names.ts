/** Who may be meant by a name as it was said: in full, 李副书记, 老王, or part of a name. */
import type { Person } from './people.ts';

export interface Candidate {
  readonly person: Pick<Person, 'name' | 'post'>;
  /** Of the seats held. */
  readonly titles: readonly string[];
}

/** More than this many is no answer. */
const most = 10;
const shortestTitle = 2;

/** 老 and 小 before a surname. */
const familiar = /^[\u8001\u5c0f](?=.)/u;

/** The first characters that the name of anybody meant may have, beside those whose name holds what was said. */
export const beginningsOf = (said: string): string[] =>
  [said, said.replace(familiar, '')].flatMap((text) => [...text].slice(0, 1));

/** The people meant, by the first reading that finds any: the full name, surname and title, 老王, part of a name. */
export function matchPeople<C extends Candidate>(said: string, candidates: readonly C[]): C[] {
  const readings: readonly ((candidate: C) => boolean)[] = [
    ({ person }) => person.name === said,
    (c) => isNameAndTitle(said, c),
    ({ person }) => familiar.test(said) && person.name.startsWith(said.replace(familiar, '')),
    ({ person }) => [...said].length > 1 && person.name.includes(said),
  ];
  for (const isMeant of readings) {
    const found = candidates.filter(isMeant);
    if (found.length > 0) return found.slice(0, most);
  }
  return [];
}

/** The beginning of the name (or all of it), and then words of the post or of a seat's title. */
function isNameAndTitle(said: string, { person, titles }: Candidate): boolean {
  const spoken = [...said];
  const titled = [...titles, ...(person.post === null ? [] : [person.post])];
  return [...person.name].some((_, i) => {
    const title = spoken.slice(i + 1).join('');
    if (!person.name.startsWith(spoken.slice(0, i + 1).join(''))) return false;
    return spoken.length - i - 1 >= shortestTitle && titled.some((t) => t.includes(title));
  });
}
