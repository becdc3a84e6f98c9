/** How the bot is: whether events reach it, and whether the platform takes its calls. */
import type { Health } from '../../src/chat/message.ts';
import type { ApiFailure } from './failure.ts';

export interface Vitals {
  health(): Health;
  started(): void;
  stopped(): void;
  /** Events can reach the bot, or can't any more. */
  linked(up: boolean): void;
  /** What became of a call; null = it succeeded. */
  called(failure: ApiFailure | null): void;
  /** Whether the platform took the last call that says anything. */
  answers(): boolean;
  /** Resolves once it is known to be up or down, or after so many ms. */
  known(withinMs: number): Promise<void>;
}

/** Codes that say that the app itself is refused, whatever it asks. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [10003, 'app-refused'],
  [10014, 'app-refused'],
  [99991662, 'app-stopped'],
  [230006, 'no-bot'],
]);

/** So many calls in a row that were lost on the way make an outage: a single one happens. */
const LOST_CALLS = 2;

/** Why no call at all would get through; null = this failure says nothing of others. */
function whyDown({ at, code, status, network }: ApiFailure): string | null {
  if (code !== null) return REFUSED.get(code) ?? (at === 'token' ? 'app-refused' : null);
  if (network === 'aborted' || network === 'too-large') return null;
  return network ?? (status !== null && status >= 500 ? `http-${String(status)}` : null);
}

export function createHealth(now: () => number): Vitals {
  let state: Health = { state: 'starting', since: now(), why: null };
  let link: boolean | null = null;
  let answers: boolean | null = null;
  let whyNot: string | null = null;
  let lostCalls = 0;
  let waiting: (() => void)[] = [];

  function settle(next: Pick<Health, 'state' | 'why'>): void {
    // Another reason is no other outage.
    state = { ...next, since: next.state === state.state ? state.since : now() };
    if (state.state === 'starting') return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  function look(): void {
    if (state.why === 'stopped') return;
    if (answers === false) settle({ state: 'down', why: whyNot });
    else if (link === false) settle({ state: 'down', why: 'disconnected' });
    else if (answers === true && link === true) settle({ state: 'up', why: null });
    else settle({ state: 'starting', why: null });
  }

  return {
    health: () => state,
    started() {
      link = answers = null;
      state = { state: 'starting', since: now(), why: null };
    },
    stopped: () => settle({ state: 'down', why: 'stopped' }),
    linked(up) {
      link = up;
      look();
    },
    called(failure) {
      const why = failure && whyDown(failure);
      if (failure !== null && why === null) return;
      lostCalls = failure?.at === 'call' && failure.code === null ? lostCalls + 1 : 0;
      if (lostCalls > 0 && lostCalls < LOST_CALLS) return;
      answers = why === null;
      whyNot = why;
      look();
    },
    answers: () => answers === true,
    known: (withinMs) =>
      new Promise((resolve) => {
        if (state.state !== 'starting') {
          resolve();
          return;
        }
        const timer = setTimeout(resolve, withinMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
