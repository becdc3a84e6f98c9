/** Messages at a fixed rate, whether or not the ones before are answered: what half an hour of a whole province looks like. */
import pg from 'pg';
import { COUNTY, fillCounty } from './county.ts';
import { cpuMs } from './cpu.ts';
import { openBenchDatabase, type Kind } from './databases.ts';
import { percentile } from './figures.ts';
import { startWorker, type Started } from './processes.ts';
import { WebUser } from './web-user.ts';

export interface OpenLoop {
  readonly kind: Kind;
  readonly workers: number;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface OpenFigures {
  readonly posted: number;
  readonly refused: number;
  readonly acknowledgedMs: readonly number[];
  /** From kept to sent, as the database has it. */
  readonly answeredMs: readonly number[];
  /** Messages kept and not answered yet: the most seen, and at the end. */
  readonly mostWaiting: number;
  readonly waitingAtEnd: number;
  readonly cpuMs: number;
}

const PEOPLE = 100_000;
const VISITORS = 512;

export async function openLoop({ kind, workers, perSecond, seconds }: OpenLoop): Promise<OpenFigures> {
  const database = await openBenchDatabase(kind);
  const visitors = await fillCounty(database.url, PEOPLE, VISITORS);
  const services: Started[] = [];
  for (let n = 0; n < workers; n += 1) services.push(await startWorker(database.folder, database.databaseUrl));
  const users = visitors.map((v, n) => new WebUser(v, services[n % workers]?.url ?? ''));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const pids = [...services.map((s) => s.pid), database.pid];
  let mostWaiting = 0;
  const looking = setInterval(() => {
    void waiting(client).then((n) => (mostWaiting = Math.max(mostWaiting, n)));
  }, 1000);
  try {
    await Promise.all(users.map((user) => user.listen()));
    const before = cpuMs(pids);
    const posted = await postAtRate(users, perSecond, seconds);
    const waitingAtEnd = await waiting(client);
    const used = cpuMs(pids) - before;
    for (let turns = 0; (await waiting(client)) > 0 && turns < 600; turns += 1) await pause(100);
    return { ...posted, mostWaiting, waitingAtEnd, cpuMs: used, answeredMs: await answered(client) };
  } finally {
    clearInterval(looking);
    await client.end();
    for (const user of users) user.close();
    for (const service of services) await service.stop();
    await database.remove();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function postAtRate(
  users: readonly WebUser[],
  perSecond: number,
  seconds: number,
): Promise<Pick<OpenFigures, 'posted' | 'refused' | 'acknowledgedMs'>> {
  const acknowledgedMs: number[] = [];
  const under: Promise<void>[] = [];
  let refused = 0;
  const started = performance.now();
  const total = perSecond * seconds;
  for (let n = 0; n < total; n += 1) {
    const due = started + (n * 1000) / perSecond;
    while (performance.now() < due) await pause(Math.max(0, due - performance.now()));
    const user = users[n % users.length];
    under.push(
      user
        ?.post(`日志 上午走访第${n}户`)
        .then(() => void acknowledgedMs.push(performance.now() - due))
        .catch(() => void (refused += 1)) ?? Promise.resolve(),
    );
  }
  await Promise.all(under);
  return { posted: total, refused, acknowledgedMs: acknowledgedMs.sort((a, b) => a - b) };
}

async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT (SELECT count(*) FROM inbox WHERE county = $1 AND state = 'waiting')::int
          + (SELECT count(*) FROM outbox WHERE county = $1 AND state IN ('waiting', 'leased'))::int AS n`,
    [COUNTY],
  );
  return rows[0]?.n ?? 0;
}

async function answered(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ ms: number }>(
    `SELECT (extract(epoch FROM o.settled_at - i.received_at) * 1000)::float8 AS ms
     FROM outbox o JOIN inbox i ON i.county = o.county AND i.id = o.inbox_id
     WHERE o.county = $1 AND o.settled_at IS NOT NULL ORDER BY 1`,
    [COUNTY],
  );
  return rows.map(({ ms }) => ms);
}

export const sayOpenLoop = (name: string, f: OpenFigures): string =>
  [
    name,
    f.posted,
    f.refused,
    percentile(f.acknowledgedMs, 0.99).toFixed(0),
    percentile(f.answeredMs, 0.5).toFixed(0),
    percentile(f.answeredMs, 0.99).toFixed(0),
    f.mostWaiting,
    f.waitingAtEnd,
    (f.cpuMs / f.posted).toFixed(2),
  ].join(' | ');
