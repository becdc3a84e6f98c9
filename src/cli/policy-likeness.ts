/** Questions that ask the same in nearly the same words: told by the pairs of characters that they share. */

/** From here on two texts are alike; 请假五天谁批 and 请假五天由谁批 are. */
const alike = 0.6;

/** Letters and figures alone, in one form. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

function pairsOf(text: string): ReadonlySet<string> {
  const said = [...plain(text)];
  return new Set(said.length < 2 ? said : said.slice(1).map((character, n) => (said[n] ?? '') + character));
}

/** 0 to 1: the share of pairs that both have. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 1;
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}

export const isAlike = (one: string, other: string): boolean => likeness(pairsOf(one), pairsOf(other)) >= alike;

/** Groups in the order of their first; each joins the first group whose first it is like. */
export function groupedByLikeness<T>(items: readonly T[], textOf: (item: T) => string): T[][] {
  const groups: { pairs: ReadonlySet<string>; of: T[] }[] = [];
  for (const item of items) {
    const pairs = pairsOf(textOf(item));
    const group = groups.find((g) => likeness(g.pairs, pairs) >= alike);
    if (group) group.of.push(item);
    else groups.push({ pairs, of: [item] });
  }
  return groups.map(({ of }) => of);
}
