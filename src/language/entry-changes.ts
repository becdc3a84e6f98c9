/** 撤销学习, 刚才那条删掉, 记错了, 改为 15人: what is said of a line that was entered. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Ledger } from '../domain/duty.ts';
import type { SaidEntry } from './duty-intent.ts';
import {
  changeOpens,
  entryNouns,
  entryPointers,
  ledgerKeywords,
  notTakenBack,
  takeBackVerbs,
  wrongWords,
} from './duty-words.ts';
import { readEntry } from './entries.ts';
import { foldText, typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare, skipGaps } from './match-words.ts';
import { asks } from './questions.ts';

const longest = 40;
const ledgers = Object.entries(ledgerKeywords).flatMap(([ledger, words]) =>
  words.filter((word) => !word.startsWith('/')).map((word) => [word, ledger as Ledger] as const),
);
const ledgerOf = new Map(ledgers);
const keyword = anyWord([...ledgerOf.keys()]);

const gap = '[\\s,、:]*';
const please = '(?:请|麻烦|帮我|帮忙|给我|把|将)*';
const which = `(?<pointer>${entryPointers})${gap}(?<ledger>${keyword})?(?:${entryNouns})?`;
const verb = `(?:${anyWord(takeBackVerbs)})(?:一下|掉|了|吧)*`;
/** 撤销学习, 删掉刚才那条. */
const verbFirst = new RegExp(`^${please}${verb}${gap}${which}(?:了|吧)?$`, 'u');
/** 刚才那条删掉, 把刚才的走访撤销. */
const verbLast = new RegExp(`^${please}${gap}${which}${gap}(?:给我)?${verb}$`, 'u');
/** 记错了, 刚才那条写错了: nothing says yet what is to become of it. */
const wrong = new RegExp(`^${which}${gap}(?:${anyWord(wrongWords)})(?:了|啦)?$`, 'u');

const onlyVerb = new RegExp(`^${please}${verb}$`, 'u');

/** 删除日志, 删除材料 may be of anything: alone, or with what it is of. */
const saysWhich = (message: string, { groups: { pointer = '', ledger } = {} }: RegExpExecArray): boolean =>
  ledger !== undefined || bare(pointer) !== '' || onlyVerb.test(message);

const ledgerIn = ({ groups }: RegExpExecArray): Ledger | null => ledgerOf.get(groups?.['ledger'] ?? '') ?? null;

function takenBack(look: string): Intent | null {
  const message = bare(look);
  const found = verbFirst.exec(message) ?? verbLast.exec(message);
  if (found && saysWhich(message, found) && !notTakenBack.test(message))
    return { intent: 'take-back', ledger: ledgerIn(found), does: 'void' };
  const said = wrong.exec(message);
  return said && { intent: 'take-back', ledger: ledgerIn(said), does: 'ask' };
}

/** 改为 走访 李大妈家, 记错了，改为 15人. */
function changed(text: FoldedText): Intent | null {
  const { look } = text;
  const start = skipGaps(look, 0);
  const end = changeOpens.exec(look.slice(start))?.[0].length;
  if (end === undefined) return null;
  const at = skipGaps(look, start + end);
  if (bare(look.slice(at)) === '' || asks(look)) return null;
  return { intent: 'change-entry', rest: typed(text, at, look.length).trim() };
}

/** 撤销, 撤回 and nothing else: a leave or a line; 撤销请假 is of a leave. */
export const namesNothing = (message: string): boolean => onlyVerb.test(bare(foldText(message).look));

/** What is said after 改为, as it was typed; null where nothing of that is said. */
export function changeSaid(message: string): string | null {
  const said = changed(foldText(message));
  return said?.intent === 'change-entry' ? said.rest : null;
}

export function readEntryChange(text: FoldedText): Intent | null {
  if (text.cut) return null;
  if (text.look.length <= longest && !asks(text.look)) {
    const said = takenBack(text.look);
    if (said) return said;
  }
  return changed(text);
}

/** What a correction says: a line of its own (`isWhole`), or what changes in such a line. Null where it is no line. */
export function correctionSaid(
  rest: string,
  { ledger, whole: before }: { readonly ledger: Ledger; readonly whole: string },
  today: IsoDate,
): { readonly said: SaidEntry; readonly isWhole: boolean } | null {
  const line = readEntry(foldText(rest), today);
  if (line?.intent === 'write-entry') return { said: line.said, isWhole: true };
  const [word] = ledgerKeywords[ledger] ?? [];
  const part = word === undefined ? null : readEntry(foldText(`${word} ${rest}`), today);
  if (part?.intent !== 'write-entry') return null;
  const text = part.said.text === word ? '' : part.said.text;
  return { said: { ...part.said, text, whole: `${before}（更正：${rest}）` }, isWhole: false };
}
