/** How events reach the app: once at once, then 15 s, 5 min, 1 h and 6 h later until they are acknowledged. */
import type { FeishuEvent } from './feishu-events.ts';

/** `not-delivered`: the app does not get this one at all. */
export type Delivered = 'acknowledged' | 'not-acknowledged' | 'not-delivered';

/** One attempt; the answer's body where the app gave one. */
export type Attempt = (event: FeishuEvent) => Promise<{ readonly acknowledged: boolean; readonly answer: unknown }>;

const RETRIES_MS = [15_000, 5 * 60_000, 3_600_000, 6 * 3_600_000];

interface Pending {
  readonly event: FeishuEvent;
  attempts: number;
  dueAt: number;
}

export class FeishuDelivery {
  /** Events that the app has not acknowledged and will get again. */
  readonly #pending = new Set<Pending>();
  readonly #held: Pending[] = [];
  #holds = false;
  #last: FeishuEvent | null = null;
  /** Told of each attempt. */
  onAttempt: (event: FeishuEvent, acknowledged: boolean) => void = () => undefined;
  readonly #now: () => number;
  readonly #attempt: Attempt;

  constructor(now: () => number, attempt: Attempt) {
    this.#now = now;
    this.#attempt = attempt;
  }

  get unacknowledged(): number {
    return this.#pending.size;
  }

  /** What is answered to a press of a button is for `answered`; a press is not told again. */
  async deliver(event: FeishuEvent, answered?: (answer: unknown) => void): Promise<Delivered> {
    this.#last = event;
    const pending: Pending = { event, attempts: 0, dueAt: this.#now() };
    if (this.#holds) {
      this.#held.push(pending);
      return 'not-acknowledged';
    }
    const retried = event.header.event_type !== 'card.action.trigger';
    if (retried) this.#pending.add(pending);
    return this.#try(pending, answered);
  }

  /** The last event once more, acknowledged or not. */
  async redeliver(event = this.#last): Promise<Delivered> {
    if (event === null) throw new Error('nothing was delivered yet');
    const pending = [...this.#pending].find((one) => one.event === event);
    return this.#try(pending ?? { event, attempts: 0, dueAt: 0 });
  }

  /** Everything that waits, now; the number still not acknowledged. */
  async retry(): Promise<number> {
    for (const pending of [...this.#pending]) await this.#try(pending);
    return this.#pending.size;
  }

  /** When the next retry falls due; null where nothing waits. */
  nextDueAt(): number | null {
    return this.#pending.size === 0 ? null : Math.min(...[...this.#pending].map(({ dueAt }) => dueAt));
  }

  async retryDue(): Promise<void> {
    for (const pending of [...this.#pending]) if (pending.dueAt <= this.#now()) await this.#try(pending);
  }

  /** From now on events are kept back until they are released. */
  hold(): void {
    this.#holds = true;
  }

  /** Delivers what was kept back, in the order given. */
  async release(order: 'as-said' | 'reversed' = 'as-said'): Promise<Delivered[]> {
    this.#holds = false;
    const held = this.#held.splice(0);
    if (order === 'reversed') held.reverse();
    const results: Delivered[] = [];
    for (const pending of held) {
      this.#pending.add(pending);
      results.push(await this.#try(pending));
    }
    return results;
  }

  async #try(pending: Pending, answered?: (answer: unknown) => void): Promise<Delivered> {
    const wait = RETRIES_MS[pending.attempts];
    pending.attempts += 1;
    if (wait === undefined) this.#pending.delete(pending);
    else pending.dueAt = this.#now() + wait;
    const { acknowledged, answer } = await this.#attempt(pending.event);
    this.onAttempt(pending.event, acknowledged);
    if (!acknowledged) return 'not-acknowledged';
    this.#pending.delete(pending);
    answered?.(answer);
    return 'acknowledged';
  }
}
