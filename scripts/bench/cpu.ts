/** Processor time of processes and all their children, from /proc. */
import { readFileSync, readdirSync } from 'node:fs';

interface Stat {
  readonly parent: number;
  /** Own time and that of children that have ended. */
  readonly ms: number;
}

const TICK_MS = 10; // USER_HZ is 100 on every Linux that Node runs on

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const times = fields.slice(11, 15);
    return { parent, ms: times.reduce((sum, ticks) => sum + ticks, 0) * TICK_MS };
  } catch {
    return null; // ended meanwhile
  }
}

/** Milliseconds used so far by the processes named and by everything below them. */
export function cpuMs(roots: readonly number[]): number {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name));
        return stat ? [[Number(name), stat] as const] : [];
      }),
  );
  const isBelow = (pid: number): boolean => roots.includes(pid) || (all.has(pid) && isBelow(all.get(pid)?.parent ?? 0));
  return [...all].reduce((sum, [pid, { ms }]) => (isBelow(pid) ? sum + ms : sum), 0);
}
