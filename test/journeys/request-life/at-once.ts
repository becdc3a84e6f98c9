/** Two workers at the same moment: each has a message of another person, and both have decided before either applies. */
import type { World } from '../../builders/world.ts';
import type { Store } from '../../../src/store/store.ts';

/** Whoever comes first waits so long for the other, in ms: it may stand behind a lock. */
const PATIENCE_MS = 2000;

export class Meeting {
  #first: (() => void) | null = null;
  /** Two are under way and have not met yet. */
  #isOn = false;
  /** How often two met. */
  met = 0;

  /** A store whose transactions meet before they apply, where {@link workTwo} works two. */
  readonly within = (store: Store): Store => ({
    ...store,
    inTransaction: (work) =>
      store.inTransaction((tx) =>
        work({
          ...tx,
          apply: async (results, now) => {
            if (this.#isOn && results.length > 0) await this.#wait();
            await tx.apply(results, now);
          },
        }),
      ),
  });

  /** Works everything that waits, two people's messages at a time. */
  async workTwo(world: World): Promise<void> {
    for (let waiting = await waitingIn(world); waiting.length > 0;) {
      const pair = firstOfEach(waiting);
      this.#isOn = pair.length === 2;
      await Promise.all(pair.map((id) => world.workOnly(id).finally(() => this.#goOn())));
      const left = await waitingIn(world);
      if (left.length === waiting.length) break;
      waiting = left;
    }
    // What waits behind something else of the same person.
    await world.work();
  }

  /** Nobody is waited for any more. */
  #goOn(): void {
    this.#isOn = false;
    this.#first?.();
    this.#first = null;
  }

  #wait(): Promise<void> {
    if (this.#first !== null) {
      this.met += 1;
      this.#goOn();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#goOn(), PATIENCE_MS);
      this.#first = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

interface Waiting {
  readonly id: string;
  readonly sender: string;
}

const waitingIn = async (world: World): Promise<Waiting[]> => {
  const sql = `SELECT id::text, sender_id AS sender FROM inbox WHERE county = '${world.countyId}' AND state = 'waiting' ORDER BY id`;
  const [answer] = await world.query(sql);
  return (answer?.rows ?? []) as Waiting[];
};

const firstOfEach = (waiting: readonly Waiting[]): bigint[] =>
  waiting
    .filter(({ sender }, i) => waiting.findIndex((w) => w.sender === sender) === i)
    .slice(0, 2)
    .map(({ id }) => BigInt(id));
