/** Days counted from the message's own: 明天, 今明两天, 明早, 这几天. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { form, vagueForm, type DateForm } from './date-form.ts';
import { anyOf, dayWords, numberOf, shortDayWords } from './date-words.ts';
import { fixed, type Piece } from './said-pieces.ts';

/** 明后天, 今明两天, 今明后三天, 昨前天. */
function joinedDays(words: string, today: IsoDate): Piece {
  const offsets = Array.from(words, (word) => numberOf(shortDayWords, word));
  return { type: 'span', from: addDays(today, Math.min(...offsets)), to: addDays(today, Math.max(...offsets)) };
}

const partOf =
  (half: 'am' | 'pm'): DateForm['read'] =>
  ([word], today) =>
    fixed(addDays(today, numberOf(shortDayWords, word)), half);

export const wordForms: readonly DateForm[] = [
  form('([今明后]{2,3}|[昨前]{2})(?:[两二2三3][天日]|天|日|(?=[请休]))', ([words], today) =>
    joinedDays(words ?? '', today),
  ),
  form(`(${anyOf(dayWords)})`, ([word], today) => fixed(addDays(today, numberOf(dayWords, word)))),
  form(`([前昨今明])(?:早上|早晨|清早|一早|早|上午|前晌|头晌|晨)`, partOf('am')),
  form(`([前昨今明])(?:晚上|夜里|晚夕|晚|下午|后晌|夜)`, partOf('pm')),
  vagueForm('(?:这|近|过|接下来|往后)的?[几两二三][天日]|最近几天|过几天|过两天|改天|哪天'),
];
