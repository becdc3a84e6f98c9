/** Runs conversations in a few lanes at a time, each with a database of its own. */
import fc from 'fast-check';
import { testCounty } from '../builders/county.ts';
import { World, type Seams } from '../builders/world.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { checkInvariants } from './invariants/all.ts';
import { UNRULED } from './invariants/chains.ts';
import { Violation } from './invariants/evidence.ts';
import { readTables } from './invariants/tables.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { conversation } from './acts.ts';
import type { Conversation } from './moves.ts';
import { play } from './play.ts';
import { count, type Tally } from './tally.ts';

export interface Lane {
  readonly world: World;
  close(): Promise<void>;
}

/** A county whose rules say of one post that it takes leave, and not who approves it. */
const withGap = (rules: Rules): Rules => ({
  ...rules,
  leave: (facts) => {
    const decision = rules.leave(facts);
    if (facts.post !== UNRULED || decision.verdict !== 'approve') return decision;
    const { steps: _steps, filings: _filings, ...rest } = decision;
    return { ...rest, verdict: 'needs-local-rule' };
  },
});

export async function openLane(planted: Seams = {}, batch = 64): Promise<Lane> {
  const seams: Seams = { ...planted, rules: (rules) => withGap(planted.rules?.(rules) ?? rules) };
  const database: TestDatabase = await freshDatabase();
  const world = await World.open({ url: database.url, county: testCounty('random'), seams, batch });
  return {
    world,
    async close() {
      await world.close();
      await database.drop();
    },
  };
}

/** Plays it and checks everything that was left. */
export async function playAndCheck(world: World, told: Conversation, tally: Tally = new Map()): Promise<void> {
  const { needAnswer } = await play(world, told);
  const { sent, updated, said } = world;
  const auditVerdict = await world.verifyAudit();
  const evidence = { ...(await readTables(world)), sent, updated, said, needAnswer, auditVerdict };
  count(tally, evidence);
  checkInvariants(evidence);
}

export interface Outcome {
  readonly runs: number;
  /** null where nothing was broken. */
  readonly violation: Violation | null;
  readonly report: string;
}

export interface RunOptions {
  readonly seed: number;
  readonly numRuns: number;
  readonly path?: string;
  /** Stops at the first failure instead of looking for the shortest. */
  readonly endOnFailure?: boolean;
}

export async function runConversations(world: World, options: RunOptions, tally?: Tally): Promise<Outcome> {
  const property = fc.asyncProperty(conversation, (told) => playAndCheck(world, told, tally));
  const details = await fc.check(property, options);
  if (!details.failed) return { runs: details.numRuns, violation: null, report: '' };
  const error = details.errorInstance;
  const report = [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    `reproduce: CONVERSATIONS_SEED=${details.seed} CONVERSATIONS_PATH=${details.counterexamplePath ?? ''}`,
    ...(details.counterexample?.[0].turns ?? []).map((t) => `${t.settles ? ' ' : '+'} ${JSON.stringify(t.move)}`),
  ].join('\n');
  return { runs: details.numRuns, violation: error instanceof Violation ? error : null, report };
}
