/**
 * The line to the server: an event stream while the window is seen, a question now and then while it is not (browsers
 * allow six connections to a server, and many windows may be open). Comes back by itself, from where it was.
 */
import { SignedOut, fetchState } from './api.ts';
import { backoffMs } from './backoff.ts';
import type { MessageView } from './wire.ts';

/** The server shows itself every 15 s; a line that is silent for longer is dead. */
const SILENCE_MS = 40_000;
const HIDDEN_AFTER_MS = 30_000;
const HIDDEN_POLL_MS = 15_000;

export type LineState = 'connecting' | 'open' | 'lost' | 'signed-out';

export interface LineParts {
  readonly since: () => string;
  readonly onMessage: (message: MessageView) => void;
  /** Asks for all that changed since the cursors. */
  readonly catchUp: () => Promise<void>;
  /** The list of conversations changed, or (`afresh`) nothing known holds any more. */
  readonly onConversations: (afresh: boolean) => void;
  readonly onState: (state: LineState) => void;
}

export class Line {
  readonly #parts: LineParts;
  readonly #retry = timer();
  readonly #watchdog = timer();
  readonly #hiding = timer();
  #source: EventSource | null = null;
  #state: LineState = 'connecting';
  #failures = 0;

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  open(): void {
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#hiding.set(HIDDEN_AFTER_MS, () => this.#poll());
      else this.#seen();
    });
    window.addEventListener('online', () => this.#seen());
    window.addEventListener('pageshow', () => this.#seen());
    this.#connect();
  }

  /** Tries at once, for instance when a message just went through. */
  retryNow(): void {
    if (this.#state === 'lost' || this.#state === 'signed-out') this.#connect();
  }

  /** The session is over, as some request was told: nothing is asked any more before the person came in again. */
  end(): void {
    this.#close();
    this.#hiding.clear();
    this.#become('signed-out');
  }

  /** Ends if that is why a request failed. */
  endIfOver(error: unknown): void {
    if (error instanceof SignedOut) this.end();
  }

  #connect(): void {
    this.#close();
    const source = new EventSource(`api/stream?since=${encodeURIComponent(this.#parts.since())}`);
    source.addEventListener('ready', () => this.#alive());
    source.addEventListener('beat', () => this.#alive());
    source.addEventListener('conversations', () => this.#parts.onConversations(false));
    source.addEventListener('reset', () => this.#parts.onConversations(true));
    source.addEventListener('message', (event: MessageEvent<string>) => {
      this.#alive();
      this.#parts.onMessage(JSON.parse(event.data) as MessageView);
    });
    source.addEventListener('error', () => this.#lost());
    this.#source = source;
  }

  #alive(): void {
    this.#failures = 0;
    this.#become('open');
    this.#watchdog.set(SILENCE_MS, () => this.#lost());
  }

  /** Why a stream failed the browser doesn't tell: after a second failure the session is asked for. */
  #lost(): void {
    this.#close();
    this.#failures += 1;
    this.#become('lost');
    if (this.#failures > 1) void fetchState().catch((error: unknown) => this.endIfOver(error));
    this.#retry.set(backoffMs(this.#failures - 1, Math.random()), () => this.#connect());
  }

  #poll(): void {
    if (this.#state === 'signed-out') return;
    this.#close();
    void this.#parts
      .catchUp()
      .catch((error: unknown) => this.endIfOver(error))
      .finally(() => {
        if (document.hidden) this.#hiding.set(HIDDEN_POLL_MS, () => this.#poll());
      });
  }

  #seen(): void {
    this.#hiding.clear();
    if (this.#state === 'signed-out') this.#askAgain();
    else if (this.#source === null) this.#connect();
  }

  /** The person may have come in again in another window of this browser. */
  #askAgain(): void {
    void fetchState().then(
      () => this.#connect(),
      () => undefined,
    );
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    this.#watchdog.clear();
    this.#retry.clear();
  }

  #become(next: LineState): void {
    if (this.#state === next) return;
    this.#state = next;
    this.#parts.onState(next);
  }
}

/** One timer that is set anew or not at all. */
function timer(): { set(ms: number, run: () => void): void; clear(): void } {
  let running: number | undefined;
  const clear = (): void => window.clearTimeout(running);
  return {
    clear,
    set(ms, run) {
      clear();
      running = window.setTimeout(run, ms);
    },
  };
}
