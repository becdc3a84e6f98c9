/** Keeps the service's processes up as an init system does, and deals out the kills one by one. */
import { setTimeout as delay } from 'node:timers/promises';
import { startService, type ServiceProcess, type Strike } from './service-process.ts';
import { chanceOf } from './chance.ts';
import { arrows, type Arrow } from '../../src/chat/arrow.ts';
import type { RoundDatabase } from './databases.ts';
import { until } from './until.ts';
import type { Addresses } from './web-person.ts';

/** Who is struck from outside, at a moment drawn by lot; a number is a pause of the process, in ms. */
export type OutsideStrike = 'process' | 'server' | 'both' | number;

export interface Schedule {
  readonly strikes: readonly Strike[];
  readonly outside: readonly OutsideStrike[];
}

/** Each arrow once, in any order, at any of its first occurrences, and one kill from outside. */
export function scheduleOf(seed: number): Schedule {
  const chance = chanceOf(seed);
  const strikes = chance
    .shuffled(arrows)
    .map((arrow): Strike => ({ arrow, nth: chance.between(1, 5), signal: 'SIGKILL' }));
  return { strikes, outside: [(['process', 'server', 'both'] as const)[seed % 3]!] };
}

export interface SupervisorOptions {
  readonly database: RoundDatabase;
  readonly processes: number;
  readonly strikes: readonly Strike[];
  readonly leaseMs: number;
  readonly frozenMs: number;
  /** More settings of each process, by its place. */
  readonly more?: (which: number) => Readonly<Record<string, string>>;
}

interface Slot {
  process: ServiceProcess | null;
  url: string | null;
}

export class Supervisor implements Addresses {
  /** What struck, as it happened: `committed:2`, `outside process`. */
  readonly struck: string[] = [];
  /** Ends that nobody asked for. */
  readonly surprises: string[] = [];
  readonly #options: SupervisorOptions;
  readonly #slots: Slot[];
  readonly #strikes: Strike[];
  /** Processes killed from outside whose end is awaited. */
  readonly #killed = new Set<number>();
  #stopping = false;
  #serverKills = 0;
  /** A server is killed once the one before is back. */
  #serverKilled = Promise.resolve();
  #keepers: Promise<void>[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#strikes = [...options.strikes];
    this.#slots = Array.from({ length: options.processes }, () => ({ process: null, url: null }));
  }

  /** Whether strikes are still to come. */
  get pending(): boolean {
    return this.struck.filter((one) => !one.startsWith('outside')).length < this.#options.strikes.length;
  }

  at(which: number): string | null {
    return this.#slots[which % this.#slots.length]?.url ?? null;
  }

  /** Of the processes that live. */
  get pids(): number[] {
    return this.#slots.flatMap(({ process: one }) => (one === null ? [] : [one.pid]));
  }

  /** The process that was started for that slot last. */
  processAt(which: number): ServiceProcess {
    const { process: one } = this.#slots[which % this.#slots.length]!;
    if (one === null) throw new Error('the processes were not started');
    return one;
  }

  /** Starts all; resolves once each serves. */
  async start(): Promise<void> {
    this.#keepers = this.#slots.map((slot, which) => this.#keep(slot, which));
    await until('every process serves', async () => this.#slots.every((slot) => slot.url !== null));
  }

  /** The server is struck by somebody else: whoever starts meanwhile may give up. */
  excuseStarts(): void {
    this.#serverKills += 1;
  }

  async strikeFromOutside(strike: OutsideStrike, which: number): Promise<void> {
    if (typeof strike === 'number') await this.#pause(strike, which);
    else await this.#kill(strike, which);
  }

  async #kill(kill: Exclude<OutsideStrike, number>, which: number): Promise<void> {
    this.struck.push(`outside ${kill}`);
    const { process: victim } = this.#slots[which % this.#slots.length]!;
    if (kill !== 'server' && victim !== null) {
      this.#killed.add(victim.pid);
      victim.signal('SIGKILL');
    }
    if (kill === 'process') return;
    this.#serverKills += 1;
    this.#serverKilled = this.#serverKilled.then(() => this.#options.database.killServer());
    await this.#serverKilled;
  }

  /** Stops one process and lets it go on after a while. */
  async #pause(ms: number, which: number): Promise<void> {
    const { process: victim } = this.#slots[which % this.#slots.length]!;
    if (victim === null) return;
    this.struck.push(`outside pause of ${ms} ms`);
    victim.signal('SIGSTOP');
    await delay(ms);
    victim.signal('SIGCONT');
  }

  /** Ends all by SIGTERM, as an operator does. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { process: one } of this.#slots) one?.signal('SIGTERM');
    await Promise.all(this.#keepers);
  }

  /** Ends all at once, whatever they do. */
  async abandon(): Promise<void> {
    this.#stopping = true;
    for (const { process: one } of this.#slots) one?.signal('SIGKILL');
    await Promise.all(this.#keepers);
  }

  async #keep(slot: Slot, which: number): Promise<void> {
    while (!this.#stopping) {
      const strike = this.#strikes.shift() ?? null;
      const { database, leaseMs, frozenMs, more } = this.#options;
      const one = startService({
        dataDir: database.dataDir,
        databaseUrl: database.databaseUrl,
        strike,
        leaseMs,
        frozenMs,
        ...(more && { more: more(which) }),
      });
      slot.process = one;
      slot.url = await one.url.catch(() => null);
      const served = slot.url !== null;
      const end = await one.ended;
      slot.url = null;
      this.#judge({ one, strike, served, how: String(end.code ?? end.signal) });
    }
    slot.process = null;
  }

  /** A strike that did not come is dealt out again. */
  #judge({ one, strike, served, how }: End): void {
    const awaited = this.#killed.delete(one.pid);
    const struck = !awaited && how === 'SIGKILL' && strike !== null && !this.#stopping;
    if (struck) this.struck.push(`${strike.arrow}:${strike.nth}`);
    else if (strike !== null) this.#strikes.unshift(strike);
    // One that is asked to stop before it listens to signals ends as the system has it; whoever serves ends by itself.
    const unheard = !served && how === 'SIGTERM';
    const asked = awaited || struck || (this.#stopping && (how === '0' || how === 'SIGKILL' || unheard));
    // Whoever starts while the database is away may give up; whoever serves may not.
    const excused = !served && this.#serverKills > 0 && !this.#stopping;
    if (!asked && !excused) this.surprises.push(`process ended by ${how}: ${one.words()}`);
  }
}

interface End {
  readonly one: ServiceProcess;
  readonly strike: Strike | null;
  readonly served: boolean;
  readonly how: string;
}

/** How often each arrow was struck. */
export function strikesByArrow(struck: readonly string[]): Record<Arrow, number> {
  const counts = Object.fromEntries(arrows.map((arrow) => [arrow, 0])) as Record<Arrow, number>;
  for (const one of struck) {
    const arrow = arrows.find((each) => one.startsWith(`${each}:`));
    if (arrow !== undefined) counts[arrow] += 1;
  }
  return counts;
}
