/** 上次那样再请一次, 跟上次一样请, 下周一 照上次请: a leave like the last one. The slots hold what is said besides. */
import type { IsoDate } from '../domain/calendar.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { readLeave, slotsOf, withKindNamed } from './leave-slots.ts';
import { asksPlainly } from './questions.ts';
import { blanked } from './said-time.ts';

const last = '(?:上次|上一次|上回|上一回|前一次|前次|之前|以前|上个假|上次请的?假|上次的假|上回请的?假)';
const act = '(?:给我|帮我)?(?:请|休|来|申请|办)(?:个|一个|一次|一回|一下|一遍)?假?(?:一次|一回|一遍)?';
const like = '(?:的)?(?:那样|那个样|一样|同样|样子|那种|那个|的)?(?:的)?(?:请假|请法|假|天数)?';
const forms = [
  // 跟上次一样, 照上次再请一次, 按上回的请: the word before it says that it is as then.
  `(?:还?是?)(?:跟|和|同|与|照着|照|按照|按|像|参照|比照)${last}${like}(?:[ ,，]?再?${act})?`,
  // 上次那样请一次; without 那样, 再请 has to be said: 上次请假三天 only tells.
  `${last}(?:的)?(?:那样|一样|同样|那种)(?:的)?[ ,，]?再?${act}`,
  `(?:${last}(?:的)?(?:那个)?的?假?|老样子|照旧|还是老样子)[ ,，]?(?:再${act}|(?:照样|同样)请(?:一次|一回)?)`,
  // 再请一次上次那样的假, 再来一次上次的假
  `(?:再|照样)(?:请|来|休)(?:一次|一回|个|一个)?(?:跟|和|像)?${last}(?:那样|一样|同样|那种)?(?:的)?(?:请?假)`,
];
const phrase = new RegExp(`(?:我想|我要|想|要|还|就|请)?(?:${forms.join('|')})(?:吧|了|哈|啊|呗)?`);

const longest = 60;

export function readAsBefore(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const found = phrase.exec(text.look);
  if (!found || asksPlainly(text.look)) return null;
  const saysLeave = /[请休假]/.test(text.look);
  const rest = blanked(text, found.index, found.index + found[0].length);
  const said = readLeave({ text: rest, today, toward: 'forward' });
  // 跟上次一样 alone may be said of anything.
  if (!saysLeave && (said.span.from === null || said.reason !== null)) return null;
  return { intent: 'leave-as-before', slots: slotsOf(withKindNamed(said)) };
}
