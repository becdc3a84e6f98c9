/** The primary is lost and a standby takes over, as docs/operations.md says it is to be done. See README.md beside this file. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { withDatabaseName } from '../support/database-url.ts';
import { databaseOn, sharedSource, type DatabaseSource } from './databases.ts';
import type { DebianServer } from './debian-server.ts';
import { withTables } from './round.ts';
import { firstSeed } from './settings.ts';
import { asking, followOnly, furthest, withCluster, type Cluster } from './standby-cluster.ts';
import { lostAndDoubled, rowOf, suffer, type Stage } from './store-suffers-round.ts';
import { binariesOr, inFolder } from './store-suffers-server.ts';
import type { Supervisor } from './supervisor.ts';
import { until } from './until.ts';

const LIMIT_MS = 300_000;
const PROCESSES = 2;
const seed = firstSeed();

let peace: DatabaseSource;
beforeAll(async () => {
  peace = await sharedSource(inject('serverUrl'));
});
afterAll(() => peace.close());

/** What was seen while the primary was away. */
interface Seen {
  /** Acknowledged messages that the standby which was held back does not have. */
  lackingBehind: number;
  /** Connections of all processes before. */
  connections: number;
  /** Of each process, which loops said `store not reached`. */
  outages: string[][];
}

const healthOf = (supervisor: Supervisor): Promise<number[]> =>
  Promise.all(Array.from({ length: PROCESSES }, async (_, n) => (await fetch(`${supervisor.at(n)}/healthz`)).status));

const outagesOf = (supervisor: Supervisor): string[][] =>
  Array.from({ length: PROCESSES }, (_, n) => {
    const lines = supervisor.processAt(n).words().split('\n');
    return lines.flatMap((line) =>
      line.includes('"store not reached"') ? (/"loop":"(\w+)"/.exec(line)?.[1] ?? '') : [],
    );
  });

/** The primary is killed while one standby is behind; the other one takes over, and the first then follows that. */
async function loseThePrimary(
  { primary, standbys, address }: Cluster,
  { supervisor, database, load, acknowledged }: Stage,
): Promise<Seen> {
  const behind = standbys[0]!;
  await followOnly(behind, null);
  await acknowledged(20);
  const connections = await withTables(database.url, connectionsOf);
  const before = load.answers.toldToWait;
  await primary.kill();
  const next = await furthest(standbys);
  expect(next).toBe(standbys[1]);
  const lackingBehind = await lackingAt(behind, database.url, load.sent);
  address.follow(next); // before it may be written to, as a virtual address may move
  await until('people are told to wait', async () => load.answers.toldToWait > before + 5);
  await until('both say so of themselves', async () => (await healthOf(supervisor)).every((status) => status === 503));
  await asking(next, (ask) => ask('SELECT pg_promote()'));
  await until('commits wait for a standby', () => asking(next, waitingForStandby));
  await followOnly(behind, next);
  await acknowledged(40);
  return { lackingBehind, connections, outages: outagesOf(supervisor) };
}

const connectionsOf: Parameters<typeof withTables<number>>[1] = async (ask) =>
  (await ask(`SELECT FROM pg_stat_activity WHERE application_name LIKE 'zhucun%' AND datname = current_database()`))
    .length;

const waitingForStandby: Parameters<typeof withTables<boolean>>[1] = async (ask) =>
  (await ask(`SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep'`)).length > 0;

async function lackingAt(server: DebianServer, databaseUrl: string, sent: Stage['load']['sent']): Promise<number> {
  const url = withDatabaseName(server.url, new URL(databaseUrl).pathname.slice(1));
  return (await withTables(url, (ask) => lostAndDoubled(ask, sent))).lost;
}

test(
  'The primary is killed and a standby takes over: nothing acknowledged is lost',
  { timeout: LIMIT_MS },
  async ({ skip }) => {
    const binaries = binariesOr(skip);
    const seen: Seen[] = [];
    const { figures, faults } = await inFolder((folder) =>
      withCluster(binaries, folder, async (cluster) => {
        const database = await databaseOn('debian', cluster.address.url, folder, async () => undefined);
        const strike = async (stage: Stage): Promise<void> => {
          await stage.acknowledged(20);
          await stage.caughtUp();
          await stage.onStage(async () => void seen.push(await loseThePrimary(cluster, stage)));
          await until('both are well again', async () => (await healthOf(stage.supervisor)).every((s) => s === 200));
        };
        return suffer({ seed, database, processes: PROCESSES, strike, peace });
      }),
    );
    console.log(rowOf('primary killed, a standby takes over', figures), JSON.stringify(seen));
    expect(faults, `SOAK_SEED=${seed} npm run soak -- test/soak/standby.test.ts`).toEqual([]);
    expect(figures).toMatchObject({ lost: 0, doubled: 0 });
    const [{ lackingBehind, connections, outages } = expect.fail('nothing was struck')] = seen;
    expect(lackingBehind).toBeGreaterThan(0); // the wrong standby would have lost them
    expect(connections).toBeLessThanOrEqual(9 * PROCESSES);
    for (const loops of outages) expect(loops, 'once by each loop that met it').toEqual([...new Set(loops)]);
    expect(outages.flat()).not.toEqual([]);
  },
);
