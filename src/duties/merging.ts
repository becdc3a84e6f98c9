/** What several documents ask of the same people is owed once: by the stricter number, with all of them cited. */
import type { Occasion } from './occasions.ts';

/** What came of one occasion, before its state is known. */
export interface Draft {
  readonly occasion: Occasion;
  readonly key: string;
  readonly to: readonly string[];
  readonly citations: readonly Occasion['duty']['citation'][];
  readonly dueOn: Occasion['dueOn'];
  readonly atLeast: number;
  readonly counted: number;
  readonly isClosed: boolean;
  readonly flags: readonly string[];
}

/** In their order; what is merged stands where the first of it stood. */
export function merged(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.every(({ occasion }) => occasion.duty.terms.same_as === undefined)) return drafts;
  const kept: (Draft | null)[] = [...drafts];
  const placeOf = new Map<string, number>();
  drafts.forEach((draft, at) => {
    const [byDebtor, byPeople] = sameAs(draft);
    if (byDebtor === undefined) return;
    const before = placeOf.get(byDebtor) ?? (byPeople === undefined ? undefined : placeOf.get(byPeople));
    const place = before ?? at;
    const other = before === undefined ? null : kept[before];
    if (other) {
      kept[place] = joined(other, draft);
      kept[at] = null;
    }
    placeOf.set(byDebtor, place);
    if (byPeople !== undefined) placeOf.set(byPeople, place);
  });
  return kept.filter((draft) => draft !== null);
}

/** What two drafts share that are one: the thing asked for, its days, and who owes it or is asked for it. */
function sameAs({ occasion }: Draft): readonly [string?, string?] {
  const { duty, owing, subjectId, fromOn, toOn } = occasion;
  if (duty.terms.same_as === undefined) return [];
  const what = [duty.terms.same_as, subjectId ?? '', fromOn, toOn].join('|');
  const people = [...owing.peopleIds].sort().join(',');
  return people === '' ? [`${what}|${owing.id}`] : [`${what}|${owing.id}`, `${what}|people:${people}`];
}

const once = <T>(items: readonly T[], of: (item: T) => unknown): readonly T[] => {
  const seen = new Set<unknown>();
  return items.filter((item) => !seen.has(of(item)) && seen.add(of(item)));
};

function joined(a: Draft, b: Draft): Draft {
  const base = b.atLeast > a.atLeast ? b : a;
  const dueOn = [a.dueOn, b.dueOn].filter((date) => date !== null).sort()[0] ?? null;
  return {
    ...base,
    dueOn,
    to: once([...a.to, ...b.to], (name) => name),
    citations: once([...a.citations, ...b.citations], ({ provision }) => provision),
    counted: Math.max(a.counted, b.counted),
    isClosed: a.isClosed || b.isClosed,
    flags: once([...a.flags, ...b.flags], (flag) => flag),
  };
}
