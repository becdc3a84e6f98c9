/** An account that was warned says nothing for a while, longer each time; kept in a file of its folder, since a restart is no excuse. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from './config.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long it is quiet after the first warning, the second, and every further one, in ms. */
const quietMs = [2 * hourMs, 6 * hourMs, 24 * hourMs] as const;
/** A warning so long after the end of the quiet before is a first one again, in ms. */
const forgivenMs = 24 * hourMs;
/** One warning may fail several sends. In ms. */
const sameMs = 10 * minuteMs;

const Warned = z.object({
  /** How many warnings in a row; instants are epoch ms. */
  times: z.number().int().min(1),
  at: z.number().int(),
  until: z.number().int(),
  why: z.string(),
});
type Warned = z.infer<typeof Warned>;

export interface Quiet {
  /** The account was warned: a short name of how it is known. It is quiet for 2 h, then for 6 h, then for 24 h while warnings come within a day. */
  warned(why: string): void;
  /** Epoch ms; null = it may send. */
  quietUntil(): number | null;
}

export function quietOf(config: Pick<Config, 'folder' | 'report'> & { readonly now: () => number }): Quiet {
  const { folder, now, report } = config;
  const file = path.join(folder, 'quiet.json');
  /** What cannot be kept holds as long as the process does. */
  const keep = (one: Warned): Warned => {
    try {
      write(file, one);
    } catch (error) {
      report?.(error);
    }
    return one;
  };
  const read = (): Warned | null => {
    try {
      return stored(file, now());
    } catch (error) {
      report?.(error);
      return keep(after(null, now(), 'unreadable'));
    }
  };
  let last = read();
  return {
    warned(why) {
      if (last === null || now() - last.at >= sameMs) last = keep(after(last, now(), why));
    },
    quietUntil: () => (last !== null && now() < last.until ? last.until : null),
  };
}

function after(last: Warned | null, at: number, why: string): Warned {
  const isRepeated = last !== null && at - last.until < forgivenMs;
  const times = isRepeated ? last.times + 1 : 1;
  const ms = quietMs[Math.min(times, quietMs.length) - 1] ?? quietMs[2];
  return { times, at, until: Math.max(at + ms, isRepeated ? last.until : 0), why };
}

/** null = it was never warned. @throws where the file is not what was written, or speaks of a time that cannot be */
function stored(file: string, now: number): Warned | null {
  const found = text(file);
  if (found === null) return null;
  const warned = Warned.parse(JSON.parse(found));
  if (warned.at > now || warned.until - warned.at > quietMs[2]) throw new RangeError('quiet.json: not a time');
  return warned;
}

function text(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside and renamed: the file is there whole, or as it was. */
function write(file: string, warned: Warned): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.new`;
  const handle = openSync(aside, 'w', 0o600);
  try {
    writeFileSync(handle, JSON.stringify(warned));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(aside, file);
}
