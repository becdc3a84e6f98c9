/** A restore that is killed while it copies the rows of one table. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from './checker.ts';
import { withTables } from './round.ts';

export interface Place {
  readonly table: string;
  /** Struck once so many rows are through. */
  readonly afterRows: number;
}

const POLL_MS = 1;

/**
 * SIGKILL within the COPY of that table.
 * @returns rows that were through, as the server says; null when the process ended first
 */
export async function killWhileCopying(child: ChildProcess, url: string, place: Place): Promise<number | null> {
  return withTables(url, async (ask) => {
    while (child.exitCode === null && child.signalCode === null) {
      const through = await rowsThrough(ask, place.table);
      if (through !== null && through >= place.afterRows) {
        child.kill('SIGKILL');
        return through;
      }
      await delay(POLL_MS);
    }
    return null;
  });
}

/** Rows of the COPY that runs; null = none of that table does. */
async function rowsThrough(ask: Ask, table: string): Promise<number | null> {
  const [row] = await ask<{ rows: number }>(
    `SELECT tuples_processed::int AS rows FROM pg_stat_progress_copy
     WHERE datname = current_database() AND relid = to_regclass($1) AND command = 'COPY FROM'`,
    [table],
  );
  return row?.rows ?? null;
}
