/**
 * A county's mornings through the real clock, worker and store: two processes that are killed at the worker's arrows, outages, a server
 * clock that jumps. After each look the tables are asked, by SQL of this file's own, whether everything that the recount has due was said.
 */
import { pino } from 'pino';
import { startClock, type Clock } from '../../src/chat/clock.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { addDays, dateOf, datesFrom, hourOf, startOf, type Instant, type IsoDate } from '../../src/domain/calendar.ts';
import type { County } from '../../src/domain/county.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import type { WorkResult } from '../../src/store/work-result.ts';
import { openedCounty } from '../store/opened-county.ts';
import { chanceOf, type Chance } from './chance.ts';
import { simulatedCounty, type SimulatedCounty } from './county.ts';
import { LifeTables, type Missing } from './life-tables.ts';
import { rulesOf, type Profile } from './profiles.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const log = pino({ level: 'silent' });

export interface Life {
  readonly cadres: number;
  readonly from: IsoDate;
  readonly days: number;
  readonly seed: number;
  /** Puts a fault into what is written. */
  readonly spoil?: (result: WorkResult) => WorkResult;
}

export interface Lived {
  readonly missing: readonly Missing[];
  readonly faults: readonly string[];
  readonly kills: number;
  readonly outageDays: number;
  readonly jumps: number;
  readonly reminders: number;
  readonly digests: number;
  /** For the eye. */
  readonly look: (from: IsoDate, to: IsoDate, duty?: string) => Promise<readonly string[]>;
  close(): Promise<void>;
}

export class Killed extends Error {}

/** A process: its own connections, clock and worker. Killed, it starts again with nothing in memory. */
class Process {
  readonly #db: Database;
  readonly #now: () => Instant;
  readonly #worker: WorkerDeps;
  #clock: { clock: Clock; look: () => void } | null = null;
  readonly #keeping: Promise<unknown>[] = [];
  /** The arrow at which it is killed next. */
  doomed: string | null = null;
  kills = 0;
  /** Keys of reminders as they were committed. */
  readonly noted: string[] = [];

  constructor(
    url: string,
    countyId: string,
    profile: Profile,
    now: () => Instant,
    spoil: (result: WorkResult) => WorkResult,
  ) {
    this.#db = openDatabase(url, countyId, { connections: 2 });
    this.#now = now;
    const store = storeOf(this.#db);
    this.#worker = {
      store: mortal(store, spoil, (keys) => this.noted.push(...keys)),
      rules: rulesOf(profile),
      settings: defaultSettings,
      makeFiles: async () => [],
      now,
      at: (arrow) => {
        if (arrow !== this.doomed) return;
        this.doomed = null;
        throw new Killed(arrow);
      },
      log,
      batch: 64,
    };
  }

  /** The clock looks, and what it kept is worked; a kill on the way ends it there. */
  async turn(): Promise<void> {
    await this.#look();
    try {
      while ((await workBatch(this.#worker)) > 0);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.kills += 1;
      await this.#clock?.clock.stop();
      this.#clock = null;
    }
  }

  async #look(): Promise<void> {
    if (this.#clock) this.#clock.look();
    else this.#start();
    let before = -1;
    while (before !== this.#keeping.length) {
      before = this.#keeping.length;
      await Promise.allSettled(this.#keeping);
      await new Promise(setImmediate);
    }
    this.#keeping.length = 0;
  }

  #start(): void {
    let look: () => void = () => undefined;
    const clock = startClock({
      // The rest of what the clock says has tests of its own.
      keep: async (message) => {
        if (message.otherKind !== 'duties') return true;
        const kept = this.#worker.store.keepMessage(message);
        this.#keeping.push(kept);
        return await kept;
      },
      now: this.#now,
      log,
      every: (tick) => {
        look = tick;
        return { stop: () => undefined };
      },
    });
    this.#clock = { clock, look: () => look() };
  }

  async close(): Promise<void> {
    await this.#clock?.clock.stop();
    await this.#db.close();
  }
}

/** A store whose user may be killed, with an eye on what is committed. */
const mortal = (
  store: Store,
  spoil: (result: WorkResult) => WorkResult,
  committed: (keys: readonly string[]) => void,
): Store => ({
  ...store,
  isTrouble: (error) => error instanceof Killed || store.isTrouble(error),
  async inTransaction(work) {
    const noted: string[] = [];
    const done = await store.inTransaction((tx) =>
      work({
        ...tx,
        apply: (results, now) => {
          for (const effect of results.flatMap((r) => r.effects))
            if (effect.effect === 'note-reminders') noted.push(...effect.keys);
          return tx.apply(results.map(spoil), now);
        },
      }),
    );
    committed(noted);
    return done;
  },
});

const jumps = [2000, -2000, hourMs, -hourMs, dayMs, -dayMs];
const arrows = ['decided', 'applied', 'committed'];

export async function live(
  profile: Profile,
  { cadres, from, days, seed, spoil = (result) => result }: Life,
): Promise<Lived> {
  const people = simulatedCounty(profile, { cadres, seed, from });
  const opened = await openedCounty(countyOf(profile, people));
  const tables = await LifeTables.open(opened, profile, people, from);
  let trueNow: Instant = startOf(from);
  let skew = 0;
  const now = (): Instant => trueNow + skew;
  const processes = [1, 2].map(() => new Process(opened.url, opened.db.county, profile, now, spoil));
  const missing: Missing[] = [];
  const tally = { outageDays: 0, jumps: 0 };
  /** Days that a clock which was ahead had already: who came or went since then is told of the day after. */
  const workedAhead = new Set<IsoDate>();
  let outageUntil: IsoDate | null = null;
  for (const on of datesFrom(from, addDays(from, days - 1))) {
    const chance = chanceOf(`life ${seed} ${on}`);
    await tables.morning(on);
    outageUntil = outage(on, outageUntil, chance);
    if (outageUntil !== null) tally.outageDays += 1;
    for (const at of outageUntil === null ? looks(on, chance) : []) {
      trueNow = at;
      skew = chance.below(12) === 0 ? chance.pick(jumps) : 0;
      if (skew !== 0) tally.jumps += 1;
      for (const one of processes) one.doomed = chance.below(5) === 0 ? chance.pick(arrows) : null;
      const killed = processes.map((one) => one.kills);
      await Promise.all(processes.map((one) => one.turn()));
      // Both may have been killed: then nobody was up to the end of it.
      const today = dateOf(now());
      if (today > on) workedAhead.add(today);
      const isUp = processes.every((one, i) => one.kills === killed[i]) && isDay(now());
      // What has changed since a day that a clock which is behind takes for today says nothing of that day.
      if (isUp && today === on && !workedAhead.has(today)) missing.push(...(await tables.missingAt(today)));
    }
    await tables.evening(on, seed);
  }
  const noted = processes.flatMap((one) => one.noted);
  const twice = noted.filter((key, i) => noted.indexOf(key) !== i).map((key) => `twice: ${key}`);
  return {
    missing,
    faults: [...(await tables.faults()), ...twice],
    kills: processes.reduce((sum, one) => sum + one.kills, 0),
    ...tally,
    ...(await tables.counts()),
    look: (first, last, duty) => tables.look(first, last, duty),
    async close() {
      for (const one of processes) await one.close();
      await opened.close();
    },
  };
}

const isDay = (now: Instant): boolean => hourOf(now) >= 8 && hourOf(now) < 19;

/** A day without a server about once a month, a week about twice a year. */
function outage(on: IsoDate, until: IsoDate | null, chance: Chance): IsoDate | null {
  if (until !== null && on <= until) return until;
  const lot = chance.below(180);
  return lot < 6 ? on : lot === 6 ? addDays(on, 6) : null;
}

/** Two or three a day, one of them perhaps at night; a minute's tick in between does nothing more. */
function looks(on: IsoDate, chance: Chance): Instant[] {
  const at = (fromHour: number, hours: number): Instant => startOf(on) + Math.floor((fromHour + chance.below(1000) / 1000 * hours) * hourMs); // prettier-ignore
  const night = chance.below(4) === 0 ? [at(0, 7.9)] : [];
  const late = chance.below(6) === 0 ? [at(20, 3.9)] : [];
  // Now and then the server comes up only later.
  const early = chance.below(8) === 0 ? [] : [at(8, 0.6)];
  return [...night, ...early, at(9, 9), ...late];
}

const countyOf = (profile: Profile, { people, places, seats, groupTeams }: SimulatedCounty): County => ({
  id: 'simulated',
  name: '示例县',
  sample: true,
  packs: profile.packs,
  places,
  people,
  seats,
  groups: [...groupTeams].map((teamId) => ({ id: `g-${teamId}`, title: `${teamId}群`, teamId, memberIds: [] })),
  settings: defaultSettings,
  points: [],
});
