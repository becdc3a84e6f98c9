/** 转办 王主任, 加签 王主任: the answer is given to another, or asked of one more. */
import { addApproverWords, noPerson, personLead, personTail, titles, transferWords } from './approval-words.ts';
import { commandAt, hasOddNumber, type CommandPlace } from './command-place.ts';
import { nameTyped, type FoldedText } from './folded-text.ts';
import type { Intent, Which } from './intent.ts';
import { bare, skipGaps, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { merged, noneNamed, takeLastCode } from './which.ts';

const longest = 60;
const commands = [
  { intent: 'transfer', word: wordMatcher(transferWords) },
  { intent: 'add-approver', word: wordMatcher(addApproverWords) },
] as const;

/** What a name may hold, as the inside of a pattern's class: 示例3, 第1党支部书记. */
export const nameLetters = '\\p{Script=Han}a-z·\\d';
/** How somebody may be called: a letter first, not too many. */
const called = new RegExp(`^(?!\\d)[${nameLetters}]{1,12}$`, 'u');
const mostLetters = 10;
/** 群众3户, 第1件 count something, 20261 is a number of something else, and A1B2 is a request or a code. */
const counted = /\d(?:[人名位个天日号点时件份条项次户家年月周万元]|\d{3})|[a-z]\d+[a-z]/u;

export const isCalled = (who: string): boolean =>
  called.test(who) && who.replace(/\d/g, '').length <= mostLetters && !counted.test(who) && !noPerson.test(who);

/** Without a gap before it a name must plainly be one: 转办王主任, 转给王某. */
export const isPlainlyCalled = (who: string): boolean => titles.test(who) || /^\p{Script=Han}{2,3}\d{0,2}$/u.test(who);

interface Person {
  readonly who: string | null;
  readonly which: Which;
}

/** Who is named after the command; null when what follows is no name. */
function personAfter(text: FoldedText, place: CommandPlace): Person | null {
  const { look } = text;
  const start = skipGaps(look, place.end);
  const last = takeLastCode(bare(look.slice(start)));
  const which = merged(place.which, { ...noneNamed, code: last.code });
  if (which === null) return null;
  const lead = personLead.exec(last.rest)?.[0].length ?? 0;
  const said = bare(last.rest.slice(lead));
  const who = bare(said.replace(personTail, ''));
  if (who === '') return lead === 0 && said === '' ? { who: null, which } : null;
  if (!isCalled(who) || (place.isAttached && !isPlainlyCalled(who))) return null;
  return { who: nameTyped(text, who, look.indexOf(who, start + lead)), which };
}

export function readHandOver(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  for (const { intent, word } of commands) {
    const place = commandAt(text, word, 'listed');
    if (place === null) continue;
    if (place === 'two' || asks(text.look) || hasOddNumber(text, text.look.length)) return { intent: 'none' };
    const person = personAfter(text, place);
    if (person) return { intent, ...person };
    return place.isAttached ? null : { intent: 'none' };
  }
  return null;
}
