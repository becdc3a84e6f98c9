/** What a document above says of a matter that a nearer one has answered: both hold, and the stricter one counts. */
import type { PackBook, Point } from '../rules/books.ts';
import type { RankedArticle } from './rank.ts';

/** What an answer is about, and how well it fits. */
export interface Matter {
  readonly families: ReadonlySet<Point['family']>;
  readonly score: number;
}

/** How well a document above must fit, beside the nearer one. */
const AS_WELL = 0.6;
/** So many of its best facts tell what an article is about. */
const TELLING = 2;

export const matterOf = (article: RankedArticle): Matter => ({ families: familiesOf(article), score: article.score });

function familiesOf({ points }: RankedArticle): ReadonlySet<Point['family']> {
  const known = points.map(({ family }) => family).filter((family) => family !== null);
  return new Set(known.slice(0, TELLING));
}

/** The articles that speak of the same matter and fit about as well, best first. */
export const ofMatter = (articles: readonly RankedArticle[], { families, score }: Matter): RankedArticle[] =>
  articles.filter((one) => one.score >= score * AS_WELL && [...familiesOf(one)].some((family) => families.has(family)));

/** Ids of the packs above that one, the nearest first. */
export function aboveOf(packs: readonly Pick<PackBook, 'id' | 'above'>[], id: string): string[] {
  const found = [id];
  for (const lower of found) {
    const above = packs.find((pack) => pack.id === lower)?.above ?? [];
    found.push(...above.filter((upper) => !found.includes(upper) && packs.some((pack) => pack.id === upper)));
  }
  return found.slice(1);
}
