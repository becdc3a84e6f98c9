/** A database and a county of one's own, in which one life after the other is played. */
import fc from 'fast-check';
import type { Seams } from '../../builders/world.ts';
import { World } from '../../builders/world.ts';
import { Meeting } from './at-once.ts';
import { freshDatabase } from '../../support/database.ts';
import { lifeCounty } from './county.ts';
import { Ear } from './heard.ts';
import type { Life } from './operations.ts';
import { LifeFault, playLife, toldAs, type Stage } from './play.ts';

export interface StageOptions {
  /** At most so many messages a transaction. */
  readonly batch: 1 | 64;
  /** Whether the rules of the county name a chain (丰都), or leave it to the county (重庆). */
  readonly hasChain: boolean;
  readonly seams?: Seams;
  readonly atRound?: () => void;
}
export interface OpenStage extends Stage {
  close(): Promise<void>;
}

export async function openStage({ batch, hasChain, seams = {}, atRound }: StageOptions): Promise<OpenStage> {
  const database = await freshDatabase();
  const ear = new Ear();
  const meeting = new Meeting();
  const store: NonNullable<Seams['store']> = (real) =>
    ear.listen(meeting.within(seams.store ? seams.store(real) : real));
  const world = await World.open({
    url: database.url,
    county: lifeCounty('life', [hasChain ? 'fengdu-2021' : 'chongqing-2023']),
    seams: { ...seams, store },
    batch,
  });
  return {
    world,
    ear,
    meeting,
    hasChain,
    tally: new Map(),
    atRound: atRound ?? ((): void => undefined),
    async close() {
      await world.close();
      await database.drop();
    },
  };
}

export interface LivesOptions {
  readonly seed: number;
  readonly numRuns: number;
  readonly path?: string;
  /** Stops at the first failure instead of looking for the shortest. */
  readonly endOnFailure?: boolean;
  /** Looks no longer for a shorter one than so many ms after it began. */
  readonly interruptAfterTimeLimit?: number;
}
export interface Lived {
  readonly runs: number;
  /** null where nothing was wrong. */
  readonly fault: LifeFault | null;
  readonly report: string;
}

/** A report as the message of a failure: summaries of a run print only a failure's first line. */
export const onOneLine = (report: string): string => report.replaceAll(/\s*\n\s*/g, ' | ');

export async function runLives(stage: Stage, lives: fc.Arbitrary<Life>, options: LivesOptions): Promise<Lived> {
  const property = fc.asyncProperty(lives, (life) => playLife(stage, life));
  const details = await fc.check(property, options);
  if (!details.failed) return { runs: details.numRuns, fault: null, report: '' };
  const error = details.errorInstance;
  const report = [
    error instanceof LifeFault
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error),
    `reproduce: REQUEST_LIFE_SEED=${details.seed} REQUEST_LIFE_PATH=${details.counterexamplePath ?? ''}`,
    ...(details.counterexample ?? []).map(toldAs),
  ].join('\n');
  return { runs: details.numRuns, fault: error instanceof LifeFault ? error : null, report };
}
