/**
 * 28 29 30三天, 请3天 16-18, 25到27: bare numbers are days of the month where a length agrees with them, else they are asked about; so are
 * those that follow a date (6月12 13 14三天).
 */
import { numeralCharacters, readNumber } from '../domain/numerals.ts';
import { vague } from './said-pieces.ts';
import type { Token } from './token.ts';

const joint = '(?: |、|,|到|至|-|~)';
const numbers = new RegExp(`(?<![\\d./:年月#a-z第])(\\d{1,2}(?:${joint}\\d{1,2}){1,6})(?![\\d./:%])(?=(.{0,4}))`, 'y');
/** What follows days: nothing, the verb, or how many they are. */
const dayEnds = new RegExp(`^(?:$|[\\s,。;!号日请休共一]|[${numeralCharacters}\\d]{1,2}天)`);
const length = new RegExp(`(\\d{1,2}|[${numeralCharacters}]{1,3})天`, 'g');
const rangeJoint = /[到至~-]/;

interface Part {
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

const partsOf = (said: string, at: number): readonly Part[] =>
  [...said.matchAll(/\d{1,2}/g)].map((match) => ({
    ...{ day: Number(match[0]), start: at + match.index },
    end: at + match.index + match[0].length,
  }));

/** How many days they are, where they can be days at all: a range, or a list in which each follows the one before. */
function countOf(said: string, parts: readonly Part[]): number | null {
  const days = parts.map(({ day }) => day);
  if (!days.every((day) => day >= 1 && day <= 31)) return null;
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  if (rangeJoint.test(said)) return days.length === 2 && first < last ? last - first + 1 : null;
  const follows = days.every((day, index) => index === 0 || isNext(days[index - 1] ?? 0, day));
  return follows ? days.length : null;
}

const isNext = (before: number, day: number): boolean => day === before + 1 || (day === 1 && before >= 28);

const lengthsIn = (look: string): readonly (number | null)[] =>
  [...look.matchAll(length)].slice(0, 4).map((match) => readNumber(match[1] ?? ''));

/** The tokens of bare days that start exactly at `at`; null where the numbers are none. */
export function bareDays(look: string, at: number): readonly Token[] | null {
  const first = look.charCodeAt(at);
  if (first < 48 || first > 57) return null;
  numbers.lastIndex = at;
  const found = numbers.exec(look);
  const [, said = '', after = ''] = found ?? [];
  if (!found || !dayEnds.test(after)) return null;
  const parts = partsOf(said, at);
  const count = countOf(said, parts);
  if (count === null) return null;
  const isMarked = /^[号日]/.test(after);
  if (isMarked || lengthsIn(look).includes(count)) return tokensFor(said, parts, isMarked);
  return rangeJoint.test(said) && /请|休假/.test(look)
    ? [{ start: at, end: at + said.length, type: 'piece', piece: vague }]
    : null;
}

function tokensFor(said: string, parts: readonly Part[], isMarked: boolean): readonly Token[] {
  const type = rangeJoint.test(said) ? 'to' : 'comma';
  return parts.flatMap(({ day, start, end }, index): Token[] => {
    const isLast = index === parts.length - 1;
    const piece = { type: 'day', said: { form: 'day', day, monthsOn: null }, half: null } as const;
    const own: Token = { start, end: isLast && isMarked ? end + 1 : end, type: 'piece', piece };
    const before = parts[index - 1];
    return before ? [{ start: before.end, end: start, type }, own] : [own];
  });
}

const onward = /((?:[ 、,]\d{1,2}){1,6})(?![\d./:%月年])(?=(.{0,4}))/y;
/** Without a length they are plainly days only where the verb or 号 stands next. */
const plainEnds = /^ ?(?:[请休]|[号日](?!期))/;

/** The day of the month of a date whose month is said; null where it is none. */
function dayOfDate(token: Token | undefined): number | null {
  if (token?.type !== 'piece' || token.piece.type !== 'day') return null;
  const { said, half } = token.piece;
  return half === null && (said.form === 'month-day' || said.form === 'full') ? said.day : null;
}

/** The 13 14 of 6月12 13 14三天, with the joints before them: each day follows the one before. */
export function daysAfter(look: string, at: number, date: Token | undefined): readonly Token[] | null {
  const day = date?.end === at ? dayOfDate(date) : null;
  onward.lastIndex = at;
  const found = day === null ? null : onward.exec(look);
  const [, said = '', after = ''] = found ?? [];
  if (day === null || !found || !dayEnds.test(after)) return null;
  const parts = partsOf(said, at);
  const count = countOf(said, [{ day, start: at, end: at }, ...parts]);
  const joint: Token = { start: at, end: at + 1, type: 'comma' };
  const asked: readonly Token[] = [joint, { start: at + 1, end: at + said.length, type: 'piece', piece: vague }];
  // 12.5 8 9请假: days, but not one after the other.
  if (count === null) return plainEnds.test(after) ? asked : null;
  const lengths = lengthsIn(look);
  const isMarked = /^[号日]/.test(after);
  if (lengths.length === 0 ? plainEnds.test(after) : lengths.includes(count))
    return [joint, ...tokensFor(said, parts, isMarked)];
  return lengths.length === 0 ? null : asked;
}
