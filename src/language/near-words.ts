/**
 * Words of command that were typed wrongly: 清假, 千到, 童意. A window of the same length is looked at wherever it stands as a word of its
 * own, so that nothing is taken out of an ordinary sentence (钱到账了, 请家长).
 */
import type { IsoDate } from '../domain/calendar.ts';
import type { Edit } from './edits.ts';
import { tokensOf } from './leave-tokens.ts';
import { isBoundary } from './match-words.ts';
import { commandWords, decisionWords, everyday, leftAlone, lookAlikes, placeEnding } from './near-tables.ts';
import { isNamed } from './surnames.ts';
import { nearSound, soundOf, soundsOf } from './sounds.ts';

/** `sure`: sounds exactly alike and stands alone; anything less is asked about. */
export interface NearWord extends Edit {
  readonly sure: boolean;
}

interface CommandSounds {
  readonly exact: ReadonlyMap<string, string>;
  readonly near: ReadonlyMap<string, string>;
  /** For what looks alike: each word with one character gone. */
  readonly gapped: ReadonlyMap<string, readonly string[]>;
}

const han = /^[\u4e00-\u9fff]{2,4}$/;
const longestWord = 4;
const targets = [...new Set([...commandWords.filter((word) => !everyday.test(word)), ...decisionWords])].filter(
  (word) => han.test(word),
);
const commands = new Set(targets);

/** Of two words that sound alike the first of the table stays. */
const keyed = (key: (word: string) => string): ReadonlyMap<string, string> =>
  new Map([...targets].reverse().map((word) => [key(word), word] as const));

function gappedWords(): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const word of targets.filter(({ length }) => length === 2))
    for (const key of [`_${word[1] ?? ''}`, `${word[0] ?? ''}_`]) map.set(key, [...(map.get(key) ?? []), word]);
  return map;
}

let sounds: CommandSounds | null = null;
const commandSounds = (): CommandSounds =>
  (sounds ??= {
    exact: keyed((word) => soundsOf(word).join(' ')),
    near: keyed((word) => soundsOf(word).map(nearSound).join(' ')),
    gapped: gappedWords(),
  });

const looksLike = (typed: string, meant: string): boolean =>
  lookAlikes.some((group) => group.startsWith(meant) && group.includes(typed));

function lookAlikeOf(window: string): string | undefined {
  if (window.length !== 2) return undefined;
  const [first = '', second = ''] = window;
  const { gapped } = commandSounds();
  return (
    gapped.get(`_${second}`)?.find((word) => looksLike(first, word[0] ?? '')) ??
    gapped.get(`${first}_`)?.find((word) => looksLike(second, word[1] ?? ''))
  );
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Where ordinary words begin and end, as a dictionary has them. */
const wordEdges = (look: string): ReadonlySet<number> =>
  new Set([...segmenter.segment(look)].map(({ index }) => index).concat(look.length));

/** A word of the dictionary is no slip: 人物, 日子, 亲家. */
const isOrdinary = (window: string): boolean => [...segmenter.segment(window)].length === 1;

interface Edges {
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
  readonly words: ReadonlySet<number>;
}

const leads = new Set(['gap', 'piece', 'half', 'filler', 'label', 'since', 'begins', 'total']);
const follows = new Set(['gap', 'piece', 'half', 'since', 'to', 'dash', 'comma', 'begins', 'total']);
const particle = /(?:[了吧啦哈呗咯]|一下)/y;

/** Where a word may begin and end without running into another. */
function edgesOf(look: string, today: IsoDate): Edges {
  const before = new Set([0]);
  const after = new Set([look.length]);
  for (const { type, start, end } of tokensOf(look, 0, today)) {
    if (leads.has(type)) before.add(end);
    if (follows.has(type)) after.add(start);
  }
  return { before, after, words: wordEdges(look) };
}

function endsAlone(look: string, at: number, { after }: Edges): boolean {
  if (after.has(at) || /\d/.test(look[at] ?? '')) return true;
  particle.lastIndex = at;
  return particle.test(look) && isBoundary(look, particle.lastIndex);
}

interface Window {
  readonly said: string;
  readonly start: number;
  readonly end: number;
  /** Nothing else is said. */
  readonly isWhole: boolean;
  /** It runs into no other word. */
  readonly isApart: boolean;
}

/** Said every day, or a word of the dictionary in the midst of others. */
function isOwnWord({ said, isWhole, isApart }: Window): boolean {
  const row = leftAlone.find(({ word }) => said.startsWith(word));
  if (row?.slip === 'never' || (row?.slip === 'alone' && !isWhole) || (row?.slip === 'apart' && !isApart)) return true;
  return !isWhole && isOrdinary(said);
}

/** 李刚 is a person and 李岗 a village, not 离岗; 不签 is the opposite of 补签. */
function isOtherwise(said: string, meant: string): boolean {
  if (said.startsWith('不')) return !meant.startsWith('不');
  return isNamed(said) && (said.slice(1) !== meant.slice(1) || placeEnding.test(said));
}

function windowAt(look: string, start: number, end: number, edges: Edges): Window | null {
  const said = look.slice(start, end);
  if (!han.test(said) || commands.has(said)) return null;
  const isApart = endsAlone(look, end, edges);
  // 走方赵桂兰: a first word that runs on may be one, if it cuts none in two.
  const isFirst = start === 0 && end === 2 && edges.words.has(1) && edges.words.has(2);
  return isApart || isFirst ? { said, start, end, isWhole: start === 0 && end === look.length, isApart } : null;
}

function meantBy(window: Window): NearWord | null {
  const { said, start, end, isApart } = window;
  const isPlain = isApart && !isOrdinary(said);
  const syllables = Array.from(said, soundOf);
  const exact = commandSounds().exact.get(syllables.join(' '));
  const near =
    exact ??
    (isPlain ? (commandSounds().near.get(syllables.map(nearSound).join(' ')) ?? lookAlikeOf(said)) : undefined);
  if (near === undefined || isOtherwise(said, near)) return null;
  return { start, end, meant: near, sure: exact !== undefined && isPlain };
}

/** What may be meant, the sure ones first; few, whatever is sent. */
export function nearWords(look: string, today: IsoDate): readonly NearWord[] {
  const edges = edgesOf(look, today);
  const found: NearWord[] = [];
  for (const start of [...edges.before].sort((a, b) => a - b).slice(0, mostPlaces))
    for (let length = Math.min(longestWord, look.length - start); length >= 2; length--) {
      const window = windowAt(look, start, start + length, edges);
      const near = window && !isOwnWord(window) ? meantBy(window) : null;
      if (near) found.push(near);
    }
  return found.sort((a, b) => Number(b.sure) - Number(a.sure)).slice(0, most);
}
const mostPlaces = 24;
const most = 6;
