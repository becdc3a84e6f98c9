/** Ends a PostgreSQL as a power cut does: postmaster and all its children by SIGKILL. Linux, as all of this folder. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The postmaster of that data directory; null = none is recorded. */
export function postmasterOf(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  return pid > 1 ? pid : null;
}

export function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((one) => parentOf(one) === pid);
}

function parentOf(pid: number): number | null {
  try {
    const [, parent] = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return parent === undefined ? null : Number(parent);
  } catch {
    return null; // gone meanwhile
  }
}

/** Only what that data directory's own pid file names, and its children. False when none runs. */
export function killServerOf(cluster: string): boolean {
  const postmaster = postmasterOf(cluster);
  if (postmaster === null || !isPostgres(postmaster, cluster)) return false;
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // A child that ended by itself.
    }
  }
  return true;
}

/** A pid file outlives its server, and the number may be another process's by now. */
function isPostgres(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster);
  } catch {
    return false;
  }
}
