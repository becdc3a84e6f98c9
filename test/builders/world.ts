/** The whole core on a database, with a clock of its own and no platform: what people say goes in, what is sent is kept. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { dueSlots, tickMessage, type Slot } from '../../src/chat/clock.ts';
import type { KeptFile } from '../../src/chat/message.ts';
import { sendRound } from '../../src/chat/outbox.ts';
import { receiver } from '../../src/chat/receive.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { makeFile, type MadeFile } from '../../src/documents/made.ts';
import { consentVersion } from '../../src/domain/consent.ts';
import type { CountySettings } from '../../src/domain/settings.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { loadCounty } from '../../src/store/county.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import { accountId, directChat, groupChat, PLAIN, RICH, type AccountOf, type TestCounty } from './county.ts';
import { inbound, type Content, type Delivery } from './inbound.ts';
import { fixedDesk } from './policy-desk.ts';
import { recordingAdapter, type Sent } from './recording-adapter.ts';

const RULES_DIR = fileURLToPath(new URL('../../rules', import.meta.url));

/** Places where a test may put something else in between. */
export interface Seams {
  readonly database?: (db: Database) => Database;
  readonly store?: (store: Store) => Store;
  readonly rules?: (rules: Rules) => Rules;
  readonly settings?: Partial<CountySettings>;
}

export interface WorldOptions {
  readonly url: string;
  readonly county: TestCounty;
  readonly seams?: Seams;
  readonly batch?: number;
  readonly startAt?: number;
}

/** One message as it was said; delivered perhaps more than once. */
export interface Said {
  readonly delivery: Delivery;
  readonly content: Content;
  /** null for somebody whom the bot does not know. */
  readonly personId: string | null;
}

export interface SayOptions {
  /** Group it is said in; the direct chat otherwise. */
  readonly group?: string;
  readonly platform?: string;
  /** So long before it arrives was it sent, in ms. */
  readonly delayMs?: number;
}

/** What happened to a world from outside, so that it can happen to another one. */
export type Step = { readonly clock: number } & (
  | { readonly did: 'deliver'; readonly said: Said }
  | { readonly did: 'settle' }
  | { readonly did: 'tick'; readonly slot: Slot }
  | { readonly did: 'restart' }
  | { readonly did: 'hand-over'; readonly seat: readonly [string, string, readonly string[], string] }
);

const rulesOf = new Map<string, Rules>();
function packs(ids: readonly string[]): Rules {
  const rules = rulesOf.get(ids.join()) ?? loadRules(RULES_DIR, ids);
  rulesOf.set(ids.join(), rules);
  return rules;
}

/** What a conversation leaves in the tables. */
const EMPTIED: readonly string[] = [
  ...[
    'image_fetch',
    'inbox',
    'outbox',
    'chat_button',
    'dialogue',
    'shown_list',
    'audit_entry',
    'audit_link',
    'audit_head',
  ],
  ...['request', 'request_seat', 'filing_receipt', 'deputy', 'attendance', 'work_log', 'look', 'recent_send'],
  ...['ledger_entry', 'reminder', 'duty_answer', 'duty_list', 'duty_switch', 'month_confirmed'],
  ...['platform_state', 'platform_gap', 'policy_question', 'policy_faq'],
];

const keptFile = ({ name, contentType, bytes }: MadeFile): KeptFile => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  name,
  contentType,
  sizeBytes: bytes.length,
});

export class World {
  clock: number;
  readonly sent: Sent[] = [];
  readonly updated: Sent[] = [];
  readonly said: Said[] = [];
  readonly steps: Step[] = [];
  readonly #options: WorldOptions;
  #db: Database;
  #events = 0;

  private constructor(options: WorldOptions, db: Database) {
    this.#options = options;
    this.#db = db;
    this.clock = options.startAt ?? Date.parse('2026-12-02T00:00:00Z');
  }

  /** Opens the county on a migrated database. */
  static async open(options: WorldOptions): Promise<World> {
    const { county, accounts, plainGroups } = options.county;
    const db = openDatabase(options.url, county.id, { connections: 3 });
    await loadCounty(db, county, { on: '2026-01-01', groupsOn: RICH });
    await withClient(options.url, async (client) => {
      for (const account of accounts)
        await client.query('INSERT INTO account VALUES ($1, $2, $3, $2, $4, $5) ON CONFLICT DO NOTHING', [
          county.id,
          accountId(account),
          account.platform,
          account.personId,
          directChat(account),
        ]);
      // Somebody who has not agreed is asked first: that is tested where it belongs.
      await client.query(
        `INSERT INTO consent SELECT county, 'c-' || id, id, $2::int, '2026-01-01', NULL FROM person WHERE county = $1 ON CONFLICT DO NOTHING`,
        [county.id, consentVersion],
      );
      for (const { id, teamId } of plainGroups)
        await client.query('INSERT INTO chat_group VALUES ($1, $2, $3, $4, $2, $5) ON CONFLICT DO NOTHING', [
          county.id,
          id,
          PLAIN,
          groupChat(id),
          teamId,
        ]);
    });
    return new World(options, db);
  }

  get countyId(): string {
    return this.#options.county.county.id;
  }

  get #store(): Store {
    const { database, store } = this.#options.seams ?? {};
    const opened = storeOf(database ? database(this.#db) : this.#db);
    return store ? store(opened) : opened;
  }

  /** The person's account there, or the first of theirs; somebody without any is a stranger on the rich platform. */
  accountOf(personId: string, platform?: string): AccountOf {
    const theirs = this.#options.county.accounts.filter((a) => a.personId === personId);
    return theirs.find((a) => a.platform === platform) ?? theirs[0] ?? { personId, platform: RICH };
  }

  /** Somebody says something; it is kept, not yet worked. */
  async say(
    personId: string,
    what: string | Content,
    { group, platform, delayMs = 0 }: SayOptions = {},
  ): Promise<Said> {
    const account = this.accountOf(personId, platform);
    this.#events += 1;
    const isKnown = this.#options.county.accounts.some((a) => a.personId === personId);
    const said: Said = {
      personId: isKnown ? personId : null,
      content: typeof what === 'string' ? { text: what } : what,
      delivery: {
        platform: account.platform,
        eventKey: `e${this.#events}`,
        conversation: group === undefined ? directChat(account) : groupChat(group),
        chatKind: group === undefined ? 'direct' : 'group',
        senderId: accountId(account),
        sentAt: this.clock - delayMs,
        receivedAt: this.clock,
      },
    };
    this.said.push(said);
    await this.deliver(said);
    return said;
  }

  /** The platform hands the message over; again, where it has before. */
  async deliver(said: Said): Promise<void> {
    const { delivery, content } = said;
    this.steps.push({ did: 'deliver', said, clock: this.clock });
    const store = this.#store;
    const sink = receiver({ keep: (m) => store.keepMessage(m), at: () => undefined });
    await sink(inbound({ ...delivery, receivedAt: this.clock }, content));
  }

  /** The clock's slots that begin now or have begun today are kept, each once however often it is looked. */
  async tick(slots: readonly Slot[] = dueSlots(this.clock)): Promise<void> {
    for (const slot of slots) {
      this.steps.push({ did: 'tick', slot, clock: this.clock });
      await this.#store.keepMessage(tickMessage(slot, this.clock));
    }
  }

  /** Works everything that waits and sends what came of it; `workers` at the same time. */
  async settle(workers = 1): Promise<void> {
    this.steps.push({ did: 'settle', clock: this.clock });
    await this.work(workers);
    await this.send();
  }

  /** Works everything that waits; `workers` at the same time. */
  async work(workers = 1): Promise<void> {
    const deps = this.#worker;
    const one = async (): Promise<void> => {
      while ((await workBatch(deps)) > 0);
    };
    await Promise.all(Array.from({ length: workers }, one));
  }

  /** Works that one message alone. */
  async workOnly(inboxId: bigint): Promise<void> {
    await workBatch(this.#worker, 1, inboxId);
  }

  get #worker(): WorkerDeps {
    const rules = packs(this.#options.county.county.packs);
    return {
      store: this.#store,
      rules: this.#options.seams?.rules?.(rules) ?? rules,
      settings: { ...this.#options.county.county.settings, ...this.#options.seams?.settings },
      policies: fixedDesk(),
      makeFiles: async (result, now) => {
        const made = await makeFile(result, this.#options.county.county.name, now);
        return made ? [keptFile(made)] : [];
      },
      now: () => this.clock,
      at: () => undefined,
      log: pino({ level: 'silent' }),
      batch: this.#options.batch ?? 64,
    };
  }

  async send(): Promise<void> {
    const adapters = [recordingAdapter(RICH, 'rich', this), recordingAdapter(PLAIN, 'plain', this)];
    const log = pino({ level: 'silent' });
    const store = this.#store;
    // What is put off for minutes goes out at once, or it would still wait at the end of a conversation: see put-off.test.ts.
    const soon = this.clock + 24 * 3_600_000;
    const deps = {
      store: {
        ...store,
        leaseMessages: (terms, limit, leaseMs) => store.leaseMessages(terms, limit, leaseMs, soon),
      } satisfies Store,
      adapters,
      at: () => undefined,
      log,
      now: () => this.clock,
      leaseMs: 20_000,
      batch: 64,
    };
    while ((await sendRound(deps)) > 0);
  }

  /** The process ends and another one starts: nothing that was only in memory is left. */
  async restart(): Promise<void> {
    this.steps.push({ did: 'restart', clock: this.clock });
    await this.#db.close();
    this.#db = openDatabase(this.#options.url, this.countyId, { connections: 3 });
  }

  /** Others hold the seat from that day on. */
  async handOver(body: string, scopeId: string, holderIds: readonly string[], on: string): Promise<void> {
    this.steps.push({ did: 'hand-over', seat: [body, scopeId, holderIds, on], clock: this.clock });
    const { county } = this.#options.county;
    const seats = county.seats.map((s) => (s.body === body && s.scopeId === scopeId ? { ...s, holderIds } : s));
    await loadCounty(this.#db, { ...county, seats }, { on: on as `${number}-${number}-${number}`, groupsOn: RICH });
  }

  /** Back to the beginning: nothing was said, the seats are held as at first. */
  async reset(clock: number): Promise<void> {
    this.sent.length = 0;
    this.updated.length = 0;
    this.said.length = 0;
    this.steps.length = 0;
    this.#events = 0;
    this.clock = clock;
    const all = EMPTIED.map((t) => `DELETE FROM ${t} WHERE county = '${this.countyId}'`);
    all.push(`UPDATE person SET digest = false WHERE county = '${this.countyId}' AND digest`);
    const holders = this.#options.county.county.seats.flatMap((s) =>
      s.holderIds.map((id) => `('${this.countyId}', '${s.body}', '${s.scopeId}', '${id}', date '2026-01-01')`),
    );
    all.push(`DELETE FROM seat_holder WHERE county = '${this.countyId}'`);
    all.push(`INSERT INTO seat_holder VALUES ${holders.join()}`);
    await this.query(all.join(';'));
  }

  verifyAudit(): ReturnType<typeof verifyAudit> {
    return verifyAudit(this.#db);
  }

  /** Asks the database itself, past the store. */
  async query(sql: string): Promise<pg.QueryResult[]> {
    this.#client ??= await connected(this.#options.url);
    const results: pg.QueryResult | pg.QueryResult[] = await this.#client.query(sql);
    return Array.isArray(results) ? results : [results];
  }
  #client: pg.Client | undefined;

  async close(): Promise<void> {
    await this.#client?.end();
    await this.#db.close();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the database is dropped under it
  await client.connect();
  return client;
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await connected(url);
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
