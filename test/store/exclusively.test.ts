import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exclusively, type Exclusively } from '../../src/store/exclusively.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let operator: pg.Client;
const opened: Exclusively[] = [];

/** What one process has of it. */
const processOf = (county = 'demo', url = database.url): Exclusively => {
  const made = exclusively({ url, county }, { retryMs: 10, beatMs: 2000 });
  opened.push(made);
  return made;
};

/** Work that tells when it runs and ends when it is told to, or when its signal is aborted. */
class Shift {
  readonly begun: AbortSignal[] = [];
  running = 0;
  #end: () => void = () => undefined;

  readonly work = async (signal: AbortSignal): Promise<void> => {
    this.begun.push(signal);
    this.running += 1;
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      signal.addEventListener('abort', () => resolve());
    });
    this.running -= 1;
  };
  end(): void {
    this.#end();
  }
  async hasBegun(times: number): Promise<void> {
    await expect.poll(() => this.begun.length, { interval: 5, timeout: 10_000 }).toBe(times);
  }
}

/** Connections that hold a name, or ask for one. */
const sessions = async (): Promise<{ pid: number; holds: boolean }[]> =>
  (
    await operator.query<{ pid: number; holds: boolean }>(
      `SELECT a.pid, EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.granted) AS holds
       FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name = 'zhucun-exclusively'`,
    )
  ).rows;

const breakHolder = async (): Promise<void> => {
  const holder = (await sessions()).find(({ holds }) => holds);
  await operator.query('SELECT pg_terminate_backend($1)', [holder?.pid]);
};

beforeEach(async () => {
  database = await freshDatabase();
  operator = new pg.Client({ connectionString: database.url });
  operator.on('error', () => undefined); // the database is dropped under it
  await operator.connect();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
  await operator.end();
  await database.drop();
});

describe('Work that only one process may do', () => {
  test('is done by one, and by the next once that one is through', async () => {
    const [first, second] = [new Shift(), new Shift()];
    const ended = processOf().during('poll', first.work);
    await first.hasBegun(1);
    void processOf().during('poll', second.work);
    await expect.poll(async () => (await sessions()).length).toBe(2);
    expect([first.running, second.running]).toEqual([1, 0]);
    first.end();
    await ended;
    await second.hasBegun(1);
    expect([first.begun.length, first.running, second.running]).toEqual([1, 0, 1]);
  });

  test('is done beside that of another name, and of another county', async () => {
    const shifts = [new Shift(), new Shift(), new Shift()];
    void processOf().during('poll', shifts[0]!.work);
    void processOf().during('other', shifts[1]!.work);
    void processOf('elsewhere').during('poll', shifts[2]!.work);
    await Promise.all(shifts.map((shift) => shift.hasBegun(1)));
    expect(shifts.map(({ running }) => running)).toEqual([1, 1, 1]);
  });

  test('is told when the connection is lost, and goes on with whoever has the name then', async () => {
    const first = new Shift();
    const second = new Shift();
    void processOf().during('poll', first.work);
    await first.hasBegun(1);
    void processOf().during('poll', second.work);
    await expect.poll(async () => (await sessions()).length).toBe(2);
    for (const turns of [2, 3]) {
      await breakHolder();
      await expect.poll(() => first.begun.length + second.begun.length, { interval: 5 }).toBe(turns);
      await expect.poll(() => first.running + second.running).toBe(1);
    }
    const signals = [...first.begun, ...second.begun];
    expect([first.begun[0]?.aborted, signals.filter(({ aborted }) => !aborted).length]).toEqual([true, 1]);
  });

  test('fails where it fails, and leaves the name to the others', async () => {
    const failing = processOf().during('poll', () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    const next = new Shift();
    void processOf().during('poll', next.work);
    await next.hasBegun(1);
    expect(next.running).toBe(1);
  });
});

describe('A process that stops', () => {
  test('ends what it does, and frees the name', async () => {
    const [mine, others] = [new Shift(), new Shift()];
    const stopping = processOf();
    const during = stopping.during('poll', mine.work);
    await mine.hasBegun(1);
    await stopping.stop();
    await during;
    expect([mine.running, mine.begun[0]?.aborted]).toEqual([0, true]);
    void processOf().during('poll', others.work);
    await others.hasBegun(1);
  });

  test('waits no longer for a name that another holds, nor for a database that is away', async () => {
    const [theirs, mine] = [new Shift(), new Shift()];
    void processOf().during('poll', theirs.work);
    await theirs.hasBegun(1);
    const [waiting, away] = [processOf(), processOf('demo', 'postgresql://u@127.0.0.1:1/none')];
    const both = [waiting.during('poll', mine.work), away.during('poll', mine.work)];
    await expect.poll(async () => (await sessions()).length).toBe(2);
    await Promise.all([waiting.stop(), away.stop(), ...both]);
    expect([mine.begun.length, theirs.running]).toEqual([0, 1]);
  });
});
