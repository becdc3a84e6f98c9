/**
 * How words sound, without tones. The library is read when the first word is asked for: a message that is understood as it stands
 * never gets that far.
 */
import { createRequire } from 'node:module';
import type * as Library from 'pinyin-pro';

const require = createRequire(import.meta.url);
let library: typeof Library | null = null;
let lookUps = 0;
const known = new Map<string, string>();

/** How often a sound was asked for in this process: a test shows that ordinary messages ask for none. */
export const soundLookUps = (): number => lookUps;

const toneless = { toneType: 'none', type: 'array', v: true } as const;

function pinyinOf(text: string): readonly string[] {
  library ??= require('pinyin-pro') as typeof Library;
  return library.pinyin(text, toneless);
}

/** The syllable a character mostly is read as (请 → qing); the character itself where it is none of Chinese. At most all of Unicode is kept. */
export function soundOf(character: string): string {
  lookUps++;
  const found = known.get(character);
  if (found !== undefined) return found;
  const sound = pinyinOf(character)[0] ?? character;
  known.set(character, sound);
  return sound;
}

/** The syllables of a word, read as one: 重新 → chong xin, though 重 alone is zhong. */
export function soundsOf(word: string): readonly string[] {
  lookUps++;
  return pinyinOf(word);
}

/** Pairs that dialects and fuzzy input mix up, folded to one of them. */
const mixed: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/, '$1'],
  [/^n(?!$)/, 'l'],
  // 湖南, 四川: hui and fei, huang and fang.
  [/^hui$/, 'fei'],
  [/^hun$/, 'fen'],
  [/^hu$/, 'fu'],
  [/^hu(?=a|o)/, 'f'],
  [/([aei]n)g$/, '$1'],
];

/** The same for syllables that dialects or fuzzy input don't keep apart: zhi and zi, lan and nan, qing and qin, hui and fei. */
export function nearSound(syllable: string): string {
  const found = folded.get(syllable);
  if (found !== undefined) return found;
  const near = mixed.reduce((sound, [pattern, fold]) => sound.replace(pattern, fold), syllable);
  folded.set(syllable, near);
  return near;
}
const folded = new Map<string, string>();
