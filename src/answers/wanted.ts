/**
 * What a question wants to be told: a sum, a length of time, a clock time, a share. A passage that holds nothing of the kind does not answer
 * it, however well its words fit: questions that lead nowhere fit as well as others.
 */
import { plain } from './terms.ts';

export type Wanted = 'money' | 'days' | 'rhythm' | 'clock' | 'letters' | 'share' | 'people' | 'phone' | 'number';

const N = String.raw`\d+(?:\.\d+)?`;

interface Kind {
  /** The question wants it. */
  readonly asks: RegExp;
  /** A text holds some of it. */
  readonly holds: RegExp;
}

/** The first that fits counts. */
const kinds: Readonly<Record<Wanted, Kind>> = {
  phone: {
    asks: /(?:电话|手机|座机|热线)(?:号码?)?(?:是)?(?:多少|几|什么|啥)|(?:电话|手机)号(?:是)?(?:多少|啥|什么)/,
    holds: /\d{7}|\d{3,4}-\d{7}/,
  },
  letters: { asks: /(?:多少|几|几百|几千)个?字|字数/, holds: new RegExp(`${N}[百千万]?余?个?字`) },
  clock: { asks: /几点|什么钟点|几时上班|几时下班/, holds: new RegExp(`${N}[点时](?!间)|上午\\d|下午\\d`) },
  share: {
    asks: /百分之几|百分之多少|比例(?:是)?(?:多少|几|咋|怎么)|占(?:多少|几成|百分)|几成|多大比例/,
    holds: new RegExp(`${N}%|分之|${N}[:∶]${N}|${N}成`),
  },
  money: {
    asks: /多少(?:块|元)?钱|几(?:个|块|多)?钱|多少[元块]|几[百千万]?[元块]|多少万|几万|花多少|(?:补|给|发|拨|奖|报|赔|交|领|拿|罚|扣|配套?)(?:贴|助)?(?:得|个)?(?:多少|几个?(?!天|月|次|人|年))(?!天|次|人|年|月)|标准(?:是)?多少|金额|数额|经费(?:一年|每年|每月)?(?:是|有)?多少/,
    holds: new RegExp(`${N}余?[百千万亿]*余?[元块]|${N}[百千万]`),
  },
  rhythm: {
    asks: /(?:多久|多长时间|几天|几个月|几年|隔多久|隔几天)[^,。]{0,8}?(?:一次|一回|一趟|1次|1回|1趟)|几次|多少次|几回|几趟|多少回|多少趟|几遍/,
    holds: new RegExp(`${N}[次回趟遍轮]|每[日天周月季年半]|定期|不定期|经常|随时|每个?(?:季度|月|年)|常态化|年度|[一1]年[一1]|按月|按季|逐月|逐年|及时`),
  },
  days: {
    asks: /(?:几|多少)(?:个)?(?:工作日|天|日|周|星期|礼拜|月|年|小时|分钟)|多久|多长时间|多长|几号|哪天|哪一天|什么时候|啥时候|何时|截止|哪年|期限/,
    holds: new RegExp(`${N}(?:个)?(?:多)?(?:工作日|天|日|周|月|年|小时|分钟|季度)|每[日天周月季年]|半年|当[天日月年]|年底|年终|月底|第1时间|立即|及时|随时|之日起|自印发|分之|届满|期满|任期|之前|以内|定期|整治|年初`),
  },
  people: { asks: /(?:几|多少)(?:个|位|名)?人|几名|几位|多少名|多少位/, holds: new RegExp(`${N}(?:至${N})?[名个位人]`) },
  number: { asks: /(?:几|多少)[\p{Script=Han}]|几个|多少/u, holds: new RegExp(`${N}|[一二三四五六七八九十]+[、是]|[一二三四五六七八九十]个|若干|[①-⑳]`) },
};

const order: readonly Wanted[] = [
  ...(['phone', 'letters', 'clock', 'share', 'money', 'rhythm', 'days', 'people', 'number'] as const),
];

/** null where it does not ask for a figure. */
export function wantedBy(question: string): Wanted | null {
  const text = plain(question).replace(/\s+/g, '');
  return order.find((kind) => kinds[kind].asks.test(text)) ?? null;
}

export const holds = (wanted: Wanted, text: string): boolean => kinds[wanted].holds.test(plain(text));
