/** 补班那天, 五一调休要补的那个周六: a Saturday or Sunday that is worked for days off, where there is just one. */
import { addDays, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import { form, thatDay, type DateForm, type Groups } from './date-form.ts';
import { numberOf, week, weekdays } from './date-words.ts';
import { aboutOf, holiday, offNamed, offWords } from './festival-words.ts';
import { madeUpBetween } from './published-days.ts';
import { aboutDays, vague, type Piece } from './said-pieces.ts';

/** Without the name of a holiday the next is plain where only one comes soon. In days. */
const soonDays = 20;
/** Days off are made up for at most so long before and after them. In days. */
const aroundDays = 30;

const madeUp = '(?:调休)?的?(?:要|得)?(?:补班|补课|补上班|上班|补)的?';
/** One group: its weekday. */
const which = `(?:那个?|这个?)?(?:${week}([六日天])|${week}末)那?天?`;

function pieceOf(found: readonly IsoDate[], weekday: string | undefined): Piece {
  const meant = found.filter((on) => weekday === undefined || weekdayOf(on) === numberOf(weekdays, weekday));
  const [only, ...others] = meant;
  return only === undefined || others.length > 0
    ? { ...vague, among: meant }
    : { type: 'day', said: { form: 'fixed', on: only }, half: null, among: meant };
}

/** Of those that are still to come, on the side that was said. */
function besideHoliday([word, side, weekday]: Groups, today: IsoDate): Piece {
  // On the make-up day after it the holiday itself has gone by.
  const off = offNamed(word, addDays(today, -aroundDays));
  if (!off) return vague;
  const from = side === '后' ? addDays(off.to, 1) : addDays(off.from, -aroundDays);
  const to = side === '前' ? addDays(off.from, -1) : addDays(off.to, aroundDays);
  const found = madeUpBetween(from > today ? from : today, to, off);
  return aboutDays(pieceOf(found, weekday), aboutOf(word, today));
}

export const workedWeekendForms: readonly DateForm[] = [
  form(
    `${holiday}${offWords}?节?(?:之|以)?(前|后)?[面头边]?(?:的|那个?)?${madeUp}(?:${which}|${thatDay}|日(?!期|子))`,
    besideHoliday,
  ),
  form(
    `${holiday}${offWords}?节?(?:之|以)?(前|后)?[面头边]?的?(?:那个|那次|那天的?)?(?:要)?(?:补班|补的班|调休)(?=的班|请|休|上午|下午|[我俺想要]|[ ,。]|$)`,
    besideHoliday,
  ),
  form(`(?:调休|要|得)?(?:补班|补课|上班|补)的?${which}|调休的?(?:补班|上班)?的?${which}`, ([one, other], today) =>
    pieceOf(madeUpBetween(today, addDays(today, soonDays)), one ?? other),
  ),
  form(`(?:调休)?(?:补班|补课|上班)的?${thatDay}|调休的?${thatDay}`, (_, today) =>
    pieceOf(madeUpBetween(today, addDays(today, soonDays)), undefined),
  ),
];
