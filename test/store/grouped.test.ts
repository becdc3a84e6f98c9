import { expect, test } from 'vitest';
import { grouped } from '../../src/store/grouped.ts';

/** A run that ends when it is told to, and remembers what it was handed. */
function held() {
  const runs: { readonly items: readonly string[]; readonly end: (error?: Error) => void }[] = [];
  const run = (items: readonly string[]): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      runs.push({ items, end: (error) => (error ? reject(error) : resolve(items.map((item) => `${item}!`))) });
    });
  return { runs, run };
}

const noRest = (): Promise<void> => Promise.resolve();
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the first goes out at once, and those that come meanwhile together in the next run', async () => {
  const { runs, run } = held();
  const ask = grouped(run, 128, noRest);
  const answers = ['a', 'b', 'c'].map(ask);
  expect(runs.map((r) => r.items)).toEqual([['a']]);
  runs[0]!.end();
  await turn();
  expect(runs.map((r) => r.items)).toEqual([['a'], ['b', 'c']]);
  runs[1]!.end();
  expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!']);
});

test('between two runs there is a rest, and those that come in it go together too', async () => {
  const { runs, run } = held();
  let rested: () => void = () => undefined;
  const ask = grouped(run, 128, () => new Promise<void>((resolve) => (rested = resolve)));
  const answers = ['a', 'b'].map(ask);
  runs[0]!.end();
  await turn();
  expect(runs).toHaveLength(1);
  answers.push(ask('c'));
  rested();
  await turn();
  expect(runs.map((r) => r.items)).toEqual([['a'], ['b', 'c']]);
  runs[1]!.end();
  expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!']);
});

test('no run holds more than the most', async () => {
  const { runs, run } = held();
  const ask = grouped(run, 2, noRest);
  const answers = ['a', 'b', 'c', 'd'].map(ask);
  for (let n = 0; n < 3; n += 1) {
    runs[n]!.end();
    await turn();
  }
  expect(runs.map((r) => r.items)).toEqual([['a'], ['b', 'c'], ['d']]);
  expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!']);
});

test('a run that fails for several is done one by one, so that the bad one fails alone', async () => {
  const run = (items: readonly string[]): Promise<readonly string[]> =>
    items.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve(items.map((item) => `${item}!`));
  const ask = grouped(run);
  const answers = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(ask));
  expect(answers.map((a) => (a.status === 'fulfilled' ? a.value : 'refused'))).toEqual(['a!', 'b!', 'refused', 'c!']);
});

test('a run that throws at once leaves the next ones going', async () => {
  let broken = true;
  const ask = grouped((items: readonly string[]) => {
    if (broken) throw new Error('broken');
    return Promise.resolve(items);
  });
  await expect(ask('a')).rejects.toThrow('broken');
  broken = false;
  expect(await ask('b')).toBe('b');
});
