import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capsOf, createPace, limitsOf, LONGEST_TURN_MS, type Pace } from '../../../bots/wechat/pace.ts';
import { chanceOf } from '../../simulation/chance.ts';

const noon = Date.parse('2026-12-02T04:00:00Z');
const hourMs = 3_600_000;
const going = new AbortController().signal;

let folder: string;
let now: number;
let reports: unknown[];
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'zhucun-pace-')), 'account');
  now = noon;
  reports = [];
});
afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true });
});

const randomOf = (seed: string) => {
  const chance = chanceOf(seed);
  return () => chance.below(2 ** 30) / 2 ** 30;
};
/** Time goes by as it is waited for. */
const paceOf = (random: () => number = randomOf('pace')): Pace =>
  createPace({
    config: {
      ...{ folder, now: () => now, random, report: (error: unknown) => void reports.push(error) },
      wait: async (ms) => void (now += ms),
    },
  });
/** Starts one turn after the other at once. @returns how far apart they were, in ms */
async function gaps(pace: Pace, lengths: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const length of lengths) {
    const from = now;
    expect(await pace.turn(length, going)).toBe(true);
    found.push(now - from);
  }
  return found;
}

describe('the turns of an account', () => {
  test('are at least four seconds apart and at most six, whatever the length, the chance and the pauses between', async () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const turns = fc.array(fc.record({ length: fc.nat(4000), idleMs: fc.nat(20_000) }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(turns, fc.array(chance, { minLength: 1 }), async (asked, chances) => {
        let i = 0;
        const pace = paceOf(() => chances[i++ % chances.length]!);
        let last = now;
        for (const { length, idleMs } of asked) {
          now += idleMs;
          const begun = now;
          expect(await pace.turn(length, going)).toBe(true);
          expect(now - begun).toBeGreaterThanOrEqual(600);
          expect(now - begun).toBeLessThanOrEqual(LONGEST_TURN_MS);
          expect(now - last).toBeGreaterThanOrEqual(4000 - 1e-3);
          last = now;
        }
      }),
    );
  });

  test('are spread: no two gaps alike, and no tenth of the second has more than its part', async () => {
    const found = await gaps(paceOf(), Array<number>(1000).fill(20));
    expect(new Set(found).size).toBe(1000);
    const tenths = new Map<number, number>();
    for (const ms of found) tenths.set(Math.floor(ms / 100), (tenths.get(Math.floor(ms / 100)) ?? 0) + 1);
    // 4.0 to 5.8 s are 18 tenths: 56 each.
    expect(tenths.size).toBeGreaterThanOrEqual(17);
    expect(Math.max(...tenths.values())).toBeLessThan(100);
  });

  test('take longer for a longer text, also where long ones are as long as can be', async () => {
    const pace = paceOf();
    const meanOf = async (length: number): Promise<number> => {
      let sum = 0;
      for (let i = 0; i < 300; i++) {
        now += 60_000;
        const [ms] = await gaps(pace, [length]);
        sum += ms!;
      }
      return sum / 300;
    };
    const [short, middle, long] = [await meanOf(2), await meanOf(40), await meanOf(2000)];
    expect([short, middle, long].map((ms) => Math.round(ms / 1000))).toEqual([2, 3, 4]);
    const longest = await gaps(pace, Array<number>(300).fill(2000));
    expect(new Set(longest).size).toBe(300);
  });

  test('come one after another for those who ask at once', async () => {
    const began: number[] = [];
    const wait = async (ms: number): Promise<void> => {
      began.push((now += ms));
    };
    const pace = createPace({ config: { folder, now: () => now, random: randomOf('at once'), wait } });
    const order: number[] = [];
    await Promise.all([5, 500, 5].map(async (length, i) => (await pace.turn(length, going), order.push(i))));
    expect(order).toEqual([0, 1, 2]);
    const [first, second, third] = began;
    expect(second! - first!).toBeGreaterThanOrEqual(4000);
    expect(third! - second!).toBeGreaterThanOrEqual(4000);
  });

  test('are not for whoever has given up, and keep nobody behind them', async () => {
    const ending = new AbortController();
    const pace = createPace({
      config: {
        ...{ folder, now: () => now, random: () => 0.5 },
        wait: (_, signal) =>
          signal === ending.signal
            ? new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
            : Promise.resolve(void (now += 6000)),
      },
    });
    const given = pace.turn(5, ending.signal);
    const behindIt = pace.turn(5, ending.signal);
    const next = pace.turn(5, going);
    ending.abort();
    expect(await Promise.all([given, behindIt, next])).toEqual([false, false, true]);
    expect(await pace.turn(5, ending.signal)).toBe(false);
  });

  test('are as much closer as a test asks for, and so are the limits', async () => {
    const wait = async (ms: number): Promise<void> => void (now += ms);
    const pace = createPace({ config: { folder, now: () => now, random: randomOf('haste'), wait, haste: 100 } });
    const found = await gaps(pace, Array<number>(100).fill(20));
    expect(Math.min(...found)).toBeGreaterThanOrEqual(40 - 1e-3);
    expect(Math.max(...found)).toBeLessThanOrEqual(LONGEST_TURN_MS / 100 + 1e-3);
    const hasty = limitsOf(400, 100);
    expect(hasty).toEqual(limitsOf(400).map((limit) => ({ ...limit, perMs: limit.perMs / 100 })));
  });

  test('by the true clock wait as long as they say, and end at once with the signal', async () => {
    const pace = createPace({ config: { folder } });
    const ending = new AbortController();
    const begun = performance.now();
    const turn = pace.turn(2000, ending.signal);
    ending.abort();
    expect(await turn).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('what an account may say', () => {
  test('is at most what the operator gave it in a day, and less to groups than to people', () => {
    expect(capsOf(400).filter((cap) => cap.perMs === 24 * hourMs)).toMatchObject([{ of: 'app', count: 400 }]);
    const perHour = (of: string): number => Math.min(...capsOf(400).filter((c) => c.of === of).map((c) => (c.count * hourMs) / c.perMs)); // prettier-ignore
    expect(perHour('group')).toBeLessThan(perHour('chat'));
  });

  test('holds wherever the window is laid: who hands out the sends reckons with a late one and an early one', () => {
    const caps = capsOf(400);
    for (const [i, limit] of limitsOf(400).entries()) {
      expect({ ...limit, perMs: 0 }).toEqual({ ...caps[i], perMs: 0 });
      const isKeptByTurns = limit.of === 'app' && limit.count === 1;
      expect(limit.perMs - caps[i]!.perMs).toBe(isKeptByTurns ? 0 : LONGEST_TURN_MS);
    }
  });
});

describe('an account that was warned', () => {
  const quietFor = (pace: Pace): number | null => {
    const until = pace.quietUntil();
    return until === null ? null : (until - now) / hourMs;
  };
  const kept = (): string => readFileSync(path.join(folder, 'quiet.json'), 'utf8');

  test('was it never, is not quiet, and nothing is kept', () => {
    expect(paceOf().quietUntil()).toBeNull();
    expect(existsSync(folder)).toBe(false);
    expect(reports).toEqual([]);
  });

  test('is quiet for two hours, and then speaks', () => {
    const pace = paceOf();
    pace.warned('too-often');
    expect(quietFor(pace)).toBe(2);
    now += 2 * hourMs - 1;
    expect(pace.quietUntil()).toBe(noon + 2 * hourMs);
    now += 1;
    expect(pace.quietUntil()).toBeNull();
  });

  test('again within a day is quiet for six hours, then for a day, and for a day each time after', () => {
    const pace = paceOf();
    for (const hours of [2, 6, 24, 24]) {
      pace.warned('too-often');
      expect(quietFor(pace)).toBe(hours);
      now += (hours + 23) * hourMs;
    }
    now += 1 * hourMs;
    pace.warned('too-often');
    expect(quietFor(pace)).toBe(2);
  });

  test('told of the same warning twice counts once; of another one while it is quiet, counts', () => {
    const pace = paceOf();
    pace.warned('too-often');
    now += 9 * 60_000;
    pace.warned('too-often');
    expect(pace.quietUntil()).toBe(noon + 2 * hourMs);
    now += 60_000;
    pace.warned('too-often');
    expect(quietFor(pace)).toBe(6);
  });

  test('stays quiet through a restart, and the count goes on', () => {
    paceOf().warned('too-often');
    expect(quietFor(paceOf())).toBe(2);
    now += 3 * hourMs;
    const restarted = paceOf();
    expect(restarted.quietUntil()).toBeNull();
    restarted.warned('too-often');
    expect(quietFor(paceOf())).toBe(6);
    expect(reports).toEqual([]);
  });

  test.each([
    ['is cut off', '{"times":1,"at":'],
    ['is something else', '[]'],
    ['is empty', ''],
    ['speaks of the future', JSON.stringify({ times: 1, at: noon + hourMs, until: noon + 2 * hourMs, why: 'x' })],
    ['would be quiet for ever', JSON.stringify({ times: 1, at: noon, until: noon + 99 * hourMs, why: 'x' })],
  ])('is quiet for two hours where what was kept %s, which is told once', (_, garbage) => {
    paceOf().warned('too-often');
    writeFileSync(path.join(folder, 'quiet.json'), garbage);
    expect(quietFor(paceOf())).toBe(2);
    expect(reports).toHaveLength(1);
    now += hourMs;
    expect(quietFor(paceOf())).toBe(1);
    expect(reports).toHaveLength(1);
  });

  test('is quiet also where it cannot be kept, which is told', () => {
    const pace = paceOf();
    writeFileSync(folder, 'a file where the folder should be');
    pace.warned('too-often');
    expect(quietFor(pace)).toBe(2);
    expect(reports).toHaveLength(1);
    expect(quietFor(paceOf())).toBe(2);
  });

  test('leaves no reason or name in the file but the short one, for its own user alone', () => {
    paceOf().warned('too-often');
    expect(Object.keys(JSON.parse(kept()) as object)).toEqual(['times', 'at', 'until', 'why']);
    expect(statSync(path.join(folder, 'quiet.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(kept())).toMatchObject({ times: 1, why: 'too-often' });
  });
});
