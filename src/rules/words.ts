/** The words that a pack can use: those of the vocabulary, of the packs that it extends, and its own. */
import type { Body } from './decision.ts';
import { compileReckoned, type ReckonedFact } from './reckon.ts';
import type { OverlayFile, PackFile } from './schema.ts';
import type { Fact, Reading, VocabularyFile } from './schema-facts.ts';

export interface CompiledFact {
  readonly name: string;
  readonly fact: Fact;
  /** null for a fact that is given. */
  readonly reckoned: ReckonedFact | null;
}

/** A reading with the option that is taken here. */
export interface TakenReading extends Reading {
  readonly id: string;
}

/** What is known of a group: its members' posts, and whether they owe as one. Nothing of one that is only named. */
export interface TeamWord {
  readonly of?: readonly string[] | undefined;
  readonly each?: readonly string[] | undefined;
}

export interface Words {
  /** Names under which a post may be written → the pack's own. */
  readonly posts: ReadonlyMap<string, string>;
  readonly dispatchLevels: readonly string[];
  readonly teams: ReadonlyMap<string, TeamWord>;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly facts: ReadonlyMap<string, CompiledFact>;
  readonly readings: ReadonlyMap<string, TakenReading>;
  /** Text of the pack with the county's names for its bodies. */
  readonly localise: (text: string) => string;
}

type Adds = Pick<PackFile, 'posts' | 'dispatch_levels' | 'teams' | 'bodies' | 'facts' | 'readings'>;

/** What the county says over its packs. */
export interface Local {
  readonly take: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
}
export const nothingLocal: Local = { take: {}, names: {} };

export const localOf = ({ take, names }: OverlayFile): Local => ({ take, names });

export function postsOf(posts: PackFile['posts']): [string, string][] {
  return posts.flatMap((post): [string, string][] =>
    typeof post === 'string' ? [[post, post]] : [post.name, ...post.also].map((name) => [name, post.name]),
  );
}

/** A pack that only names a group leaves it as it is known below. */
function teamsOf(adds: PackFile['teams'], below: readonly Words[]): Words['teams'] {
  const teams = new Map([...below].reverse().flatMap((words) => [...words.teams]));
  for (const team of adds) {
    const { name, ...known }: TeamWord & { name: string } = typeof team === 'string' ? { name: team } : team;
    if (typeof team !== 'string' || !teams.has(name)) teams.set(name, known);
  }
  return teams;
}

/** Words of `adds` over those of `below`, which are the packs that it extends, nearest first. */
export function wordsOf(
  vocabulary: VocabularyFile,
  below: readonly Words[],
  adds: Adds,
  take: Readonly<Record<string, string>>,
  { names, take: locally }: Local,
): Words {
  const facts = new Map<string, CompiledFact>();
  for (const [name, fact] of Object.entries(vocabulary.facts)) facts.set(name, compileFact(name, fact));
  for (const words of [...below].reverse()) for (const [name, fact] of words.facts) facts.set(name, fact);
  for (const [name, fact] of Object.entries(adds.facts)) facts.set(name, compileFact(name, fact));
  const readings = new Map<string, TakenReading>();
  for (const [id, reading] of Object.entries(vocabulary.readings)) readings.set(id, { id, ...reading });
  for (const words of [...below].reverse()) for (const [id, reading] of words.readings) readings.set(id, reading);
  for (const [id, reading] of Object.entries(adds.readings)) readings.set(id, { id, ...reading });
  for (const [id, taken] of [...Object.entries(take), ...Object.entries(locally)]) {
    const reading = readings.get(id);
    if (reading && taken in reading.options) readings.set(id, { ...reading, taken });
  }
  const bodies = new Map<string, Body>();
  for (const words of [...below].reverse()) for (const [name, body] of words.bodies) bodies.set(name, body);
  for (const [name, { scope }] of Object.entries(adds.bodies)) bodies.set(name, { name: names[name] ?? name, scope });
  return {
    posts: new Map([...[...below].reverse().flatMap((words) => [...words.posts]), ...postsOf(adds.posts)]),
    dispatchLevels: [...new Set([...adds.dispatch_levels, ...below.flatMap((words) => words.dispatchLevels)])],
    teams: teamsOf(adds.teams, below),
    bodies,
    facts,
    readings,
    localise: localiserOf(names),
  };
}

/** The longest names first, so that one which begins another is not torn out of it. */
function localiserOf(names: Local['names']): (text: string) => string {
  const originals = Object.keys(names).sort((a, b) => b.length - a.length);
  if (originals.length === 0) return (text) => text;
  const all = new RegExp(originals.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(all, (name) => names[name] ?? name);
}

const compileFact = (name: string, fact: Fact): CompiledFact => ({ name, fact, reckoned: compileReckoned(fact) });

/** Words that a `word` fact can be. */
export function wordsFor(fact: Fact & { kind: 'word' }, words: Words): readonly string[] {
  if (fact.words) return fact.words;
  return fact.of === 'posts' ? [...new Set(words.posts.values())] : words.dispatchLevels;
}
