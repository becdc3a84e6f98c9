/** A whole conversation, the same on every platform. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCounty } from '../../../src/cli/county-file.ts';
import type { County } from '../../../src/domain/county.ts';
import { packageRoot } from '../../../src/wiring/installation.ts';
import { sampleCountyWithOfficer } from '../../support/sample-county.ts';
import type { Member } from './member.ts';
import type { OpenPlatform } from './platform.ts';
import { Stage } from './stage.ts';

export interface Conversation {
  readonly title: string;
  /** Why this can't be had on the platform; null = it can. */
  readonly unlike?: (stage: Stage) => string | null;
  /** Why sends of it are refused, where they have to be. */
  readonly refused?: readonly string[];
  readonly play: (stage: Stage, people: People) => Promise<void>;
}

/** p1 … p11 as the county has them. */
export type People = Readonly<Record<(typeof SPEAKERS)[number], Member>>;

const SPEAKERS = ['p1', 'p2', 'p3', 'p6', 'p7', 'p8', 'p9', 'p10', 'p11'] as const;
const IN_GROUP = ['p1', 'p2', 'p3'];

const counties = {
  fengdu: (): County => sampleCountyWithOfficer,
  /** Whoever a leave is filed with says that they got it. */
  zhumadian: (): County => readCounty(`${packageRoot}/data/demo/zhumadian.yaml`),
};

export const openStage = (platforms: readonly OpenPlatform[], of: keyof typeof counties): Promise<Stage> =>
  Stage.open({ county: counties[of](), platforms, speakers: SPEAKERS, inGroup: IN_GROUP });

export const peopleOf = (stage: Stage, platform?: string): People =>
  Object.fromEntries(SPEAKERS.map((id) => [id, stage.member(id, platform)])) as People;

/** Plays them in the county on the platform, one after another. */
export function played(open: OpenPlatform, of: keyof typeof counties, conversations: readonly Conversation[]): void {
  describe(`in the county of ${of}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage([open], of);
    });
    afterAll(() => stage.close());
    for (const { title, unlike, play, refused = [] } of conversations)
      test(title, async ({ skip }) => {
        await stage.reset();
        const why = unlike?.(stage) ?? null;
        if (why !== null) skip(why);
        await play(stage, peopleOf(stage));
        await stage.check(refused);
      });
  });
}

/** The texts, as one, without what a platform may write otherwise. */
export const expectAll = (heard: string, ...words: readonly string[]): void => {
  for (const word of words) expect(heard).toContain(word);
};
