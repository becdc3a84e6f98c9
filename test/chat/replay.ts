/** The same events in another world: what was said to one is said to the other, message by message. */
import type { Seams, Step, World } from '../builders/world.ts';

/** Lets it happen to `world`; `settle` says how what waits is worked there. */
export async function replay(world: World, steps: readonly Step[], settle: () => Promise<void>): Promise<void> {
  await world.reset(steps[0]?.clock ?? world.clock);
  for (const step of [...steps]) {
    world.clock = step.clock;
    if (step.did === 'deliver') await world.deliver(step.said);
    else if (step.did === 'tick') await world.tick([step.slot]);
    else if (step.did === 'restart') await world.restart();
    else if (step.did === 'hand-over') await world.handOver(...step.seat);
    else await settle();
  }
}

/** Notes which messages were worked together, in the order in which they were. */
export const noting = (batches: bigint[][]): Seams => ({
  store: (store) => ({
    ...store,
    inTransaction: (work) =>
      store.inTransaction((tx) =>
        work({
          ...tx,
          async apply(results, now) {
            await tx.apply(results, now);
            batches.push(results.map((r) => r.inboxId));
          },
        }),
      ),
  }),
});

/** Works what waits one by one, in the order of `ids` as far as that goes. */
export async function workInOrder(world: World, ids: bigint[]): Promise<void> {
  const [found] = await world.query(`SELECT id FROM inbox WHERE county = '${world.countyId}' AND state = 'waiting'`);
  const waiting = new Set((found?.rows ?? []).map((r: { id: string }) => BigInt(r.id)));
  for (let next = ids[0]; next !== undefined && waiting.has(next); next = ids[0]) {
    await world.workOnly(next);
    ids.shift();
  }
}
