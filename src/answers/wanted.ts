/**
 * What a question wants to be told: a sum, a length of time, a clock time, a share, or who. A passage that holds nothing of the kind does not
 * answer it, however well its words fit: questions that lead nowhere fit as well as others.
 */
import { plain } from './terms.ts';

export type Figure =
  | 'phone'
  | 'letters'
  | 'clock'
  | 'share'
  | 'money-a-day'
  | 'money-a-month'
  | 'money'
  | 'rhythm'
  | 'hours'
  | 'days'
  | 'years'
  | 'time'
  | 'people'
  | 'number';
export type Kind = Figure | 'who' | null;

const N = String.raw`\d+(?:\.\d+)?`;
const MONEY_ASKED =
  '多少(?:块|元)?钱|几(?:个|块|多)?钱|多少[元块]|几[百千万]?[元块](?!地)|多少万|几万|花多少|(?:补|给|发|拨|奖|报销?|赔|交|领|拿|罚|扣|配套?|掏|出)(?:贴|助)?(?:得|个)?(?:多少|几个?)(?!天|月|次|人|年|位|名|种|回|趟|级)|标准(?:是)?多少|金额|数额|(?:经费|补助|补贴|津贴)(?:1年|每年|每月|1天|每天)?(?:是|有)?多少';
const MONEY_HELD = `${N}余?[百千万亿]*余?[元块]|${N}[百千万]`;
const ANY_TIME = `${N}(?:个)?(?:多)?(?:工作日|天|日|周|月|年|小时|分钟|季度)|每[日天周月季年]|半年|当[天日月年]|年底|年终|年初|月底|第1时间|第一时间|立即|及时|随时|之日起|自印发|分之|届满|期满|任期|之前|以内|定期`;

interface Wanted {
  /** The question wants it. */
  readonly asks: RegExp;
  /** A sentence holds some of it. */
  readonly holds: RegExp;
}

/** The first that fits counts. */
const figures: Readonly<Record<Figure, Wanted>> = {
  phone: {
    asks: /(?:电话|手机|座机|热线)(?:号码?)?(?:是)?(?:多少|几|什么|啥)/,
    holds: /\d{7}|\d{3,4}-\d{7}/,
  },
  letters: { asks: /(?:多少|几|几百|几千)个?字|字数/, holds: new RegExp(`${N}[百千万]?余?个?字`) },
  clock: { asks: /几点(?!几)|什么钟点|几时[上下]班/, holds: new RegExp(`${N}[点时](?!间)|上午\\d|下午\\d`) },
  share: {
    asks: /百分之几|百分之多少|比例(?:是)?(?:多少|几|咋|怎么)|占(?:多少|几成|百分)|几成|多大比例/,
    holds: new RegExp(`${N}%|分之|${N}[:∶]${N}|${N}成`),
  },
  'money-a-day': {
    asks: new RegExp(`(?:每天|1天|每日|天天)[^,]{0,12}(?:${MONEY_ASKED})`),
    holds: new RegExp(`(?:[天日][^。]{0,20}(?:${MONEY_HELD}))|(?:(?:${MONEY_HELD})[^。]{0,12}[天日])`),
  },
  'money-a-month': {
    asks: new RegExp(`(?:每月|每个月|1个月|月月)[^,]{0,12}(?:${MONEY_ASKED})`),
    holds: new RegExp(`(?:[月天日][^。]{0,20}(?:${MONEY_HELD}))|(?:(?:${MONEY_HELD})[^。]{0,12}[月天日])`),
  },
  money: { asks: new RegExp(MONEY_ASKED), holds: new RegExp(MONEY_HELD) },
  rhythm: {
    asks: /(?:多久|多长时间|几天|几个月|几年|隔多久|隔几天)[^,。]{0,8}?(?:一次|一回|一趟|1次|1回|1趟)|几次|多少次|几回|几趟|多少回|多少趟|几遍|隔多久|多久(?:来|去|跑|搞|开|报|晒|学|查)/,
    holds: new RegExp(
      `${N}[次回趟遍轮]|每[日天周月季年半]|定期|不定期|经常|随时|每个?(?:季度|月|年)|常态化|年度|1年[1两]|按月|按季|逐月|逐年|及时`,
    ),
  },
  hours: { asks: /(?:几|多少)个?(?:小时|钟头|分钟)/, holds: new RegExp(`${N}个?(?:小时|钟头|分钟)`) },
  days: {
    asks: /(?:几|多少)(?:个)?(?:工作日|天|日|周|星期|礼拜)|几号|哪天|哪1?天/,
    holds: new RegExp(
      `${N}(?:个)?(?:工作日|天|日|周|夜|昼夜)|${N}月${N}|半个?月|${N}/${N}|分之|第1时间|第一时间|当[天日]|之日|每[日天周]|月底|年底`,
    ),
  },
  years: {
    asks: /(?:几|多少)(?:个)?(?:年|月|季度)(?!度)|哪年/,
    holds: new RegExp(`${N}(?:个)?(?:年|月|季度)|半年|每[月季年]|届|任期|年度`),
  },
  time: { asks: /多久|多长时间|多长|什么时候|啥时候|何时|截止|期限是/, holds: new RegExp(ANY_TIME) },
  people: {
    asks: /(?<!哪)(?:几|多少)(?:个|位|名)?人|(?<!哪)几[名位]|多少[名位]/,
    holds: new RegExp(`${N}(?:至${N})?[名个位人]`),
  },
  number: {
    asks: /(?<!哪)几(?!乎|句|下|天|年|个月)[\p{Script=Han}]|(?<!哪)几个|多少/u,
    holds: new RegExp(`${N}|[一二三四五六七八九十]+[、是]|[一二三四五六七八九十]个|若干|[①-⑳]`),
  },
};

const order = Object.keys(figures) as Figure[];

const WHO =
  /谁|哪(?:个|家|些|几个|几家)?(?:部门|单位|机关|局|级|里|头|人|领导)|找哪|向哪|给哪|跟哪|归哪|哪(?:个|家|些|几个|几家)(?:来|管|出|批|说|审|签|定|办|买|发|同意)/;
/** It asks, but not for a figure. */
const OTHERWISE =
  /吗|么|咋|怎么|怎样|啥|什么|哪|是不是|能不能|要不要|可不可以|行不行|有没有|([\p{Script=Han}])不\1|不[?？]*$|没[?？]*$|可以/u;

/** Spoken words for 多少. */
const asTyped = (question: string): string => plain(question).replace(/好多(?=钱|天|人|个|次|元|块|年|月)/g, '多少');

/** What its last words that ask want: what stands before them only tells the case. */
export function kindAsked(question: string): Kind {
  const clauses = asTyped(question)
    .split(/[,，。;；!！?？\s]+/)
    .filter((clause) => clause !== '');
  for (const clause of clauses.toReversed()) {
    const figure = order.find((kind) => figures[kind].asks.test(clause));
    if (figure !== undefined && figure !== 'number') return figure;
    if (WHO.test(clause)) return 'who';
    if (figure !== undefined) return figure;
    if (OTHERWISE.test(clause)) return null;
  }
  return null;
}

export const isFigure = (kind: Kind): kind is Figure => kind !== null && kind !== 'who';

/** Whether one of the sentences holds what is wanted. */
export const holds = (kind: Figure, sentences: readonly string[]): boolean =>
  sentences.some((sentence) => figures[kind].holds.test(plain(sentence)));
