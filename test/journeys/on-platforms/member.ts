/** Somebody of the county as they use a platform: each thing that they do is waited for until all of it is answered. */
import { expect } from 'vitest';
import type { Delivery, Place, Shown } from '../../contracts/harness.ts';
import type { Side } from './platform.ts';
import type { Stage } from './stage.ts';

interface How {
  readonly place?: Place;
  readonly mention?: boolean;
  readonly quote?: Shown;
}

/** Between what people do, in ms. */
const MOMENT_MS = 61_000;

export class Member {
  readonly side: Side;
  readonly #stage: Stage;
  readonly #before: Record<Place, Set<string>> = { direct: new Set(), group: new Set() };
  readonly #read: Record<Place, Set<string>> = { direct: new Set(), group: new Set() };

  constructor(stage: Stage, side: Side) {
    this.#stage = stage;
    this.side = side;
  }

  say(text: string, { place = 'direct', mention = place === 'group', quote }: How = {}): Promise<void> {
    return this.#does(() => this.side.say(place, text, { mention, ...(quote && { quote }) }));
  }

  /** Presses the button of the newest message that has one with this label. */
  async press(label: string): Promise<void> {
    const message = await this.showing(label);
    await this.#does(() => this.side.press(message, label));
  }

  /** Presses it once more before the first press is answered. */
  async pressTwice(label: string): Promise<void> {
    const message = await this.showing(label);
    await this.#does(async () => {
      const [first, second] = [this.side.press(message, label), this.side.press(message, label)];
      expect(await first).toBe('acknowledged');
      return await second;
    });
  }

  photo(bytes: Uint8Array, text: string): Promise<void> {
    return this.#does(() => this.side.sendImage('direct', bytes, text));
  }

  /** Words go with it where the platform lets them. */
  file(name: string, bytes: Uint8Array, text = '', place: Place = 'direct'): Promise<void> {
    return this.#does(() => this.side.sendFile(place, name, bytes, text));
  }

  pin(place: Place, point: { readonly latitude: number; readonly longitude: number }): Promise<void> {
    return this.#does(() => this.side.sendLocation(place, point));
  }

  edit(text: string): Promise<void> {
    return this.#does(() => this.side.edit!('direct', text));
  }

  recall(): Promise<void> {
    return this.#does(() => this.side.recall!('direct'));
  }

  /** The platform delivers once more what this person did last. */
  again(): Promise<void> {
    return this.#does(() => this.side.redeliver());
  }

  /** Sends what somebody else's button would send, however the platform takes that. */
  async steal(owner: Member, label: string): Promise<void> {
    const message = await owner.showing(label);
    this.#stage.later(MOMENT_MS);
    await this.side.steal(owner.side, message, label);
    await this.#stage.settled();
  }

  /** The bot's newest message with such a button. */
  async showing(label: string): Promise<Shown> {
    const message = (await this.byBot()).findLast(({ buttonLabels }) => buttonLabels.includes(label));
    if (message === undefined) throw new Error(`nothing with the button ${label} is shown`);
    return message;
  }

  /** What stands there already is of another conversation. */
  async begin(place: Place): Promise<void> {
    for (const { id } of await this.side.shown(place)) this.#before[place].add(id);
  }

  /** What the bot has said there in this conversation, as it stands now. */
  async byBot(place: Place = 'direct'): Promise<readonly Shown[]> {
    return (await this.side.shown(place)).filter(({ id, byBot }) => byBot && !this.#before[place].has(id));
  }

  /** What the bot has said there since that was last asked. */
  async heard(place: Place = 'direct'): Promise<string> {
    const fresh = (await this.byBot(place)).filter(({ id }) => !this.#read[place].has(id));
    for (const { id } of fresh) this.#read[place].add(id);
    return fresh.map(({ text }) => text).join('\n');
  }

  /** Fails unless the platform's event was taken for good. */
  async #does(act: () => Promise<Delivery>): Promise<void> {
    this.#stage.later(MOMENT_MS);
    expect(await act()).toBe('acknowledged');
    await this.#stage.settled();
  }
}
