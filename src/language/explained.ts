/** How a message was read: its tokens, and the reader that recognised it. For whoever extends the grammar. */
import { dateOf, type Instant } from '../domain/calendar.ts';
import { foldText } from './folded-text.ts';
import { tokensOf } from './leave-tokens.ts';
import { recognised } from './understand.ts';

export interface Explained {
  readonly reader: string | null;
  readonly tokens: readonly string[];
}

export function explained(text: string, now: Instant): Explained {
  const folded = foldText(text);
  const today = dateOf(now);
  return {
    reader: recognised(text, now).reader,
    tokens: tokensOf(folded.look, 0, today).map(({ type, start, end }) => `${type}:${folded.look.slice(start, end)}`),
  };
}
