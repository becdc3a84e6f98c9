/** One adapter that runs, the product's stand-in behind it, and a user before it. */
import { expect, vi } from 'vitest';
import { StoredMessage } from '../../src/chat/message.ts';
import type { Adapter, InboundMessage, OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import { SinkFake, outbound } from '../fakes/product.ts';
import type { Delivery, Harness, Place, PlatformUser, Shown } from './harness.ts';

export type MakeHarness = () => Promise<Harness>;

/** Real time that anything of this suite may take to happen. */
export const PATIENCE = { timeout: 20_000, interval: 10 };

export class Scene {
  readonly product = new SinkFake();
  readonly signal = AbortSignal.timeout(600_000);
  readonly harness: Harness;
  readonly adapter: Adapter;
  user!: PlatformUser;

  constructor(harness: Harness) {
    this.harness = harness;
    this.adapter = harness.adapter;
  }

  /** The adapter is up, and the user has found it. */
  async start(): Promise<void> {
    await this.adapter.start(this.product.sink);
    await this.isUp();
    this.user = await this.harness.user();
  }

  async isUp(): Promise<void> {
    await expect.poll(() => this.adapter.health().state, PATIENCE).toBe('up');
  }

  async close(): Promise<void> {
    await this.adapter.stop();
    await this.harness.close();
  }

  /** The one message that came. */
  only(): InboundMessage {
    expect(this.product.stored).toHaveLength(1);
    const message = this.product.stored[0]!;
    StoredMessage.parse({ ...message, images: [], files: [] });
    return message;
  }

  texts(): string[] {
    return this.product.stored.map(({ text }) => text);
  }

  send(place: Place, text: string, more: Partial<OutboundMessage> = {}): Promise<SendOutcome> {
    return this.adapter.send(outbound(this.user.conversation(place), text, more), this.signal);
  }

  async botSays(place: Place, text: string, more: Partial<OutboundMessage> = {}): Promise<Shown> {
    const outcome = await this.send(place, text, more);
    expect(outcome.status).toBe('sent');
    const last = async (): Promise<Shown | undefined> => (await this.seen(place)).at(-1);
    await expect.poll(async () => (await last())?.text, PATIENCE).toContain(text);
    return (await last())!;
  }

  /** What the bot is seen to have said. */
  async seen(place: Place): Promise<Shown[]> {
    return (await this.user.shown(place)).filter(({ byBot }) => byBot);
  }

  /** Fails unless all that was said was taken for good. */
  async taken(...said: readonly Promise<Delivery>[]): Promise<void> {
    expect(await Promise.all(said)).toEqual(said.map(() => 'acknowledged'));
  }
}

/** A scene that is closed however `play` ends. */
export async function played(make: MakeHarness, play: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = new Scene(await make());
  try {
    await play(scene);
  } finally {
    await scene.close();
  }
}

const STEP_MS = 1000;

/** Lets time pass for timers and clock, and what answers over the wire meanwhile be heard. */
export async function passes(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}
