/** What runs from start to stop: messages taken in, worked and answered, and the clock. */
import type { AtArrow } from '../chat/arrow.ts';
import { startClock } from '../chat/clock.ts';
import { fetchImages, type FetcherDeps } from '../chat/fetch-images.ts';
import { send, type SenderDeps } from '../chat/outbox.ts';
import { watchPlatforms } from '../chat/platform-watch.ts';
import { receiver } from '../chat/receive.ts';
import { standingOf } from '../chat/standing.ts';
import { wakeable, type Wakeable } from '../chat/wake.ts';
import { work, type WorkerDeps } from '../chat/worker.ts';
import type { Config } from '../config.ts';
import type { CountySettings } from '../domain/settings.ts';
import type { Rules } from '../rules/decision.ts';
import { platformNotesOf } from '../store/platform-state.ts';
import { storeOf, type Store } from '../store/store.ts';
import type { Adapters } from './adapters.ts';
import { fileMaker } from './file-maker.ts';
import type { Parts } from './parts.ts';

/** How many messages a transaction takes, and how long the loops sleep and have to stop. */
const terms = { batch: 64, sleepMs: 1000, stopMs: 20_000 };

export interface Running {
  /** Takes nothing more in and finishes what is in hand. */
  stop(): Promise<void>;
}

/** Starts the loops, then the adapters: whoever writes first is answered. */
export async function startLoops(parts: Parts, { all: adapters, web }: Adapters, rules: Rules): Promise<Running> {
  const { config, county, data, listener, images, files, observed, log } = parts;
  const store = storeOf(data.db);
  const at = crashing(config);
  const common = { store, at, log, now: Date.now, batch: terms.batch, meter: observed.meter };
  const origin = (): string | null => config.origins[0] ?? (web.url && new URL(web.url).origin);
  const settings = withOrigin(county.settings, origin);
  const platforms = new Map(adapters.map((a) => [a.platform, a.capabilities]));
  const makeFiles = fileMaker(county, files);
  const asking = parts.policies ? { policies: parts.policies } : {};
  const worker: WorkerDeps = { ...common, rules, settings, ...asking, platforms, makeFiles };
  const sender: SenderDeps = { ...common, adapters, standing: standingOf(Date.now), leaseMs: config.leaseMs };
  const fetcher: FetcherDeps = {
    store,
    adapters,
    keepImage: (bytes) => images.keepAny(bytes),
    keepFile: (bytes, file) => files.keepDocument(bytes, file),
    log,
    now: Date.now,
    leaseMs: config.leaseMs,
  };
  const toWork = wakeable(terms.sleepMs);
  const toSend = adapters.map((adapter) => ({ own: [adapter], wake: wakeable(terms.sleepMs) }));
  const toFetch = wakeable(terms.sleepMs);
  listener.on('zhucun_inbox', () => toWork.call());
  listener.on('zhucun_images', () => toFetch.call());
  listener.on('zhucun_outbox', () => wakeAll(toSend));
  const ending = new AbortController();
  const loops = Promise.all([
    work(worker, toWork, ending.signal),
    ...toSend.map(({ own, wake }) => send({ ...sender, own }, wake, ending.signal)),
    fetchImages(fetcher, toFetch, ending.signal),
  ]);
  await startAdapters(parts, adapters, store, at);
  const notes = platformNotesOf(data.db);
  const watch = watchPlatforms({ adapters, notes, webOrigin: origin, asked: parts.asked, now: Date.now, log });
  const clock = startClock({ keep: (message) => store.keepMessage(message), now: Date.now, log });
  return {
    async stop() {
      const ticked = clock.stop();
      await Promise.all(adapters.map((a) => a.stop()));
      await watch.stop();
      for (const { platform } of adapters) log.info({ platform }, 'adapter down');
      ending.abort();
      toWork.call();
      wakeAll(toSend);
      toFetch.call();
      await Promise.race([
        Promise.all([loops, ticked]),
        new Promise((resolve) => setTimeout(resolve, terms.stopMs).unref()),
      ]);
    },
  };
}

/** Each platform has a sender of its own: one that answers slowly keeps no other waiting. */
const wakeAll = (senders: readonly { readonly wake: Wakeable }[]): void => {
  for (const { wake } of senders) wake.call();
};

async function startAdapters(
  { observed, log }: Parts,
  adapters: Adapters['all'],
  store: Store,
  at: AtArrow,
): Promise<void> {
  const sink = receiver({
    keep: (message) => store.keepMessage(message),
    at,
    meter: observed.meter,
  });
  for (const adapter of adapters) {
    await adapter.start(sink);
    log.info({ platform: adapter.platform }, 'adapter up');
  }
}

/** Any free port may be asked for, so where the web chat listens is known only once it does. */
const withOrigin = (settings: CountySettings, origin: () => string | null): CountySettings => ({
  ...settings,
  get webOrigin() {
    return origin();
  },
});

/** For tests of crashes: ends or pauses the process at the named arrow, unless nothing is asked for. */
function crashing({ crashAt }: Config): AtArrow {
  let left = crashAt?.nth ?? 0;
  return (arrow) => {
    if (arrow !== crashAt?.arrow) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, crashAt.signal);
  };
}
