/** One round on a platform: a plan is played over its real wire while processes are struck down and connections drop. */
import pg from 'pg';
import type { Arrow } from '../../src/chat/arrow.ts';
import { arrows } from '../../src/chat/arrow.ts';
import { chanceOf } from './chance.ts';
import type { Ask } from './checker.ts';
import type { DatabaseSource } from './databases.ts';
import { FeishuSide } from './feishu-side.ts';
import { groupOf, people, planOf } from './plan.ts';
import { platformFaultsOf, type PlatformPromise } from './platform-checker.ts';
import { platformPlayerOf, type PlatformPlayer } from './platform-play.ts';
import type { ChatPerson, PlatformSide } from './platform-side.ts';
import { drained, terms } from './round.ts';
import type { Strike } from './service-process.ts';
import { Supervisor } from './supervisor.ts';
import { TelegramSide } from './telegram-side.ts';
import { until } from './until.ts';
import { WechatSide } from './wechat-side.ts';

export const ways = [
  { name: 'telegram-polling', title: 'Telegram by long polling', start: (n: number) => TelegramSide.start('polling', n) },
  { name: 'telegram-webhook', title: 'Telegram by webhook', start: (n: number) => TelegramSide.start('webhook', n) },
  { name: 'feishu-long', title: 'Feishu over the long connection', start: (n: number) => FeishuSide.start('long-connection', n) },
  { name: 'feishu-webhook', title: 'Feishu by webhook', start: (n: number) => FeishuSide.start('webhook', n) },
  { name: 'wechat', title: 'WeChat', start: () => WechatSide.start() },
] as const; // prettier-ignore
export type Way = (typeof ways)[number];

export interface PlatformRound {
  readonly way: Way;
  readonly seed: number;
  readonly source: DatabaseSource;
  readonly processes: number;
  /** Arrows to strike at, one after the other, and kills from outside. */
  readonly strikes: readonly Strike[];
  readonly outside: number;
}

export interface PlatformResult {
  readonly struck: readonly string[];
  readonly events: number;
  /** What people said in vain where a platform delivers once at most. */
  readonly lost: number;
  /** Each time in which nothing was heard there, in s. */
  readonly deaf: readonly number[];
  readonly sentAgain: number;
  readonly faults: readonly string[];
}

/** Of the sample county. */
const COUNTY = 'demo';
/** Cadres that take part: the platforms take one message a second to a chat. */
const CADRES = 2;
const FILLERS = 100;
/**
 * How often it is drawn whether something goes wrong on the wire, in ms. At least as often nothing does: a send that is tried again
 * after a pause must not find each time what had gathered meanwhile.
 */
const TROUBLE_MS = 1_500;

/** So many kills: arrows in any order, each at one of its first occurrences, and every tenth from outside. */
export function strikesOf(seed: number, kills: number): { strikes: Strike[]; outside: number } {
  const chance = chanceOf(seed);
  const outside = Math.ceil(kills / (arrows.length + 1));
  const drawn: Arrow[] = [];
  while (drawn.length < kills - outside) drawn.push(...chance.shuffled(arrows));
  const strikes = drawn.slice(0, kills - outside);
  return { outside, strikes: strikes.map((arrow) => ({ arrow, nth: chance.between(1, 4), signal: 'SIGKILL' })) };
}

export async function playPlatform(round: PlatformRound): Promise<PlatformResult> {
  const played = await startPlatform(round);
  try {
    const faults = await played.play();
    const [again] = await played.ask<{ n: number }>("SELECT count(*)::int AS n FROM outbox WHERE key LIKE 'again:%'");
    const { side } = played.promised;
    const struck = [...played.supervisor.struck, ...(side.struck ?? [])];
    const gaps = await played.ask<{ seconds: number }>(
      'SELECT extract(epoch FROM to_at - from_at)::float8 AS seconds FROM platform_gap ORDER BY id',
    );
    const deaf = gaps.map(({ seconds }) => Math.round(seconds));
    return { struck, events: side.acknowledged.size, lost: side.lost ?? 0, deaf, sentAgain: again!.n, faults };
  } catch (error) {
    const { struck, surprises } = played.supervisor;
    const last = await lastWords(played.ask).catch(() => 'the store does not answer');
    throw new Error(`seed ${round.seed}, struck ${struck.join(' ')}; ${surprises.join(' ')}\n${last}`, {
      cause: error,
    });
  } finally {
    await played.end();
  }
}

/** What is not done, and the last that came and went, for whoever has to find out why a round stuck. */
async function lastWords(ask: Ask): Promise<string> {
  const rows = await ask<{ line: string }>(
    `(SELECT concat_ws(' ', 'in', id, received_at::time, conversation, sender_id, state, attempts, not_before::time, failure, left(payload::text, 400)) AS line
        FROM inbox ORDER BY state = 'done', id DESC LIMIT 40)
     UNION ALL
     (SELECT concat_ws(' ', 'out', id, key, conversation, state, attempts, not_before::time, settled_at::time, why, left(payload::text, 300))
        FROM outbox ORDER BY state = 'sent', id DESC LIMIT 60)`,
  );
  return rows.map(({ line }) => line).join('\n');
}

export interface Played {
  readonly supervisor: Supervisor;
  readonly promised: PlatformPromise;
  readonly ask: Ask;
  /** Of its database. */
  readonly url: string;
  /** Plays the plan, waits until nothing is in hand any more and says what is wrong. */
  play(): Promise<readonly string[]>;
  end(): Promise<void>;
}

/** The service is up, and its people have their accounts. */
export async function startPlatform({
  way,
  seed,
  source,
  processes,
  strikes,
  outside,
}: PlatformRound): Promise<Played> {
  const database = await source.fresh();
  const side: PlatformSide = await way.start(processes);
  const more = (which: number): Readonly<Record<string, string>> => side.settings(which);
  const leaseMs = side.leaseMs ?? terms.leaseMs;
  const supervisor = new Supervisor({ database, processes, strikes, ...terms, leaseMs, more });
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  const ask: Ask = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(sql, [...values])).rows;
  side.meet?.({ ask, pids: () => supervisor.pids });
  const plan = planOf(seed, CADRES);
  const chance = chanceOf(seed ^ 0x3c3c);
  const persons = people.map((id) => side.person(id));
  const moments = Array.from({ length: outside }, () => chance.between(5, 25));
  let taken = 0;
  const onTaken = (): void => {
    taken += 1;
    for (const _ of moments.filter((at) => at === taken))
      void supervisor.strikeFromOutside('process', chance.between(0, 1));
  };
  const player = platformPlayerOf({ plan, side, persons, ask, chance, onTaken });
  const { logs, photos } = player;
  const promised = { side, requests: plan.requests, logs, photos, dataDir: database.dataDir };
  return {
    supervisor,
    promised,
    ask,
    url: database.url,
    async play() {
      await supervisor.start();
      await bind(ask, side, persons);
      const wire = setInterval(() => {
        side.calm();
        if (chance.next() < 0.5) side.trouble(chance);
      }, TROUBLE_MS);
      await playAll(player, supervisor).finally(() => clearInterval(wire));
      await until('every event is acknowledged', async () => side.isQuiet());
      await drained(ask);
      const faults = await platformFaultsOf(ask, promised);
      await supervisor.stop();
      return [...faults, ...((await side.left?.()) ?? []), ...supervisor.surprises];
    },
    async end() {
      await supervisor.abandon();
      await side.close();
      await pool.end();
      await database.remove();
    },
  };
}

/** Keeps the service busy until all has struck; whoever stands idle with a strike must come to work: the other is killed. */
async function playAll(player: PlatformPlayer, supervisor: Supervisor): Promise<void> {
  await player.greet();
  await player.play();
  for (let n = 0; supervisor.pending && n < FILLERS; n++) {
    await player.fill();
    if (n % 12 === 11) await supervisor.strikeFromOutside('process', (n - 11) / 12);
  }
  if (supervisor.pending) throw new Error('not every kill came about');
}

/** Accounts beside those of the web chat, and the groups of the teams. */
export async function bind(ask: Ask, side: PlatformSide, persons: readonly ChatPerson[]): Promise<void> {
  for (const { personId, userId, direct } of persons)
    await ask(
      `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at)
       VALUES ($1, $2, $3, $4, $5, $6, now())`,
      [COUNTY, `${side.platform}-${personId}`, side.platform, userId, personId, direct],
    );
  for (const web of new Set(Object.values(groupOf))) {
    const group = side.group(persons.filter(({ personId }) => groupOf[personId] === web));
    await ask(
      `INSERT INTO chat_group (county, id, platform, conversation, title, team_id)
       SELECT county, $2 || id, $2, $3, title, team_id FROM chat_group WHERE platform = 'web' AND conversation = $1`,
      [web, side.platform, group],
    );
  }
}
