/** Work that only one process of a county may do at a time, as polling a platform that serves one poller. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from './database.ts';

export interface Exclusively {
  /**
   * Runs `work` once this process holds `name` in the county's database, and again whenever it lost the name meanwhile: the
   * signal of `work` is aborted as soon as that is noticed. Resolves when `work` ends by itself, or by `stop`.
   */
  during(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Aborts what runs, waits for it, and lets the names go; whoever still waits for a name is let go without it. */
  stop(): Promise<void>;
}

export interface ExclusivelyOptions {
  /** How often a name that another process holds is asked for, in ms. */
  readonly retryMs?: number;
  /** How often the connection that holds it is asked whether it still lives, and how long it may take to answer, in ms. */
  readonly beatMs?: number;
}

/** Each name is a lock of a session on a connection of its own: PostgreSQL frees it when the process dies. */
export function exclusively(
  { url, county }: Pick<Database, 'url' | 'county'>,
  { retryMs = 1000, beatMs = 5000 }: ExclusivelyOptions = {},
): Exclusively {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const terms = { url, county, retryMs, beatMs, stopped: stopping.signal };
  return {
    async during(name, work) {
      const running = turns(terms, name, work);
      underWay.add(running);
      await running.finally(() => underWay.delete(running));
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}

type Work = (signal: AbortSignal) => Promise<void>;

interface Terms extends Required<ExclusivelyOptions> {
  readonly url: string;
  readonly county: string;
  readonly stopped: AbortSignal;
}

async function turns(terms: Terms, name: string, work: Work): Promise<void> {
  const { stopped, retryMs } = terms;
  while (!stopped.aborted) {
    const held = await hold(terms, name).catch(() => null); // the database is away
    if (held !== null && (await turn(held, work, stopped))) return;
    await pause(retryMs, stopped);
  }
}

interface Held {
  /** Aborted once the connection is lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** @returns whether the work ended by itself rather than because the name was lost */
async function turn(held: Held, work: Work, stopped: AbortSignal): Promise<boolean> {
  const over = AbortSignal.any([held.lost, stopped]);
  try {
    if (!over.aborted) await work(over);
    return !held.lost.aborted;
  } catch (error) {
    if (over.aborted) return false;
    throw error;
  } finally {
    await held.release();
  }
}

/** Waits until the name is free; null = stopped meanwhile. Rejects when the database is away. */
async function hold({ url, county, beatMs, retryMs, stopped }: Terms, name: string): Promise<Held | null> {
  const { client, lost, end } = lasting(url, beatMs);
  try {
    await client.connect();
    while (!(await take(client, county, name))) {
      await pause(retryMs, stopped);
      if (stopped.aborted) return await end().then(() => null);
    }
  } catch (error) {
    await end();
    throw error;
  }
  const beat = setInterval(() => void client.query('SELECT 1').catch(() => end()), beatMs);
  return {
    lost,
    async release() {
      clearInterval(beat);
      await end();
    },
  };
}

async function take(client: pg.Client, county: string, name: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('exclusively/' || $1 || '/' || $2, 0)) AS mine`,
    [county, name],
  );
  return rows[0]?.mine === true;
}

/** A connection that tells when it is over; nobody else ends it. */
function lasting(url: string, beatMs: number): { client: pg.Client; lost: AbortSignal; end: () => Promise<void> } {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'zhucun-exclusively',
    keepAlive: true,
    connectionTimeoutMillis: beatMs,
    query_timeout: beatMs,
  });
  const losing = new AbortController();
  const lose = (): void => losing.abort();
  client.on('error', lose);
  client.on('end', lose);
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  const end = async (): Promise<void> => {
    lose();
    await Promise.race([client.end().catch(() => undefined), ended]);
  };
  return { client, lost: losing.signal, end };
}

/** Until then, or until the signal aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
