/** Plays what people say through the whole product, with a clock of its own, as a transcript. */
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { sendRound, type SenderDeps } from '../chat/outbox.ts';
import { receiver } from '../chat/receive.ts';
import { workBatch, type WorkerDeps } from '../chat/worker.ts';
import { readConfig } from '../config.ts';
import { dateOf } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { openData, rulesDir, ruleChoiceOf } from '../main.ts';
import { loadRules } from '../rules/load.ts';
import { loadCounty } from '../store/county.ts';
import type { Database } from '../store/database.ts';
import { imageShelf } from '../store/image-shelf.ts';
import { storeOf } from '../store/store.ts';
import { instantsOf, type DemoLine, type Slot } from './demo-lines.ts';
import { onTerminal, terminalOf } from './demo-terminal.ts';

/** One look of the county's clock at what is due; whatever comes of it is in the outbox afterwards. */
export type Tick = (slot: Slot, worker: WorkerDeps) => Promise<unknown>;
/** The product has no clock yet: nothing falls due. */
const noClock: Tick = () => Promise.resolve();

const slotNames: Record<Slot, string> = { morning: '早上', evening: '晚上' };

export type Print = (text: string) => void;

/**
 * Plays the lines in a data folder that is thrown away, one after another; `print` is given the transcript piece by piece.
 * Once the signal aborts nothing more is played, and everything is closed all the same.
 */
export async function playDay(
  county: County,
  lines: readonly DemoLine[],
  print: Print,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhucun-demo-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when this is root
  try {
    const data = await openData({ ...readConfig(process.env), databaseUrl: null }, folder, county.id);
    try {
      await playIn({ db: data.db, imagesDir: path.join(folder, 'images') }, county, lines, print, signal);
    } finally {
      await data.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Stage {
  /** Migrated, with nothing in it. */
  readonly db: Database;
  readonly imagesDir: string;
  readonly tick?: Tick;
}

/** Plays the lines in that database. */
export async function playIn(
  { db, imagesDir, tick = noClock }: Stage,
  county: County,
  lines: readonly DemoLine[],
  print: Print,
  signal: AbortSignal,
): Promise<void> {
  await loadCounty(db, county, onTerminal);
  const instants = instantsOf(lines);
  let clock = instants[0] ?? 0;
  const now = (): number => clock;
  const screen = terminalOf(county, now, print);
  const { worker, sender } = partsOf(db, county, screen, now);
  const images = imageShelf(imagesDir);
  const sink = receiver({ keep: (m) => worker.store.keepMessage(m), keepImage: (b, t) => images.keep(b, t), at });
  print(`${county.name}的一天（示例数据，${dateOf(clock)}）\n`);
  for (const [i, line] of lines.entries()) {
    if (signal.aborted) return;
    const next = instants[i] ?? clock;
    if (dateOf(next) !== dateOf(clock)) print(`—— ${dateOf(next)} ——\n`);
    clock = next;
    if ('tick' in line) {
      print(`（${slotNames[line.tick]}，机器人看看有什么到期）`);
      await tick(line.tick, worker);
    } else await sink(screen.said(line));
    while ((await workBatch(worker)) > 0);
    while ((await sendRound(sender)) > 0);
    print('');
  }
}

const at = (): void => undefined;
/** A transcript has no room for files. */
const noFiles: WorkerDeps['makeFiles'] = () => Promise.resolve([]);

function partsOf(
  db: Database,
  county: County,
  screen: SenderDeps['adapters'][number],
  now: () => number,
): { worker: WorkerDeps; sender: SenderDeps } {
  const store = storeOf(db);
  const log = pino({ level: 'error' }, pino.destination(2));
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  return {
    worker: { store, rules, settings: county.settings, makeFiles: noFiles, now, at, log, batch: 64 },
    sender: { store, adapters: [screen], at, log, now, leaseMs: 20_000, batch: 64 },
  };
}
