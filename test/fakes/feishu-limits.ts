/** How often an app may call, as the documentation says: 5 a second to one chat, 50 a second and 1,000 a minute in all. */

interface Window {
  readonly count: number;
  readonly perMs: number;
}

const OF_CHAT: readonly Window[] = [{ count: 5, perMs: 1000 }];
const OF_APP: readonly Window[] = [
  { count: 50, perMs: 1000 },
  { count: 1000, perMs: 60_000 },
];

export class FeishuLimits {
  /** Off, tests that are not about limits need not wait. */
  kept = true;
  readonly #calls = new Map<string, number[]>();

  /** Counts a call; the ms after which the next is taken where this one is too many, else null. */
  call(of: 'app' | 'chat', which: string, now: number): number | null {
    if (!this.kept) return null;
    const windows = of === 'app' ? OF_APP : OF_CHAT;
    const name = `${of}:${which}`;
    const calls = (this.#calls.get(name) ?? []).filter((at) => at > now - 60_000);
    const waits = windows.map(({ count, perMs }) => (calls.at(-count) ?? -Infinity) + perMs - now);
    const wait = Math.max(...waits);
    if (wait <= 0) calls.push(now);
    this.#calls.set(name, calls);
    return wait > 0 ? wait : null;
  }
}
