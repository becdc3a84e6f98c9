/** A leave message as tokens. One pass from left to right; at each place the first row of the table that matches wins. */
import type { IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import { namedKinds } from './kinds.ts';
import { anyWord } from './match-words.ts';
import { numeralCharacters, readNumber } from './numerals.ts';
import { settled } from './settle-tokens.ts';
import type { HalfMark, Mark, Token } from './token.ts';
import { leaveTails, leaveVerbs, leaveWords, notVerbAfter, politeEndings } from './words.ts';

const kin = '爸|妈|父|母|家|爱人|老|儿|女|孩|媳|岳|公公|婆|爷|奶|外|哥|姐|弟|妹|叔|舅|姑|娘|娃|的';
const addressees = '书记|队长|领导|镇长|主任|部长|组织|您|你|各位领导';
const fillers = [
  `(?:跟|向|给|和)(?:${addressees})`,
  `(?:请|望|恳请|敬请)(?:${addressees})?(?:批准|批示|审批|准假|同意)`,
  `(?:尊敬的)?(?:各位)?(?:${addressees})(?:好)?`,
  '你好|您好|本人(?=$|[\\s,。:]|请|要|想|因|需|申请|于|自|从|拟|[\\d今明后大下本周星礼])|麻烦您?|谢谢|特此|特|现在|现|也|先|再|还(?=[要想需得请再])|那就|那|就',
  `我(?!${kin})`,
  '(?:申请|准备|打算|计划)(?=请|休)',
  '需要|需|想|要|得',
  '改成|改为|改到|换成|应该是|应该|大概|大约|差不多|估计|一下|那天|的话|吧|啊|哈|呀|呢|哦|止|结束|报备',
  anyWord(politeEndings),
];

interface Row {
  readonly pattern: RegExp;
  readonly make: (
    text: string,
  ) => { readonly type: Mark } | HalfMark | { readonly type: 'kind'; readonly kind: string };
}

const row = (source: string, make: Row['make']): Row => ({ pattern: new RegExp(`(?:${source})`, 'y'), make });
const mark = (source: string, type: Mark): Row => row(source, () => ({ type }));

const half = (source: string, which: HalfMark['half']): Row =>
  row(source, () => ({ type: 'half', half: which, isClock: false }));

/** 12.1早到12.3晚. */
const shortHalf = (source: string, which: HalfMark['half']): Row =>
  row(`${source}(?=到|至|-|~|起|开始|回|请|[ ,。]|$)`, () => ({ type: 'half', half: which, isClock: true }));
/** 8:00, 18点半, 十八时: before noon, noon or after. */
const clock = row(`(?:\\d{1,2}|[${numeralCharacters}]{1,3})(?::[0-5]\\d|[点时](?:[0-5]?\\d分?|半|整)?)`, (text) => {
  const hour = readNumber(/^[^:点时]+/.exec(text)?.[0] ?? '') ?? 0;
  return { type: 'half', half: hour < 12 ? 'am' : hour === 12 ? 'noon' : 'pm', isClock: true };
});

const beforeDates: readonly Row[] = [
  mark(`(?:${anyWord(leaveWords)})(?:@[a-z0-9_]{1,64})?`, 'command'),
  ...namedKinds.map(({ kind, words }) => row(anyWord(words), () => ({ type: 'kind', kind }))),
];
const afterDates: readonly Row[] = [
  clock,
  shortHalf('早', 'am'),
  shortHalf('晚', 'pm'),
  half('上午|早上|早晨|清早|一早', 'am'),
  half('下午|傍晚|晚上|夜里', 'pm'),
  half('中午', 'noon'),
  half('全天|一整天|整天', 'whole'),
  mark('一直到|直到|到|至', 'to'),
  mark('[-~]{1,3}', 'dash'),
  mark('和|与|及', 'and'),
  mark('、', 'comma'),
  mark('或者|或|还是', 'or'),
  mark('前后|左右|上下|之前|以前|之后|以后|以外|除外|前(?!往|去|进|期|面|来)|后(?!勤|续|期|面|来)', 'around'),
  mark('自从|从|自(?!己)', 'since'),
  mark('起算|算起|开始|起', 'begins'),
  mark('一共|总共|共计|合计|共', 'total'),
  ...fillers.map((source) => mark(source, 'filler')),
  mark('因为|由于|因(?!公|病|私|故|事)|事由|原因|理由|是', 'label'),
  mark('(?:时间|日期)(?=[: ]{0,2}[\\d一二三四五六七八九十明后今下本从])', 'label'),
  mark(`(?<![${notVerbAfter}])(?:${anyWord(leaveVerbs)})个?`, 'verb'),
  mark(anyWord(leaveTails), 'tail'),
  mark('[\\p{P}\\p{S}\\p{Z}\\s]', 'gap'),
].map(({ pattern, make }) => ({ pattern: new RegExp(pattern.source, 'uy'), make }));

function firstMatch(rows: readonly Row[], look: string, at: number): Token | null {
  for (const { pattern, make } of rows) {
    pattern.lastIndex = at;
    const match = pattern.exec(look);
    if (match) return { start: at, end: at + match[0].length, ...make(match[0]) };
  }
  return null;
}

function tokenAt(look: string, at: number, today: IsoDate): Token {
  const found = pieceAt(look, at, today);
  const piece: Token | null = found && { start: at, end: found.end, type: 'piece', piece: found.piece };
  const other = (): Token => firstMatch(afterDates, look, at) ?? { start: at, end: at + 1, type: 'text' };
  return firstMatch(beforeDates, look, at) ?? piece ?? other();
}

const bareNumber = /(\d{1,2})(?![\d./:年月天周个万元])/y;

/** The 3 of 12.1-3: a bare number is a day only as the end of a range. */
function bareEnd(look: string, at: number, tokens: readonly Token[]): Token | null {
  const joint = tokens.at(-1)?.type;
  const start = tokens.at(-2);
  if ((joint !== 'dash' && joint !== 'to') || start?.type !== 'piece' || start.piece.type !== 'day') return null;
  bareNumber.lastIndex = at;
  const match = bareNumber.exec(look);
  if (!match) return null;
  const said = { form: 'day', day: Number(match[1]), monthsOn: null } as const;
  return { start: at, end: bareNumber.lastIndex, type: 'piece', piece: { type: 'day', said, half: null } };
}

/** The tokens of `look` from `from` on; each character is in exactly one. Linear: a place tries a fixed number of bounded forms. */
export function tokensOf(look: string, from: number, today: IsoDate): Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < look.length) {
    const listed = tokenAt(look, at, today);
    const token = listed.type === 'text' ? (bareEnd(look, at, tokens) ?? listed) : listed;
    const last = tokens.at(-1);
    if (last && last.type === token.type && (token.type === 'text' || token.type === 'gap'))
      tokens[tokens.length - 1] = { ...last, end: token.end };
    else tokens.push(token);
    at = token.end;
  }
  return settled(tokens);
}
