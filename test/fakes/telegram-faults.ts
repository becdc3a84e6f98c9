/** What goes wrong on Telegram's side: too many calls, connections that drop, slow and broken answers. */
import { ApiRefusal } from './telegram-refusal.ts';

/** Calls that a fault falls on: sends and edits by default, one method by its name, or those to one chat. */
export interface FaultScope {
  readonly method?: string | RegExp;
  readonly chatId?: number;
  /** How often; for good = Infinity, until `clear`. */
  readonly times?: number;
}

type Kind = 'limit' | 'drop-before' | 'drop-after' | 'status' | 'slow';

interface Fault {
  readonly kind: Kind;
  readonly method: string | RegExp;
  readonly chatId: number | null;
  /** Seconds for a limit, the code of a status, ms of slowness. */
  readonly figure: number;
  left: number;
}

/** So many messages in `perMs`. */
export interface FloodLimit {
  readonly of: 'chat' | 'group' | 'app';
  readonly count: number;
  readonly perMs: number;
}

interface Sent {
  readonly chatId: number;
  readonly at: number;
}

export const SENDS = /^(send|edit)/;

export class TelegramFaults {
  #faults: Fault[] = [];
  #limits: readonly FloodLimit[] = [];
  #sent: Sent[] = [];

  /** 429 with the seconds to wait. */
  limit({ retryAfter, ...scope }: FaultScope & { readonly retryAfter: number }): void {
    this.#add('limit', retryAfter, scope);
  }

  /** The connection is cut and nothing happens. */
  dropBefore(scope: FaultScope = {}): void {
    this.#add('drop-before', 0, scope);
  }

  /** It happens, and the connection is cut instead of an answer. */
  dropAfter(scope: FaultScope = {}): void {
    this.#add('drop-after', 0, scope);
  }

  /** Something in between answers, with a page and not with JSON; nothing happens. */
  status(code: number, scope: FaultScope = {}): void {
    this.#add('status', code, scope);
  }

  /** It happens at once, and is answered late. */
  slow(ms: number, scope: FaultScope = {}): void {
    this.#add('slow', ms, scope);
  }

  /** Keeps documented limits by the clock, as Telegram does; none = off. */
  enforce(limits: readonly FloodLimit[]): void {
    this.#limits = limits;
  }

  /** What was planned and has not come about does not. */
  calm(): void {
    this.#faults = [];
  }

  clear(): void {
    this.calm();
    this.#limits = [];
  }

  take(kind: Kind, method: string, chatId: number | null): number | null {
    const fault = this.#faults.find((one) => one.kind === kind && fits(one, method, chatId));
    if (fault === undefined) return null;
    fault.left -= 1;
    this.#faults = this.#faults.filter((one) => one.left > 0);
    return fault.figure;
  }

  /** @throws ApiRefusal 429 where a limit is planned or passed. */
  flood(method: string, chatId: number | null, now: number): void {
    const planned = this.take('limit', method, chatId);
    if (planned !== null) throw tooMany(planned);
    if (chatId === null || !SENDS.test(method)) return;
    for (const { of, count, perMs } of this.#limits) {
      if (of === 'group' && chatId > 0) continue;
      const recent = this.#sent.filter((one) => (of === 'app' || one.chatId === chatId) && one.at > now - perMs);
      const oldest = recent.at(-count);
      if (oldest !== undefined) throw tooMany(Math.max(1, Math.ceil((oldest.at + perMs - now) / 1000)));
    }
    this.#sent = [...this.#sent.slice(-4_999), { chatId, at: now }];
  }

  #add(kind: Kind, figure: number, { method = SENDS, chatId, times = 1 }: FaultScope): void {
    this.#faults.push({ kind, method, chatId: chatId ?? null, figure, left: times });
  }
}

const fits = (fault: Fault, method: string, chatId: number | null): boolean =>
  (fault.chatId === null || fault.chatId === chatId) &&
  (typeof fault.method === 'string' ? fault.method.toLowerCase() === method.toLowerCase() : fault.method.test(method));

const tooMany = (seconds: number): ApiRefusal =>
  new ApiRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
