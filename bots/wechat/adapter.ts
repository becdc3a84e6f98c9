/** One account of WeChat as an adapter of the product: the SDK speaks to its gateway in a child process, which is mended by another one. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Adapter, Capabilities, Health, SendOutcome, SignIn, Sink } from '../../src/chat/message.ts';
import type { Client } from './client.ts';
import type { Config, Ports } from './config.ts';
import { open } from './media.ts';
import { normalize } from './normalize.ts';
import { createPace, limitsOf } from './pace.ts';
import { beginningOf, startProgram } from './program.ts';
import type { FromChild } from './protocol.ts';
import { createPulse } from './pulse.ts';
import type { Pulse } from './pulse.ts';
import type { Receiver } from './receive.ts';
import { createReceiver } from './receive.ts';
import { MAX_FILE_BYTES, MAX_TEXT } from './schema.ts';
import { createTurns, send } from './send.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';
import { termsOf } from './terms.ts';

export interface WechatAdapter extends Adapter {
  signIn(): SignIn | null;
  /** Of the child process; null while there is none. */
  readonly pid: number | null;
}

const USUAL_CAP = 200;

/** Of an account with the usual cap; each account has limits of its own. */
export const capabilities: Capabilities = {
  quotedId: false,
  buttons: false,
  callbackBytes: 0,
  location: true,
  files: true,
  documentBytes: MAX_FILE_BYTES,
  attachments: 'apart',
  editSent: false,
  // Whether one comes depends on the puppet.
  idFromSend: false,
  idempotentSend: false,
  idempotencyWindowMs: null,
  groupPush: true,
  maxTextLength: MAX_TEXT,
  limits: limitsOf(USUAL_CAP),
  replyWindowMs: null,
  redelivers: false,
};

/** A send ends within 10 s, half of its lease: its turn takes up to 6 of them, and the gateway has what is left. In ms. */
const TURN_WITHIN_MS = 7_000;

/** When the next process may send what came too late for this one, in ms. */
const AGAIN_MS = 1_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

async function settledWithin(ms: number, work: Iterable<Promise<unknown>>): Promise<void> {
  const settled = new AbortController();
  const all = Promise.allSettled(work).then(() => settled.abort());
  await Promise.race([all, pause(ms, settled.signal)]);
}

export function createAdapter({ config, ports }: { readonly config: Config; readonly ports: Ports }): WechatAdapter {
  const { platform, now = Date.now, wait = pause, report = () => undefined } = config;
  const terms = termsOf(config);
  const pace = createPace({ config });
  const inTurn = createTurns();
  const inHand = new Set<Promise<SendOutcome>>();
  const stopping = new AbortController();
  /** Once the sends in hand are through. */
  const over = new AbortController();
  const isOver = (): boolean => over.signal.aborted;
  let receiver: Receiver | null = null;
  /** While this process has the account. */
  let working: Promise<void> | null = null;
  const pulse: Pulse = createPulse({
    ...{ now, terms },
    quietUntil: () => pace.quietUntil(),
    oldestInHand: () => receiver?.oldestInHand() ?? null,
  });
  const supervisor: Supervisor = createSupervisor({
    ...{ terms, now, wait, report, pulse, heard },
    spawn: () => startProgram(config.folder),
    beginning: beginningOf(config.gateway, terms),
  });
  const client = (): Client | null => supervisor.client();
  const health = (): Health => pulse.health();
  const sender = {
    ...{ ports, pace, now, inTurn, health, client, signedIn: pulse },
    ...{ turnWithinMs: TURN_WITHIN_MS, stopping: stopping.signal },
  };

  function heard(said: FromChild): void {
    const self = pulse.self();
    if (said.is !== 'message' || self === null) return;
    const reading = { platform, selfId: self.id, selfName: self.name, receivedAt: now() };
    const message = normalize(said.message, reading);
    if (message !== null) receiver?.take(message);
  }

  /** Not waited for: another process may have the account for months. */
  async function takeTurns(): Promise<void> {
    while (!isOver()) {
      try {
        await ports.exclusively(`wechat/${platform}`, async (signal) => {
          if (isOver()) return;
          working = supervisor.run(AbortSignal.any([signal, over.signal]));
          await working.finally(() => void (working = null));
          if (!isOver()) pulse.standby();
        });
      } catch (error) {
        report(error);
      }
      await wait(1000, over.signal);
    }
  }

  return {
    platform,
    capabilities: { ...capabilities, limits: limitsOf(config.dailyCap, config.haste) },
    get pid() {
      return client()?.pid ?? null;
    },
    async start(sink: Sink) {
      receiver = createReceiver({ sink, terms, wait, report });
      void takeTurns();
      await pulse.known(terms.startMs);
      if (working === null) pulse.standby();
    },
    async stop() {
      stopping.abort();
      await settledWithin(terms.graceMs, inHand);
      over.abort();
      await working;
      await receiver?.stop(terms.graceMs);
      pulse.stopped();
    },
    async send(message, signal) {
      if (stopping.signal.aborted)
        return { status: 'refused', retryAt: now() + AGAIN_MS, why: 'stopping', of: 'platform' };
      const outcome = send(sender, message, signal);
      inHand.add(outcome);
      return await outcome.finally(() => inHand.delete(outcome));
    },
    openImage: (ref, signal) => open(client(), { kind: 'image', ref }, signal),
    openFile: (ref, signal) => open(client(), { kind: 'file', ref }, signal),
    health,
    signIn: () => pulse.signIn(),
  };
}
