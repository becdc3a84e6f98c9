/** Plays what people say through the whole product, with a clock of its own, as a transcript. */
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { dueSlots, tickMessage } from '../chat/clock.ts';
import { sendRound, type SenderDeps } from '../chat/outbox.ts';
import { receiver } from '../chat/receive.ts';
import { workBatch, type WorkerDeps } from '../chat/worker.ts';
import { readConfig } from '../config.ts';
import { dateOf } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { openData } from '../wiring/data.ts';
import { fileMaker } from '../wiring/file-maker.ts';
import { rulesDir, ruleChoiceOf } from '../wiring/installation.ts';
import { openPolicyShelf } from '../wiring/policies.ts';
import { loadRules } from '../rules/load.ts';
import { loadCounty } from '../store/county.ts';
import type { Database } from '../store/database.ts';
import { fileShelf } from '../store/file-shelf.ts';
import { imageShelf } from '../store/image-shelf.ts';
import { storeOf } from '../store/store.ts';
import { instantsOf, type DemoLine, type Slot } from './demo-lines.ts';
import { documentType, sampleDocument, samplePhoto } from './demo-photo.ts';
import { onTerminal, terminalOf } from './demo-terminal.ts';

const ticks: Record<Slot, string> = {
  morning: '早上，机器人看看有什么到期',
  evening: '晚上，机器人看看有什么到期',
  duties: '早上，机器人提醒该办的事',
};
/** Reminders go out spread over it. */
const reminderHourMs = 3_600_000;

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
      await playIn({ db: data.db, shelvesDir: folder }, county, lines, print, signal);
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
  /** Where photos and files are kept. */
  readonly shelvesDir: string;
}

/** Plays the lines in that database. */
export async function playIn(
  { db, shelvesDir }: Stage,
  county: County,
  lines: readonly DemoLine[],
  print: Print,
  signal: AbortSignal,
): Promise<void> {
  await loadCounty(db, county, onTerminal);
  const instants = instantsOf(lines);
  let clock = instants[0] ?? 0;
  const now = (): number => clock;
  const photo = await imageShelf(path.join(shelvesDir, 'images')).keep(samplePhoto(), 'image/png');
  const files = fileShelf(path.join(shelvesDir, 'files'));
  const document = await files.keep(sampleDocument(), { name: 'sample.docx', contentType: documentType });
  if (photo === null || document === null) throw new Error('the sample photo is no image');
  const screen = terminalOf(county, now, { print, photo, document });
  const { worker, sender } = partsOf(db, remindingIn(county, lines), { screen, files, now });
  const sink = receiver({ keep: (m) => worker.store.keepMessage(m), at });
  print(`${county.name}的一天（示例数据，${dateOf(clock)}）\n`);
  for (const [i, line] of lines.entries()) {
    if (signal.aborted) return;
    const next = instants[i] ?? clock;
    if (dateOf(next) !== dateOf(clock)) print(`—— ${dateOf(next)} ——\n`);
    clock = next;
    if ('tick' in line) {
      print(`（${ticks[line.tick]}）`);
      screen.showsOnly(line.shows ?? null);
      await keepTicks(worker, line.tick, clock);
    } else await sink(screen.said(line));
    while ((await workBatch(worker)) > 0);
    while ((await sendRound(sender)) > 0);
    if ('tick' in line && line.tick === 'duties') {
      const until = Math.min(clock + reminderHourMs, instants[i + 1] ?? Infinity);
      for (; clock < until; clock += 60_000) while ((await sendRound(sender)) > 0);
    }
    screen.showsAll();
    print('');
  }
}

/** The sample counties are silent for those who try them; a day that lets the clock remind is played with reminders. */
const remindingIn = (county: County, lines: readonly DemoLine[]): County =>
  lines.some((line) => 'tick' in line && line.tick === 'duties')
    ? { ...county, settings: { ...county.settings, silent: false } }
    : county;

const at = (): void => undefined;
/** What the county's clock keeps at that instant. */
async function keepTicks({ store }: WorkerDeps, name: Slot, now: number): Promise<void> {
  for (const slot of dueSlots(now)) if (slot.name === name) await store.keepMessage(tickMessage(slot, now));
}

interface Around {
  readonly screen: SenderDeps['adapters'][number];
  readonly files: ReturnType<typeof fileShelf>;
  readonly now: () => number;
}

function partsOf(
  db: Database,
  county: County,
  { screen, files, now }: Around,
): { worker: WorkerDeps; sender: SenderDeps } {
  const store = storeOf(db);
  const log = pino({ level: 'error' }, pino.destination(2));
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  const policies = openPolicyShelf().deskFor(rules);
  const { settings } = county;
  return {
    worker: { store, rules, settings, policies, makeFiles: fileMaker(county, files), now, at, log, batch: 64 },
    sender: { store, adapters: [screen], at, log, now, leaseMs: 20_000, batch: 64 },
  };
}
