/** What a sentence of a draft says, counted again from nothing but the records that it names. */
import type { DraftPoint, DraftSentence } from '../../src/domain/draft-result.ts';
import type { LedgerEntry } from '../../src/domain/duty.ts';
import type { WorkLogEntry } from '../../src/domain/facts.ts';
import type { Kept } from './drafted.ts';

/** The named records of the speaker p1; fails where one of them is not there. */
function namedIn({ from }: DraftSentence, kept: Kept) {
  const refs = from.map((s) => s.ref);
  const entries = (kept.entries ?? []).filter((e) => refs.includes(`e${e.id}`));
  const logs = [...numbered(kept.logs ?? [])].filter(([ref]) => refs.includes(ref)).map(([, log]) => log);
  const months = refs.filter((ref) => ref.startsWith('a')).map((ref) => ref.slice(1));
  if (entries.length + logs.length + months.length !== refs.length || refs.length === 0)
    throw new Error(`nothing is ${refs.join(', ')}`);
  return { entries, logs, months };
}

function numbered(logs: readonly WorkLogEntry[]): Map<string, WorkLogEntry> {
  const refs = new Map<string, WorkLogEntry>();
  for (const log of [...logs].filter((l) => l.personId === 'p1').sort((a, b) => a.at - b.at))
    for (let number = 1; ; number++)
      if (!refs.has(`l${log.on}.${number}`)) {
        refs.set(`l${log.on}.${number}`, log);
        break;
      }
  return refs;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const distinct = (words: readonly string[]): number => new Set(words).size;

/** Days of whole days only: check-ins and leave of the samples take no halves. */
function daysIn(month: string, { from, to }: { from: string; to: string }, kept: Kept) {
  const inMonth = (on: string): boolean => on.startsWith(month) && on >= from && on <= to;
  const leave = Array.from({ length: 31 }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`).filter(
    (on) => inMonth(on) && (kept.leaves ?? []).some((l) => l.fromOn <= on && on <= l.toOn),
  );
  return { days: distinct((kept.events ?? []).map((e) => e.on).filter(inMonth)), leaveDays: leave.length };
}

const held = (entries: readonly LedgerEntry[]) => ({
  count: entries.length,
  people: entries.some((e) => e.people !== null) ? sum(entries.map((e) => e.people ?? 0)) : null,
  peopleIn: entries.filter((e) => e.people !== null).length,
  days: entries.some((e) => e.days !== null) ? sum(entries.map((e) => e.days ?? 0)) : null,
  daysIn: entries.filter((e) => e.days !== null).length,
});

/** The figures and words of the sentence as its records have them; compare with `toMatchObject`. */
export function recounted(sentence: DraftSentence, kept: Kept, period: { from: string; to: string }): object {
  const point: DraftPoint = sentence.point;
  const { entries, logs, months } = namedIn(sentence, kept);
  const [first] = entries;
  switch (point.is) {
    case 'month-days':
      return { month: months[0], ...daysIn(months[0] ?? '', period, kept) };
    case 'year-days': {
      const all = months.map((month) => ({ month, ...daysIn(month, period, kept) }));
      return {
        days: sum(all.map((m) => m.days)),
        leaveDays: sum(all.map((m) => m.leaveDays)),
        months: all.map(({ month, days }) => ({ month, days })),
      };
    }
    case 'logs':
      return { count: logs.length, days: distinct(logs.map((l) => l.on)) };
    case 'held':
      return {
        ledger: first?.ledger,
        ...held(entries),
        places: point.ledger === 'visit' ? distinct(entries.flatMap((e) => e.place ?? [])) : 0,
        quarters: point.quarters && [1, 2, 3, 4].map((q) => entries.filter((e) => Math.ceil(Number(e.on.slice(5, 7)) / 3) === q).length), // prettier-ignore
      };
    case 'held-by-others':
      return { count: entries.filter((e) => e.personId !== 'p1').length };
    case 'entry': {
      const { text: _, ...said } = point;
      const { ledger, on, people, days, level, place } = first!;
      return { ...said, ledger, on, people, days, level, place };
    }
    case 'log':
      return { on: [...new Set(logs.map((l) => l.on))] };
    case 'duty':
      return {
        done: point.unit === '天' ? sum(entries.map((e) => e.days ?? 1)) : distinct(entries.map((e) => e.on)),
      };
  }
}

/** All that was written in the records of the sentence. */
export const writtenIn = (sentence: DraftSentence, kept: Kept): string => {
  const { entries, logs } = namedIn(sentence, kept);
  return [...entries.map((e) => e.text), ...logs.map((l) => l.text)].join('\n');
};
