/**
 * Words of command that were typed wrongly: 清假, 千到, 童意. A window of the same length is looked at wherever it stands as a word of its
 * own, so that nothing is taken out of an ordinary sentence (钱到账了, 请家长).
 */
import type { IsoDate } from '../domain/calendar.ts';
import type { Edit } from './edits.ts';
import type { FoldedText } from './folded-text.ts';
import { tokensIn } from './leave-tokens.ts';
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

/** Whether the first two characters are words of their own in the dictionary: taken together they cut none in two. */
function startsApart(look: string): boolean {
  const edges = [...segmenter.segment(look)].map(({ index }) => index).concat(look.length);
  return edges.includes(1) && edges.includes(2);
}

/** A word of the dictionary is no slip: 人物, 日子, 亲家. */
const isOrdinary = (window: string): boolean => [...segmenter.segment(window)].length === 1;

interface Edges {
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
}

const leads = new Set(['gap', 'piece', 'half', 'filler', 'label', 'since', 'begins', 'total']);
const follows = new Set(['gap', 'piece', 'half', 'since', 'to', 'dash', 'comma', 'begins', 'total']);
const particle = /(?:[了吧啦哈呗咯]|一下)/y;

/** Where a word may begin and end without running into another. */
function edgesOf(text: FoldedText, today: IsoDate): Edges {
  const before = new Set([0]);
  const after = new Set([text.look.length]);
  for (const { type, start, end } of tokensIn(text, today)) {
    if (leads.has(type)) before.add(end);
    if (follows.has(type)) after.add(start);
  }
  return { before, after };
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

/** Said every day. */
function isOwnWord({ said, isWhole, isApart }: Window): boolean {
  const row = leftAlone.find(({ word }) => said.startsWith(word));
  return row?.slip === 'never' || (row?.slip === 'alone' && !isWhole) || (row?.slip === 'apart' && !isApart);
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
  // 走方赵桂兰: a first word that runs on may be one.
  const isFirst = start === 0 && end === 2;
  return isApart || isFirst ? { said, start, end, isWhole: start === 0 && end === look.length, isApart } : null;
}

/** A word of the dictionary in the midst of others is none, and neither is what cuts one in two. Looked up last, as that takes long. */
function meantBy(window: Window, look: string): NearWord | null {
  const { said, start, end, isApart, isWhole } = window;
  const syllables = Array.from(said, soundOf);
  const exact = commandSounds().exact.get(syllables.join(' '));
  const meant = exact ?? (isApart ? almost(said, syllables) : undefined);
  if (meant === undefined || isOtherwise(said, meant)) return null;
  const isWord = isOrdinary(said);
  const isPlain = isApart && !isWord;
  if ((isWord && !isWhole) || (!isApart && !startsApart(look)) || (exact === undefined && !isPlain)) return null;
  return { start, end, meant, sure: exact !== undefined && isPlain };
}

const almost = (said: string, syllables: readonly string[]): string | undefined =>
  commandSounds().near.get(syllables.map(nearSound).join(' ')) ?? lookAlikeOf(said);

/** What may be meant, the sure ones first; few, whatever is sent. */
export function nearWords(text: FoldedText, today: IsoDate): readonly NearWord[] {
  const { look } = text;
  const edges = edgesOf(text, today);
  const found: NearWord[] = [];
  for (const start of [...edges.before].sort((a, b) => a - b).slice(0, mostPlaces))
    for (let length = Math.min(longestWord, look.length - start); length >= 2; length--) {
      const window = windowAt(look, start, start + length, edges);
      const near = window && !isOwnWord(window) ? meantBy(window, look) : null;
      if (near) found.push(near);
    }
  return found.sort((a, b) => Number(b.sure) - Number(a.sure)).slice(0, most);
}
const mostPlaces = 24;
const most = 6;
