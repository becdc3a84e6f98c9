/** One way to write a day or a duration. */
import type { IsoDate } from '../domain/calendar.ts';
import { readNumber } from '../domain/numerals.ts';
import { vague, vagueDuration, type Piece } from './said-pieces.ts';

export type Groups = readonly (string | undefined)[];

export interface DateForm {
  readonly pattern: RegExp;
  /** null = not this form after all. */
  readonly read: (groups: Groups, today: IsoDate) => Piece | null;
}

export const form = (source: string, read: DateForm['read']): DateForm => ({ pattern: new RegExp(source, 'y'), read });

/** What it means can't be known: it is asked. */
export const vagueForm = (source: string): DateForm => form(source, () => vague);
export const vagueLength = (source: string): DateForm => form(source, () => vagueDuration);

export const number = (text: string | undefined): number => readNumber(text ?? '') ?? Number.NaN;

/** Of a day that is named so that it stands alone: 月底那天, 端午当天. */
export const thatDay = '(?:那一天|那天|当天|当日|这天|这一天|正日子)';
