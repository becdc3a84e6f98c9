/** 换人 示例镇党委书记 张三 12.1起: which seat, who is to hold it, from when. */
import type { IsoDate } from '../domain/calendar.ts';
import { commandAt } from './command-place.ts';
import { nameTyped, type FoldedText } from './folded-text.ts';
import { isCalled } from './hand-over.ts';
import type { Intent } from './intent.ts';
import { bare, list, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { timeAndWords } from './said-time.ts';

const longest = 100;
const changeWord = wordMatcher(list('换人 席位换人 更换席位 更换人员 换席位 /holder'));
/** As the regulations call it; the rules' question of the filing goes by it. */
const event = '人员调整';
/** Between the seat and the person. */
const between = /^(.*?\S)(?:\s+(?:换成|改为|改成|换为|由|给|是)?\s*|(?:换成|改为|改成|换为)\s*)([^\s]+)$/u;
const tail = /(?:起|开始|任|担任|接任|上任)+$/;

export function readChangeHolder(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const place = commandAt(text, changeWord, 'own');
  if (place === null || place === 'two' || place.isAttached || place.which.code !== null) return null;
  if (asks(text.look)) return { intent: 'none' };
  const { span, words } = timeAndWords(text, today, 'forward', place.end);
  const said = bare(words.replace(/[,、。:;]/g, ' '))
    .replace(tail, '')
    .trimEnd();
  const [, seat, who] = between.exec(said) ?? [];
  const isWhole = seat !== undefined && who !== undefined && isCalled(who);
  const found = { seat: isWhole ? nameTyped(text, seat) : null, who: isWhole ? nameTyped(text, who) : null };
  return { intent: 'change-holder', ...found, from: span.from, problem: span.problem, event };
}
