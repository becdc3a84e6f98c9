/** One round: a plan and a load are played while the store suffers, and what is left is checked. */
import { chanceOf, type Chance } from './chance.ts';
import type { Ask } from './checker.ts';
import type { DatabaseSource, RoundDatabase } from './databases.ts';
import { planOf, type Plan } from './plan.ts';
import { playerOf } from './play.ts';
import { drained, playOnce, reckon, terms, withTables } from './round.ts';
import { bystanders, Load, type Sent } from './store-suffers-load.ts';
import { Supervisor } from './supervisor.ts';
import { differences } from './tables.ts';
import { until } from './until.ts';
import type { Addresses } from './web-person.ts';

/** What a fault is made with. */
export interface Stage {
  readonly supervisor: Supervisor;
  readonly database: RoundDatabase;
  readonly load: Load;
  readonly chance: Chance;
  /** People of the plan act only while this lasts, so that they are in the middle of something when it happens. */
  readonly onStage: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits until so many messages more are acknowledged. */
  readonly acknowledged: (more: number) => Promise<void>;
  /** Waits until what piled up is worked and sent; nobody posts meanwhile. */
  readonly caughtUp: () => Promise<void>;
}

export interface SufferOptions {
  readonly seed: number;
  readonly database: RoundDatabase;
  readonly processes: number;
  readonly strike: (stage: Stage) => Promise<void>;
  /** Where the same plan is played in peace. */
  readonly peace: DatabaseSource;
  readonly lanes?: number;
}

export interface Figures {
  readonly acknowledged: number;
  readonly toldToWait: number;
  /** Tries that were cut off, or got nothing within 10 s. */
  readonly unanswered: number;
  /** From the first try to the acknowledgement; from posting to 200 or 503; from the first try to the bot's answer. All in seconds. */
  readonly longestWait: number;
  readonly longestTry: number;
  readonly longestAnswer: number;
  readonly lost: number;
  readonly doubled: number;
}

export interface Suffered {
  readonly figures: Figures;
  readonly faults: readonly string[];
}

/** Cadres of the plan: the others keep the service busy. */
const CADRES = 2;
const LANES = 3;

export async function suffer(options: SufferOptions): Promise<Suffered> {
  const { seed, database, processes, peace } = options;
  const plan = planOf(seed, CADRES);
  const supervisor = new Supervisor({ database, processes, strikes: [], ...terms });
  try {
    await supervisor.start();
    const { load, faults, tables } = await playSuffering(plan, supervisor, options);
    const figures = await figuresOf(database, load); // before the embedded server ends with the service
    await supervisor.stop();
    const quiet = await playOnce(plan, { seed, source: peace, processes: 1, schedule: { strikes: [], outside: [] } });
    if (planOf(seed, CADRES).today !== plan.today) throw new Error('midnight fell into it: once more, please');
    return {
      figures,
      faults: [...faults, ...load.wrong, ...supervisor.surprises, ...differences(quiet.tables, tables)],
    };
  } catch (error) {
    throw new Error(`seed ${seed}; ${supervisor.surprises.join(' ')}`, { cause: error });
  } finally {
    await supervisor.abandon();
  }
}

async function playSuffering(
  plan: Plan,
  supervisor: Supervisor,
  { seed, database, strike, lanes = LANES }: SufferOptions,
): Promise<Pick<Awaited<ReturnType<typeof reckon>>, 'faults' | 'tables'> & { load: Load }> {
  const gate = gateOf(supervisor);
  const player = playerOf(plan, gate);
  const load = new Load(bystanders(plan), supervisor);
  await Promise.all([player.signIn(), load.signIn()]);
  gate.isOpen = false;
  const playing = player.play();
  playing.catch(() => undefined); // awaited below
  load.start(lanes);
  const acknowledged = async (more: number): Promise<void> => {
    const wanted = load.acknowledged.length + more;
    await until(`${more} more messages are acknowledged`, async () => load.acknowledged.length >= wanted);
  };
  const onStage: Stage['onStage'] = async (work) => {
    gate.isOpen = true;
    return work().finally(() => (gate.isOpen = false));
  };
  const caughtUp = (): Promise<void> => load.resting(() => withTables(database.url, drained));
  await strike({ supervisor, database, load, chance: chanceOf(seed ^ 0x3c3c), onStage, acknowledged, caughtUp });
  gate.isOpen = true;
  await Promise.all([load.stop(), playing]);
  const all = [...player.acknowledged, ...load.acknowledged];
  const reckoned = await reckon(database, plan, { ...player, acknowledged: all });
  const blamed = await withTables(database.url, blamedMessages);
  return { load, tables: reckoned.tables, faults: [...reckoned.faults, ...blamed] };
}

/** What waits for the store has failed by nobody's fault: after five such attempts it would be set aside. */
const blamedMessages = async (ask: Ask): Promise<string[]> =>
  (
    await ask<{ what: string }>(
      `SELECT event_key || ' was given ' || attempts || ' failures' AS what FROM inbox WHERE attempts > 0`,
    )
  ).map(({ what }) => what);

const gateOf = (addresses: Addresses): Addresses & { isOpen: boolean } => ({
  isOpen: true,
  at(which) {
    return this.isOpen ? addresses.at(which) : null;
  },
});

async function figuresOf(database: RoundDatabase, load: Load): Promise<Figures> {
  const answered = await withTables(database.url, answeredAt);
  const waits = load.sent.map(({ eventKey, firstAt }) => (answered.get(eventKey) ?? Number.NaN) - firstAt);
  return {
    acknowledged: load.sent.length,
    toldToWait: load.answers.toldToWait,
    unanswered: load.answers.none,
    longestWait: seconds(Math.max(...load.sent.map((one) => one.acknowledgedMs))),
    longestTry: seconds(load.longestTryMs),
    longestAnswer: seconds(Math.max(...waits)),
    ...(await withTables(database.url, (ask) => lostAndDoubled(ask, load.sent))),
  };
}

const seconds = (ms: number): number => Math.round(ms / 10) / 100;

/** When the bot's last answer to each message was sent, epoch ms. */
async function answeredAt(ask: Ask): Promise<Map<string, number>> {
  const rows = await ask<{ key: string; at: Date }>(
    'SELECT i.event_key AS key, max(o.settled_at) AS at FROM inbox i JOIN outbox o ON o.county = i.county AND o.inbox_id = i.id GROUP BY 1',
  );
  return new Map(rows.map(({ key, at }) => [key, at.getTime()]));
}

/** Acknowledged messages that are not in the inbox, or there more than once. */
export async function lostAndDoubled(
  ask: Ask,
  sent: readonly Pick<Sent, 'eventKey'>[],
): Promise<Pick<Figures, 'lost' | 'doubled'>> {
  const rows = await ask<{ times: number }>(
    'SELECT count(i.id)::int AS times FROM unnest($1::text[]) AS k(key) LEFT JOIN inbox i ON i.event_key = k.key GROUP BY k.key',
    [sent.map((one) => one.eventKey)],
  );
  return {
    lost: rows.filter(({ times }) => times === 0).length,
    doubled: rows.filter(({ times }) => times > 1).length,
  };
}

/** A row of the table in docs/operations.md. */
export const rowOf = (what: string, f: Figures): string =>
  `| ${[what, f.acknowledged, f.toldToWait, f.unanswered, f.longestWait, f.longestAnswer, f.longestTry, f.lost, f.doubled].join(' | ')} |`;
