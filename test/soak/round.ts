/** One round: a plan is played while the service is struck down again and again, and what is left is checked. */
import pg from 'pg';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { openDatabase } from '../../src/store/database.ts';
import { chanceOf, type Chance } from './chance.ts';
import { faultsOf, type Ask } from './checker.ts';
import type { DatabaseSource, RoundDatabase } from './databases.ts';
import { playerOf, type Player } from './play.ts';
import { planOf, type Plan } from './plan.ts';
import { Supervisor, type OutsideStrike, type Schedule } from './supervisor.ts';
import { differences, tablesOf } from './tables.ts';
import { until } from './until.ts';

export interface RoundOptions {
  readonly seed: number;
  readonly source: DatabaseSource;
  readonly processes: number;
  readonly schedule: Schedule;
}

export interface RoundResult {
  readonly seed: number;
  readonly struck: readonly string[];
  readonly messages: number;
  /** Replies that show above the message they answer: it was worked before its sender's client could send it again. */
  readonly early: number;
  readonly faults: readonly string[];
  readonly tables: Record<string, string[]>;
}

/** Short enough for a test; both are longer than what a healthy process takes. */
export const terms = { leaseMs: 1_200, frozenMs: 2_500 };

/** Id of the sample county. */
const COUNTY = 'demo';

/** Fillers between two kills before a round gives up. */
const FILLERS = 400;

/** Plays the round twice: once in peace, once with kills; the tables must be the same. Again when midnight fell into it. */
export async function playRound(options: RoundOptions): Promise<RoundResult> {
  const plan = planOf(options.seed);
  const peace = await playOnce(plan, { ...options, schedule: { strikes: [], outside: [] } });
  const result = await playOnce(plan, options);
  if (planOf(options.seed).today !== plan.today) return playRound(options);
  return {
    ...result,
    faults: [
      ...peace.faults.map((f) => `uncrashed: ${f}`),
      ...result.faults,
      ...differences(peace.tables, result.tables),
    ],
  };
}

/** One play of the plan, from a fresh database to its removal. */
export async function playOnce(plan: Plan, { source, processes, schedule, seed }: RoundOptions): Promise<RoundResult> {
  const database = await source.fresh();
  const supervisor = new Supervisor({ database, processes, strikes: schedule.strikes, ...terms });
  try {
    await supervisor.start();
    const player = await playStruck(plan, supervisor, schedule.outside, chanceOf(seed ^ 0x5f5f));
    const { faults, tables, early } = await reckon(database, plan, player);
    await supervisor.stop();
    return {
      seed,
      struck: supervisor.struck,
      messages: player.acknowledged.length,
      early,
      faults: [...faults, ...supervisor.surprises],
      tables,
    };
  } catch (error) {
    throw new Error(`seed ${seed}, struck ${supervisor.struck.join(' ')}; ${supervisor.surprises.join(' ')}`, {
      cause: error,
    });
  } finally {
    await supervisor.abandon();
    await database.remove();
  }
}

/** Plays the plan with kills from outside at moments drawn by lot, and keeps the service busy until all has struck. */
async function playStruck(
  plan: Plan,
  supervisor: Supervisor,
  outside: readonly OutsideStrike[],
  chance: Chance,
): Promise<Player> {
  let acknowledged = 0;
  const moments = outside.map((strike) => ({ strike, after: chance.between(5, 45), which: chance.between(0, 1) }));
  const kills: Promise<void>[] = [];
  const player = playerOf(plan, supervisor, () => {
    acknowledged += 1;
    for (const due of moments.splice(0)) {
      if (acknowledged < due.after) moments.push(due);
      else kills.push(supervisor.strikeFromOutside(due.strike, due.which));
    }
  });
  await player.signIn();
  await player.play();
  for (let n = 0; (supervisor.pending || moments.length > 0) && n < FILLERS; n++) await player.fill();
  await Promise.all(kills);
  if (supervisor.pending || moments.length > 0) throw new Error('not every kill came about');
  return player;
}

/** Waits until all is worked and sent, then checks the tables and what the chat shows. */
export async function reckon(
  database: RoundDatabase,
  plan: Plan,
  player: Player,
): Promise<Pick<RoundResult, 'faults' | 'tables' | 'early'>> {
  return withTables(database.url, async (ask) => {
    await drained(ask);
    const faults = [
      ...(await faultsOf(ask, { acknowledged: player.acknowledged, requests: plan.requests })),
      ...(await verdictFaults(database)),
      ...(await shownFaults(ask, player)),
      ...player.disagreements.map((d) => `a second delivery was answered differently: ${d}`),
    ];
    const races = plan.requests.filter((r) => r.race).map((r) => `ans-${r.id}-%`);
    return { faults, tables: await tablesOf(ask, races), early: await earlyReplies(ask) };
  });
}

export async function withTables<T>(url: string, use: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await until('the database answers', async () => {
    const fresh = new pg.Client({ connectionString: url });
    fresh.on('error', () => undefined);
    return fresh.connect().then(
      () => fresh,
      () => null,
    );
  });
  try {
    return await use(
      async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(sql, [...values])).rows,
    );
  } finally {
    await client.end();
  }
}

/** Nothing waits to be worked or to be sent. */
export async function drained(ask: Ask): Promise<void> {
  await until('inbox and outbox are empty', async () => {
    const [row] = await ask<{ left: number }>(`
      SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')::int + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased'))::int AS left`);
    return row?.left === 0;
  });
}

async function earlyReplies(ask: Ask): Promise<number> {
  const [row] = await ask<{ early: number }>(`
    SELECT count(*)::int AS early FROM inbox i JOIN web_message said ON said.key = i.event_key
    JOIN outbox o ON o.inbox_id = i.id AND o.conversation = i.conversation JOIN web_message reply ON reply.key = 'b:' || o.key
    WHERE reply.conversation = said.conversation AND reply.seq < said.seq`);
  return row?.early ?? 0;
}

/** The product's own check of its audit chain must agree with the checker's. */
async function verdictFaults({ url }: RoundDatabase): Promise<string[]> {
  const db = openDatabase(url, COUNTY, { connections: 1 });
  try {
    const verdict = await verifyAudit(db);
    return verdict.ok && verdict.entries > 0 ? [] : [`zhucun audit verify: ${verdict.ok ? 'empty' : verdict.why}`];
  } finally {
    await db.close();
  }
}

/** What people see over HTTP is what the log holds, message by message. */
async function shownFaults(ask: Ask, player: Player): Promise<string[]> {
  const faults: string[] = [];
  for (const person of player.persons)
    for (const conversation of person.conversations) {
      const shown = (await person.wholeLog(conversation)).map((m) => m.id);
      const rows = await ask<{ id: string }>('SELECT id FROM web_message WHERE conversation = $1 ORDER BY seq', [
        conversation,
      ]);
      if (shown.join() !== rows.map((r) => r.id).join())
        faults.push(`${person.personId} is not shown ${conversation} as it is`);
    }
  return faults;
}
