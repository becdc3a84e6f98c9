/** Telegram's fake in a campaign: what is not confirmed comes again by itself, as the real one does it. */
import type { TelegramHow, TelegramPerson, TelegramPosted } from '../fakes/telegram-person.ts';
import { TelegramServer } from '../fakes/telegram-server.ts';
import type { Chance } from './chance.ts';
import { Relay } from './platform-relay.ts';
import type { ChatPerson, PhotoTaken, PlatformSide, Saying, SeenMessage } from './platform-side.ts';

const SECRET = 'sample-secret-of-the-webhook';
/** A service that is killed and started again must not be left alone for a minute. */
const SECOND_MS = 100;
const POINT = { latitude: 29.86, longitude: 107.73, accuracy: 20 };

/** As the adapter calls the events. */
const keyOf = ({ chatId, messageId, update }: TelegramPosted): string => {
  const press = update?.callback_query;
  return press === undefined ? `m:${chatId}:${messageId}` : `c:${press.id}`;
};

class Person implements ChatPerson {
  readonly personId: string;
  readonly person: TelegramPerson;
  groupId = 0;
  readonly #side: TelegramSide;

  constructor(personId: string, person: TelegramPerson, side: TelegramSide) {
    this.personId = personId;
    this.person = person;
    this.#side = side;
  }

  get userId(): string {
    return String(this.person.id);
  }

  get direct(): string {
    return this.userId;
  }

  say(text: string, { group = false, quote, held = false }: Saying = {}): Promise<string> {
    const how: TelegramHow = { mention: group, ...(quote !== undefined && { quote: { id: Number(quote) } }) };
    return this.#side.taken(this.person.say(group ? this.groupId : this.person.id, text, how), held);
  }

  async press(messageId: string, label: string): Promise<void> {
    const message = this.#side.server.shown(this.person.id).find(({ id }) => String(id) === messageId)!;
    const button = message.buttons.find(({ text }) => text === label);
    if (button !== undefined) await this.#side.taken(this.person.press(message, button.data ?? ''));
  }

  async photo(bytes: Uint8Array, words: string): Promise<PhotoTaken> {
    const photo = await this.#side.taken(this.person.photo(this.person.id, bytes, { caption: words }));
    return { photo, said: photo };
  }

  pin(): Promise<string> {
    return this.#side.taken(this.person.location(this.person.id, POINT));
  }
}

export class TelegramSide implements PlatformSide {
  readonly platform = 'telegram';
  readonly told = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly server: TelegramServer;
  readonly #relay: Relay | null;
  readonly #taken: number[] = [];
  #released = Promise.resolve();

  private constructor(server: TelegramServer, relay: Relay | null) {
    this.server = server;
    this.#relay = relay;
  }

  static async start(way: 'polling' | 'webhook', processes: number): Promise<TelegramSide> {
    const server = await TelegramServer.start({ secondMs: SECOND_MS });
    return new TelegramSide(server, way === 'webhook' ? await Relay.start(processes) : null);
  }

  settings(which: number): Record<string, string> {
    return {
      ZHUCUN_TELEGRAM_TOKEN: this.server.token,
      ZHUCUN_TELEGRAM_API: this.server.url,
      ...(this.#relay && {
        ZHUCUN_TELEGRAM_WEBHOOK: `${this.#relay.url}/telegram`,
        ZHUCUN_TELEGRAM_SECRET: SECRET,
        ZHUCUN_TELEGRAM_PORT: String(this.#relay.ports[which]),
      }),
    };
  }

  person(personId: string): Person {
    return new Person(personId, this.server.person(`示例${personId}`), this);
  }

  group(people: readonly ChatPerson[]): string {
    const members = people.filter((one) => one instanceof Person);
    const id = this.server.group(
      '示例村工作队',
      members.map(({ person }) => person),
    );
    for (const one of members) one.groupId = id;
    return String(id);
  }

  /** @param held it does not go out yet, and may get another number until it does */
  async taken(posted: TelegramPosted, held = false): Promise<string> {
    const key = keyOf(posted);
    this.told.add(key);
    if (held) await this.#released;
    while ((await posted.delivered()) !== 'acknowledged') {
      const { update_id: id } = posted.update!;
      if ((await this.server.redeliver(id)) === 'acknowledged') break;
    }
    this.acknowledged.add(key);
    this.#taken.push(posted.update!.update_id);
    return key;
  }

  shown(conversation: string): SeenMessage[] {
    return this.server.shown(Number(conversation)).map(({ id, text, byBot, buttons }) => ({
      ...{ id: String(id), text, byBot, labels: buttons.map((button) => button.text) },
    }));
  }

  async reversed(say: () => readonly Promise<string>[]): Promise<string[]> {
    let release = (): void => undefined;
    this.#released = new Promise((resolve) => (release = resolve));
    this.server.hold();
    const said = say();
    this.server.release('reversed');
    release();
    return Promise.all(said);
  }

  again(chance: Chance): void {
    if (this.#taken.length > 0) void this.server.redeliver(chance.pick(this.#taken));
  }

  trouble(chance: Chance): void {
    const { faults } = this.server;
    chance.pick([
      () => faults.dropBefore(),
      () => faults.dropAfter(),
      () => faults.dropAfter(),
      () => faults.status(502),
      () => faults.limit({ retryAfter: 1 }),
      () => (this.#relay === null ? faults.dropAfter({ method: 'getUpdates' }) : (this.#relay.losses = 1)),
    ])();
  }

  calm(): void {
    this.server.faults.calm();
    if (this.#relay) this.#relay.losses = 0;
  }

  isQuiet(): boolean {
    return this.server.unconfirmed === 0;
  }

  /** Two pollers at the same time, or one beside a webhook. */
  misuse(): string[] {
    const conflicts = this.server.calls.filter(({ status }) => status === 409);
    return conflicts.map(({ method }) => `${method} met another poller`);
  }

  snapshot(): () => void {
    const { calls } = this.server;
    const called = calls.length;
    const rooms = [...this.server.world.rooms.values()].map(({ messages }) => ({ messages, were: [...messages] }));
    return () => {
      calls.splice(called);
      for (const { messages, were } of rooms) messages.splice(0, messages.length, ...were);
    };
  }

  repeat(conversation: string, messageId: string): void {
    this.stray(conversation, messageId, conversation);
  }

  stray(from: string, messageId: string, to: string): void {
    const { world } = this.server;
    const { text = '' } = world.find(Number(from), Number(messageId))!;
    world.write(world.room(Number(to)), world.botUser, { text });
  }

  swap(conversation: string, one: string, other: string): void {
    const { messages } = this.server.world.room(Number(conversation));
    const at = (id: string): number => messages.findIndex((message) => String(message.message_id) === id);
    const [first, second] = [at(one), at(other)];
    [messages[first], messages[second]] = [messages[second]!, messages[first]!];
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#relay?.close();
  }
}
