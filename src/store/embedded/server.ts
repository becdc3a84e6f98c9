import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Binaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { joinServer } from './connection.ts';
import { EmbeddedFailure, codeOf } from './failure.ts';
import type { Place } from './place.ts';
import { type Started, disownDeadServer, isAlive, recordedPid, startServer } from './process.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 60_000;
const POLL_MS = 20;
/** Another server, or what is left of one, still holds the folder: it will answer or go. */
const HELD_BY_ANOTHER = /lock file|shared memory block/;

export interface Server {
  place: Place;
  binaries: Binaries;
  durable: boolean;
}

/**
 * Joins the server, starting it as often as it takes; of several processes that do so at once, one succeeds and all join.
 * @returns the connection by which this process counts as a user of the server
 */
export async function reach({ place, binaries, durable }: Server): Promise<pg.Client> {
  let started: Started | undefined;
  let deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const attempt = await joinServer(place);
    if (attempt !== 'absent' && attempt !== 'busy') return attempt;
    if (attempt === 'busy') {
      deadline = Date.now() + START_LIMIT_MS; // it answers, and its recovery takes as long as it takes
    } else if (started === undefined || hasExited(started)) {
      if (started !== undefined) await judgeExit(started, place);
      await ensureCluster(binaries, place, durable);
      started = startServer(binaries, place, durable);
    }
    await delay(POLL_MS);
  }
  throw new EmbeddedFailure('start-failed', `PostgreSQL did not answer in time: ${started?.words() ?? ''}`, place.home);
}

function hasExited({ process: child }: Started): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** A start that lost against another process is tried again, in case that one dies; any other exit is final. */
async function judgeExit(started: Started, place: Place): Promise<void> {
  const words = started.words();
  if (!HELD_BY_ANOTHER.test(words)) {
    throw new EmbeddedFailure('start-failed', `PostgreSQL did not start: ${words}`, place.home);
  }
  await disownDeadServer(place);
  await delay(10 * POLL_MS);
}

/** Fast shutdown with a checkpoint; a server of tests is cut off. Done when its pid file is gone: a zombie would still answer a signal. */
export async function stopServer({ place, durable }: Server): Promise<void> {
  const pid = recordedPid(place);
  if (pid === undefined) return;
  try {
    process.kill(pid, durable ? 'SIGINT' : 'SIGQUIT');
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return;
    throw error;
  }
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (recordedPid(place) === pid && isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new EmbeddedFailure('stop-failed', `PostgreSQL (process ${pid}) did not stop`, place.home);
    }
    await delay(POLL_MS);
  }
}
