/** What this process has just written to conversations, so that its own readers need not ask the database for it. */

/** A row of a conversation's history. */
export interface Change {
  readonly conversation: string;
  /** Place in the conversation's history. */
  readonly change: number;
}

interface Cursor {
  readonly conversation: string;
  /** The last change that the reader has seen. */
  readonly change: number;
}

interface Recent<Row> {
  /** Without gaps, ascending. */
  readonly rows: readonly Row[];
  /** The last change that anybody told of. */
  readonly told: number;
  readonly at: number;
}

/** How long a row is given from here, in ms: readers come at once, and what is reduced or erased must not be told later on. */
const keptMs = 5000;
const rowsKept = 32;
const conversationsKept = 1024;

export interface RecentChanges<Row> {
  /** Written here and committed. */
  wrote(row: Row): void;
  /** Some process has written that change. False where this one knows it already. */
  heard(conversation: string, change: number): boolean;
  /** All that follows the cursors; null = ask the database, which knows of what nobody has told yet. */
  after(cursors: readonly Cursor[], limit: number): Row[] | null;
}

export function recentChanges<Row extends Change>(now: () => number): RecentChanges<Row> {
  const known = new Map<string, Recent<Row>>(); // the least recently written first
  const lastOf = (recent: Recent<Row> | undefined): number => recent?.rows.at(-1)?.change ?? 0;

  function remember(conversation: string, rows: readonly Row[], told: number): void {
    known.delete(conversation);
    known.set(conversation, { rows, told, at: now() });
    for (const [one, { at }] of known) {
      if (now() - at <= keptMs && known.size <= conversationsKept) break;
      known.delete(one);
    }
  }

  function wrote(row: Row): void {
    const before = known.get(row.conversation);
    const last = lastOf(before);
    if (row.change <= last) return;
    const rows = before && row.change === last + 1 ? [...before.rows.slice(1 - rowsKept), row] : [row];
    remember(row.conversation, rows, Math.max(row.change, before?.told ?? 0));
  }

  function heard(conversation: string, change: number): boolean {
    const recent = known.get(conversation);
    if (change <= lastOf(recent)) return false;
    // It may overtake what this process has written before it and does not have in hand yet.
    remember(conversation, recent?.rows ?? [], Math.max(change, recent?.told ?? 0));
    return true;
  }

  function news({ conversation, change }: Cursor): Row[] | null {
    const recent = known.get(conversation);
    const [first] = recent?.rows ?? [];
    if (!recent || !first || now() - recent.at > keptMs) return null;
    const last = lastOf(recent);
    // Nothing new here is no answer: another process may have written what was not heard of.
    if (first.change > change + 1 || last <= change || last < recent.told) return null;
    return recent.rows.filter((row) => row.change > change);
  }

  return {
    wrote,
    heard,
    after(cursors, limit) {
      const all = cursors.map(news);
      return all.includes(null) ? null : all.flatMap((rows) => rows?.slice(0, limit) ?? []);
    },
  };
}
