/** Who keeps whose attendance. */
import type { RecountCounty, RecountPerson } from './county.ts';
import type { Book } from './rows.ts';

/** Holders of the seat that the packs name for the post, where the person is; empty where none is named or held. */
export function keepersOf(book: Book, person: RecountPerson, { seats }: RecountCounty): readonly string[] {
  const body = book.packs.map((p) => p.keepers[person.post ?? '']).find((b) => b !== undefined);
  const local = body === undefined ? undefined : (book.names[body] ?? body);
  const scopes = ['', person.township, person.village, person.team, person.unit];
  return seats.find((s) => s.body === local && scopes.includes(s.scope))?.holders ?? [];
}
