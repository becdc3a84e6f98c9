import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedFailure } from './failure.ts';
import { type Place, makeOwn } from './place.ts';
import { SERVER_ENVIRONMENT, isAlive } from './process.ts';

// Named, for the types of a chat SDK declare `promisify` anew for the whole program and lose Node's own.
const execute = promisify<typeof execFile.__promisify__>(execFile);

/**
 * Makes the database cluster unless it is there: aside, then renamed, so that a kill half-way leaves nothing that looks finished, and of
 * several first starts one wins.
 * @param durable whether the new files must survive a power cut
 */
export async function ensureCluster(binaries: Binaries, place: Place, durable: boolean): Promise<void> {
  removeAbandoned(place);
  if (isThere(binaries, place)) return;
  const aside = `${place.cluster}.new-${process.pid}-${randomUUID().slice(0, 8)}`;
  makeOwn(aside, place.user);
  try {
    await initialise(binaries, place, aside, durable);
    renameSync(aside, place.cluster);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!isThere(binaries, place)) throw error;
  }
  if (durable) syncFolder(dirname(place.cluster));
}

function isThere(binaries: Binaries, place: Place): boolean {
  const file = join(place.cluster, 'PG_VERSION');
  if (!existsSync(file)) return false;
  const version = readFileSync(file, 'utf8').trim();
  if (version === String(binaries.major)) return true;
  const message = `${place.cluster} was made by PostgreSQL ${version}, the installed one is ${binaries.major}`;
  throw new EmbeddedFailure('other-version', message, place.cluster);
}

async function initialise(binaries: Binaries, place: Place, aside: string, durable: boolean): Promise<void> {
  // syncfs asks the kernel once instead of for each of a thousand files; only Linux has it.
  const sync = durable ? (process.platform === 'linux' ? ['--sync-method=syncfs'] : []) : ['--no-sync'];
  // The built-in C.UTF-8 orders by code point and knows Chinese letters for letters, whatever locales the machine has.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = ['-D', aside, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', ...locale, ...sync];
  try {
    await execute(binaries.initdb, options, { ...place.user, cwd: '/', env: SERVER_ENVIRONMENT });
  } catch (error) {
    const words = String(error);
    const kind = words.includes('could not look up effective user ID') ? 'no-user' : 'init-failed';
    throw new EmbeddedFailure(kind, `initdb failed: ${words}`, place.home);
  }
}

/** Removes what first starts that were killed left behind. */
function removeAbandoned(place: Place): void {
  for (const name of readdirSync(place.home)) {
    const pid = /^data\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(place.home, name), { recursive: true, force: true });
  }
}

/** A rename is safe from a power cut only once its folder is written out. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
