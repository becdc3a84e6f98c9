/** A product that takes only what the platform has really sent, in the shape of the contract, and now and then cannot store. */
import { KeptFile, KeptImage, OfferedFile, OfferedImage, StoredMessage } from '../../src/chat/message.ts';
import type { Sink } from '../../src/chat/message.ts';
import type { Chance } from '../soak/chance.ts';

const MAX_FAULTS = 20;
const STORE_FAILS = 0.01;

/** Strings within that no store can keep. */
function* unstorable(value: unknown): Generator<string> {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) yield value;
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* unstorable(one);
}

export class Verified {
  readonly faults: string[] = [];
  /** Keys of events that were handed over and kept. */
  readonly kept = new Set<string>();
  /** How often the store failed. */
  failures = 0;
  /** How often anything was handed over. */
  calls = 0;
  readonly #sent = new Set<string>();
  readonly #due = new Set<string>();
  readonly #chance: Chance;
  /** The platform's own id of an event. */
  readonly #keyOf: (raw: unknown) => string;

  constructor(chance: Chance, keyOf: (raw: unknown) => string) {
    this.#chance = chance;
    this.#keyOf = keyOf;
  }

  /** The platform itself sends this; `due`: nothing about it is wrong, so it has to arrive. */
  sends(raw: unknown, due: boolean): void {
    const key = this.#keyOf(raw);
    this.#sent.add(key);
    if (due) this.#due.add(key);
  }

  readonly sink: Sink = async ({ raw, images, files = [], ...message }) => {
    this.calls += 1;
    const key = this.#keyOf(raw);
    if (!this.#sent.has(key)) this.fault(`${key} was handed over, which the platform has not sent`);
    const said = StoredMessage.safeParse({ ...message, images: [] });
    if (!said.success) this.fault(`${key} is no message: ${JSON.stringify(said.error.issues[0])}`);
    if (images.some((one) => !KeptImage.or(OfferedImage).safeParse(one).success)) this.fault(`${key} has a bad image`);
    if (files.some((one) => !KeptFile.or(OfferedFile).safeParse(one).success)) this.fault(`${key} has a bad document`);
    for (const text of unstorable({ message, images, files }))
      this.fault(`${key} can’t be stored: ${JSON.stringify(text)}`);
    if (this.#chance.next() < STORE_FAILS) {
      this.failures += 1;
      throw new Error('the store is away');
    }
    this.kept.add(key);
  };

  fault(what: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(what);
  }

  /** Once all is sent: what is wrong. */
  verdict(): string[] {
    const lost = [...this.#due].filter((key) => !this.kept.has(key));
    return [...this.faults, ...(lost.length === 0 ? [] : [`${lost.length} good ones were lost, such as ${lost[0]!}`])];
  }
}

/** What nobody caught while `work` ran; the process would have ended by it. */
export async function uncaughtDuring(work: () => Promise<void>): Promise<string[]> {
  const loose: string[] = [];
  const caught = (error: unknown): void =>
    void loose.push(`nobody caught ${error instanceof Error ? (error.stack ?? error.name) : String(error)}`);
  process.on('unhandledRejection', caught);
  process.on('uncaughtException', caught);
  try {
    await work();
    // A rejection is known to be unhandled only once the loop came round.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return loose.slice(0, MAX_FAULTS);
  } finally {
    process.off('unhandledRejection', caught);
    process.off('uncaughtException', caught);
  }
}

export interface PlatformCampaign {
  readonly faults: readonly string[];
  readonly sent: number;
  readonly kept: number;
  /** One line of figures. */
  readonly said: string;
}

export const campaignOf = (
  name: string,
  { seed, sent, began }: { readonly seed: number; readonly sent: number; readonly began: number },
  verified: Verified,
  loose: readonly string[],
): PlatformCampaign => {
  const seconds = (performance.now() - began) / 1000;
  const said = `FUZZ_SEED=${seed} ${name}: ${sent} events in ${seconds.toFixed(1)} s (${(sent / seconds).toFixed(0)}/s), ${verified.kept.size} kept, ${verified.failures} not stored`;
  return { faults: [...verified.verdict(), ...loose], sent, kept: verified.kept.size, said };
};
