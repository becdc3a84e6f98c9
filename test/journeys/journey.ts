/** A county for the tests of one file, begun anew before each: what is said to it, what it sends because of that, what its tables then hold. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Sent } from '../builders/recording-adapter.ts';
import type { SayOptions, World } from '../builders/world.ts';
import { openLane, type Lane } from './lanes.ts';

export interface Journey {
  /** Only once the tests run. */
  readonly world: World;
  /** Says it, and a minute goes by; everything that is sent because of it. */
  readonly said: (personId: string, what: Parameters<World['say']>[1], options?: SayOptions) => Promise<Sent[]>;
  /** The same; what they alone are told, on whatever platform. */
  readonly told: (...said: Parameters<Journey['said']>) => Promise<string>;
  /** What the database itself answers. */
  readonly rows: <Row = unknown>(sql: string) => Promise<Row[]>;
}

/** Registers what the tests of a file need; each begins at that instant. */
export function journeyFrom(startAt: string): Journey {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane();
  });
  beforeEach(() => lane.world.reset(Date.parse(startAt)));
  afterAll(() => lane.close());
  const said: Journey['said'] = async (personId, what, options = {}) => {
    const { world } = lane;
    const before = world.sent.length;
    await world.say(personId, what, options);
    await world.settle();
    world.clock += 61_000;
    return world.sent.slice(before);
  };
  return {
    get world() {
      return lane.world;
    },
    said,
    told: async (personId, ...more) => directTo(personId, await said(personId, ...more)),
    rows: async <Row>(sql: string) => ((await lane.world.query(sql))[0]?.rows ?? []) as Row[],
  };
}

/** What of it is told to them alone. */
export const directTo = (personId: string, sent: readonly Sent[]): string =>
  sent
    .filter(({ conversation }) => conversation.startsWith('d-') && conversation.endsWith(`-${personId}`))
    .map(({ text }) => text)
    .join('\n');
