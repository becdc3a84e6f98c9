/** What a text says of time, apart from its other words: 我12.1-12.5不在，李副书记代理. */
import type { IsoDate } from '../domain/calendar.ts';
import type { FoldedText } from './folded-text.ts';
import { readLeave } from './leave-slots.ts';
import { tokensIn, tokensOf } from './leave-tokens.ts';
import type { Toward } from './resolve-days.ts';
import type { SaidSpan } from './said-span.ts';
import { timeTypes, type Token } from './token.ts';

export interface SaidTimeAndWords {
  readonly span: SaidSpan;
  /** A day or a duration is said, known or not. */
  readonly hasTime: boolean;
  /** As long as the look, what is said of time blanked out. */
  readonly words: string;
  /** The same the other way round. */
  readonly time: string;
}

const saysTime = ({ type }: Token): boolean => timeTypes.includes(type) || type === 'corrects';

export function timeAndWords(text: FoldedText, today: IsoDate, toward: Toward, from = 0): SaidTimeAndWords {
  const { look } = text;
  const blank = ' '.repeat(from);
  let [time, words] = [blank, blank];
  let hasTime = false;
  for (const token of from === 0 ? tokensIn(text, today) : tokensOf(look, from, today)) {
    const said = look.slice(token.start, token.end);
    const isTime = saysTime(token);
    const blanked = ' '.repeat(said.length);
    time += isTime ? said : blanked;
    words += isTime ? blanked : said;
    hasTime ||= token.type === 'piece';
  }
  return { span: readLeave({ text: { ...text, look: time }, today, toward }).span, hasTime, words, time };
}

/** The text with that stretch blanked out, all other places kept; `by` stands at its end. */
export const blanked = (text: FoldedText, start: number, end: number, by = ''): FoldedText => ({
  ...text,
  look: text.look.slice(0, start) + by.padStart(end - start) + text.look.slice(end),
});
