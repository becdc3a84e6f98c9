/** The article that an operator names: 丰都… 第九条. It has to stand in a pack, or in a text that was imported. */
import type { PolicyDocument } from '../domain/policy.ts';
import { readNumber } from '../domain/numerals.ts';
import type { PackBook } from '../rules/books.ts';

export interface Shelved {
  readonly id: string;
  readonly titles: readonly string[];
  /** As it is cited, with other ways to write the same. */
  readonly articles: readonly { readonly article: string; readonly aliases: readonly string[] }[];
}

/** A pack with the text that was imported of it; texts of no pack by themselves. */
export function shelvedOf(packs: readonly PackBook[], texts: readonly PolicyDocument[]): Shelved[] {
  const unitsOf = (id: string) => texts.filter((t) => t.pack === id || t.id === id).flatMap((t) => t.units);
  const known = packs.map(({ id, title, shortTitle, points }) => ({
    ...{ id, titles: [id, title, shortTitle] },
    articles: [...unitsOf(id), ...points.map(({ article }) => ({ article, aliases: [] }))],
  }));
  const others = texts.filter(({ id, pack }) => !packs.some((p) => p.id === (pack ?? id)));
  return [...known, ...others.map(({ id, title, units }) => ({ id, titles: [id, title], articles: units }))];
}

export type FoundArticle =
  | { readonly is: 'found'; readonly pack: string; readonly article: string }
  | { readonly is: 'no-document' }
  /** Several have it, or several go by that title. */
  | { readonly is: 'which-document'; readonly packs: readonly string[] }
  | { readonly is: 'no-article'; readonly packs: readonly string[] };

export interface SaidArticle {
  readonly pack: string | undefined;
  readonly article: string;
}

/** @param own ids of the county's packs: where no document is named, it is one of these */
export function findArticle(said: SaidArticle, shelved: readonly Shelved[], own: readonly string[]): FoundArticle {
  const { title, article } = partsOf(said.article);
  const isMeant = ({ id, titles }: Shelved): boolean => {
    if (said.pack !== undefined) return id === said.pack;
    return title === '' ? own.includes(id) : titles.some((one) => settled(one).includes(title));
  };
  const meant = shelved.filter(isMeant);
  if (meant.length === 0) return { is: 'no-document' };
  const found = meant.flatMap((book) => {
    const unit = book.articles.find((u) => [u.article, ...u.aliases].some((one) => settled(one) === settled(article)));
    return unit ? [{ pack: book.id, article: unit.article }] : [];
  });
  const [only, ...more] = found;
  if (!only) return { is: 'no-article', packs: meant.map(({ id }) => id) };
  if (more.length > 0) return { is: 'which-document', packs: found.map(({ pack }) => pack) };
  return { is: 'found', ...only };
}

/** 《丰都…细则》第九条, 丰都 第九条, 丰都第九条, 第九条. */
function partsOf(said: string): { title: string; article: string } {
  const text = said.trim();
  const split = /^《(.+?)》\s*(.+)$/u.exec(text) ?? /^(.+?)[\s…]+(\S+)$/u.exec(text) ?? /^(.+?)(第.+条.*)$/u.exec(text);
  return { title: settled(split?.[1] ?? ''), article: split?.[2] ?? text };
}

/** One form of brackets, blanks and numbers: 第9条 is 第九条. */
const settled = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s….《》]+/gu, '')
    .replace(/[〇零一二三四五六七八九十百]+/gu, (numeral) => String(readNumber(numeral) ?? numeral));
