/** The clients of the gateway: programs that the service's processes start, and that must not outlive them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** How long one may live on once the process that started it was killed, in ms: connected, or at all, as one that is still being started. */
const orphanMs = { connected: 2_000, atAll: 15_000 };
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
  readonly #port: number;
  readonly #orphanMs: typeof orphanMs;
  #alive: Child[] = [];
  readonly #timer: NodeJS.Timeout;

  /** @param port of the gateway */
  constructor(services: () => readonly number[], port: number, terms = orphanMs) {
    this.#services = services;
    this.#port = port;
    this.#orphanMs = terms;
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
    if (child.orphanedAt === null) return;
    const { connected, atAll } = this.#orphanMs;
    const ms = now - child.orphanedAt;
    if (ms > atAll || (ms > connected && isConnected(child.pid, this.#port)))
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

/** Whether it has a connection to that port of this machine. */
function isConnected(pid: number, port: number): boolean {
  const remote = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
    const lines = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').split('\n').slice(1);
    const columns = lines.map((line) => line.trim().split(/\s+/));
    return columns.some(([, , to = '', , , , , , , inode]) => to.endsWith(remote) && sockets.includes(`socket:[${inode}]`)); // prettier-ignore
  } catch {
    return false;
  }
}

/** '' = it was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
