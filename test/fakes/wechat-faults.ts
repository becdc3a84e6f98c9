/** What goes wrong on WeChat's side with a send of the bot: cut connections, refusals, answers that come late. */

export type SendFault =
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'warn'; readonly words: string }
  /** It happens at once and is answered so many ms later; Infinity = never. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** It happens so many ms later and is answered then. */
  | { readonly kind: 'late'; readonly ms: number };

export interface FaultScope {
  /** Sends to this chat alone. */
  readonly chat?: string;
  /** How often; for good = Infinity, until `calm`. */
  readonly times?: number;
}

interface Planned {
  readonly fault: SendFault;
  readonly chat: string | null;
  left: number;
}

export class WechatFaults {
  /** The puppet has lost the bytes of what people send: whoever asks is told so. */
  filesLost = false;
  #planned: Planned[] = [];

  /** The connection is cut and nothing happens. */
  dropBefore(scope?: FaultScope): void {
    this.#plan({ kind: 'drop-before' }, scope);
  }

  /** It happens, and the connection is cut instead of an answer. */
  dropAfter(scope?: FaultScope): void {
    this.#plan({ kind: 'drop-after' }, scope);
  }

  /** WeChat warns the account and sends nothing. */
  warn(words = '操作过于频繁，请稍后再试', scope?: FaultScope): void {
    this.#plan({ kind: 'warn', words }, scope);
  }

  slow(ms: number, scope?: FaultScope): void {
    this.#plan({ kind: 'slow', ms }, scope);
  }

  late(ms: number, scope?: FaultScope): void {
    this.#plan({ kind: 'late', ms }, scope);
  }

  /** What was planned and has not come about does not. */
  calm(): void {
    this.#planned = [];
    this.filesLost = false;
  }

  take(chat: string): SendFault | null {
    const planned = this.#planned.find((one) => one.chat === null || one.chat === chat);
    if (planned === undefined) return null;
    planned.left -= 1;
    this.#planned = this.#planned.filter((one) => one.left > 0);
    return planned.fault;
  }

  #plan(fault: SendFault, { chat, times = 1 }: FaultScope = {}): void {
    this.#planned.push({ fault, chat: chat ?? null, left: times });
  }
}
