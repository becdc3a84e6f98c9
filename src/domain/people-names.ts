/** Who may be meant by a name as it was said: in full, 李副书记, 老王, or part of a name. */
import type { Person } from './people.ts';

export interface Candidate {
  readonly person: Pick<Person, 'name' | 'post'>;
  /** Of the seats held. */
  readonly titles: readonly string[];
}

/** More than this many is no answer. */
export const mostMeant = 10;
const shortestTitle = 2;

/** 老 and 小 before a surname. */
const familiar = /^[\u8001\u5c0f](?=.)/u;

/** A name that begins so, and where `title` is given a post or seat whose words hold it. */
export interface Beginning {
  readonly begins: string;
  readonly title: string | null;
}

/** No name that is said with a title after it is longer. */
const longestName = 10;

/** How the names of those meant may begin where nobody has what was said for a full name. */
export function beginningsOf(said: string): Beginning[] {
  const spoken = [...said];
  const longest = Math.min(longestName, spoken.length - shortestTitle);
  const titled = Array.from({ length: Math.max(0, longest) }, (_, i) => ({
    begins: spoken.slice(0, i + 1).join(''),
    title: spoken.slice(i + 1).join(''),
  }));
  return familiar.test(said) ? [...titled, { begins: said.replace(familiar, ''), title: null }] : titled;
}

type Reading = (said: string, candidate: Candidate) => boolean;

const byBeginning: readonly Reading[] = [
  (said, { person }) => person.name === said,
  isNameAndTitle,
  (said, { person }) => familiar.test(said) && person.name.startsWith(said.replace(familiar, '')),
];
const byPart: Reading = (said, { person }) => [...said].length > 1 && person.name.includes(said);

/** The people meant, by the first reading that finds any: the full name, surname and title, 老王, part of a name. */
export const matchPeople = <C extends Candidate>(said: string, candidates: readonly C[]): C[] =>
  firstFound([...byBeginning, byPart], said, candidates);

/** The same without parts of names: those need a look at everybody. */
export const matchBeginnings = <C extends Candidate>(said: string, candidates: readonly C[]): C[] =>
  firstFound(byBeginning, said, candidates);

function firstFound<C extends Candidate>(readings: readonly Reading[], said: string, candidates: readonly C[]): C[] {
  for (const isMeant of readings) {
    const found = candidates.filter((c) => isMeant(said, c));
    if (found.length > 0) return found.slice(0, mostMeant);
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
