/**
 * The end of the audit chain, noted outside the database once an hour and at stop: whoever cuts the tail off and sets the
 * head's row back leaves lines here that no longer fit. A line is `{"county","seq","hash","at"}`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { headOf, type Witness } from './audit-verify.ts';
import type { Database } from './database.ts';

export const witnessFile = (folder: string): string => path.join(folder, 'audit-heads.jsonl');

const Line = z.object({
  county: z.string(),
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});

export interface Witnesses {
  readonly lines: readonly Witness[];
  /** Numbers of the lines that are none, as the last one after a crash. */
  readonly unreadable: readonly number[];
}

/** What was noted of that county in the data folder, oldest first. */
export function readWitnesses(folder: string, county: string): Witnesses {
  const file = witnessFile(folder);
  const texts = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const read = texts.map((text, i) => ({ number: i + 1, text, line: parse(text) })).filter(({ text }) => text !== '');
  return {
    lines: read.flatMap(({ line }) => (line?.county === county ? [line] : [])),
    unreadable: read.filter(({ line }) => line === null).map(({ number }) => number),
  };
}

function parse(text: string): z.infer<typeof Line> | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Notes the end of the chain as it is now; null when nothing was written since it was last noted. */
export async function noteHead(db: Database, folder: string, now: number): Promise<Witness | null> {
  const head = await headOf(db);
  if (!head || head.seq === 0) return null;
  if (readWitnesses(folder, db.county).lines.at(-1)?.hash === head.hash) return null;
  const witness = { county: db.county, seq: head.seq, hash: head.hash, at: new Date(now).toISOString() };
  await appendFile(witnessFile(folder), `${separator(folder)}${JSON.stringify(witness)}\n`, {
    mode: 0o600,
    flush: true,
  });
  return witness;
}

/** A line that a crash cut short must not swallow the next one. */
function separator(folder: string): string {
  const file = witnessFile(folder);
  return existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8')) ? '\n' : '';
}

const hourMs = 3_600_000;
const stopMs = 5_000;

export interface WitnessDeps {
  readonly folder: string;
  readonly now: () => number;
  readonly noted: (witness: Witness) => void;
  readonly failed: (error: unknown) => void;
  /** Calls `tick` each hour; in tests by hand. */
  readonly every?: (tick: () => void) => { stop(): void };
}

/** Notes the head now, each hour, and when stopped. What can't be noted is told and tried again with the next hour. */
export function keepWitness(db: Database, deps: WitnessDeps): { stop(): Promise<void> } {
  const { folder, now, noted, failed, every = hourly } = deps;
  let inHand: Promise<void> = Promise.resolve();
  const look = (): Promise<void> =>
    (inHand = inHand
      .then(() => noteHead(db, folder, now()))
      .then((witness) => {
        if (witness) noted(witness);
      })
      .catch(failed));
  const ticks = every(() => void look());
  void look();
  return {
    stop() {
      ticks.stop();
      // A database that hangs must not keep the service from stopping.
      return Promise.race([look(), new Promise<void>((resolve) => setTimeout(resolve, stopMs).unref())]);
    },
  };
}

function hourly(tick: () => void): { stop(): void } {
  const timer = setInterval(tick, hourMs).unref();
  return { stop: () => clearInterval(timer) };
}
