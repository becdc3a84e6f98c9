/** Binding codes as they stand in a message to a group: by themselves, in a sentence, in what the officer was to hand on. */
import { codeAlphabet, codeLength } from '../domain/bind-code.ts';
import type { FoldedText } from './folded-text.ts';
import { bare } from './match-words.ts';

const sign = `[${codeAlphabet.toLowerCase()}]`;
const code = `${sign}(?:[\\s-]?${sign}){${codeLength - 1}}(?![a-z0-9])`;
/** Alone, or right behind the digits of a number; one may begin within what looks like another. */
const anywhere = new RegExp(`(?<=^|[^a-z0-9]|(?:^|[^a-z0-9])\\d{4})(?=(${code}))`, 'g');
/** Nothing else beside how the bot is called and what it is; digits alone are a telephone number. */
const alone = new RegExp(
  `^(?:@\\S{1,40}\\s{1,3})?(?:我的|这是)?(?:绑定码|验证码|邀请码|码)?(?:是|为)?[\\s,:;+]{0,6}(?![\\d\\s-]{1,20}$)${code}$`,
);
const ofBinding = /绑定|邀请码|验证码|尾号|后四位|末四位|尾数|\/bind/;
const mostCodes = 10;

/** null where the message has nothing to do with binding. Whether a code holds is known to the store alone. */
export function readCodesShown({ look }: FoldedText): readonly string[] | null {
  const codes = [...look.matchAll(anywhere)].slice(0, mostCodes).flatMap(([, found]) => found ?? []);
  if (codes.length === 0) return null;
  return ofBinding.test(look) || alone.test(bare(look)) ? codes : null;
}
