/**
 * The whole product on platforms: real adapters over the fakes' wires, the real way in, the loops and PostgreSQL. Only the
 * clock is the test's: it goes on by itself, and is set ahead between what people do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, vi } from 'vitest';
import { createAdapter as createWebAdapter } from '../../../bots/web/adapter.ts';
import type { Adapter } from '../../../src/chat/message.ts';
import { readConfig } from '../../../src/config.ts';
import type { County } from '../../../src/domain/county.ts';
import { observe } from '../../../src/probes.ts';
import { loadRules } from '../../../src/rules/load.ts';
import { verifyAudit } from '../../../src/store/audit-verify.ts';
import { exclusively } from '../../../src/store/exclusively.ts';
import { fileShelf } from '../../../src/store/file-shelf.ts';
import { queueFigures } from '../../../src/store/health.ts';
import { imageShelf } from '../../../src/store/image-shelf.ts';
import { openListener } from '../../../src/store/wake.ts';
import { webAccountsOf } from '../../../src/store/web-accounts.ts';
import { webLogOf } from '../../../src/store/web-log.ts';
import { rulesDir } from '../../../src/wiring/installation.ts';
import { startLoops, type Running as Loops } from '../../../src/wiring/loops.ts';
import type { Parts } from '../../../src/wiring/parts.ts';
import { webConfig } from '../../fakes/web-server.ts';
import { boundElsewhere, openedCounty, wednesday, type OpenedCounty } from '../../store/opened-county.ts';
import { Member } from './member.ts';
import type { OpenPlatform, PlatformSide, Side } from './platform.ts';

/** Real time that anything may take to happen, in ms. */
const PATIENCE_MS = 15_000;
/** How often it is looked whether it has happened, in ms. */
const LOOK_MS = 5;

const ticking = Date.now.bind(Date);

export interface StageOptions {
  readonly county: County;
  readonly platforms: readonly OpenPlatform[];
  /** Who talks; `newcomer` and `stranger` have no account. */
  readonly speakers: readonly string[];
  readonly inGroup: readonly string[];
}

interface On {
  readonly side: PlatformSide;
  readonly adapter: Adapter;
  readonly people: ReadonlyMap<string, Side>;
}

export class Stage {
  readonly #opened: OpenedCounty;
  readonly #parts: Parts;
  readonly #folder: string;
  readonly #options: StageOptions;
  #loops!: Loops;
  readonly #on: On[] = [];
  readonly #members = new Map<string, Member>();
  #aheadMs = 0;

  private constructor(opened: OpenedCounty, parts: Parts, folder: string, options: StageOptions) {
    this.#opened = opened;
    this.#parts = parts;
    this.#folder = folder;
    this.#options = options;
  }

  static async open(options: StageOptions): Promise<Stage> {
    const opened = await openedCounty(options.county);
    const folder = mkdtempSync(path.join(tmpdir(), 'zhucun-stage-'));
    const stage = new Stage(opened, partsOf(opened, options.county, folder), folder, options);
    vi.spyOn(Date, 'now').mockImplementation(() => ticking() + stage.#aheadMs);
    stage.#setClock(wednesday);
    await stage.#start();
    return stage;
  }

  async #start(): Promise<void> {
    const parts = this.#parts;
    const sides = await Promise.all(this.#options.platforms.map((open) => open()));
    const web = webAdapterOf(parts);
    const made = sides.map((side) => ({ side, adapter: side.adapter(parts) ?? web }));
    const all = [...new Set([web, ...made.map(({ adapter }) => adapter)])];
    this.#loops = await startLoops(parts, { all, web }, loadRules(rulesDir, this.#options.county.packs));
    for (const { adapter } of made) await until(async () => adapter.health().state === 'up');
    const ids = [...this.#options.speakers, 'newcomer', 'stranger'];
    for (const { side, adapter } of made)
      this.#on.push({ side, adapter, people: await side.people({ parts, web }, ids, this.#options.inGroup) });
  }

  /** Nothing was said, and it is Wednesday, ten in the morning; everybody who talks is bound. */
  async reset(): Promise<void> {
    this.#setClock(wednesday);
    await this.#opened.clear({ webChatStays: true });
    if (!this.#hasWeb()) await this.sql(`UPDATE account SET person_id = NULL`);
    for (const { side, people } of this.#on.filter((one) => one.side.name !== 'web'))
      await this.#bind(side.name, people);
    const { speakers, inGroup } = this.#options;
    for (const { side, people } of this.#on)
      for (const [id, one] of people) {
        const member = new Member(this, one);
        this.#members.set(`${side.name} ${id}`, member);
        if (speakers.includes(id)) await member.begin('direct');
        if (inGroup.includes(id)) await member.begin('group');
      }
  }

  #hasWeb(): boolean {
    return this.#on.some(({ side }) => side.name === 'web');
  }

  async #bind(platform: string, people: ReadonlyMap<string, Side>): Promise<void> {
    const { speakers, inGroup, county } = this.#options;
    for (const id of speakers) {
      const side = people.get(id)!;
      const account = [county.id, `${platform}:${side.id}`, platform, side.id, id, side.conversation('direct')];
      await this.sql(`INSERT INTO account VALUES ($1, $2, $3, $4, $5, $6)`, account);
    }
    const { id: group, teamId, title } = county.groups[0]!;
    const chat = people.get(inGroup[0]!)!.conversation('group');
    if (!this.#hasWeb()) {
      await this.sql(`DELETE FROM group_member`);
      await this.sql(`DELETE FROM chat_group WHERE platform = 'web'`);
    }
    await this.sql(`DELETE FROM chat_group WHERE platform = $1`, [platform]);
    const kept = [county.id, `${platform}:${group}`, platform, chat, title, teamId];
    await this.sql(`INSERT INTO chat_group VALUES ($1, $2, $3, $4, $5, $6)`, kept);
  }

  /** Somebody of the county on the platform, the first where nothing is said. */
  member(id: string, platform = this.#on[0]!.side.name): Member {
    return this.#members.get(`${platform} ${id}`)!;
  }

  /** Whoever got a code binds, and is somebody of the county from then on. */
  async binding(id: string, name: string, tail: string, code: string): Promise<Member> {
    const { side } = this.member(id);
    const bound = new Member(this, await side.bind(name, tail, code));
    await this.settled();
    return bound;
  }

  #platform(name: string): On {
    return this.#on.find(({ side }) => side.name === name)!;
  }

  get platform(): PlatformSide {
    return this.#on[0]!.side;
  }

  get adapter(): Adapter {
    return this.#on[0]!.adapter;
  }

  side(name: string): PlatformSide {
    return this.#platform(name).side;
  }

  isUp(name: string): boolean {
    return this.#platform(name).adapter.health().state === 'up';
  }

  get images(): Parts['images'] {
    return this.#parts.images;
  }

  get files(): Parts['files'] {
    return this.#parts.files;
  }

  sql<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.#opened.sql<R>(text, values);
  }

  /** The one request that there is. */
  async request(): Promise<{ code: string; state: string; reason: string }> {
    const rows = await this.sql<{ code: string; state: string; reason: string }>(
      'SELECT code, state, reason FROM request',
    );
    expect(rows).toHaveLength(1);
    return rows[0]!;
  }

  #setClock(at: number): void {
    this.#aheadMs = at - ticking();
  }

  /** It is then, in Shanghai: `2026-12-10 18:20`. */
  goTo(time: string): void {
    this.#setClock(Date.parse(`${time.replace(' ', 'T')}:00+08:00`));
  }

  /** As it truly is, where the database's own clock counts too. */
  goToNow(): void {
    this.#aheadMs = 0;
  }

  /** So much later. */
  later(ms: number): void {
    this.#aheadMs += ms;
  }

  /** All that was said is worked, and all that is to be sent is with the platforms. */
  async settled(): Promise<void> {
    await until(async () => {
      const [left] = await this.sql<{ inbox: number; outbox: number }>(`
        SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')::int AS inbox,
          (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased'))::int AS outbox`);
      if (left!.outbox > 0) await this.#letTimePass();
      return left!.inbox + left!.outbox === 0;
    });
    await this.#letTimePass();
  }

  /** Limits and waits go by the database's clock, which goes on as the test's does. */
  async #letTimePass(): Promise<void> {
    const sent = 'SELECT id FROM recent_send FOR UPDATE SKIP LOCKED';
    await this.sql(`UPDATE recent_send SET at = at - interval '61 seconds' WHERE id IN (${sent})`);
    const held = 'SELECT id FROM outbox WHERE not_before IS NOT NULL FOR UPDATE SKIP LOCKED';
    await this.sql(`UPDATE outbox SET not_before = NULL WHERE id IN (${held})`);
    await this.sql(`SELECT pg_notify('zhucun_outbox', $1)`, [this.#options.county.id]);
  }

  /** What must hold after every conversation. */
  async check(refused: readonly string[] = []): Promise<void> {
    await this.settled();
    const unsent = `SELECT platform, state, why FROM outbox WHERE state <> 'sent' AND (state <> 'refused' OR why <> ALL($1))`;
    expect(await this.sql(unsent, [refused])).toEqual([]);
    expect(await this.sql(`SELECT 1 FROM inbox WHERE state <> 'done'`)).toEqual([]);
    expect(await verifyAudit(this.#opened.db)).toMatchObject({ ok: true });
  }

  async close(): Promise<void> {
    await this.#loops.stop();
    await Promise.all(this.#on.map(({ side }) => side.close()));
    await this.#parts.exclusively.stop();
    await this.#parts.listener.stop();
    await this.#opened.close();
    rmSync(this.#folder, { recursive: true });
    vi.restoreAllMocks();
  }
}

/** Looks until it is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('it took too long');
    await wait(LOOK_MS);
  }
}

function partsOf({ db, url }: OpenedCounty, county: County, folder: string): Parts {
  return {
    config: readConfig({}),
    county,
    dataDir: folder,
    data: { db, url, migrated: [], close: async () => {} },
    listener: openListener(url),
    images: imageShelf(path.join(folder, 'images')),
    files: fileShelf(path.join(folder, 'files')),
    exclusively: exclusively(db),
    observed: observe({ figures: () => queueFigures(db), adapters: () => [], now: Date.now }),
    log: pino({ level: 'silent' }),
  };
}

function webAdapterOf({ data, listener, images, files }: Parts): ReturnType<typeof createWebAdapter> {
  const accounts = webAccountsOf(data.db, { demo: false, botName: '驻村助手', boundElsewhere });
  const log = webLogOf(data.db, listener);
  return createWebAdapter({ ports: { log, accounts, images, files }, config: webConfig({ demo: false }) });
}
