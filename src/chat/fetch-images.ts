/**
 * Photos and documents that a platform still holds: fetched beside the way in, for the platform waits for its answer there. The message waits for
 * them, and is worked all the same where they are not to be had.
 */
import type { Logger } from 'pino';
import { isPlainCommand } from '../language/understand.ts';
import type { Fetched, LeasedFetch, Store } from '../store/store.ts';
import {
  ImageGone,
  type Adapter,
  type KeptFile,
  type KeptImage,
  type OfferedFile,
  type UnkeptFile,
} from './message.ts';
import { keepOn } from './loop.ts';
import type { Wakeable } from './wake.ts';

export interface FetcherDeps {
  readonly store: Pick<Store, 'leaseFetches' | 'renewFetches' | 'settleFetches' | 'delayFetch'>;
  readonly adapters: readonly Adapter[];
  /** Cleans the bytes and keeps them; null where they are no image that is understood. */
  readonly keepImage: (bytes: Uint8Array) => Promise<KeptImage | null>;
  /** Keeps a document under a plain name, or says why it is not kept. */
  readonly keepFile: (bytes: Uint8Array, file: OfferedFile) => Promise<KeptFile | UnkeptFile>;
  readonly log: Logger;
  readonly now: () => number;
  /** How long the images of one message may take, in ms; a minute where nothing is said. */
  readonly withinMs?: number;
  /** After so many ms without a sign of life another process fetches them; renewed as long as this one does. */
  readonly leaseMs: number;
}

/** Messages at a time, and of each one image or document at a time: it is held in memory as a whole. */
const batch = 4;
const withinMsUsual = 60_000;
const largestBytes = 20 * 1024 * 1024;
/** Tried for so long after the message came in, and at least once. */
const triedForMs = 600_000;
/** Beyond it the process itself may end of it. */
const mostAttempts = 20;
const longestWaitMs = 60_000;

/** Fetches for some messages, until `ending` aborts. Returns for how many; 0 when nothing is due. */
export async function fetchRound(deps: FetcherDeps, ending?: AbortSignal): Promise<number> {
  const { store, leaseMs, adapters } = deps;
  // The process that has the account fetches them: a try of this one would only put them off.
  const standby = adapters.filter((a) => a.health().state === 'standby').map((a) => a.platform);
  const leased = (await store.leaseFetches(batch, leaseMs, standby)).map(forTheBot);
  if (leased.length === 0) return 0;
  const renewing = setInterval(() => void store.renewFetches(leased, leaseMs).catch(notReached), leaseMs / 3);
  await Promise.all(leased.map((one) => fetchOne(deps, one, ending))).finally(() => clearInterval(renewing));
  return leased.length;
}

/** A document beside an answer to a colleague is none of the bot's business; what it quotes is known by now. */
function forTheBot(leased: LeasedFetch): LeasedFetch {
  const { saidToOthers = null, offered } = leased;
  const isForOthers = saidToOthers !== null && !isPlainCommand(saidToOthers);
  return isForOthers ? { ...leased, offered: offered.filter((one) => !isFile(one)) } : leased;
}

/** The next turn of the loop says so; until then the lease may run out, and what is fetched twice is written once. */
const notReached = (): void => undefined;

type Offered = LeasedFetch['offered'][number];

/** What became of one image or document: kept, not to be had for good, not just now, or fetched and not kept. */
type Fate = { readonly kept: KeptImage | KeptFile } | UnkeptFile | 'missing' | 'too-large' | 'later';

async function fetchOne(deps: FetcherDeps, leased: LeasedFetch, ending?: AbortSignal): Promise<void> {
  const fates = await fatesOf(deps, leased, ending);
  const isEnding = ending?.aborted ?? false;
  if (fates.includes('later') && (isEnding || !isOver(deps, leased))) {
    await deps.store.delayFetch(leased, isEnding ? 0 : waitMsOf(leased));
    return;
  }
  const fetched = settlementOf(leased, fates);
  const missing = fetched.missing + (fetched.unkept?.length ?? 0);
  if (missing > 0)
    deps.log.warn({ inboxId: String(leased.inboxId), platform: leased.platform, missing }, 'attachments not to be had');
  await deps.store.settleFetches([fetched]);
}

const waitMsOf = ({ attempts }: LeasedFetch): number => Math.min(1000 * 2 ** (attempts - 1), longestWaitMs);

const isOver = ({ now }: FetcherDeps, { attempts, receivedAt }: LeasedFetch): boolean =>
  attempts >= mostAttempts || now() - receivedAt >= triedForMs;

function settlementOf({ inboxId, attempts, offered }: LeasedFetch, fates: readonly Fate[]): Fetched {
  const kept = fates.flatMap((fate) => (typeof fate === 'object' && 'kept' in fate ? [fate.kept] : []));
  const images = kept.filter((one) => !('name' in one));
  return {
    inboxId,
    attempts,
    images,
    missing: offered.filter((one) => !isFile(one)).length - images.length,
    files: kept.flatMap((one) => ('name' in one ? [one] : [])),
    unkept: fates.flatMap((fate, i) => unkeptOf(offered[i], fate)),
  };
}

const isFile = (offered: Offered): offered is OfferedFile => 'name' in offered;

function unkeptOf(offered: Offered | undefined, fate: Fate): UnkeptFile[] {
  if (typeof fate === 'object') return 'kept' in fate ? [] : [fate];
  return offered && isFile(offered) ? [{ name: offered.name, why: fate === 'too-large' ? 'size' : 'gone' }] : [];
}

async function fatesOf(
  deps: FetcherDeps,
  { platform, offered, isBound, attempts }: LeasedFetch,
  ending?: AbortSignal,
): Promise<Fate[]> {
  const adapter = deps.adapters.find((a) => a.platform === platform);
  if (!adapter || !isBound || attempts > mostAttempts) return offered.map(() => 'missing');
  const until = performance.now() + (deps.withinMs ?? withinMsUsual);
  const fates: Fate[] = [];
  for (const [i, one] of offered.entries()) {
    // One that hangs leaves the others their share of the time.
    const shareMs = Math.max(1, Math.ceil((until - performance.now()) / (offered.length - i)));
    fates.push(await fateOf(deps, one, () => inTime(shareMs, ending, (signal) => opened(adapter, one, signal))));
  }
  return fates;
}

/** `openImage` or `openFile` of the adapter; what it can't open is gone. */
function opened(adapter: Adapter, one: Offered, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = isFile(one) ? adapter.openFile?.(one.ref, signal) : adapter.openImage?.(one.ref, signal);
  return bytes ?? Promise.reject(new ImageGone());
}

/** Gives up at the limit, or at the end of the process, even where the adapter does not. */
async function inTime<T>(
  ms: number,
  ending: AbortSignal | undefined,
  fetching: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, ms);
  ending?.addEventListener('abort', end);
  if (ending?.aborted) end();
  try {
    return await new Promise<T>((resolve, reject) => {
      const tooLate = (): void => reject(new Error('too late'));
      over.signal.addEventListener('abort', tooLate);
      if (over.signal.aborted) tooLate();
      fetching(over.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    ending?.removeEventListener('abort', end);
  }
}

async function fateOf(deps: FetcherDeps, one: Offered, open: () => Promise<Uint8Array>): Promise<Fate> {
  try {
    const bytes = await open();
    if (bytes.length > largestBytes) return 'too-large';
    return await keptOf(deps, one, bytes);
  } catch (error) {
    if (!(error instanceof ImageGone)) return 'later';
    return error.why === 'size' ? 'too-large' : 'missing';
  }
}

async function keptOf({ keepImage, keepFile }: FetcherDeps, one: Offered, bytes: Uint8Array): Promise<Fate> {
  if (!isFile(one)) {
    const kept = await keepImage(bytes);
    return kept ? { kept } : 'missing';
  }
  const kept = await keepFile(bytes, one);
  return 'why' in kept ? kept : { kept };
}

/** Fetches until aborted; woken by messages with images, and looking by itself now and then. */
export const fetchImages = (deps: FetcherDeps, wake: Wakeable, signal: AbortSignal): Promise<void> => {
  const { log, now } = deps;
  return keepOn({ name: 'fetcher', round: () => fetchRound(deps, signal), sleep: () => wake.next(), log, now }, signal);
};
