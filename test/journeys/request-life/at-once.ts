/** Two workers at the same moment: each has a message of another person, and both have decided before either applies. */
import type { World } from '../../builders/world.ts';
import type { Store } from '../../../src/store/store.ts';

/** Whoever comes first waits so long for the other, in ms: it may have been left behind by a lock. */
const PATIENCE_MS = 25;

export class Meeting {
  #first: (() => void) | null = null;
  #isOn = false;
  /** How often two met. */
  met = 0;

  /** A store whose transactions meet before they apply, while {@link workTwo} runs. */
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
    this.#isOn = true;
    try {
      for (let waiting = await waitingIn(world); waiting.length > 0;) {
        await Promise.all(firstOfEach(waiting).map((id) => world.workOnly(id)));
        const left = await waitingIn(world);
        if (left.length === waiting.length) break;
        waiting = left;
      }
    } finally {
      this.#isOn = false;
    }
    // What waits behind something else of the same person.
    await world.work();
  }

  #wait(): Promise<void> {
    const first = this.#first;
    if (first !== null) {
      this.#first = null;
      this.met += 1;
      first();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        if (this.#first === go) this.#first = null;
        resolve();
      };
      const timer = setTimeout(go, PATIENCE_MS);
      this.#first = go;
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
