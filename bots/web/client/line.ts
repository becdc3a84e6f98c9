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

export interface Line {
  open(): void;
  /** Tries at once, for instance when a message just went through. */
  retryNow(): void;
}

export function createLine(parts: LineParts): Line {
  let source: EventSource | null = null;
  let failures = 0;
  let state: LineState = 'connecting';
  const retry = timer();
  const watchdog = timer();
  const hiding = timer();

  const become = (next: LineState): void => {
    if (state === next) return;
    state = next;
    parts.onState(next);
  };
  const alive = (): void => {
    failures = 0;
    become('open');
    watchdog.set(SILENCE_MS, lost);
  };
  const close = (): void => {
    source?.close();
    source = null;
    watchdog.clear();
    retry.clear();
  };
  const connect = (): void => {
    close();
    source = new EventSource(`api/stream?since=${encodeURIComponent(parts.since())}`);
    source.addEventListener('ready', alive);
    source.addEventListener('beat', alive);
    source.addEventListener('conversations', () => parts.onConversations(false));
    source.addEventListener('reset', () => parts.onConversations(true));
    source.addEventListener('message', (event: MessageEvent<string>) => {
      alive();
      parts.onMessage(JSON.parse(event.data) as MessageView);
    });
    source.addEventListener('error', lost);
  };
  /** Why a stream failed the browser doesn't tell: after a second failure the session is asked for. */
  const lost = (): void => {
    close();
    failures += 1;
    become('lost');
    if (failures > 1) void fetchState().catch(checkSession);
    retry.set(backoffMs(failures - 1, Math.random()), connect);
  };
  const checkSession = (error: unknown): void => {
    if (!(error instanceof SignedOut)) return;
    close();
    become('signed-out');
  };
  const poll = (): void => {
    close();
    void parts
      .catchUp()
      .catch(checkSession)
      .finally(() => {
        if (document.hidden) hiding.set(HIDDEN_POLL_MS, poll);
      });
  };
  const seen = (): void => {
    hiding.clear();
    if (source === null && state !== 'signed-out') connect();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiding.set(HIDDEN_AFTER_MS, poll);
    else seen();
  });
  window.addEventListener('online', () => source ?? seen());
  window.addEventListener('pageshow', seen);

  return {
    open: connect,
    retryNow: () => {
      if (state === 'lost') connect();
    },
  };
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
