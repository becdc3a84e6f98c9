/** Where a county's people ask: by its own rules, of its own documents first, going on from what was asked before. */
import { daysInMonth, monthOf } from '../domain/calendar.ts';
import { cut } from '../domain/cut.ts';
import type { PolicyAnswer, PolicyPart, PolicySource } from '../domain/policy-answer.ts';
import type { FaqEntry, PolicyAsker, PolicyDesk } from '../domain/policy-asking.ts';
import type { PackBook } from '../rules/books.ts';
import type { Rules } from '../rules/decision.ts';
import { aboveOf } from './above.ts';
import { ask, LOOKED_AT, type Asked, type Desk } from './ask.ts';
import { citedParts } from './cited.ts';
import { asksMonth, postIn } from './decided.ts';
import { goingOn } from './follow-up.ts';
import { comparesPlaces, placeOf } from './outside.ts';
import { sourceOf } from './source.ts';
import { plain, termsOf } from './terms.ts';
import { textIndexOf } from './text-index.ts';

/** @param desk what is searched, and the rules of each pack by itself @param rules of the county */
export function deskOf(desk: Desk, rules: Rules): PolicyDesk {
  const own: Desk = {
    ...desk,
    rulesOf: (book) => (rules.packs.some(({ id }) => id === book) ? rules : desk.rulesOf(book)),
  };
  return {
    ask(question, asker) {
      const whole = wholeOf(question, asker, desk);
      const byOffice = officesAnswer(whole, asker, own);
      if (byOffice !== null) return byOffice;
      const month = monthAnswer(whole, asker, rules, own);
      if (month !== null) return month;
      const { post, dispatchLevel, isTeamLeader, on } = asker;
      const where = booksAsked(whole, asker, own, asker.before !== null);
      return ask(own, { question: whole, ...where, concerned: { post, dispatchLevel, isTeamLeader }, on });
    },
  };
}

/** With what it goes on from, of which the latest counts; both within what is looked at. */
function wholeOf(question: string, { before }: PolicyAsker, { shelf }: Desk): string {
  const room = before === null ? LOOKED_AT : LOOKED_AT / 2;
  return goingOn(cut(question, room), before?.slice(-room) ?? null, shelf);
}

/** The county's documents, those of no pack behind them; of several places that are named, theirs. */
function booksAsked(
  question: string,
  { packs }: PolicyAsker,
  { shelf }: Desk,
  goesOn: boolean,
): Pick<Asked, 'books' | 'above' | 'compares'> {
  // The county's own rules come first among its packs, and are on no shelf.
  const known = packs.filter((id) => shelf.bookOf.has(id));
  const [first] = known;
  // One document for each place, that of a pack before others.
  const named = new Map<string, string>();
  for (const book of shelf.books) {
    const place = placeOf(book);
    if (place !== null && !named.has(place) && question.includes(place)) named.set(place, book.id);
  }
  const ids = [...named.values()];
  const [only] = ids;
  if (ids.length > 1) return { books: ids, above: [], compares: true };
  if (only !== undefined && first !== undefined && !known.includes(only)) {
    if (comparesPlaces(question)) return { books: [first, only], above: [], compares: true };
    if (goesOn) return { books: [only], above: aboveOf(packsOn(shelf), only), compares: false };
  }
  const others = shelf.books.filter(({ pack }) => pack === null).map(({ id }) => id);
  return { books: [...known, ...others], above: known.slice(1), compares: false };
}

const packsOn = ({ books }: Desk['shelf']): PackBook[] => books.flatMap(({ pack }) => pack ?? []);

/** How near a question must come to one that the office has answered, 0 to 1. */
const SAME = 0.55;

/** What the office has answered itself counts before anything that is found. */
function officesAnswer(question: string, { faq }: PolicyAsker, { shelf }: Desk): PolicyAnswer | null {
  if (faq.length === 0) return null;
  const index = textIndexOf([...faq.map((entry) => termsOf(entry.question, shelf.synonyms)), ...BACKGROUND]);
  const likeness = index.likeness(termsOf(question, shelf.synonyms), 0, faq.length);
  const [best] = [...likeness].sort((a, b) => b[1] - a[1]);
  const exact = faq.findIndex((entry) => bare(entry.question) === bare(question));
  const entry = exact >= 0 ? faq[exact] : best !== undefined && best[1] >= SAME ? faq[best[0]] : undefined;
  return entry === undefined ? null : { is: 'answered', parts: [officesPart(entry, shelf.books)] };
}

/** So that a word of the only entry is not taken for a common one. */
const BACKGROUND: readonly (readonly string[])[] = Array.from({ length: 50 }, () => []);
const bare = (question: string): string => plain(question).replace(/[^\p{Script=Han}a-z\d]/gu, '');

function officesPart({ pack, article, answer }: FaqEntry, books: Desk['shelf']['books']): PolicyPart {
  const book = books.find(({ id }) => id === pack);
  const unit = book?.text?.units.find((one) => one.article === article);
  return {
    source: book === undefined ? namedOnly(pack) : sourceOf(book),
    by: 'fact',
    says: [answer],
    quotations: unit === undefined || unit.text.length > QUOTED ? [] : [{ article, text: unit.text }],
    articles: [article],
  };
}
const QUOTED = 300;
const namedOnly = (id: string): PolicySource => ({
  ...{ id, title: id, number: null, inForceFrom: null, inForceTo: null, caution: null },
});

/** 这个月要住够几天: the number itself, for a post that is known. */
function monthAnswer(question: string, { post: own, on }: PolicyAsker, rules: Rules, desk: Desk): PolicyAnswer | null {
  const post = postIn(question, rules, on) ?? own;
  if (post === null || !asksMonth(question)) return null;
  const month = monthOf(on);
  const quota = rules.monthQuota({ post, monthDays: daysInMonth(month), on });
  if (quota === null) return null;
  const { minDays, monthDays, share, citations, readings } = quota;
  const counted = share === null ? '' : `（${String(monthDays)} 天的 ${share}）`;
  const taken = readings.map((reading) => reading.taken);
  const says = [`这个月至少 ${String(minDays)} 天${counted}`, ...taken];
  return { is: 'answered', parts: citedParts(citations, says, desk.shelf) };
}
