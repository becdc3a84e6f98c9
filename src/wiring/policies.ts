/** What questions about the rules are answered from: the packs of this installation, and the texts that were imported. */
import { ask, type Asked, type Desk } from '../answers/ask.ts';
import { shelfOf } from '../answers/shelf.ts';
import type { PolicyAnswer } from '../domain/policy-answer.ts';
import type { PolicyDocument } from '../domain/policy.ts';
import { readBooks, type PackBook } from '../rules/books.ts';
import { openLibrary, type Library } from '../rules/library.ts';
import { readSynonyms, type SynonymsFile } from '../rules/synonyms.ts';
import { rulesDir } from './installation.ts';

export interface PolicyShelf {
  readonly packs: readonly PackBook[];
  /** Whether there is a pack or a text of that id. */
  knows(book: string): boolean;
  ask(asked: Asked): PolicyAnswer;
  /** Takes these texts in place of those it had. */
  replace(documents: readonly PolicyDocument[]): void;
}

/** @throws RulesRefused */
export function openPolicyShelf(
  documents: readonly PolicyDocument[] = [],
  library: Library = openLibrary(rulesDir),
): PolicyShelf {
  const packs = readBooks(rulesDir);
  const words: SynonymsFile = readSynonyms(rulesDir);
  const deskOf = (texts: readonly PolicyDocument[]): Desk => ({
    shelf: shelfOf(packs, texts, words.groups),
    rulesOf: (book) => (library.packIds.includes(book) ? library.pack(book).rules : null),
    topics: words.topics,
  });
  let desk = deskOf(documents);
  return {
    packs,
    knows: (id) => desk.shelf.books.some((book) => book.id === id),
    ask: (asked) => ask(desk, asked),
    replace: (texts) => void (desk = deskOf(texts)),
  };
}
