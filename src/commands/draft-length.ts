/** Keeps a draft short enough to be read: whole sentences of what was written, and the least is left out. */
import { cut } from '../domain/cut.ts';
import type { DraftSentence, DraftSource } from '../domain/draft-result.ts';

const sentenceEnd = /[。！？；!?;]+/gu;
const clauseEnd = /[，,、：:]/gu;

/** As many whole sentences as fit; the first one cut after a clause, or anywhere, where it alone does not. In UTF-16 code units. */
export function shortened(text: string, longest: number): string {
  const whole = text.replace(/\s+/gu, ' ').trim();
  if (whole.length <= longest) return whole;
  const start = cut(whole, longest);
  return lastEnd(start, sentenceEnd) ?? `${(lastEnd(start, clauseEnd) ?? start).replace(/[，,、：:]$/u, '')}…`;
}

/** Up to the last end that leaves something worth reading. */
function lastEnd(text: string, end: RegExp): string | null {
  const at = [...text.matchAll(end)].map((m) => m.index + m[0].length).filter((i) => i >= shortest);
  return at.length > 0 ? text.slice(0, at.at(-1)) : null;
}

const shortest = 6;

/**
 * A sentence that may be left out: `weight` says how much it tells, `size` how long it is about. Of several times of the year (`when`)
 * each tells something before one tells more.
 */
export interface Candidate {
  readonly sentence: DraftSentence;
  readonly when: number;
  readonly weight: number;
  readonly size: number;
}

interface Chosen {
  readonly sentences: readonly DraftSentence[];
  readonly leftOut: readonly DraftSource[];
}

/** Room for `budget` characters, shared by the lists: first the best of each, then the second best. Each keeps its order. */
export function chosenFrom(lists: readonly (readonly Candidate[])[], budget: number): Chosen[] {
  const ranked = lists.map(byRank);
  const kept = new Set<Candidate>();
  let room = budget;
  for (let rank = 0; rank < Math.max(0, ...lists.map((l) => l.length)); rank++)
    for (const candidate of ranked.flatMap((list) => list.slice(rank, rank + 1)))
      if (candidate.size <= room) {
        kept.add(candidate);
        room -= candidate.size;
      }
  return lists.map((list) => ({
    sentences: list.filter((c) => kept.has(c)).map((c) => c.sentence),
    leftOut: list.filter((c) => !kept.has(c)).flatMap((c) => c.sentence.from),
  }));
}

function byRank(list: readonly Candidate[]): Candidate[] {
  const byWeight = [...list].sort((a, b) => b.weight - a.weight);
  const seen = new Map<number, number>();
  const turns = byWeight.map((candidate) => {
    const turn = seen.get(candidate.when) ?? 0;
    seen.set(candidate.when, turn + 1);
    return { candidate, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ candidate }) => candidate);
}
