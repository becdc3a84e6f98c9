/** Where a word of command stands at the beginning of a message, and for which request: #A1B2 转办, 1、3 同意, 驳回 2. */
import { allBefore, applicantLead, bothBefore } from './approval-words.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Which } from './intent.ts';
import { isBoundary, wordMatcher, type WordMatcher } from './match-words.ts';
import { codeAt, merged, noneNamed, numbersAfter, numbersBefore, type FoundWhich } from './which.ts';

export interface CommandPlace {
  readonly which: Which;
  readonly start: number;
  /** Where the word ends. */
  readonly wordEnd: number;
  /** Where what names the request ends too. */
  readonly end: number;
  /** Words follow without a gap: 转办王主任. */
  readonly isAttached: boolean;
}

/** What may name a request: `listed` also numbers and 都; `own` only the code, perhaps after 书记，我想. */
export type Naming = 'listed' | 'own';

const joiningGap = /[\s。.!,、~…:;]/;
const numberGap = /[\s,:;、]/;

const skip = (look: string, at: number, gap: RegExp): number => {
  let index = at;
  while (index < look.length && gap.test(look[index] ?? '')) index++;
  return index;
};

const all = wordMatcher(allBefore);
const both = wordMatcher(bothBefore);

/** What stands before the word. */
function before(look: string, start: number, word: WordMatcher, naming: Naming): FoundWhich {
  const code = codeAt(look, start);
  const at = code ? skip(look, code.end, joiningGap) : start;
  const which = code?.which ?? noneNamed;
  const lead = naming === 'own' && word(look, at) === null ? applicantLead.exec(look.slice(at, at + 40)) : null;
  if (lead) return { which, end: at + lead[0].length };
  if (code || naming === 'own' || word(look, at) !== null) return { which, end: at };
  const numbers = numbersBefore(look, at);
  if (numbers) {
    const next = skip(look, numbers.end, numberGap);
    return { which: numbers.which, end: word(look, next) === null ? (both(look, next) ?? next) : next };
  }
  const allEnd = all(look, at);
  return allEnd === null ? { which, end: at } : { which: { ...noneNamed, all: true }, end: skip(look, allEnd, /\s/) };
}

/** The word with what names the request on either side; 'two' when that is not one thing; null when the word stands elsewhere. */
export function commandAt(
  { look }: Pick<FoldedText, 'look'>,
  word: WordMatcher,
  naming: Naming,
): CommandPlace | 'two' | null {
  const start = skip(look, 0, joiningGap);
  const lead = before(look, start, word, naming);
  const wordEnd = word(look, lead.end);
  if (wordEnd === null) return null;
  const after = afterWord(look, wordEnd, naming);
  const which = merged(lead.which, after?.which ?? noneNamed);
  if (!which) return 'two';
  const end = after?.end ?? wordEnd;
  return { which, start: lead.end, wordEnd, end, isAttached: !after && !isBoundary(look, end) };
}

function afterWord(look: string, wordEnd: number, naming: Naming): FoundWhich | null {
  const code = codeAt(look, skip(look, wordEnd, joiningGap));
  return code ?? (naming === 'listed' ? numbersAfter(look, skip(look, wordEnd, numberGap)) : null);
}

/** ①③ fold into 13 and are not told apart from it. */
export const hasOddNumber = (text: FoldedText, end: number): boolean => /\p{No}/u.test(typed(text, 0, end));
