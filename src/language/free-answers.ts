/** Free answers to an open question that are made of small words alone: 嗯 对 就那天, 算了不请了, 不是明天 是后天. */
import { foldText } from './folded-text.ts';
import { bare, list, skipGaps, wordMatcher, type WordMatcher } from './match-words.ts';
import { answerWords } from './words.ts';

/** Said before the answer itself. */
const leads = list('嗯嗯 嗯 恩 哦 噢 额 呃 唉 哎 哎呀 那 那就 啊 好 好的 好吧 行');
/** With one of these the leave itself is given up, also after it was sent up. */
const leaveGiven = list(`
  还是算了 还是算了吧 不请了 先不请了 还是不请了 不请假了 先不请假了 还是不请假了 还是先不请了 不用请了 不休了
`);
const giving = [
  ...leaveGiven,
  ...list('算了 算了吧 不办了 先不办了 还是不办了 取消吧 还是取消吧 还是取消 不用了 不要了'),
];
const agreeing = list('对 对的 对对 是 是的 没错 没问题 确认 确定 对头 是这样');
const sameDay = list(`
  就那天 就那一天 就这天 就这一天 就当天 当天 就一天 只那天 只请那天 只请当天 就请那天 就请这天 那天 那一天 当天回 当天就回
`);
/** The days that were said: no one day, and no other. */
const sameDays = list('就那几天 就这几天');
const asIs = list('就这样 就这样吧 就这么办 就这么着 就按这个 按这个 按这个来 不改了 不变');
const tails = list('吧 了 啊 哈 呀 的 就行 就可以 就够了 就好');

/** How many words a message of small words has at the most. */
const mostWords = 6;

const givingWord = wordMatcher([...leads, ...giving, ...tails]);
const small = [...leads, ...answerWords.acknowledge, ...agreeing, ...sameDay, ...tails];
const sameDayWord = wordMatcher(small);
const smallWord = wordMatcher([...small, ...sameDays, ...asIs]);

/** The words that the message is made of; null where anything else is in it. */
function madeOf(look: string, word: WordMatcher): ReadonlySet<string> | null {
  const found = new Set<string>();
  let at = skipGaps(look, 0);
  for (let words = 0; at < look.length; words++) {
    const end = words < mostWords ? word(look, at) : null;
    if (end === null) return null;
    found.add(look.slice(at, end));
    at = skipGaps(look, end);
  }
  return found;
}

const hasAny = (found: ReadonlySet<string> | null, words: readonly string[]): boolean =>
  found !== null && words.some((word) => found.has(word));

const longest = 20;
const lookOf = (text: string): string => {
  const { look, cut } = foldText(text);
  return cut || look.length > longest ? '' : bare(look);
};

/** 嗯 还是算了, 算了不请了. */
export const givesUp = (look: string): boolean => look.length <= longest && hasAny(madeOf(look, givingWord), giving);

/** 还是算了, 不请了: as givesUp, and of a leave. */
export const givesUpLeave = (text: string): boolean => hasAny(madeOf(lookOf(text), givingWord), leaveGiven);

/** 嗯 对 就那天: yes to what was shown. A word of acknowledgement alone is none. */
export const affirms = (text: string): boolean => hasAny(madeOf(lookOf(text), smallWord), agreeing);

/** 就那天, 嗯 当天: the day that was said, and no other. */
export const saysSameDay = (text: string): boolean => hasAny(madeOf(lookOf(text), sameDayWord), sameDay);

const later = '(?:再(?:说|看看?|议|定|想想?|考虑)|先?(?:考虑(?:一下|考虑|下)|想(?:一想|想)|看看再(?:说|定)))[吧啊呢]?';
const until = '(?:[等让容]?我|今晚|明[天早晚]|后天|晚上|晚点|回头|改天|以后|下次|下周|月底|到时候?|过[几两]天)';
/** 明天再说, 等我考虑一下: the day in it is that of the answer, none that was asked for. 再考虑一下 alone may be said to the other. */
const putOffUntil = new RegExp(`^${until} ?${later}$`);
const putOff = new RegExp(`^(?:${until})? ?${later}$`);

/** Small words and nothing else, or an answer put off: no reason, no day. */
export const saysNothingNew = (text: string): boolean => {
  const look = lookOf(text);
  return look !== '' && (madeOf(look, smallWord) !== null || putOff.test(look));
};

const denied = /^(?:不对|不是|错了)[^,。!;:\s]{0,12}[,。!;:\s]{1,3}(?:应该是|应该|而是|是|改成|改为|改到)(?=\S)/;
const deniedAtOnce = /^(?:不对|错了|写错了|搞错了|说错了|不)(?=是|应该|改)(?!是不)/;

/** 不对是下周三, 不是明天 是后天: what it is instead. As it was where nothing is denied. */
export function insteadOf(text: string): string {
  const { look, whole, at } = foldText(text);
  const end = denied.exec(look)?.[0].length ?? deniedAtOnce.exec(look)?.[0].length ?? 0;
  return end === 0 ? text : whole.slice(at[end] ?? 0);
}

/** Ends like a question: 要批吗, 谁批？ */
export const isQuestion = (text: string): boolean => /(?:[?吗呢么]|没有|不)$/.test(bare(foldText(text).look));

/** 算了, 点错了, 等一下, 在吗: takes back or puts off what was asked for, and is no text of it. */
const hesitation =
  /^(?:算了|不驳回|不退回|先不|不补|点错|按错|误点|搞错|等一?下|等等|稍等|慢点|在吗|在不在)|[?？]$|同意/;
export const hesitates = (text: string): boolean =>
  text.length <= 30 && (hesitation.test(text.trim()) || putOffUntil.test(lookOf(text)));
