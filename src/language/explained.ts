/** How a message was read: what each stretch was taken for, the reader that recognised it, what was corrected. For whoever extends the grammar. */
import { dateOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { Correction } from './edits.ts';
import { foldText } from './folded-text.ts';
import { tokensOf } from './leave-tokens.ts';
import { resolveDay, resolveNext, type Resolved } from './resolve-days.ts';
import type { Piece, SaidDay } from './said-pieces.ts';
import type { Token } from './token.ts';
import { recognised } from './understand.ts';

/** A stretch of the message. What it means is of leave, whose days are to come; a log reads the same days backward. */
export interface ExplainedToken {
  readonly said: string;
  /** What it was taken for: a day, a span, a duration, a kind, a mark of the grammar; `text` is nothing known. */
  readonly as: string;
  /** Its date, dates, days, half or kind; what is wrong with a day that is none. */
  readonly value?: string | number;
  /** Of a day: how it was said. Of what is vague: a date or a duration. */
  readonly form?: string;
}

export interface Explained {
  /** The function that recognised it; null where none did. */
  readonly reader: string | null;
  /** What was taken for something else, and said so in the reply. */
  readonly corrected: readonly Correction[];
  /** A correction that is not sure: it is asked. */
  readonly doubt: Correction | null;
  /** Of the message as it was read, after what was corrected. */
  readonly tokens: readonly ExplainedToken[];
}

export function explained(text: string, now: Instant): Explained {
  const { reader, intent, corrected } = recognised(text, now);
  const doubt = intent.intent === 'doubtful' ? { said: intent.said, meant: intent.meant } : null;
  const { look } = foldText(asRead(text, doubt ? [doubt] : corrected));
  return { reader, corrected, doubt, tokens: taken(look, dateOf(now)) };
}

const asRead = (text: string, corrected: readonly Correction[]): string =>
  corrected.reduce((read, { said, meant }) => read.replace(said, () => meant), text);

function taken(look: string, today: IsoDate): ExplainedToken[] {
  let before: IsoDate | null = null;
  return tokensOf(look, 0, today).map((token) => {
    const said = look.slice(token.start, token.end);
    if (token.type !== 'piece') return { said, ...ofMark(token) };
    if (token.piece.type !== 'day') return { said, ...ofPiece(token.piece) };
    const on = resolved(token.piece.said, before, today);
    if (on !== 'no-such-date' && on !== 'unclear') before = on;
    return { said, as: 'day', value: withHalf(on, token.piece.half), form: token.piece.said.form };
  });
}

/** A day after another is counted on from it, as in a range. */
const resolved = (said: SaidDay, before: IsoDate | null, today: IsoDate): Resolved =>
  before === null ? resolveDay(said, today, 'forward') : resolveNext(said, before, today);

const withHalf = (on: string, half: string | null): string => (half === null ? on : `${on} ${half}`);

function ofPiece(piece: Exclude<Piece, { type: 'day' }>): Omit<ExplainedToken, 'said'> {
  switch (piece.type) {
    case 'span':
      return { as: 'span', value: `${piece.from}..${piece.to}` };
    case 'vague':
      return { as: 'vague', form: piece.of };
    default:
      return { as: piece.type, value: piece.days };
  }
}

function ofMark(token: Exclude<Token, { type: 'piece' }>): Omit<ExplainedToken, 'said'> {
  if (token.type === 'half') return { as: 'half', value: token.half, ...(token.isClock ? { form: 'clock' } : {}) };
  return token.type === 'kind' ? { as: 'kind', value: token.kind } : { as: token.type };
}
