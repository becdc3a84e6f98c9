/** Matters that people ask about and most documents leave to others: 婚假, 加班费, 低保. Only a document that names one answers for it. */
import { remembered } from './remembered.ts';
import type { Book, Shelf } from './shelf.ts';
import { plain } from './terms.ts';

/** Whether the question names a matter that the document does not. @param document its words, or how to get them in their plain form */
export function namedOutside(
  question: string,
  topics: readonly (readonly string[])[],
  document: string | (() => string),
): boolean {
  const asked = plain(question);
  const named = plainTopics(topics).filter((words) => words.some((word) => asked.includes(word)));
  if (named.length === 0) return false;
  const held = typeof document === 'string' ? plain(document) : document();
  return named.some((words) => !words.some((word) => held.includes(word)));
}
const plainTopics = remembered((topics: readonly (readonly string[])[]) => topics.map((words) => words.map(plain)));

/** Whether it asks about the place of another document, and not of this one: each answers for its own, one above for those below it too. */
export function namesElsewhere(question: string, book: Book, { books }: Pick<Shelf, 'books'>): boolean {
  const own = placeOf(book);
  const isOver = (upper: Book, one: Book): boolean => (one.pack?.above ?? []).includes(upper.id);
  const named = placesOn(books).filter((place) => place !== own && isMeant(place, question));
  if (named.length === 0 || (own !== null && question.includes(own))) return false;
  const isElsewhere = (one: Book): boolean => named.includes(placeOf(one) ?? '');
  return books.some((one) => isElsewhere(one) && one.id !== book.id && !isOver(one, book) && !isOver(book, one));
}

/** 跑西安, 在广东打工: somebody is there, and it is not asked what holds there. */
const isMeant = (place: string, question: string): boolean =>
  question.replaceAll(new RegExp(`[跑去到在回从往离赴至]${place}(?!市?那边|市?的)`, 'g'), '').includes(place);

/** 丰都县乡村振兴… is of 丰都; null where the title begins with no place. */
export const placeOf = remembered(
  ({ pack, text }: Pick<Book, 'pack' | 'text'>): string | null =>
    /^(?:中共)?([\p{Script=Han}]{2,3}?)(?:省|市|县|区)/u.exec(pack?.shortTitle ?? text?.title ?? '')?.[1] ?? null,
);

/** Each place once. */
export const placesOn = remembered((books: readonly Book[]) => [
  ...new Set(books.flatMap((book) => placeOf(book) ?? [])),
]);

/** Whether it asks how two places differ, or which is stricter. */
export const comparesPlaces = (question: string): boolean => question.search(COMPARING) >= 0;

/** Words that only say that several are compared. */
const COMPARING =
  /(?:有|是)?(?:什么|啥|哪些|哪点|没有|多大)?(?:区别|不同|差别|不一样|异同)|(?:一样|相同|差不多)(?:吗|不|么|嘛)?|分别|各是|各自|都是|两边|两地|两家|三家|三地|对比|比较|相比|哪个更?严|哪边/g;

/** What is asked, without the places whose documents are known: each would draw articles that name it. */
export function withoutPlaces(question: string, { books }: Pick<Shelf, 'books'>): string {
  const named = placesOn(books).filter((place) => question.includes(place));
  if (named.length === 0) return question;
  const rest = named.reduce(
    (text, place) => text.replaceAll(new RegExp(`${place}(?:省|市|县|区)?[和跟与、]?`, 'g'), ' '),
    question,
  );
  return named.length > 1 ? rest.replace(COMPARING, ' ') : rest;
}
