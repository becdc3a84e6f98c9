/** The composition root: starts the service of one county. What is joined to what stands in `src/wiring/`. */
import path from 'node:path';
import { pino } from 'pino';
import type { Adapter } from './chat/message.ts';
import type { Config } from './config.ts';
import { dateOf } from './domain/calendar.ts';
import type { County } from './domain/county.ts';
import { observe } from './probes.ts';
import { loadRules } from './rules/load.ts';
import type { Rules } from './rules/decision.ts';
import { keepWitness } from './store/audit-witness.ts';
import { loadCounty } from './store/county.ts';
import { exclusively } from './store/exclusively.ts';
import { fileShelf } from './store/file-shelf.ts';
import { keepForgetting } from './store/forgotten-images.ts';
import { queueFigures } from './store/health.ts';
import { imageShelf } from './store/image-shelf.ts';
import { heldSince } from './store/restore-held.ts';
import { openListener } from './store/wake.ts';
import { adaptersOf, type Adapters } from './wiring/adapters.ts';
import { openData } from './wiring/data.ts';
import { failureOf } from './wiring/failures.ts';
import { ruleChoiceOf, rulesDir } from './wiring/installation.ts';
import { startLoops } from './wiring/loops.ts';
import type { Parts } from './wiring/parts.ts';
import { keepPolicyShelf } from './wiring/policy-reload.ts';

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
  /** Told what is to be scanned so that a bot is signed in, each time that it is another. */
  readonly asked?: Parts['asked'];
}

/** Starts everything for one county. In a sample county everybody may be picked; it listens on loopback only. */
export async function startService({ config, county, dataDir, asked }: ServiceOptions): Promise<Service> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  let adapters: readonly Adapter[] = [];
  const observed = observe({ figures: () => queueFigures(data.db), adapters: () => adapters, now: Date.now });
  const data = await openData(config, dataDir, county.id, (trouble) => {
    const failure = failureOf(trouble);
    if (observed.troubled(failure)) log.error({ failure }, 'private database not reached');
  });
  if (data.migrated.length > 0) log.info({ migrations: data.migrated }, 'migrated');
  const listener = openListener(data.url);
  const images = imageShelf(path.join(dataDir, 'images'));
  const files = fileShelf(path.join(dataDir, 'files'));
  const parts: Parts = {
    config,
    county,
    dataDir,
    data,
    listener,
    images,
    files,
    exclusively: exclusively(data.db),
    observed,
    asked,
    log,
  };
  try {
    await loadCounty(data.db, county, {
      on: dateOf(Date.now()),
      groupsOn: 'web',
      ...(county.sample ? { accountsOn: 'web' } : {}),
    });
    const made = await adaptersOf(parts);
    adapters = made.all;
    return await runService(parts, made, rules);
  } catch (error) {
    await closeData(parts);
    throw error;
  }
}

async function runService(parts: Parts, adapters: Adapters, rules: Rules): Promise<Service> {
  const { county, dataDir, data, images, files, log } = parts;
  const policies = await keepPolicyShelf(data.db, {
    folder: path.join(dataDir, 'policy-index'),
    reloaded: (texts) => log.info({ texts }, 'texts of regulations taken up'),
    failed: (error) => log.error({ failure: failureOf(error) }, 'texts of regulations not read'),
  });
  const asking = { ...parts, policies: policies.shelf.deskFor(rules) };
  const running = await startLoops(asking, adapters, rules).catch(async (error: unknown) => {
    await policies.stop();
    throw error;
  });
  const witness = keepWitness(data.db, {
    folder: dataDir,
    now: Date.now,
    noted: ({ seq, hash }) => log.info({ seq, hash }, 'audit head'),
    failed: (error) => log.error({ failure: failureOf(error) }, 'audit head not noted'),
  });
  const forgetting = keepForgetting(data.db, {
    now: Date.now,
    // Of which shelf it is the hash does not say: what is on neither is gone.
    remove: (hash, before) => [images, files].every((shelf) => shelf.removeOlder(hash, before)),
    failed: (error) => log.error({ failure: failureOf(error) }, 'forgotten images not removed'),
  });
  const held = await heldSince(data.db);
  if (held) log.warn({ since: held.toISOString() }, 'sends held until released');
  log.info({ county: county.id, platforms: adapters.all.map((a) => a.platform) }, 'started');
  return {
    url: adapters.web.url ?? '',
    heldSince: held,
    async stop() {
      log.info('stopping');
      await running.stop();
      await policies.stop();
      await forgetting.stop();
      await witness.stop();
      await closeData(parts);
      log.info('stopped');
    },
  };
}

async function closeData({ listener, data, exclusively: turns }: Parts): Promise<void> {
  await turns.stop();
  await listener.stop();
  await data.close();
}
