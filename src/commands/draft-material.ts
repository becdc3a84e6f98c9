/** What a draft is made of: the period's logs and ledger entries, each once. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DraftSource } from '../domain/draft-result.ts';
import type { Ledger, LedgerEntry } from '../domain/duty.ts';
import type { WorkLogEntry } from '../domain/facts.ts';
import type { PersonContext } from './context.ts';

export interface DraftedLog {
  readonly log: WorkLogEntry;
  readonly source: DraftSource;
}

export interface Material {
  /** What the team does together and what is one's own, by day; what two members entered of the same counts once. */
  readonly entries: readonly LedgerEntry[];
  /** What colleagues entered of their own work: counted, never quoted. */
  readonly others: readonly LedgerEntry[];
  readonly logs: readonly DraftedLog[];
  /** Logs without those that are ledger entries as well. */
  readonly furtherLogs: readonly DraftedLog[];
}

/** Of the whole team: a member reports them whoever entered them. Everything else is the work of one person. */
const together: readonly Ledger[] = ['study', 'courtyard-meeting', 'meeting', 'report'];

/** Of one's own work, but worth a number in the team's report. */
const countedOfOthers: readonly Ledger[] = ['visit', 'enquiry'];

export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export function materialOf({ facts, me }: PersonContext, { from, to }: Period): Material {
  const inTime = ({ on }: { on: IsoDate }): boolean => on >= from && on <= to;
  const all = byDay((facts.entries ?? []).filter(inTime));
  const own = all.filter((e) => e.personId === me.id);
  const others = all.filter((e) => e.personId !== me.id && e.teamId !== null && e.teamId === me.teamId);
  const logs = numbered(facts.logs.filter((l) => l.personId === me.id && inTime(l)));
  return {
    entries: byDay([...own, ...once(own, others)]),
    others: others.filter((e) => countedOfOthers.includes(e.ledger)),
    logs,
    furtherLogs: withoutEntries(logs, own),
  };
}

/** What colleagues entered of what the team did together, on days of which one entered nothing oneself; of one colleague a day. */
function once(own: readonly LedgerEntry[], others: readonly LedgerEntry[]): LedgerEntry[] {
  const dayOf = ({ ledger, on }: LedgerEntry): string => `${ledger} ${on}`;
  const mine = new Set(own.map(dayOf));
  const theirs = others.filter((e) => together.includes(e.ledger) && !mine.has(dayOf(e)));
  const firstOn = new Map(theirs.toReversed().map((e) => [dayOf(e), e.personId]));
  return theirs.filter((e) => firstOn.get(dayOf(e)) === e.personId);
}

const byDay = <T extends Pick<LedgerEntry, 'on' | 'at'>>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => (a.on === b.on ? a.at - b.at : a.on < b.on ? -1 : 1));

function numbered(logs: readonly WorkLogEntry[]): DraftedLog[] {
  const counts = new Map<IsoDate, number>();
  return byDay(logs).map((log) => {
    const number = (counts.get(log.on) ?? 0) + 1;
    counts.set(log.on, number);
    return { log, source: { is: 'log', ref: `l${log.on}.${String(number)}`, on: log.on } };
  });
}

/** One message makes an entry and the day's log of it: the same moment or the same words. */
function withoutEntries(logs: readonly DraftedLog[], own: readonly LedgerEntry[]): DraftedLog[] {
  const moments = new Set(own.map(({ on, at }) => `${on} ${String(at)}`));
  const words = new Set(own.map(({ on, text }) => `${on} ${plain(text)}`));
  return logs.filter(
    ({ log: { on, at, text } }) => !moments.has(`${on} ${String(at)}`) && !words.has(`${on} ${plain(text)}`),
  );
}

/** Without gaps and marks. */
const plain = (text: string): string => text.replace(/[\s\p{P}]/gu, '');

export const sourceOf = ({ id, ledger, on }: LedgerEntry): DraftSource => ({ is: 'entry', ref: `e${id}`, ledger, on });
