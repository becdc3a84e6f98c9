/** A leave message as tokens. One pass from left to right; at each place the first row of the table that matches wins. */
import type { IsoDate } from '../domain/calendar.ts';
import { bareDays, daysAfter } from './bare-days.ts';
import { clockSpan, halfOfHours, hour } from './clock-span.ts';
import { pieceAt } from './date-forms.ts';
import type { FoldedText } from './folded-text.ts';
import { namedKinds } from './kinds.ts';
import { besideDates, daysOffCounted, fillers } from './leave-fillers.ts';
import { anyWord } from './match-words.ts';
import { readNumber } from '../domain/numerals.ts';
import { correctionWords } from './self-correction.ts';
import { settled } from './settle-tokens.ts';
import type { HalfMark, Mark, Token } from './token.ts';
import { leisureVerbs, leaveTails, leaveVerbs, leaveWords, notVerbAfter } from './words.ts';

interface Row {
  readonly source: string;
  readonly make: (
    text: string,
  ) => { readonly type: Mark } | HalfMark | { readonly type: 'kind'; readonly kind: string };
}

const row = (source: string, make: Row['make']): Row => ({ source, make });
const mark = (source: string, type: Mark): Row => row(source, () => ({ type }));

const half = (source: string, which: HalfMark['half']): Row =>
  row(source, () => ({ type: 'half', half: which, isClock: false }));

/** 12.1早到12.3晚. */
const shortHalf = (source: string, which: HalfMark['half']): Row =>
  row(`${source}(?=到|至|-|~|起|开始|回|请|[ ,。]|$)`, () => ({ type: 'half', half: which, isClock: true }));
/** 8:00, 18点半, 十八时: before noon, noon or after. */
const clock = row(`${hour}(?::[0-5]\\d|[点时](?:[0-5]?\\d分?|半|整)?)`, (text) => {
  const said = readNumber(/^[^:点时]+/.exec(text)?.[0] ?? '') ?? 0;
  return { type: 'half', half: said < 12 ? 'am' : said === 12 ? 'noon' : 'pm', isClock: true };
});

/** 下午三点到五点: the half in which both lie; over noon it is asked. */
const clockHours = row(clockSpan, (text) => {
  const half = halfOfHours(text);
  return { type: 'half', half: half ?? 'whole', isClock: half === null };
});

/** What makes the 请掉 after it a request. */
const dayAskedOff =
  '(?:[班天号日午一二三四五六][ ,]?[我俺额]?(?:也|就|都)?(?:想|要|打算|准备|得)(?:把它|给它)?|的班(?=请掉(?![了过]))|把[^\\s,。]{1,8})';

const beforeDates: readonly Row[] = [
  ...daysOffCounted.map((source) => mark(source, 'filler')),
  mark(`(?:${anyWord(leaveWords)})(?:@[a-z0-9_]{1,64})?`, 'command'),
  // 那个补班我想请掉, 周六的班我要请了, 把那天请掉: a day is asked off.
  mark(`(?<=${dayAskedOff})请(?:掉|了(?=$|[\\s,。!吧哈啊]))`, 'command'),
  ...namedKinds.map(({ kind, words, notAfter, notBefore }) =>
    row(`${notAfter ? `(?<!${notAfter})` : ''}(?:${anyWord(words)})${notBefore ? `(?!${notBefore})` : ''}`, () => ({
      type: 'kind',
      kind,
    })),
  ),
];
const afterDates: readonly Row[] = [
  mark(correctionWords, 'corrects'),
  clockHours,
  clock,
  shortHalf('早', 'am'),
  shortHalf('晚', 'pm'),
  half('一整?个?上午|整个上午|上午|前晌|头晌|上晌|早上|早晨|清早|一早|凌晨|午前', 'am'),
  half('一整?个?下午|整个下午|下午|一?后晌|下晌|傍晚|擦黑|晚上|晚夕|夜里|午后', 'pm'),
  half('中午|晌午', 'noon'),
  half('全天|一整天|整天', 'whole'),
  mark('一直到|直到|到|至', 'to'),
  mark('[-~]{1,3}', 'dash'),
  ...besideDates.map((source) => mark(source, 'filler')),
  mark('和|与|及|加上|加|连着(?=周末|双休)|连(?=周末|双休)', 'and'),
  mark('、', 'comma'),
  mark('或者|或|还是', 'or'),
  mark('前后|左右|上下|之前|以前|之后|以后|以外|除外|前(?!往|去|进|期|面|来)|后(?!勤|续|期|面|来)', 'around'),
  mark('自从|从|自(?!己)', 'since'),
  mark('起算|算起|开始算|开始|起(?!不|床|来|身|码|诉|火|草)', 'begins'),
  mark('一共|总共|共计|合计|共', 'total'),
  ...fillers.map((source) => mark(source, 'filler')),
  mark('跟', 'and'),
  mark('因为|由于|因(?!公|病|私|故|事)|事由|原因|理由|是', 'label'),
  mark('(?:时间|日期)(?=[: ]{0,2}[\\d一二三四五六七八九十明后今下本从])', 'label'),
  mark(`(?<![${notVerbAfter}])(?:${anyWord(leaveVerbs)})个?`, 'verb'),
  mark(`(?<=[想要得我先])(?:${anyWord(leisureVerbs)})(?:一下)?`, 'verb'),
  mark(anyWord(leaveTails), 'tail'),
  mark('[\\p{P}\\p{S}\\p{Z}\\s]', 'gap'),
];

interface Table {
  readonly rows: readonly Row[];
  /** All rows as one pattern: each is a group, and none has a group of its own. */
  readonly any: RegExp;
}

const tableOf = (rows: readonly Row[]): Table => ({
  rows,
  any: new RegExp(rows.map(({ source }) => `(${source})`).join('|'), 'uy'),
});
const before = tableOf(beforeDates);
const after = tableOf(afterDates);

function firstMatch({ rows, any }: Table, look: string, at: number): Token | null {
  any.lastIndex = at;
  const match = any.exec(look);
  if (!match) return null;
  const found = rows[match.indexOf(match[0], 1) - 1];
  return found ? { start: at, end: any.lastIndex, ...found.make(match[0]) } : null;
}

function pieceToken(look: string, at: number, today: IsoDate): Token | null {
  const found = pieceAt(look, at, today);
  return found && { start: at, end: found.end, type: 'piece', piece: found.piece };
}

const tokenAt = (look: string, at: number, today: IsoDate): Token =>
  firstMatch(before, look, at) ??
  pieceToken(look, at, today) ??
  firstMatch(after, look, at) ?? { start: at, end: at + 1, type: 'text' };

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

const kept = new WeakMap<FoldedText, { readonly today: IsoDate; readonly tokens: readonly Token[] }>();

/** The tokens of all of a message: kept with it, as several readers ask for them. */
export function tokensIn(text: FoldedText, today: IsoDate): readonly Token[] {
  const known = kept.get(text);
  if (known?.today === today) return known.tokens;
  const tokens = tokensOf(text.look, 0, today);
  kept.set(text, { today, tokens });
  return tokens;
}

/** The tokens of `look` from `from` on; each character is in exactly one. Linear: a place tries a fixed number of bounded forms. */
export function tokensOf(look: string, from: number, today: IsoDate): Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < look.length) {
    const days = bareDays(look, at) ?? daysAfter(look, at, tokens.at(-1));
    if (days) tokens.push(...days);
    at = days?.at(-1)?.end ?? at;
    if (days) continue;
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
