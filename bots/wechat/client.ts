/** One child as the adapter speaks to it: what it says, what it is asked, and that it is gone. */
import type { ChildProcess } from 'node:child_process';
import type { Call, Failure, Result, ToChild } from './protocol.ts';
import { FromChild } from './protocol.ts';
import { LOST_WHY } from './trouble.ts';

type Asked<Of> = Of extends { readonly callId: number } ? Omit<Of, 'callId'> : never;
/** A call without the number under which it is answered. */
export type Order = Asked<Call>;

export interface Client {
  readonly pid: number | null;
  tell(said: ToChild): void;
  /** Never rejects: where the child is gone, or the signal aborts, it says what may have become of the call. */
  call(order: Order, signal: AbortSignal): Promise<Result>;
  kill(): void;
  readonly isGone: boolean;
  /** Resolves once the process has exited and all that it said was heard. */
  readonly gone: Promise<void>;
}

interface Pending {
  readonly order: Order;
  readonly settle: (result: Result) => void;
}

const failed = (failure: Failure): Result => ({ is: 'failed', failure });

/** What a call that was not answered may have done: nobody is shown anything by bringing bytes or by reading. */
const unanswered = ({ is }: Order, why: string): Result =>
  failed({ fate: is === 'text' || is === 'file' ? 'unknown' : 'not-left', why });

/** Long enough for what lies in the channel of a process that has exited, in ms. */
const LAST_WORDS_MS = 1_000;

const LOST: FromChild = { is: 'trouble', why: LOST_WHY, ending: false };

const isMessage = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && 'is' in raw && raw.is === 'message';

/** `heard` is told all that the child says by itself; of what is not of the protocol only that a message was lost, where it held one. */
export function openClient(child: ChildProcess, heard: (said: FromChild) => void): Client {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let isGone = false;

  child.on('message', (raw) => {
    const said = FromChild.safeParse(raw).data ?? (isMessage(raw) ? LOST : undefined);
    if (said === undefined) return;
    if (said.is === 'answer') pending.get(said.callId)?.settle(said.result);
    else heard(said);
  });
  // One that can't be spoken to is of no use, whatever else it does.
  child.once('disconnect', () => child.kill('SIGKILL'));
  const gone = goneFor(child).then(() => {
    isGone = true;
    for (const { order, settle } of pending.values()) settle(unanswered(order, 'child-died'));
  });

  function post(said: ToChild, notSent: () => void): void {
    if (!child.connected) notSent();
    else
      child.send(said, (error) => {
        if (error !== null) notSent();
      });
  }

  return {
    pid: child.pid ?? null,
    get isGone() {
      return isGone;
    },
    gone,
    tell: (said) => post(said, () => undefined),
    kill: () => void child.kill('SIGKILL'),
    call: (order, signal) =>
      new Promise((resolve) => {
        const callId = (lastId += 1);
        const abort = (): void => settle(unanswered(order, 'aborted'));
        const settle = (result: Result): void => {
          pending.delete(callId);
          signal.removeEventListener('abort', abort);
          resolve(result);
        };
        if (signal.aborted || isGone) {
          resolve(failed({ fate: 'not-left', why: isGone ? 'child-died' : 'aborted' }));
          return;
        }
        pending.set(callId, { order, settle });
        signal.addEventListener('abort', abort);
        post({ ...order, callId }, () => settle(failed({ fate: 'not-left', why: 'child-died' })));
      }),
  };
}

async function goneFor(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // It never was.
    child.on('error', () => {
      if (child.pid === undefined) resolve();
    });
  });
  if (!child.connected) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, LAST_WORDS_MS);
    child.once('disconnect', () => {
      clearTimeout(late);
      resolve();
    });
  });
}
