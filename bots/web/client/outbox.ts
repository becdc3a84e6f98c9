/**
 * Messages on their way. Each is kept on this device under a key of its own until the server has acknowledged it, and is
 * sent again with that key, so that neither a reload nor a lost answer loses or doubles it. One at a time, in order.
 */
import { backoffMs } from './backoff.ts';
import type { PostedBody, PostedView } from './wire.ts';

export interface Queued {
  readonly body: PostedBody;
  /** Epoch ms, by this device's clock; for show. */
  readonly at: number;
  readonly images: readonly Blob[];
  /** Documents; left out by a version that knew none. */
  readonly files?: readonly File[];
  /** What to show of an action: the label that was pressed. */
  readonly label: string | null;
}

/** `sent`: acknowledged, and soon to come back on the line. */
export type Fate =
  { readonly state: 'sending' | 'waiting' | 'sent' } | { readonly state: 'refused'; readonly why: string };

export type Pending = Queued & { readonly fate: Fate };

/** Where messages lie until they are acknowledged. */
export interface Shelf {
  all(): Promise<readonly Queued[]>;
  put(queued: Queued): Promise<void>;
  remove(key: string): Promise<void>;
}

/** How a post ended. `later`: try again; `signed-out`: not before the person came in again. */
export type PostResult =
  | { readonly result: 'acknowledged'; readonly posted: PostedView }
  | { readonly result: 'refused'; readonly why: string }
  | { readonly result: 'later' | 'signed-out' };

export interface OutboxParts {
  readonly shelf: Shelf;
  readonly post: (queued: Queued) => Promise<PostResult>;
  readonly onChange: () => void;
  /** Starts a timer; returns how to stop it. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #queue = new Map<string, Pending>();
  #failures = 0;
  #busy = false;
  #stopWaiting: (() => void) | null = null;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  pending(conversation: string): readonly Pending[] {
    return [...this.#queue.values()].filter(({ body }) => body.conversation === conversation);
  }

  /** Takes up what an earlier visit left. */
  async restore(): Promise<void> {
    for (const queued of await this.#parts.shelf.all()) {
      const key = queued.body.eventKey;
      if (!this.#queue.has(key)) this.#queue.set(key, { ...queued, fate: { state: 'waiting' } });
    }
    this.#parts.onChange();
    this.retryNow();
  }

  add(queued: Queued): void {
    const state = this.#stopWaiting === null ? 'sending' : 'waiting';
    this.#queue.set(queued.body.eventKey, { ...queued, fate: { state } });
    this.#parts.onChange();
    // Kept before it is sent: a reload in between must find it.
    void this.#parts.shelf.put(queued).then(() => this.#work());
  }

  /** Doesn't wait any longer. */
  retryNow(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    void this.#work();
  }

  discard(key: string): void {
    this.#queue.delete(key);
    void this.#parts.shelf.remove(key);
    this.#parts.onChange();
  }

  /** The line brought this message back. */
  settle(key: string): void {
    if (this.#queue.has(key)) this.discard(key);
  }

  async #work(): Promise<void> {
    if (this.#busy || this.#stopWaiting !== null) return;
    const next = [...this.#queue.values()].find(({ fate }) => fate.state === 'sending' || fate.state === 'waiting');
    if (next === undefined) return;
    const key = next.body.eventKey;
    this.#busy = true;
    if (next.fate.state !== 'sending') this.#setFate(key, { state: 'sending' });
    const outcome = await this.#parts.post(next);
    this.#busy = false;
    this.#settleOutcome(key, outcome);
    await this.#work();
  }

  #settleOutcome(key: string, outcome: PostResult): void {
    if (outcome.result === 'later' || outcome.result === 'signed-out') {
      this.#wait(outcome.result === 'later');
      this.#setFate(key, { state: 'waiting' });
      return;
    }
    this.#failures = 0;
    if (outcome.result === 'acknowledged') void this.#parts.shelf.remove(key);
    this.#setFate(key, outcome.result === 'refused' ? { state: 'refused', why: outcome.why } : { state: 'sent' });
  }

  #setFate(key: string, fate: Fate): void {
    const pending = this.#queue.get(key);
    if (pending !== undefined) this.#queue.set(key, { ...pending, fate });
    this.#parts.onChange();
  }

  /** Until a while has passed, or (not `byItself`) until told to go on. */
  #wait(byItself: boolean): void {
    const ms = backoffMs(this.#failures, Math.random());
    this.#failures += 1;
    this.#stopWaiting = byItself ? this.#parts.after(ms, () => this.retryNow()) : () => undefined;
  }
}
