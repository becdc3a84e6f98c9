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
  /** What to show of an action: the label that was pressed. */
  readonly label: string | null;
}

/** `sent`: acknowledged, and soon to come back on the line. */
export type Fate =
  | { readonly state: 'sending' | 'waiting' | 'sent' }
  | { readonly state: 'refused'; readonly why: string };

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

export interface Outbox {
  /** Takes up what an earlier visit left. */
  restore(): Promise<void>;
  add(queued: Queued): void;
  /** Doesn't wait any longer. */
  retryNow(): void;
  discard(key: string): void;
  /** The line brought this message back. */
  settle(key: string): void;
  pending(conversation: string): readonly Pending[];
}

export function createOutbox(parts: OutboxParts): Outbox {
  const queue = new Map<string, Pending>();
  let failures = 0;
  let busy = false;
  let stopWaiting: (() => void) | null = null;

  const keyOf = (queued: Queued): string => queued.body.eventKey;
  const setFate = (key: string, fate: Fate): void => {
    const pending = queue.get(key);
    if (pending !== undefined) queue.set(key, { ...pending, fate });
    parts.onChange();
  };
  const forget = (key: string): void => {
    queue.delete(key);
    void parts.shelf.remove(key);
    parts.onChange();
  };
  const next = (): Pending | undefined =>
    [...queue.values()].find(({ fate }) => fate.state === 'sending' || fate.state === 'waiting');

  const work = async (): Promise<void> => {
    const pending = busy || stopWaiting !== null ? undefined : next();
    if (pending === undefined) return;
    busy = true;
    if (pending.fate.state !== 'sending') setFate(keyOf(pending), { state: 'sending' });
    const outcome = await parts.post(pending);
    busy = false;
    settleOutcome(keyOf(pending), outcome);
    void work();
  };
  const settleOutcome = (key: string, outcome: PostResult): void => {
    if (outcome.result === 'later' || outcome.result === 'signed-out') {
      setFate(key, { state: 'waiting' });
      wait(outcome.result === 'later' ? backoffMs((failures += 1) - 1, Math.random()) : null);
      return;
    }
    failures = 0;
    if (outcome.result === 'refused') {
      setFate(key, { state: 'refused', why: outcome.why });
      return;
    }
    setFate(key, { state: 'sent' });
    void parts.shelf.remove(key);
  };
  /** null = until told to go on. */
  const wait = (ms: number | null): void => {
    const stop = ms === null ? () => {} : parts.after(ms, goOn);
    stopWaiting = stop;
  };
  const goOn = (): void => {
    stopWaiting?.();
    stopWaiting = null;
    void work();
  };

  return {
    async restore() {
      for (const queued of await parts.shelf.all()) {
        if (!queue.has(keyOf(queued))) queue.set(keyOf(queued), { ...queued, fate: { state: 'waiting' } });
      }
      parts.onChange();
      goOn();
    },
    add(queued) {
      queue.set(keyOf(queued), { ...queued, fate: { state: stopWaiting === null ? 'sending' : 'waiting' } });
      parts.onChange();
      // Kept before it is sent: a reload in between must find it.
      void parts.shelf.put(queued).then(work);
    },
    retryNow: goOn,
    discard: forget,
    settle(key) {
      if (queue.has(key)) forget(key);
    },
    pending: (conversation) => [...queue.values()].filter(({ body }) => body.conversation === conversation),
  };
}
