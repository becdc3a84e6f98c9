/** 转办 王主任, 加签 王主任: the answer is given to another, or asked of one more. */
import { addApproverWords, noPerson, personLead, personTail, titles, transferWords } from './approval-words.ts';
import { commandAt, hasOddNumber, type CommandPlace } from './command-place.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent, Which } from './intent.ts';
import { bare, skipGaps, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { merged, noneNamed, takeLastCode } from './which.ts';

const longest = 60;
const commands = [
  { intent: 'transfer', word: wordMatcher(transferWords) },
  { intent: 'add-approver', word: wordMatcher(addApproverWords) },
] as const;

/** How somebody may be called: letters only, not too many. */
const called = /^[\p{Script=Han}a-z·]{1,10}$/u;

export const isCalled = (who: string): boolean => called.test(who) && !noPerson.test(who);

/** Without a gap before it a name must plainly be one: 转办王主任, 转给王某. */
const isPlainly = (who: string): boolean => titles.test(who) || /^\p{Script=Han}{2,3}$/u.test(who);

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
  if (!isCalled(who) || (place.isAttached && !isPlainly(who))) return null;
  const at = look.indexOf(who, start + lead);
  return { who: typed(text, at, at + who.length), which };
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
