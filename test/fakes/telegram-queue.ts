/**
 * Updates that wait for the bot, with the semantics of getUpdates: a call with an offset confirms all before it, and
 * what is not confirmed is delivered again.
 */
import type { Update } from 'grammy/types';
import { ApiRefusal } from './telegram-refusal.ts';

/** How the bot took an update: confirmed, or left for another delivery, or not confirmed for a while. */
export type TelegramDelivery = 'acknowledged' | 'not-acknowledged';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;
export type UpdateContent = Omit<Update, 'update_id'>;

export interface PollAsk {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutMs: number;
}

interface Waiting {
  readonly answer: (updates: Update[]) => void;
  readonly refuse: (error: Error) => void;
  readonly limit: number;
  readonly timer: NodeJS.Timeout;
}

/** How long an update waits for the bot, in ms: a press is no use for long. */
const KEPT_MS = 86_400_000;
const PRESS_KEPT_MS = 150_000;

const NEVER_BY_DEFAULT: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count'];

export class UpdateQueue {
  /** Kinds asked for; none = all but those that must be asked for. */
  allowed: readonly string[] = [];
  /** Called when there is something to deliver. */
  onNews: () => void = () => {};
  #nextId = 700_000_001;
  #pending: Update[] = [];
  /** Confirmed, and to be delivered once more. */
  #again: Update[] = [];
  #held: Update[] | null = null;
  #handed = new Set<number>();
  #waiting: Waiting | null = null;
  readonly #known: Update[] = [];
  readonly #goneAt = new Map<Update, number>();
  readonly #outcomes = new Map<number, TelegramDelivery>();
  readonly #impatience = new Map<number, NodeJS.Timeout>();
  readonly #patienceMs: number;
  readonly #now: () => number;
  #watchers: { readonly id: number; readonly done: (outcome: TelegramDelivery) => void }[] = [];

  get waiting(): readonly Update[] {
    const now = this.#now();
    this.#pending = this.#pending.filter((one) => (this.#goneAt.get(one) ?? now) >= now);
    return [...this.#again, ...this.#pending];
  }

  constructor(patienceMs: number, now: () => number) {
    this.#patienceMs = patienceMs;
    this.#now = now;
  }

  /** Whether a long poll waits. */
  get polled(): boolean {
    return this.#waiting !== null;
  }

  /** The update, or null where the bot does not want its kind. Its id may change until it is delivered. */
  push(content: UpdateContent): Update | null {
    const kind = Object.keys(content)[0] as UpdateKind;
    const wanted = this.allowed.length > 0 ? this.allowed.includes(kind) : !NEVER_BY_DEFAULT.includes(kind);
    if (!wanted) return null;
    const update: Update = { update_id: this.#nextId, ...structuredClone(content) };
    this.#nextId += 1;
    this.#known.push(update);
    this.#goneAt.set(update, this.#now() + (kind === 'callback_query' ? PRESS_KEPT_MS : KEPT_MS));
    (this.#held ?? this.#pending).push(update);
    if (this.#held === null) this.#news();
    return update;
  }

  /** Keeps what comes from now on back. */
  hold(): void {
    this.#held ??= [];
  }

  /** Delivers what was held back, in the order given: by webhook with the ids it has, by polling with ascending ones as ever. */
  release(order: 'as-sent' | 'reversed', renumber: boolean): void {
    const held = this.#held ?? [];
    this.#held = null;
    const ids = held.map((update) => update.update_id);
    const ordered = order === 'reversed' ? held.reverse() : held;
    if (renumber) for (const [n, update] of ordered.entries()) update.update_id = ids[n]!;
    this.#pending.push(...ordered);
    this.#news();
  }

  /** Delivers an update once more, confirmed or not; without an id the last. */
  again(updateId = this.#known.at(-1)?.update_id ?? 0): number {
    this.#outcomes.delete(updateId);
    const update = this.#known.find((one) => one.update_id === updateId);
    if (update === undefined) throw new Error(`no update ${String(updateId)}`);
    if (!this.waiting.includes(update)) this.#again.push(update);
    this.#news();
    return updateId;
  }

  /** How the bot took the update's first delivery since it was sent, or sent again. */
  outcome(id: number): Promise<TelegramDelivery> {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((done) => this.#watchers.push({ id, done }));
  }

  settle(id: number, outcome: TelegramDelivery): void {
    if (outcome === 'acknowledged') {
      this.#pending = this.#pending.filter((one) => one.update_id !== id);
      this.#again = this.#again.filter((one) => one.update_id !== id);
    }
    clearTimeout(this.#impatience.get(id));
    this.#impatience.delete(id);
    if (!this.#outcomes.has(id)) this.#outcomes.set(id, outcome);
    const heard = this.#watchers.filter((one) => one.id === id);
    this.#watchers = this.#watchers.filter((one) => one.id !== id);
    for (const { done } of heard) done(outcome);
  }

  /** getUpdates. Of two polls that wait, the earlier is told of the conflict. */
  poll({ offset, limit, timeoutMs }: PollAsk, gone: AbortSignal): Promise<Update[]> {
    this.#confirm(offset);
    const ready = this.#take(limit);
    if (ready.length > 0 || timeoutMs === 0) return Promise.resolve(ready);
    this.endPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    return new Promise((answer, refuse) => {
      const timer = setTimeout(() => this.#leave([]), timeoutMs);
      this.#waiting = { answer, refuse, limit, timer };
      gone.addEventListener('abort', () => this.#waiting?.timer === timer && this.#leave([]), { once: true });
    });
  }

  /** Ends the long poll that waits with a conflict. */
  endPoll(why: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    clearTimeout(waiting?.timer);
    waiting?.refuse(new ApiRefusal(409, `Conflict: ${why}`));
  }

  close(): void {
    for (const timer of this.#impatience.values()) clearTimeout(timer);
  }

  drop(): void {
    for (const { update_id: id } of this.waiting) this.settle(id, 'acknowledged');
  }

  #confirm(offset: number): void {
    const before = offset < 0 ? (this.#pending.at(offset)?.update_id ?? 0) : offset;
    const taken = this.#pending.filter((one) => one.update_id < before);
    const repeated = this.#again.filter((one) => this.#handed.has(one.update_id) && one.update_id < before);
    const handed = this.#handed;
    this.#handed = new Set();
    for (const { update_id: id } of [...taken, ...repeated]) this.settle(id, 'acknowledged');
    for (const { update_id: id } of this.waiting) if (handed.has(id)) this.settle(id, 'not-acknowledged');
  }

  #take(limit: number): Update[] {
    const taken = this.waiting.slice(0, limit);
    for (const { update_id: id } of taken) {
      this.#handed.add(id);
      this.#wonder(id);
    }
    return structuredClone(taken);
  }

  /** A poller that keeps an update to itself, as one that tries to store it again and again, has not taken it. */
  #wonder(id: number): void {
    if (this.#impatience.has(id) || this.#outcomes.has(id)) return;
    this.#impatience.set(id, setTimeout(() => this.settle(id, 'not-acknowledged'), this.#patienceMs).unref());
  }

  #leave(updates: Update[]): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    clearTimeout(waiting?.timer);
    waiting?.answer(updates);
  }

  #news(): void {
    if (this.#waiting !== null && this.waiting.length > 0) this.#leave(this.#take(this.#waiting.limit));
    this.onNews();
  }
}
