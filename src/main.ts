/** The composition root: the only file that joins bots, store and clock. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { createWebAdapter } from '../bots/web/adapter.ts';
import type { Adapter } from './chat/message.ts';
import type { AtArrow } from './chat/arrow.ts';
import type { Meter } from './chat/meter.ts';
import { startClock } from './chat/clock.ts';
import { send, type SenderDeps } from './chat/outbox.ts';
import { receiver } from './chat/receive.ts';
import { wakeable } from './chat/wake.ts';
import { work, type WorkerDeps } from './chat/worker.ts';
import type { Config } from './config.ts';
import { dateOf } from './domain/calendar.ts';
import { makeFile } from './documents/made.ts';
import type { County } from './domain/county.ts';
import type { CountySettings } from './domain/settings.ts';
import { loadRules, type RuleChoice } from './rules/load.ts';
import type { Rules } from './rules/decision.ts';
import { loadCounty } from './store/county.ts';
import { openDatabase, type Database } from './store/database.ts';
import { observe } from './probes.ts';
import { keepWitness } from './store/audit-witness.ts';
import { EmbeddedFailure, startEmbedded } from './store/embedded.ts';
import { fileShelf } from './store/file-shelf.ts';
import { queueFigures } from './store/health.ts';
import { imageShelf } from './store/image-shelf.ts';
import { botName } from './replies/bot-name.ts';
import { wordReply } from './replies/word.ts';
import { migrate } from './store/migrate.ts';
import { heldSince } from './store/restore-held.ts';
import { storeOf } from './store/store.ts';
import { openListener } from './store/wake.ts';
import { webAccountsOf } from './store/web-accounts.ts';
import { webLogOf } from './store/web-log.ts';

export const packageRoot = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url));

/** Where packs and migrations lie in this installation. */
export const rulesDir = path.join(packageRoot, 'rules');
/** The rules of a county: its own over its packs, or the packs alone. */
export const ruleChoiceOf = ({ packs, overlay }: County): RuleChoice =>
  overlay === undefined ? { packs } : { overlay };

export const migrationsDir = path.join(packageRoot, 'prisma', 'migrations');

/** How many messages a transaction takes, and how long the loops sleep and have to stop. */
const terms = { batch: 64, sleepMs: 1000, stopMs: 20_000 };

export interface OpenedData {
  readonly db: Database;
  readonly url: string;
  /** Names of the migrations that were due. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

/** Opens the data of a county, migrated: the embedded PostgreSQL in `dataDir`, or the outside one. */
export async function openData(
  config: Config,
  dataDir: string,
  countyId: string,
  onTrouble?: (trouble: unknown) => void,
): Promise<OpenedData> {
  const folder = path.join(dataDir, 'pg');
  const options = onTrouble ? { onTrouble } : {};
  const server = config.databaseUrl === null ? await startEmbedded(folder, options) : null;
  const url = config.databaseUrl ?? server?.url ?? '';
  let migrated: readonly string[];
  try {
    migrated = await migrate(url, migrationsDir);
  } catch (error) {
    await server?.stop();
    throw error;
  }
  const db = openDatabase(url, countyId, { idleTransactionMs: config.frozenMs });
  return {
    db,
    url,
    migrated,
    async close() {
      await db.close();
      await server?.stop();
    },
  };
}

export interface Service {
  readonly url: string;
  /** Since when nothing is sent, as after a restore; null = sends go as ever. */
  readonly heldSince: Date | null;
  /** Takes nothing more in, finishes what is in hand, closes the data. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  readonly county: County;
  readonly dataDir: string;
}

/** Starts everything for one county. In a sample county everybody may be picked; it listens on loopback only. */
export async function startService({ config, county, dataDir }: ServiceOptions): Promise<Service> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  const adapters: Adapter[] = [];
  const observed = observe({ figures: () => queueFigures(data.db), adapters: () => adapters, now: Date.now });
  const data = await openData(config, dataDir, county.id, (trouble) => {
    const failure = failureOf(trouble);
    if (observed.troubled(failure)) log.error({ failure }, 'private database not reached');
  });
  if (data.migrated.length > 0) log.info({ migrations: data.migrated }, 'migrated');
  const listener = openListener(data.url);
  try {
    await loadCounty(data.db, county, {
      on: dateOf(Date.now()),
      groupsOn: 'web',
      ...(county.sample ? { accountsOn: 'web' } : {}),
    });
    const images = imageShelf(path.join(dataDir, 'images'));
    const files = fileShelf(path.join(dataDir, 'files'));
    const ports = {
      log: webLogOf(data.db, listener),
      accounts: webAccountsOf(data.db, { demo: county.sample, botName, boundElsewhere }),
      images,
      files,
    };
    const web = createWebAdapter({
      ports,
      config: {
        host: config.host,
        port: config.port,
        demo: county.sample,
        allowedOrigins: config.origins,
        botName,
        places: county.points,
        probes: observed.probes,
        report: (error) => log.error({ failure: failureOf(error) }, 'web chat'),
      },
    });
    adapters.push(web);
    const running = await startLoops({
      data,
      county,
      rules,
      log,
      at: crashing(config),
      adapters,
      meter: observed.meter,
      listener,
      images,
      files,
      leaseMs: config.leaseMs,
      origin: () => config.origins[0] ?? (web.url && new URL(web.url).origin),
    });
    const witness = keepWitness(data.db, {
      folder: dataDir,
      now: Date.now,
      noted: ({ seq, hash }) => log.info({ seq, hash }, 'audit head'),
      failed: (error) => log.error({ failure: failureOf(error) }, 'audit head not noted'),
    });
    const held = await heldSince(data.db);
    if (held) log.warn({ since: held.toISOString() }, 'sends held until released');
    log.info({ county: county.id, platforms: adapters.map((a) => a.platform) }, 'started');
    return {
      url: web.url ?? '',
      heldSince: held,
      async stop() {
        log.info('stopping');
        await running.stop();
        await witness.stop();
        await listener.stop();
        await data.close();
        log.info('stopped');
      },
    };
  } catch (error) {
    await listener.stop();
    await data.close();
    throw error;
  }
}

function failureOf(error: unknown): string {
  if (error instanceof EmbeddedFailure) return error.kind;
  return error instanceof Error ? error.name : 'unknown';
}

interface LoopParts {
  readonly data: OpenedData;
  readonly county: County;
  readonly rules: Rules;
  readonly log: Logger;
  readonly at: AtArrow;
  readonly adapters: readonly Adapter[];
  readonly meter: Meter;
  readonly listener: ReturnType<typeof openListener>;
  readonly images: ReturnType<typeof imageShelf>;
  readonly files: ReturnType<typeof fileShelf>;
  readonly leaseMs: number;
  /** Where the web chat is reached; null until it listens. */
  readonly origin: () => string | null;
}

/** Makes the file that goes with a result, and keeps it. */
export const fileMaker =
  ({ name }: Pick<County, 'name'>, files: Pick<ReturnType<typeof fileShelf>, 'keep'>): WorkerDeps['makeFiles'] =>
  async (result, now) => {
    const made = await makeFile(result, name, now);
    const kept = made && (await files.keep(made.bytes, made));
    return kept ? [kept] : [];
  };

const boundElsewhere = (officer: string | null): string =>
  wordReply({ says: 'bound-elsewhere', ends: false, officer }).text;

/** Any free port may be asked for, so where the web chat listens is known only once it does. */
const withOrigin = (settings: CountySettings, origin: () => string | null): CountySettings => ({
  ...settings,
  get webOrigin() {
    return origin();
  },
});

async function startLoops({
  data,
  county,
  rules,
  log,
  at,
  adapters,
  meter,
  listener,
  images,
  files,
  leaseMs,
  origin,
}: LoopParts): Promise<{ stop(): Promise<void> }> {
  const store = storeOf(data.db);
  const toWork = wakeable(terms.sleepMs);
  const toSend = wakeable(terms.sleepMs);
  listener.on('zhucun_inbox', () => toWork.call());
  listener.on('zhucun_outbox', () => toSend.call());
  const ending = new AbortController();
  const worker: WorkerDeps = {
    store,
    rules,
    settings: withOrigin(county.settings, origin),
    makeFiles: fileMaker(county, files),
    now: Date.now,
    at,
    log,
    batch: terms.batch,
    meter,
  };
  const sender: SenderDeps = { store, adapters, at, log, now: Date.now, leaseMs, batch: terms.batch, meter };
  const loops = Promise.all([work(worker, toWork, ending.signal), send(sender, toSend, ending.signal)]);
  const sink = receiver({
    keep: (message) => store.keepMessage(message),
    keepImage: (bytes, type) => images.keep(bytes, type),
    at,
    meter,
  });
  for (const adapter of adapters) {
    await adapter.start(sink);
    log.info({ platform: adapter.platform }, 'adapter up');
  }
  const clock = startClock({ keep: (message) => store.keepMessage(message), now: Date.now, log });
  return {
    async stop() {
      const ticked = clock.stop();
      await Promise.all(adapters.map((a) => a.stop()));
      for (const { platform } of adapters) log.info({ platform }, 'adapter down');
      ending.abort();
      toWork.call();
      toSend.call();
      await Promise.race([
        Promise.all([loops, ticked]),
        new Promise((resolve) => setTimeout(resolve, terms.stopMs).unref()),
      ]);
    },
  };
}

/** For tests of crashes: ends or pauses the process at the named arrow, unless nothing is asked for. */
function crashing({ crashAt }: Config): AtArrow {
  let left = crashAt?.nth ?? 0;
  return (arrow) => {
    if (arrow !== crashAt?.arrow) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, crashAt.signal);
  };
}
