/** What questions about the rules are answered from: the packs of this installation, and the texts that were imported. */
import { ask, type Asked, type Desk } from '../answers/ask.ts';
import { deskOf } from '../answers/desk.ts';
import { atOnce } from '../answers/index-tables.ts';
import { packShelfOf, shelving, type PackShelf, type Shelf } from '../answers/shelf.ts';
import type { PolicyAnswer } from '../domain/policy-answer.ts';
import type { PolicyDesk } from '../domain/policy-asking.ts';
import type { PolicyDocument } from '../domain/policy.ts';
import { readBooks, type PackBook } from '../rules/books.ts';
import type { Rules } from '../rules/decision.ts';
import { openLibrary, type Library } from '../rules/library.ts';
import { readSynonyms, type SynonymsFile } from '../rules/synonyms.ts';
import { rulesDir } from './installation.ts';
import { shelfBesideWork } from './policy-index.ts';

export interface PolicyShelf {
  readonly packs: readonly PackBook[];
  /** Whether there is a pack or a text of that id. */
  knows(book: string): boolean;
  ask(asked: Asked): PolicyAnswer;
  /** For the people of a county, by its own rules; after each replacement from the new texts. */
  deskFor(rules: Rules): PolicyDesk;
  /** Takes these texts in place of those it had, beside other work: until it is done, the old ones answer. */
  replace(documents: readonly PolicyDocument[]): Promise<void>;
}

/** All at once. @throws RulesRefused */
export function openPolicyShelf(documents: readonly PolicyDocument[] = [], library?: Library): PolicyShelf {
  const known = knownOf(library);
  return shelfFrom(known, atOnce(shelving(known.packs, documents)), null);
}

/** Beside other work. @param folder where the index of the texts is kept; null = nowhere @throws RulesRefused */
export async function openKeptPolicyShelf(
  documents: readonly PolicyDocument[],
  folder: string | null,
  library?: Library,
): Promise<PolicyShelf> {
  const known = knownOf(library);
  return shelfFrom(known, await shelfBesideWork(known.packs, documents, folder), folder);
}

/** What the installation says, whatever is imported. */
interface Known {
  readonly books: readonly PackBook[];
  readonly packs: PackShelf;
  readonly words: SynonymsFile;
  readonly library: Library;
}

function knownOf(library: Library = openLibrary(rulesDir)): Known {
  const books = readBooks(rulesDir);
  const words = readSynonyms(rulesDir);
  return { books, packs: packShelfOf(books, words.groups), words, library };
}

function shelfFrom({ books, packs, words, library }: Known, first: Shelf, folder: string | null): PolicyShelf {
  const over = (shelf: Shelf): Desk => ({
    shelf,
    rulesOf: (book) => (library.packIds.includes(book) ? library.pack(book).rules : null),
    topics: words.topics,
  });
  let desk = over(first);
  let asked = 0;
  return {
    packs: books,
    knows: (id) => desk.shelf.bookOf.has(id),
    ask: (question) => ask(desk, question),
    deskFor: (rules) => ({ ask: (question, asker) => deskOf(desk, rules).ask(question, asker) }),
    async replace(documents) {
      const turn = (asked += 1);
      const shelf = await shelfBesideWork(packs, documents, folder);
      // What was asked for later counts, whichever is done first.
      if (turn === asked) desk = over(shelf);
    },
  };
}
