/** The way out: leased, sent in order per conversation, settled. What may have arrived is never repeated blindly. */
import type { Logger } from 'pino';
import type { Adapter, OutboundMessage, SendOutcome } from './message.ts';
import type { LeasedMessage, PlatformTerms, Settlement, Store } from '../store/store.ts';
import { cut } from '../domain/cut.ts';
import type { AtArrow } from './arrow.ts';
import { joined, together } from './joined.ts';
import { leaveGone, leaveOverCap, leaveStranded, type Leaving } from './leaving.ts';
import { keepOn } from './loop.ts';
import type { Meter, SendFate } from './meter.ts';
import { standingOf, type Standing } from './standing.ts';
import type { Wakeable } from './wake.ts';

export interface SenderDeps {
  readonly store: Store;
  /** Every platform that is in use: what one of them does not take falls over to another. */
  readonly adapters: readonly Adapter[];
  /** Those that this sender sends to; all of them where nothing is said. */
  readonly own?: readonly Adapter[];
  /** One for all senders of a process. */
  readonly standing?: Standing;
  readonly at: AtArrow;
  readonly log: Logger;
  readonly now: () => number;
  /** How long a lease lasts before another process may take the message up, in ms. */
  readonly leaseMs: number;
  /** How many messages are leased at a time. */
  readonly batch: number;
  readonly meter?: Meter;
}

/** Sends one round: the first waiting message of each conversation. Returns how many were sent or refused. */
export async function sendRound(given: SenderDeps): Promise<number> {
  const standing = given.standing ?? standingOf(given.now);
  const deps = { ...given, standing, own: given.own ?? given.adapters };
  await leaveStranded(deps);
  await leaveOverCap(deps);
  const leased = await deps.store.leaseMessages(termsOf(deps), deps.batch, deps.leaseMs, deps.now());
  if (leased.length === 0) return 0;
  deps.at('leased');
  const settlements = (await Promise.all(together(leased).map((those) => sendTogether(deps, those)))).flat();
  deps.at('sent');
  hear(deps, settlements);
  const moved = await leaveGone(deps, settlements);
  const settled = await deps.store.settleMessages(settlements, deps.now());
  deps.at('settled');
  for (const one of settled) if (!moved.has(one.leased.id)) tellSettled(deps, one);
  return leased.length;
}

/** A platform that is left alone, or that another process sends to, is not leased for. */
const termsOf = ({ own, standing }: Leaving): PlatformTerms[] =>
  own
    .filter((adapter) => standing.pausedUntil(adapter.platform) === null && !standing.isStandby(adapter))
    .map(({ platform, capabilities: { idempotentSend, idempotencyWindowMs, limits } }) => ({
      ...{ platform, idempotentSend, idempotencyWindowMs, limits },
    }));

/** What a platform says of itself holds for all that waits for it. */
function hear({ own, standing, log, meter, now }: SenderDeps & Leaving, settlements: readonly Settlement[]): void {
  for (const { platform } of own) {
    const outcomes = settlements.flatMap((s) => (s.leased.platform === platform ? [s.outcome] : []));
    const heard = standing.heard(platform, outcomes);
    if (heard === null) continue;
    meter?.paused(platform, heard === 'over' ? null : heard.until);
    if (heard === 'over') log.info({ platform }, 'platform takes sends again');
    else
      log.warn({ platform, why: heard.why, seconds: Math.ceil((heard.until - now()) / 1000) }, 'platform left alone');
  }
}

function tellSettled({ log, meter, now }: SenderDeps, { leased, outcome }: Settlement): void {
  const { id, platform, receivedAt } = leased;
  meter?.sent(platform, fateOf(outcome), receivedAt, now());
  if (outcome.status === 'refused' && outcome.retryAt === null)
    log.warn({ outboxId: String(id), platform, why: outcome.why }, 'send refused');
}

const fateOf = (outcome: SendOutcome): SendFate =>
  outcome.status === 'refused' && outcome.retryAt !== null ? 'later' : outcome.status;

/** What goes with another is one message with it, and one fate. */
async function sendTogether(
  deps: SenderDeps,
  [first, ...rest]: readonly [LeasedMessage, ...LeasedMessage[]],
): Promise<Settlement[]> {
  const message = joined(first.message, rest.map((one) => one.message)); // prettier-ignore
  const settlement = await sendOne(deps, { ...first, message });
  return [first, ...rest].map((leased) => ({ ...settlement, leased }));
}

async function sendOne(deps: SenderDeps, leased: LeasedMessage): Promise<Settlement> {
  const adapter = deps.adapters.find((a) => a.platform === leased.platform);
  if (!adapter) return { leased, outcome: { status: 'refused', retryAt: null, why: 'no-adapter' } };
  // What changes a message that is there already shows nobody anything new.
  if (leased.isAnothers && leased.updates === null)
    return { leased, outcome: { status: 'refused', retryAt: null, why: 'account-is-anothers', of: 'chat' } };
  const outcome = await attempt(adapter, leased, deps.leaseMs / 2);
  // A platform that takes nothing at all, as with a token that was revoked, may be mended: no message is lost by it.
  if (outcome.status === 'refused' && outcome.of === 'platform')
    return { leased, outcome: { ...outcome, retryAt: outcome.retryAt ?? deps.now() + mendedMs } };
  if (outcome.status !== 'unknown') return { leased, outcome };
  deps.log.warn(
    { outboxId: String(leased.id), platform: leased.platform, why: outcome.why },
    'fate of a send is unknown',
  );
  // Changing a message once more changes nothing.
  if (!adapter.capabilities.idempotentSend && leased.updates === null) return { leased, outcome };
  const retryAt = deps.now() + againMs(leased.attempts);
  return { leased, outcome: { status: 'refused', retryAt, why: outcome.why }, mayHaveArrived: true };
}

/** How soon a platform that refuses everything for good is asked again, in ms. */
const mendedMs = 60_000;

/** How soon a send whose fate is unknown is repeated where the platform drops the second one, in ms: later each time, up to a minute. */
const againMs = (attempts: number): number => Math.min(60_000, 1000 * 2 ** Math.min(attempts - 1, 6));

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

/** Sends until aborted. */
export function send(given: SenderDeps, wake: Wakeable, signal: AbortSignal): Promise<void> {
  const deps = { ...given, standing: given.standing ?? standingOf(given.now) };
  const { batch, log, now, meter } = deps;
  const sleep = async (): Promise<void> => wake.next((await nextMs(deps)) ?? undefined);
  const turned = (): void => meter?.turned('sender');
  return keepOn({ name: 'sender', round: () => sendRound(deps), full: batch, sleep, log, now, turned }, signal);
}

/** When something that a limit holds back may be sent; null where nothing is. */
const nextMs = async ({ store, adapters, own = adapters }: SenderDeps): Promise<number | null> => {
  const limited = own.filter((a) => a.capabilities.limits.length > 0 && a.health().state !== 'standby');
  const all = await Promise.all(limited.map((a) => store.nextPlaceMs({ platform: a.platform, limits: a.capabilities.limits }))); // prettier-ignore
  const known = all.filter((ms) => ms !== null);
  return known.length > 0 ? Math.min(...known) : null;
};
