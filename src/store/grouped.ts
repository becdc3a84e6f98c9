/**
 * What is asked for while a statement is under way goes out together in the next one. The first of a row waits for nobody;
 * between two there is a short rest, so that under load fewer statements carry more each.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { isStoreTrouble } from './database.ts';

/** Rest after a statement, in ms. */
const restMs = 2;

interface Asked<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (why: unknown) => void;
}

/**
 * @param rest awaited after each run, before the next begins
 * @param run gives a result for each item, in their order. Where it fails for several though the store is there, each is run
 * by itself, so that one that can't be done keeps none of the others from it.
 */
export function grouped<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  most = 128,
  rest: () => Promise<unknown> = () => wait(restMs),
): (item: Item) => Promise<Result> {
  let waiting: Asked<Item, Result>[] = [];
  let underWay = false;

  async function settle(group: readonly Asked<Item, Result>[]): Promise<void> {
    try {
      const results = await run(group.map((one) => one.item));
      for (const [n, one] of group.entries()) one.resolve(results[n] as Result);
    } catch (error) {
      if (group.length === 1 || isStoreTrouble(error)) for (const one of group) one.reject(error);
      else for (const one of group) await settle([one]);
    }
  }

  async function goOn(): Promise<void> {
    if (underWay) return;
    underWay = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(group);
      await rest();
    }
    underWay = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void goOn();
    });
}
