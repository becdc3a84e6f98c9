/**
 * A day of 300 cadres on three accounts of WeChat, through the real worker, outbox and senders. The database has the day's clock too: its
 * `now()` and `clock_timestamp()` are functions of the simulation's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startOf, type Instant, type IsoDate } from '../../src/domain/calendar.ts';
import { openDatabase } from '../../src/store/database.ts';
import { storeOf } from '../../src/store/store.ts';
import { VirtualTime } from './virtual-time.ts';
import type { SentOn } from './wechat-account.ts';
import { county, open, type AccountName } from './wechat-county.ts';
import type { Said } from './wechat-people.ts';
import { keyOf, PlayedDay, type OutboxLook } from './wechat-played.ts';

const hourMs = 3_600_000;

export interface DayTerms {
  readonly on: IsoDate;
  readonly seed: string;
  readonly dailyCaps: Readonly<Record<AccountName, number>>;
  readonly warned: { readonly account: AccountName; readonly hour: number } | null;
  /** Until which hour it is played, from six in the morning. */
  readonly untilHour: number;
}

/** A row of the outbox at the end of the day. */
export interface Row {
  readonly id: string;
  readonly platform: string;
  readonly conversation: string;
  readonly inboxId: string | null;
  readonly personId: string | null;
  readonly state: string;
  readonly key: string;
  readonly text: string;
}

export interface Day {
  readonly midnight: Instant;
  readonly said: readonly (Said & { readonly inboxId: string })[];
  /** In the order in which they arrived. */
  readonly sent: readonly SentOn[];
  /** What was settled as sent, with when, in that order; more than one where several went as one message. */
  readonly settled: readonly { readonly id: string; readonly platform: string; readonly at: Instant }[];
  readonly moved: readonly { readonly outboxId: string; readonly from: string; readonly to: string; readonly why: string; readonly at: Instant }[]; // prettier-ignore
  readonly rows: readonly Row[];
  /** When an account was warned, and until when it said nothing. */
  readonly quiet: readonly { readonly platform: AccountName; readonly from: Instant; readonly until: Instant }[];
}

/** @param url a migrated, empty database */
export async function playDay(url: string, terms: DayTerms): Promise<Day> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhucun-day-'));
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the database may be dropped under it
  await client.connect();
  await client.query(clockOfOurs);
  const db = openDatabase(url, county.id);
  try {
    const midnight = startOf(terms.on);
    const time = new VirtualTime(midnight + 6 * hourMs, async (now) => {
      await client.query('UPDATE sim.clock SET at = $1', [new Date(now)]);
    }); // prettier-ignore
    await client.query('INSERT INTO sim.clock VALUES ($1)', [new Date(time.now)]);
    await open(db);
    const day = new PlayedDay(terms, time, storeOf(db), { folder, outbox: lookOf(client, time) });
    day.begin();
    await time.run(midnight + terms.untilHour * hourMs);
    return {
      ...day.record,
      midnight,
      said: await saidIn(client, day.said),
      rows: (await client.query<Row>(rowsOf)).rows,
    };
  } finally {
    await db.close();
    await client.end();
    rmSync(folder, { recursive: true });
  }
}

/** Found before PostgreSQL's own; by every connection that is opened from then on. */
const clockOfOurs = `
  CREATE SCHEMA sim;
  CREATE TABLE sim.clock (at timestamptz NOT NULL);
  CREATE FUNCTION sim.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM sim.clock';
  CREATE FUNCTION sim.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM sim.clock';
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = sim, pg_catalog, public', current_database()); END $$`;

const rowsOf = `
  SELECT id, platform, conversation, inbox_id AS "inboxId", person_id AS "personId", state, key, payload ->> 'text' AS text
  FROM outbox ORDER BY id`;

async function saidIn(client: pg.Client, said: readonly Said[]): Promise<Day['said']> {
  const { rows } = await client.query<{ id: string; key: string }>('SELECT id, event_key AS key FROM inbox');
  const idOf = new Map(rows.map((r) => [r.key, r.id]));
  return said.map((one) => ({ ...one, inboxId: idOf.get(keyOf(one)) ?? '' }));
}

const lookOf = (client: pg.Client, time: VirtualTime): OutboxLook => ({
  async waiting() {
    const { rows } = await client.query<{ platform: string }>(`SELECT DISTINCT platform FROM outbox WHERE county = $1 AND state = 'waiting' ORDER BY 1`, [county.id]); // prettier-ignore
    return rows.map((r) => r.platform);
  },
  async plannedMs(platform) {
    const { rows } = await client.query<{ ms: number | null }>(
      `SELECT (extract(epoch FROM min(not_before) - $3::timestamptz) * 1000)::float8 AS ms FROM outbox
        WHERE county = $1 AND state = 'waiting' AND platform = $2 AND not_before > $3`,
      [county.id, platform, new Date(time.now)],
    );
    return rows[0]?.ms ?? null;
  },
});
