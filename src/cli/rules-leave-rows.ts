/** Rows of a table of leave: every combination of post, level and the rest, merged where they lead to the same. */

export interface Case {
  /** The values for which it holds, by dimension. */
  readonly at: Readonly<Record<'post' | 'level' | 'leads' | 'place' | 'days', readonly string[]>>;
  /** The further cells. */
  readonly says: readonly string[];
}

type Dimension = keyof Case['at'];
type Dimensions = Case['at'];

/** One for each combination, in the order of the values. */
export function combinations(dimensions: Dimensions): Case['at'][] {
  const none: Case['at'] = { post: [], level: [], leads: [], place: [], days: [] };
  return (Object.keys(none) as Dimension[]).reduce(
    (before, dimension) =>
      before.flatMap((at) => dimensions[dimension].map((value) => ({ ...at, [dimension]: [value] }))),
    [none],
  );
}

/** Durations are merged first, posts last, so that a row names as few exceptions as it can; the order stays. */
export function merged(cases: readonly Case[], dimensions: Dimensions): Case[] {
  const inTurn: readonly Dimension[] = ['days', 'place', 'level', 'leads', 'post'];
  return sorted(inTurn.reduce(mergedAlong, cases), dimensions);
}

function mergedAlong(cases: readonly Case[], dimension: Dimension): Case[] {
  const rows = new Map<string, Case>();
  for (const one of cases) {
    const key = JSON.stringify([{ ...one.at, [dimension]: [] }, one.says]);
    const before = rows.get(key);
    const values = [...(before?.at[dimension] ?? []), ...one.at[dimension]];
    rows.set(key, { ...one, at: { ...one.at, [dimension]: values } });
  }
  return [...rows.values()];
}

/** By post, then by who leads, then by days: what belongs to one person stands together. */
function sorted(cases: readonly Case[], dimensions: Dimensions): Case[] {
  const inTurn: readonly Dimension[] = ['post', 'leads', 'days', 'place', 'level'];
  const rank = ({ at }: Case, dimension: Dimension): number => dimensions[dimension].indexOf(at[dimension][0] ?? '');
  return [...cases].sort((a, b) =>
    inTurn.reduce((order, dimension) => order || rank(a, dimension) - rank(b, dimension), 0),
  );
}
