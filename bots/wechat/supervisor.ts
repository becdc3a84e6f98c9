/** Keeps one child alive: starts it, takes it for dead when it is silent, and starts the next once it has really gone. */
import type { ChildProcess } from 'node:child_process';
import type { Client } from './client.ts';
import { openClient } from './client.ts';
import type { Terms } from './config.ts';
import type { Beginning, FromChild } from './protocol.ts';
import type { Pulse } from './pulse.ts';
import type { Takeover } from './takeover.ts';
import { createTakeover } from './takeover.ts';
import { TAKEN_WHY, WechatTrouble } from './trouble.ts';

export interface SupervisorParts {
  readonly terms: Terms;
  readonly now: () => number;
  /** Until so many ms are over or the signal aborts; never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly report: (error: unknown) => void;
  readonly pulse: Pulse;
  /** Starts the program of `child/main.ts`. */
  readonly spawn: () => ChildProcess;
  readonly beginning: Omit<Beginning, 'takeOver'>;
  /** Told of all that a child says, before the pulse is. */
  readonly heard: (said: FromChild) => void;
}

export interface Supervisor {
  /** null = there is none that could be asked. */
  client(): Client | null;
  /** Until the signal aborts. Resolves when the last child is gone: only then may another process have the account. */
  run(signal: AbortSignal): Promise<void>;
}

export function createSupervisor(parts: SupervisorParts): Supervisor {
  const { terms, wait, pulse, report } = parts;
  let current: Client | null = null;
  const takeover = createTakeover(parts);
  return {
    client: () => (current?.isGone === false ? current : null),
    async run(signal) {
      const isOver = (): boolean => signal.aborted;
      let failures = 0;
      takeover.paused();
      while (!isOver()) {
        pulse.starting();
        const { why, upMs } = await lifeOf({ ...parts, takeover }, signal, (client) => void (current = client));
        current = null;
        if (isOver()) return;
        if (why === TAKEN_WHY) takeover.refused();
        else takeover.paused();
        failures = upMs >= terms.steadyMs ? 1 : failures + 1;
        if (pulse.lost(why)) report(new WechatTrouble(why));
        const soonest = why === 'token-refused' ? terms.refusedRetryMs : 0;
        await wait(Math.max(soonest, backoffMs(failures, terms)), signal);
      }
    },
  };
}

/** After the n-th failure in a row, n ≥ 1. */
const backoffMs = (failures: number, { firstRetryMs, longestRetryMs }: Terms): number =>
  Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 16));

interface LifeParts extends SupervisorParts {
  readonly takeover: Takeover;
}

interface Life {
  readonly why: string;
  /** How long the account was up in it, in ms. */
  readonly upMs: number;
}

/** From the start of a child until it is gone. */
async function lifeOf(parts: LifeParts, signal: AbortSignal, began: (client: Client) => void): Promise<Life> {
  const life = { why: null as string | null, upAt: null as number | null };
  const child = startedBy(parts);
  if (child === null) return { why: 'child-died', upMs: 0 };
  const client: Client = openClient(child, (said) => {
    if (said.is === 'login') life.upAt ??= parts.now();
    if (said.is === 'trouble' && said.ending) life.why ??= said.why;
    hear(parts, client, said);
  });
  began(client);
  const isSilent = await watch(parts, client, signal);
  if (signal.aborted) await endOf(parts, client);
  else client.kill();
  await client.gone;
  const { why, upAt } = life;
  return { why: why ?? (isSilent ? 'silent' : 'child-died'), upMs: upAt === null ? 0 : parts.now() - upAt };
}

function startedBy({ spawn, report }: SupervisorParts): ChildProcess | null {
  try {
    return spawn();
  } catch (error) {
    report(error);
    return null;
  }
}

function hear({ heard, pulse, report, beginning, takeover }: LifeParts, client: Client, said: FromChild): void {
  heard(said);
  pulse.heard(said);
  if (said.is === 'hello') client.tell({ is: 'begin', beginning: { ...beginning, takeOver: takeover.claim() } });
  if (said.is === 'trouble' && !said.ending) report(new WechatTrouble(said.why));
}

/** Until the child is gone, or silent, or not wanted any more. @returns whether it was silent */
async function watch({ terms, wait, pulse }: SupervisorParts, client: Client, signal: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  void client.gone.then(() => over.abort());
  const either = AbortSignal.any([over.signal, signal]);
  while (!either.aborted) {
    await wait(terms.lookMs, either);
    pulse.health(); // what the clock brings about is noted when it comes about
    if (pulse.isDead()) return !client.isGone;
  }
  return false;
}

/** It hands over what it has; one that takes too long is ended. */
async function endOf({ terms }: SupervisorParts, client: Client): Promise<void> {
  client.tell({ is: 'end' });
  const timer = setTimeout(() => client.kill(), terms.graceMs);
  await client.gone;
  clearTimeout(timer);
}
