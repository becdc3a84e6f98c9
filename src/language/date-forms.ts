/** How days and durations are written. A new form is a new row in one of the tables; the first that matches wins. */
import type { IsoDate } from '../domain/calendar.ts';
import { calendarForms } from './calendar-forms.ts';
import type { DateForm } from './date-form.ts';
import { countForms, durationForms } from './duration-forms.ts';
import { festivalEdges } from './festival-edges.ts';
import { edgeStarters, festivalForms, festivalStarters } from './festival-forms.ts';
import { monthForms, wholeMonthForms } from './month-forms.ts';
import { numeralCharacters } from '../domain/numerals.ts';
import type { Piece } from './said-pieces.ts';
import { weekForms } from './week-forms.ts';
import { wordForms } from './word-forms.ts';
import { workedWeekendForms } from './worked-weekend-forms.ts';

const figures = `0123456789${numeralCharacters}`;

/** In order, each table with what its forms may begin with: elsewhere they are not even tried. */
const tables: readonly { readonly starters: ReadonlySet<string>; readonly forms: readonly DateForm[] }[] = [
  { starters: new Set(`${figures}俩仨半个大小`), forms: countForms },
  { starters: edgeStarters, forms: [...workedWeekendForms, ...festivalEdges] },
  { starters: festivalStarters, forms: festivalForms },
  { starters: new Set(`${figures}去今本当明上这下月年`), forms: [...monthForms, ...calendarForms, ...wholeMonthForms] },
  { starters: new Set(`${figures}俩仨半好几数`), forms: durationForms },
  { starters: new Set('今明后昨前大外当这近过接往最改哪'), forms: wordForms },
  { starters: new Set('每上这本下周星礼整不除刨抛双'), forms: weekForms },
];

const formsFor = new Map<string, readonly DateForm[]>(
  [...new Set(tables.flatMap(({ starters }) => [...starters]))].map((character) => [
    character,
    tables.flatMap(({ starters, forms }) => (starters.has(character) ? forms : [])),
  ]),
);

const numeral = new RegExp(`[${numeralCharacters}]`);

/** A number never starts inside a longer one: 第三天, 123.4, #A1B2. */
function startsInsideNumber(look: string, at: number): boolean {
  const before = look[at - 1] ?? '';
  const here = look[at] ?? '';
  if (/\d/.test(here)) return /[\da-z#第]/.test(before) || (before === '.' && /\d/.test(look[at - 2] ?? ''));
  // 周四两天: no number goes on with 两 after a weekday.
  if (here === '两' && /[周期拜]/.test(look[at - 2] ?? '')) return false;
  return numeral.test(here) && (numeral.test(before) || before === '第' || before === '初');
}

export interface FoundPiece {
  readonly piece: Piece;
  readonly end: number;
}

/** The day or duration that starts exactly at `at`, if any. Bounded work: every form has a bounded length. */
export function pieceAt(look: string, at: number, today: IsoDate): FoundPiece | null {
  const forms = formsFor.get(look[at] ?? '');
  if (!forms || startsInsideNumber(look, at)) return null;
  for (const { pattern, read } of forms) {
    pattern.lastIndex = at;
    const match = pattern.exec(look);
    const piece = match && read(match.slice(1), today);
    if (match && piece) return { piece, end: at + match[0].length };
  }
  return null;
}
