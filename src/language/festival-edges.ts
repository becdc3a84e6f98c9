/** Days just before, just after and between festivals: 国庆前两天, 收假后头两天, 中秋和国庆中间那三天. */
import { addDays, daysBetween, type IsoDate } from '../domain/calendar.ts';
import { form, number, type DateForm, type Groups } from './date-form.ts';
import {
  aboutOf,
  daysOff,
  festival,
  firstSaid,
  forDays,
  holiday,
  named,
  offNamed,
  offWords,
  passedOff,
} from './festival-words.ts';
import { nameOf, nearestNamed } from './named-days.ts';
import { isPublishedWorkday, workdayAround, type DaysOff } from './published-days.ts';
import { aboutDays, day, fixed, vague, type Piece } from './said-pieces.ts';

const count = '([一二两俩三仨四五六七八九十]|\\d{1,2})';
/** 前两天, but not 前两天假. */
const days = `${count}天(?!假)`;
const later = '(?:之后|以后|过后|后头|后面|后)';
/** Said so, what follows is joined to the very end of the days off. */
const shut = `(?:收假|放完假?|休完假?|过完|结束|完)了?${later}?`;
const before = '(?:之前|以前|前头|前面|前)';
/** 再连请两天, 接着休三天: what is left standing is the request. */
const andThen = '(?:再|就|又|还|多|我|想|要| ){0,3}';
const joined = '(?:连着|接着|紧接着|继续|连|续)';
const asks = `(?=多?(?:请|休)(?:年假|假)? ?${days})`;
const work = '(?:上班|开工|复工|返岗|到岗)';
const firstDay = '(?:第一天|头一天|首日|第一个工作日|首个工作日|第一个班|第1天)';

/** A day or a span reckoned from days off, with what it is about; asked where they are not published. */
const fromOff =
  (wordGroups: number, reckon: (off: DaysOff, rest: Groups, today: IsoDate) => Piece | null): DateForm['read'] =>
  (groups, today) => {
    const word = firstSaid(groups.slice(0, wordGroups));
    const off = offNamed(word, today);
    const piece = (off && reckon(off, groups.slice(wordGroups), today)) ?? vague;
    return aboutDays(piece, aboutOf(word, today));
  };

const oneDay = (on: IsoDate | null): Piece | null => (on === null ? null : fixed(on));
const spanFrom = (from: IsoDate, length: number): Piece =>
  length === 1 ? fixed(from) : { type: 'span', from, to: addDays(from, length - 1) };

/** So many working days one after another; asked where days off lie between. */
function worked(from: IsoDate, length: number): Piece | null {
  if (!(length >= 1 && length <= 15)) return null;
  const all = Array.from({ length }, (_, ahead) => addDays(from, ahead));
  return all.every((on) => isPublishedWorkday(on) === true) ? spanFrom(from, length) : null;
}

function workedAfter(off: DaysOff, length: number): Piece | null {
  const first = workdayAround(off, 'after');
  return first === null ? null : worked(first, length);
}

const workedBefore = ({ from }: DaysOff, length: number, today: IsoDate): Piece | null =>
  addDays(from, -length) < today ? null : worked(addDays(from, -length), length);

/** Two words for days off: what lies between them, where that is as many days as said. */
function between([one, other, said]: Groups, today: IsoDate): Piece {
  const [first, last] = [offNamed(one, today), offNamed(other, today)].sort((a, b) =>
    (a?.from ?? '') < (b?.from ?? '') ? -1 : 1,
  );
  if (!first || !last) return vague;
  const length = daysBetween(first.to, last.from) - 1;
  const isSaid = said === undefined ? length <= 7 : length === number(said);
  return isSaid && length >= 1 ? spanFrom(addDays(first.to, 1), length) : vague;
}

/** Before or after a day without days off: 除夕前一天, 七夕前两天. */
function beside(word: string | undefined, length: number, side: -1 | 1, today: IsoDate): Piece {
  const name = nameOf(word ?? '');
  const on = nearestNamed(name, today, 'after');
  if (on === null || !(length >= 1 && length <= 15)) return vague;
  if (length === 1) return aboutDays(day(named(name, side)), { from: on, to: on });
  return aboutDays(spanFrom(addDays(on, side === 1 ? 1 : -length), length), { from: on, to: on });
}

const after = `(?:${daysOff}${forDays}(?:${shut}|${later})|${passedOff}${later}?)的?`;
const afterEnd = `(?:${daysOff}${forDays}${shut}|${passedOff}${later}?)`;

export const festivalEdges: readonly DateForm[] = [
  form(
    `${holiday}${offWords}?(?:收假|放完|结束|完)?(?:之?后)?(?:到|至|和|跟|与|、)${holiday}(?:放假)?(?:之?前)?(?:的?(?:之间|中间)的?)(?:那?${count}天|那?几天)?`,
    between,
  ),
  form(
    `${after}${work}?的?${firstDay}${work}?`,
    fromOff(4, (off) => oneDay(workdayAround(off, 'after'))),
  ),
  form(
    `${after}${work}?的?(?:头|前)${days}`,
    fromOff(4, (off, [length]) => workedAfter(off, number(length))),
  ),
  form(
    `${afterEnd}${andThen}${joined}?${asks}`,
    fromOff(4, (off, [length]) => workedAfter(off, number(length))),
  ),
  form(
    `${after}${andThen}${joined}${asks}`,
    fromOff(4, (off, [length]) => workedAfter(off, number(length))),
  ),
  form(
    `${daysOff}${before}的?(?:最后一天|最后一个工作日|最后一个班|上班最后一天)`,
    fromOff(2, (off) => oneDay(workdayAround(off, 'before'))),
  ),
  form(
    `${daysOff}${before}的?那?(?:最后)?一天`,
    fromOff(2, (off, _, today) => workedBefore(off, 1, today)),
  ),
  // 国庆假期前三天 may be the first three of it.
  form(
    `${holiday}(?:小?长假|黄金周|假期|假)前${days}`,
    fromOff(1, () => null),
  ),
  form(
    `${daysOff}${before}那?(?:最后)?${days}`,
    fromOff(2, (off, [length], today) => workedBefore(off, number(length), today)),
  ),
  form(
    `(?:${holiday})?放假${before}${andThen}${asks}`,
    fromOff(1, (off, [length], today) => workedBefore(off, number(length), today)),
  ),
  form(`${festival}节?${before}的?那?${days}`, ([word, length], today) => beside(word, number(length), -1, today)),
  form(`${festival}节?(?:的?(?:第二天|次日)|${later}的?(?:第一天|头一天|一天))`, ([word], today) =>
    beside(word, 1, 1, today),
  ),
  form(
    `${holiday}${offWords}?的?第一天`,
    fromOff(1, ({ from }) => fixed(from)),
  ),
  form(
    `${holiday}${offWords}?的?最后一天`,
    fromOff(1, ({ to }) => fixed(to)),
  ),
  form(
    `${holiday}${offWords}?的?头${days}`,
    fromOff(1, (off, [length]) => within(off, 0, number(length))),
  ),
  form(
    `${holiday}${offWords}?的?最后${days}`,
    fromOff(1, (off, [length]) => within(off, daysBetween(off.from, off.to) + 1 - number(length), number(length))),
  ),
  form(
    `(?:${daysOff}${forDays}|${festival})(?:${shut}|前后|左右|${later}|${before})(?![来辈勤期往去进天续])`,
    fromOff(3, () => null),
  ),
  form(
    `${passedOff}${later}?`,
    fromOff(2, () => null),
  ),
];

/** Days of the days off themselves. */
function within(off: DaysOff, skipped: number, length: number): Piece | null {
  const from = addDays(off.from, skipped);
  return skipped >= 0 && length >= 1 && addDays(from, length - 1) <= off.to ? spanFrom(from, length) : null;
}
