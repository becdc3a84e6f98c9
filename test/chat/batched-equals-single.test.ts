/** A batch is worked as its messages would be one by one: it saves transactions and changes nothing else. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLane, type Lane } from '../journeys/lanes.ts';
import { checkInvariants } from '../journeys/invariants/all.ts';
import { readTables } from '../journeys/invariants/tables.ts';
import { conversationSettling } from '../journeys/acts.ts';
import type { Conversation } from '../journeys/moves.ts';
import { play } from '../journeys/play.ts';
import { CADRE_IDS } from '../builders/county.ts';
import { noting, replay, workInOrder } from './replay.ts';
import { tablesOf } from './tables.ts';

const inboxes = Number(process.env['INBOXES'] ?? 40);
const seed = Number(process.env['INBOXES_SEED'] ?? Date.now() % 1_000_000_000);
const limit = 10 * 60_000;

/** What a random inbox holds: several messages of several people, worked seldom. */
const inbox = conversationSettling(8);
const always = (each: (told: Conversation) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(inbox, each), { seed, numRuns: inboxes });

describe(`a random inbox (seed ${seed})`, () => {
  const batches: bigint[][] = [];
  let batched: Lane;
  let single: Lane;
  beforeAll(async () => {
    batched = await openLane(noting(batches));
    single = await openLane({}, 1);
  });
  afterAll(async () => {
    await batched.close();
    await single.close();
  });

  const expectSameTables = async (): Promise<void> => {
    expect(await tablesOf(single.world)).toEqual(await tablesOf(batched.world));
    for (const { world } of [single, batched]) expect((await world.verifyAudit()).ok).toBe(true);
  };

  test(
    'leaves identical tables in batches and singly, in the order in which the batches took it',
    async () => {
      let largest = 0;
      await always(async (told) => {
        batches.length = 0;
        await play(batched.world, told, { clockAmongOthers: true });
        largest = Math.max(largest, ...batches.map((b) => b.length));
        const order = batches.flat();
        await replay(single.world, batched.world.steps, async () => {
          await workInOrder(single.world, order);
          await single.world.send();
        });
        await expectSameTables();
      });
      expect(largest).toBeGreaterThanOrEqual(CADRE_IDS.length);
    },
    limit,
  );

  test(
    'leaves identical tables whichever worker takes it, where nobody speaks twice before being heard',
    async () => {
      await always(async (told) => {
        await play(batched.world, told, { oneEach: true, clockAmongOthers: true });
        await replay(single.world, batched.world.steps, () => single.world.settle());
        await expectSameTables();
      });
    },
    limit,
  );
});

describe(`two workers at a random inbox (seed ${seed})`, () => {
  test(
    'break no invariant, and record the presence and the logs that one records',
    async () => {
      const [one, two] = [await openLane(), await openLane({}, 2)];
      try {
        await always(async (told) => {
          await play(one.world, told);
          await replay(two.world, one.world.steps, () => two.world.settle(2));
          const { sent, updated, steps } = two.world;
          const said = one.world.said;
          const auditVerdict = await two.world.verifyAudit();
          const tables = await readTables(two.world);
          const figuresFrom = tables.inbox.at(-CADRE_IDS.length)?.id ?? 0;
          expect(steps.length).toBeGreaterThan(0);
          checkInvariants({ ...tables, sent, updated, said, needAnswer: new Set(), figuresFrom, auditVerdict });
          const { work_log, attendance } = await tablesOf(two.world);
          const alone = await tablesOf(one.world);
          expect(work_log).toEqual(alone['work_log']);
          expect(saidByThemselves(attendance)).toEqual(saidByThemselves(alone['attendance']));
        });
      } finally {
        await Promise.all([one.close(), two.close()]);
      }
    },
    limit,
  );
});

/** Check-ins and check-outs; a day that was made up depends on who answered first. */
const saidByThemselves = (rows: readonly string[] = []): string[] => rows.filter((r) => !r.includes('"made-up"'));
