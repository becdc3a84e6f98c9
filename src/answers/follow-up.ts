/** 那超过三天呢, 那丰都呢: a question that goes on from the one before it. */
import { placeOf } from './outside.ts';
import type { Shelf } from './shelf.ts';
import { plain } from './terms.ts';

const LEAD = /^(?:那么|那|要是|如果|假如|换成|换作|再问)+(?:是)?|(?:的话)?(?:呢|咋样|怎么样|怎样|又如何)?[?？]*$/g;
/** A length, a sum, a count: what the new one names takes the place of the old one. */
const FIGURES =
  /(?:超过|不到|满|不超过|多于|少于)?\d+(?:\.\d+)?个?(?:半)?(?:天|日|周|星期|礼拜|月|年|次|元|块|人|小时)半?(?:以上|以下|以内|之内)?|半天|半个?月|半年/g;
const POSTS = /(?:驻村|驻乡|工作队)*(?:第一书记|队长|队员|驻村干部)/g;

/** What is asked as a whole. @param before what was asked before, a line each, the latest last */
export function goingOn(question: string, before: string | null, { books }: Pick<Shelf, 'books'>): string {
  if (before === null) return question;
  const places = books.flatMap((book) => placeOf(book) ?? []);
  const now = plain(question).replace(LEAD, '').trim();
  let earlier = before.split('\n').map(plain);
  const replaces = (words: RegExp): void => {
    if (now.search(words) >= 0) earlier = earlier.map((line) => line.replace(words, ' '));
  };
  replaces(FIGURES);
  replaces(POSTS);
  if (places.length > 0) replaces(new RegExp(`(?:${places.join('|')})(?:省|市|县|区)?`, 'g'));
  return [...earlier, now].join(' ').replace(/\s+/g, ' ').trim();
}
