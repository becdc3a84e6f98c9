/** Fires so many requests at the real web chat over real sockets and says what is wrong afterwards. */
import { chanceOf } from '../soak/chance.ts';
import { Expected } from './expected.ts';
import { nextShots } from './shots.ts';
import { openStage } from './stage.ts';
import type { Planted } from './stage.ts';
import { faultsInTables, fingerprints, sessionCount } from './tables.ts';
import { Line } from './wire.ts';

const LINES = 24;
/** Different ones that good requests carry. */
const SAMPLE_IMAGES = 3;

export interface Campaign {
  readonly faults: readonly string[];
  readonly expected: Expected;
  readonly seconds: number;
  /** One line of figures. */
  readonly said: string;
}

export async function fuzz(
  { requests, seed }: { requests: number; seed: number },
  planted: Planted = {},
): Promise<Campaign> {
  const stage = await openStage(planted);
  const loose: string[] = [];
  const caught = (error: unknown): void =>
    void loose.push(`nobody caught ${error instanceof Error ? (error.stack ?? error.name) : String(error)}`);
  process.on('unhandledRejection', caught);
  process.on('uncaughtException', caught);
  try {
    const { sql } = stage.county;
    const before = { prints: await fingerprints(sql), sessions: await sessionCount(sql) };
    const expected = new Expected();
    const began = performance.now();
    const busy = process.cpuUsage();
    await fire(stage, expected, requests, seed);
    await stage.stop();
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(busy);
    const faults = [
      ...expected.faults,
      ...(await faultsInTables(sql, expected, before)),
      ...stage.reported.map((one) => `reported: ${String(one)}`),
      ...loose,
      ...(stage.imagesKept() <= SAMPLE_IMAGES + expected.bentImages ? [] : ['more images are kept than were sent']),
    ];
    return { faults, expected, seconds, said: figures(seed, seconds, (user + system) / 1e6, expected) };
  } finally {
    process.off('unhandledRejection', caught);
    process.off('uncaughtException', caught);
    await stage.close();
  }
}

async function fire(
  stage: Awaited<ReturnType<typeof openStage>>,
  expected: Expected,
  requests: number,
  seed: number,
): Promise<void> {
  let made = 0;
  const source = { chance: chanceOf(seed), port: stage.port, tokens: stage.tokens, next: () => (made += 1) };
  let sent = 0;
  const lane = async (): Promise<void> => {
    const line = new Line(stage.port);
    while (sent < requests) {
      const shots = nextShots(source);
      sent += shots.length;
      const answers = await line.exchange(shots);
      for (const [n, shot] of shots.entries()) expected.note(shot, answers[n] ?? null);
    }
    line.close();
  };
  await Promise.all(Array.from({ length: LINES }, lane));
}

function figures(seed: number, seconds: number, cpu: number, { tally, statuses }: Expected): string {
  const by = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${String(status)}×${String(count)}`);
  return (
    `FUZZ_SEED=${String(seed)}: ${String(tally.requests)} requests in ${seconds.toFixed(1)} s (${(tally.requests / seconds).toFixed(0)}/s, ${((cpu / tally.requests) * 1000).toFixed(2)} ms of CPU each here), ` +
    `${String(tally.accepted)} messages taken, ${String(tally.unanswered)} unanswered; ${by.join(' ')}`
  );
}
