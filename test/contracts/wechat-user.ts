/** WeChat's user, in front of whatever stands behind the gateway: it has no acknowledgements, so the product's side is watched. */
import { WireMessage } from '../../bots/wechat/schema.ts';
import type { Adapter, InboundMessage, Sink } from '../../src/chat/message.ts';
import type { WechatGateway } from '../fakes/wechat-gateway.ts';
import type { WechatPerson, WechatPosted } from '../fakes/wechat-person.ts';
import type { WechatShown } from '../fakes/wechat-world.ts';
import type { Delivery, Place, PlatformUser, Shown } from './harness.ts';

/** What became of each message at the product: stored, or not. */
export class Watch {
  readonly #last = new Map<string, Delivery>();
  readonly #waiting = new Map<string, ((delivery: Delivery) => void)[]>();

  /** The same adapter, whose sink is watched from its start. */
  on<A extends Adapter>(adapter: A): A {
    const start = (sink: Sink): Promise<void> => adapter.start((message) => this.#watched(sink, message));
    return new Proxy(adapter, {
      get(target, name) {
        if (name === 'start') return start;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  last(messageId: string): Delivery | null {
    return this.#last.get(messageId) ?? null;
  }

  /** What the product does with it the next time that it is offered. */
  next(messageId: string): Promise<Delivery> {
    return new Promise((resolve) => {
      this.#waiting.set(messageId, [...(this.#waiting.get(messageId) ?? []), resolve]);
    });
  }

  async #watched(sink: Sink, message: InboundMessage): Promise<void> {
    // What tells of a recall has an id of its own on the wire.
    const { id } = WireMessage.parse(message.raw);
    try {
      await sink(message);
      this.#note(id, 'acknowledged');
    } catch (error) {
      this.#note(id, 'not-acknowledged');
      throw error;
    }
  }

  #note(messageId: string, delivery: Delivery): void {
    this.#last.set(messageId, delivery);
    const waiting = this.#waiting.get(messageId) ?? [];
    this.#waiting.delete(messageId);
    for (const resolve of waiting) resolve(delivery);
  }
}

export interface WechatSeat {
  readonly gateway: WechatGateway;
  readonly person: WechatPerson;
  readonly group: string;
  readonly watch: Watch;
}

const shownOf = ({ id, text, byBot, files, images }: WechatShown): Shown => ({
  ...{ id, text, byBot, buttonLabels: [], imageCount: images.length },
  fileNames: files.map(({ name }) => name),
});

export function wechatUser({ gateway, person, group, watch }: WechatSeat): PlatformUser {
  let last: WechatPosted | null = null;
  const chat = (place: Place): string => (place === 'direct' ? person.id : group);
  const find = ({ id }: Shown): WechatShown =>
    [...gateway.shown(person.id), ...gateway.shown(group)].find((one) => one.id === id)!;
  const quoteOf = (message: Shown): { name: string; text: string } => {
    const { name, text } = find(message);
    return { name, text };
  };
  const taken = (posted: WechatPosted): Promise<Delivery> => {
    last = posted;
    return watch.next(posted.message.id);
  };
  return {
    id: person.id,
    conversation: chat,
    say: (place, text, { mention = false, quote } = {}) =>
      taken(person.say(chat(place), text, { mention, ...(quote && { quote: quoteOf(quote) }) })),
    press: () => Promise.reject(new Error('nothing can be pressed')),
    sendImage: (place, bytes) => taken(person.photo(chat(place), bytes)),
    sendFile: (place, name, bytes) => taken(person.file(chat(place), name, bytes)),
    sendLocation: (place, point) => taken(person.location(chat(place), point)),
    redeliver: () => {
      const { message } = last!;
      // What it could not hand over the adapter offers again by itself; the gateway never would.
      if (watch.last(message.id) !== 'not-acknowledged') gateway.tellAgain('same-id', last);
      return watch.next(message.id);
    },
    sayAt: (place, text, at) => taken(person.say(chat(place), text, { at })),
    sayReversed: async (place, texts) => {
      gateway.holdBack();
      const now = Date.now();
      const said = texts.map((text, n) => taken(person.say(chat(place), text, { at: now + n })));
      gateway.release('reversed');
      return await Promise.all(said);
    },
    recall: () => taken(person.recall(last!)),
    shown: async (place) => gateway.shown(chat(place)).map(shownOf),
    save: async (message, n) => find(message).files[n]!.bytes,
    saveImage: async (message, n) => find(message).images[n]!,
  };
}
