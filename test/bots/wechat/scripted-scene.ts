/** The supervisor with children that follow a script, by a clock of its own. */
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Terms } from '../../../bots/wechat/config.ts';
import type { FromChild, ToChild } from '../../../bots/wechat/protocol.ts';
import { createPulse } from '../../../bots/wechat/pulse.ts';
import type { Pulse } from '../../../bots/wechat/pulse.ts';
import { createSupervisor } from '../../../bots/wechat/supervisor.ts';
import type { Supervisor } from '../../../bots/wechat/supervisor.ts';

const TERMS: Terms = {
  ...{ pingMs: 10_000, silentMs: 30_000, bootMs: 30_000, callMs: 8_000, fileMs: 30_000, loginMs: 5_000 },
  ...{ firstRetryMs: 500, longestRetryMs: 60_000, steadyMs: 60_000, refusedRetryMs: 45_000, lookMs: 1_000 },
  ...{ startMs: 5_000, graceMs: 5_000, firstOfferMs: 200, longestOfferMs: 5_000 },
  ...{ takeoverMs: 60_000, takeoverAgainMs: 3_600_000 },
};
export const BEGINNING = { token: 't', endpoint: 'h:1', serverName: 'h', ca: 'pem', pingMs: 1, callMs: 1, fileMs: 1 };

class ScriptedChild extends EventEmitter {
  readonly pid = 4711;
  connected = true;
  readonly told: ToChild[] = [];
  isEnded = false;

  send(said: ToChild, done: (error: Error | null) => void): boolean {
    this.told.push(said);
    done(null);
    return true;
  }

  kill(): boolean {
    this.exit();
    return true;
  }

  say(said: FromChild): void {
    this.emit('message', said);
  }

  exit(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.connected = false;
    this.emit('exit');
    this.emit('disconnect');
  }
}

export interface Scene {
  readonly children: ScriptedChild[];
  readonly reported: string[];
  readonly heard: string[];
  readonly pulse: Pulse;
  readonly supervisor: Supervisor;
  readonly stopping: AbortController;
  readonly running: Promise<void>;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>;
  last(): ScriptedChild;
}

export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function begun(): Scene {
  let now = 1_000_000;
  let waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  const children: ScriptedChild[] = [];
  const [reported, heard]: [string[], string[]] = [[], []];
  const pulse = createPulse({ now: () => now, terms: TERMS, quietUntil: () => null, oldestInHand: () => null });
  const supervisor = createSupervisor({
    ...{ terms: TERMS, pulse, beginning: BEGINNING, now: () => now },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const over = (): void => {
          signal.removeEventListener('abort', over);
          resolve();
        };
        waiting.push({ at: now + ms, resolve: over });
        signal.addEventListener('abort', over);
      }),
    report: (error) => void reported.push(error instanceof Error ? error.message : ''),
    spawn: () => {
      children.push(new ScriptedChild());
      return children.at(-1) as unknown as ChildProcess;
    },
    heard: (said) => void heard.push(said.is),
  });
  const stopping = new AbortController();
  const running = supervisor.run(stopping.signal);
  return {
    ...{ children, reported, heard, pulse, supervisor, stopping, running },
    last: () => children.at(-1)!,
    async pass(ms) {
      for (const until = now + ms; now < until;) {
        await breath();
        now += 100;
        for (const one of waiting.filter(({ at }) => at <= now)) one.resolve();
        waiting = waiting.filter(({ at }) => at > now);
        await breath();
      }
    },
  };
}

/** The child has its gateway, and the account is signed in. */
export function signedIn(child: ScriptedChild): void {
  child.say({ is: 'hello' });
  child.say({ is: 'login', selfId: 'wxid_sample', name: null });
  child.say({ is: 'alive', caughtUp: true });
}
