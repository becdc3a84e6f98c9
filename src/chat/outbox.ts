/** The way out: leased, sent in order per conversation, settled. What may have arrived is never repeated blindly. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Adapter, OutboundMessage, SendOutcome } from './message.ts';
import type { LeasedMessage, Store } from '../store/store.ts';
import { cut } from '../domain/cut.ts';
import type { AtArrow } from './arrow.ts';
import type { Meter, SendFate } from './meter.ts';
import { outageOf } from './outage.ts';
import { restMs, type Wakeable } from './wake.ts';

export interface SenderDeps {
  readonly store: Store;
  readonly adapters: readonly Adapter[];
  readonly at: AtArrow;
  readonly log: Logger;
  readonly now: () => number;
  /** How long a lease lasts before another process may take the message up, in ms. */
  readonly leaseMs: number;
  readonly batch: number;
  readonly meter?: Meter;
}

/** Sends one round: the first waiting message of each conversation. Returns how many were sent or refused. */
export async function sendRound(deps: SenderDeps): Promise<number> {
  const terms = deps.adapters.map((a) => ({ platform: a.platform, idempotentSend: a.capabilities.idempotentSend }));
  const leased = await deps.store.leaseMessages(terms, deps.batch, deps.leaseMs);
  if (leased.length === 0) return 0;
  deps.at('leased');
  const settlements = await Promise.all(
    leased.map(async (one) => ({ leased: one, outcome: await sendOne(deps, one) })),
  );
  deps.at('sent');
  const settled = await deps.store.settleMessages(settlements);
  deps.at('settled');
  for (const { leased: one, outcome } of settled) tellSettled(deps, one, outcome);
  return leased.length;
}

function tellSettled({ log, meter, now }: SenderDeps, leased: LeasedMessage, outcome: SendOutcome): void {
  const { id, platform, receivedAt } = leased;
  meter?.sent(platform, fateOf(outcome), receivedAt, now());
  if (outcome.status === 'refused' && outcome.retryAt === null)
    log.warn({ outboxId: String(id), platform, why: outcome.why }, 'send refused');
}

const fateOf = (outcome: SendOutcome): SendFate =>
  outcome.status === 'refused' && outcome.retryAt !== null ? 'later' : outcome.status;

async function sendOne(deps: SenderDeps, leased: LeasedMessage): Promise<SendOutcome> {
  const adapter = deps.adapters.find((a) => a.platform === leased.platform);
  if (!adapter) return { status: 'refused', retryAt: null, why: 'no-adapter' };
  const outcome = await attempt(adapter, leased, deps.leaseMs / 2);
  if (outcome.status !== 'unknown') return outcome;
  deps.log.warn(
    { outboxId: String(leased.id), platform: leased.platform, why: outcome.why },
    'fate of a send is unknown',
  );
  if (!adapter.capabilities.idempotentSend) return outcome;
  return { status: 'refused', retryAt: deps.now() + againMs, why: outcome.why };
}

/** How soon a send whose fate is unknown is repeated where the platform drops the second one, in ms. */
const againMs = 1000;

async function attempt(adapter: Adapter, leased: LeasedMessage, withinMs: number): Promise<SendOutcome> {
  try {
    return await sendWith(adapter, leased, AbortSignal.timeout(withinMs));
  } catch (error) {
    return { status: 'unknown', why: error instanceof Error ? error.name : 'unknown' };
  }
}

/** An update goes only where sent messages can be changed; elsewhere the old buttons stay and answer that they are stale. */
function sendWith(adapter: Adapter, leased: LeasedMessage, signal: AbortSignal): Promise<SendOutcome> {
  const message = fitted(leased.message, adapter.capabilities.maxTextLength);
  if (leased.updates === null) return adapter.send(message, signal);
  if (!adapter.update) return Promise.resolve({ status: 'sent', messageId: leased.updates });
  return adapter.update(leased.updates, message, signal);
}

/** A text longer than the platform takes would be refused for good: most of a long list is better than nothing. */
const fitted = (message: OutboundMessage, longest: number): OutboundMessage =>
  message.text.length <= longest ? message : { ...message, text: `${cut(message.text, longest - 1)}…` };

const storeDownMs = 500;

/** Sends until aborted. */
export async function send(deps: SenderDeps, wake: Wakeable, signal: AbortSignal): Promise<void> {
  const outage = outageOf('sender', deps.log, deps.now);
  while (!signal.aborted) {
    deps.meter?.turned('sender');
    try {
      const done = await sendRound(deps);
      outage.reached();
      if (done === 0) await wake.next();
      else if (done < deps.batch) await wait(restMs, undefined, { signal }).catch(() => undefined);
    } catch (error) {
      outage.lost(error);
      await wait(storeDownMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
