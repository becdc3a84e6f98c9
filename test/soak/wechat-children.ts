/** The clients of the gateway: programs that the service's processes start, and that must not outlive them. */
import { readdirSync, readFileSync } from 'node:fs';

/** How long one may live on once the process that started it was killed, in ms. */
const ORPHAN_MS = 2_000;
const LOOK_MS = 100;

interface Stat {
  readonly parent: number;
  /** Since the boot, in ticks: a number that is given out again belongs to another process. */
  readonly startedAt: string;
}

interface Child extends Stat {
  readonly pid: number;
  orphanedAt: number | null;
}

export class WechatChildren {
  /** What was seen that may not be. */
  readonly faults: string[] = [];
  /** When the number of living children changed last, epoch ms. */
  changedAt = 0;
  readonly #services: () => readonly number[];
  #alive: Child[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(services: () => readonly number[]) {
    this.#services = services;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Of a process of the service that lives. */
  get pids(): number[] {
    return this.#alive.filter(({ orphanedAt }) => orphanedAt === null).map(({ pid }) => pid);
  }

  /** Strikes one by SIGKILL. @returns whether there was one */
  kill(): boolean {
    this.#look();
    const [pid] = this.pids;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    return pid !== undefined;
  }

  /** Whether none lives any more. */
  areGone(): boolean {
    this.#look();
    return this.#alive.length === 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = Date.now();
    const before = this.#alive;
    const known = before.filter((child) => statOf(child.pid)?.startedAt === child.startedAt);
    const found = this.#services()
      .flatMap(childrenOf)
      .filter(({ pid }) => !known.some((child) => child.pid === pid));
    this.#alive = [...known, ...found];
    if (found.length > 0 || known.length < before.length) this.changedAt = now;
    for (const child of this.#alive) this.#judge(child, now);
    const owned = this.pids;
    if (owned.length > 1) this.#note(`two clients of one account at a time: ${owned.join(' and ')}`);
  }

  #judge(child: Child, now: number): void {
    if (child.orphanedAt === null && statOf(child.parent) === null) child.orphanedAt = now;
    if (child.orphanedAt !== null && now - child.orphanedAt > ORPHAN_MS)
      this.#note(`the client ${child.pid} outlives the process that started it`);
  }

  #note(fault: string): void {
    if (!this.faults.includes(fault)) this.faults.push(fault);
  }
}

/** null = there is none, or it has ended and only nobody has asked for its end. */
function statOf(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : { parent: Number(parent), startedAt: rest[17]! };
  } catch {
    return null;
  }
}

function childrenOf(service: number): Child[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .flatMap((pid) => {
      const stat = statOf(pid);
      return stat?.parent === service && isClient(pid) ? [{ ...stat, pid, orphanedAt: null }] : [];
    });
}

function isClient(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/bots/wechat/child/main.');
  } catch {
    return false;
  }
}
