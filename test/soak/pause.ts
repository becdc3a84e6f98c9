/** A plan played by two processes of which one stops in the middle of something and wakes up long after. */
import type { Arrow } from '../../src/chat/arrow.ts';
import { chanceOf } from './chance.ts';
import { faultsOf, type Ask } from './checker.ts';
import type { DatabaseSource } from './databases.ts';
import { playerOf } from './play.ts';
import { planOf } from './plan.ts';
import { drained, terms, withTables } from './round.ts';
import type { ServiceProcess } from './service-process.ts';
import { Supervisor } from './supervisor.ts';
import { differences, wholeTables } from './tables.ts';
import { until } from './until.ts';

export interface PausedRound {
  readonly seed: number;
  readonly source: DatabaseSource;
  readonly arrow: Arrow;
}

export interface PausedResult {
  readonly messages: number;
  /** Found while it stood still. */
  readonly faults: readonly string[];
  /** Rows that differ between just before it went on and after it had ended. */
  readonly changed: readonly string[];
  /** Whether transactions were open when it stopped, and none when it went on. */
  readonly lostTransaction: boolean;
  /** How long the other took to finish everything. */
  readonly drainedMs: number;
}

/** Longer than lease and frozen transaction together. */
const PAUSE_MS = terms.leaseMs + terms.frozenMs + 300;

/** Two cadres and their approvers are enough: what matters is what the stopped process has in hand. */
const CADRES = 2;

export async function playPaused({ seed, source, arrow }: PausedRound): Promise<PausedResult> {
  const database = await source.fresh();
  const strike = { arrow, nth: chanceOf(seed).between(1, 3), signal: 'SIGSTOP' } as const;
  const supervisor = new Supervisor({ database, processes: 2, strikes: [strike], ...terms });
  try {
    await supervisor.start();
    return await withTables(database.url, (ask) => standStill(supervisor, ask, seed));
  } finally {
    await supervisor.abandon();
    await database.remove();
  }
}

async function standStill(supervisor: Supervisor, ask: Ask, seed: number): Promise<PausedResult> {
  const plan = planOf(seed, CADRES);
  const player = playerOf(plan, supervisor);
  const victim = supervisor.processAt(0);
  await player.signIn();
  const stopped = stopOf(victim, ask);
  await player.play();
  while (!victim.isStopped()) await player.fill();
  const { at, transactions } = await stopped;
  await drained(ask);
  const drainedMs = Date.now() - at;
  await until('the pause is over', async () => Date.now() - at > PAUSE_MS);
  const faults = await faultsOf(ask, { acknowledged: player.acknowledged, requests: plan.requests });
  const before = await settledTables(ask);
  const lostTransaction = transactions > 0 && (await openTransactions(ask)) === 0;
  await goOn(supervisor, victim);
  const changed = differences(before, await settledTables(ask));
  return {
    messages: player.acknowledged.length,
    faults: [...faults, ...supervisor.surprises],
    changed,
    lostTransaction,
    drainedMs,
  };
}

/** All but sign-ins: whoever asked the stopped process to come in is let in once it goes on. */
async function settledTables(ask: Ask): Promise<Record<string, string[]>> {
  const { web_session: _, ...tables } = await wholeTables(ask);
  return tables;
}

/** When it stopped, and how many transactions were open then. */
async function stopOf(victim: ServiceProcess, ask: Ask): Promise<{ at: number; transactions: number }> {
  await until('one process stands still', async () => victim.isStopped());
  return { at: Date.now(), transactions: await openTransactions(ask) };
}

async function openTransactions(ask: Ask): Promise<number> {
  const [row] = await ask<{ open: number }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );
  return row?.open ?? 0;
}

/** It answers again; then both are asked to end, for which each first finishes what it has in hand. */
async function goOn(supervisor: Supervisor, victim: ServiceProcess): Promise<void> {
  victim.signal('SIGCONT');
  const url = await victim.url;
  await until('it answers again', async () => {
    const answer = await fetch(`${url}/api/personas`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    return answer?.ok === true;
  });
  await supervisor.stop();
}
