// Two launches of a fresh clone must not compile into one dist at a time, or one would run files that the other is half-way through writing.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` and swallows the one file error that only says that another process was faster. */
function unless(code, work) {
  try {
    return work();
  } catch (error) {
    if (error.code !== code) throw error;
    return undefined;
  }
}

/** Takes the lock file, or tells that a living process has it. A lock left by a killed process is removed. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  // A hard link appears with its content, so that no reader ever finds a lock without its holder's id.
  const taken = unless('EEXIST', () => linkSync(own, file) ?? true);
  rmSync(own);
  if (taken) return true;
  const holder = unless('ENOENT', () => Number(readFileSync(file, 'utf8')));
  if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
  return false;
}

/** Runs `work` while no other process of this checkout does; returns what it returns. */
export async function withBuildLock(folder, work) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'build.lock');
  while (!take(file)) await delay(100);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
