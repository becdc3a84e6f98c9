/** Feishu's fake in a campaign: what is not acknowledged is delivered again soon, not after quarters of hours; presses never are. */
import type { FeishuEvent } from '../fakes/feishu-events.ts';
import type { Delivered } from '../fakes/feishu-delivery.ts';
import type { FeishuPerson } from '../fakes/feishu-person.ts';
import { FeishuServer } from '../fakes/feishu-server.ts';
import type { Chance } from './chance.ts';
import { Relay } from './platform-relay.ts';
import type { ChatPerson, PhotoTaken, PlatformSide, Saying, SeenMessage } from './platform-side.ts';
import { until } from './until.ts';

const KEYS = { encryptKey: 'sample-encrypt-key', verificationToken: 'sample-verification-token' };
const RETRY_MS = 300;
const POINT = { latitude: 29.86, longitude: 107.73, name: '示例一村' };

/** As the adapter calls the events. */
function keyOf({ header, event }: FeishuEvent): string {
  const { message } = event as { message?: { message_id: string } };
  return message === undefined ? `a:${header.event_id}` : `m:${message.message_id}`;
}

class Person implements ChatPerson {
  readonly personId: string;
  readonly person: FeishuPerson;
  groupId = '';
  readonly #side: FeishuSide;

  constructor(personId: string, person: FeishuPerson, side: FeishuSide) {
    this.personId = personId;
    this.person = person;
    this.#side = side;
  }

  get userId(): string {
    return this.person.openId;
  }

  get direct(): string {
    return this.person.direct;
  }

  say(text: string, { group = false, quote }: Saying = {}): Promise<string> {
    const where = group ? this.groupId : this.direct;
    return this.#taken(this.person.say(where, text, { mention: group, ...(quote !== undefined && { quote }) }));
  }

  /** Until it is answered: people press again, as long as there is something to press. */
  async press(messageId: string, label: string): Promise<void> {
    const isThere = (): boolean =>
      this.#side.shown(this.direct).some(({ id, labels }) => id === messageId && labels.includes(label));
    await until('a press is acknowledged', async () => {
      return !isThere() || (await this.person.press(messageId, label)) === 'acknowledged';
    });
  }

  async photo(bytes: Uint8Array, words: string): Promise<PhotoTaken> {
    const photo = await this.#taken(this.person.sendImage(this.direct, bytes, words));
    return { photo, said: photo };
  }

  pin(): Promise<string> {
    return this.#taken(this.person.sendLocation(this.direct, POINT));
  }

  /** The delivery may hang for long on a process that was killed: what counts is that the event was taken. */
  #taken(delivery: Promise<Delivered>): Promise<string> {
    void delivery;
    const key = `m:${this.person.lastId}`;
    this.#side.told.add(key);
    return until(`${key} is acknowledged`, async () => this.#side.acknowledged.has(key) && key);
  }
}

export class FeishuSide implements PlatformSide {
  readonly platform = 'feishu';
  readonly told = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly server: FeishuServer;
  readonly #relay: Relay | null;
  readonly #waiting = new Map<string, FeishuEvent>();
  readonly #taken: FeishuEvent[] = [];
  readonly #pump: NodeJS.Timeout;

  private constructor(server: FeishuServer, relay: Relay | null) {
    this.server = server;
    this.#relay = relay;
    if (relay !== null) server.callWebhook({ url: relay.url, ...KEYS });
    server.connections.ackWithinMs = 1_500;
    server.delivery.onAttempt = (event, acknowledged) => this.#note(event, acknowledged);
    this.#pump = setInterval(() => {
      for (const event of this.#waiting.values()) void server.delivery.redeliver(event);
    }, RETRY_MS);
  }

  static async start(way: 'long-connection' | 'webhook', processes: number): Promise<FeishuSide> {
    return new FeishuSide(await FeishuServer.start(), way === 'webhook' ? await Relay.start(processes) : null);
  }

  settings(which: number): Record<string, string> {
    return {
      ZHUCUN_FEISHU_APP_ID: this.server.appId,
      ZHUCUN_FEISHU_APP_SECRET: this.server.appSecret,
      ZHUCUN_FEISHU_API: this.server.url,
      ...(this.#relay && {
        ZHUCUN_FEISHU_ENCRYPT_KEY: KEYS.encryptKey,
        ZHUCUN_FEISHU_VERIFICATION_TOKEN: KEYS.verificationToken,
        ZHUCUN_FEISHU_PORT: String(this.#relay.ports[which]),
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
    return id;
  }

  shown(conversation: string): SeenMessage[] {
    return this.server.shown(conversation).map(({ id, text, byBot, buttons }) => ({
      ...{ id, text, byBot, labels: buttons.map(({ label }) => label) },
    }));
  }

  async reversed(say: () => readonly Promise<string>[]): Promise<string[]> {
    this.server.delivery.hold();
    const said = say();
    await this.server.delivery.release('reversed');
    return Promise.all(said);
  }

  again(chance: Chance): void {
    if (this.#taken.length > 0) void this.server.delivery.redeliver(chance.pick(this.#taken));
  }

  trouble(chance: Chance): void {
    chance.pick([
      () => this.server.dropBefore(),
      () => this.server.dropAfter(),
      () => this.server.dropAfter(),
      () => this.server.fail(502),
      () => (this.#relay === null ? this.server.connections.cut() : (this.#relay.losses = 1)),
    ])();
  }

  calm(): void {
    this.server.calm();
    if (this.#relay) this.#relay.losses = 0;
  }

  isQuiet(): boolean {
    return this.#waiting.size === 0;
  }

  misuse(): string[] {
    return [];
  }

  snapshot(): () => void {
    const { messages } = this.server.state;
    const were = [...messages];
    return () => {
      messages.clear();
      for (const [id, message] of were) messages.set(id, message);
    };
  }

  repeat(conversation: string, messageId: string): void {
    this.stray(conversation, messageId, conversation);
  }

  stray(_: string, messageId: string, to: string): void {
    const { state } = this.server;
    const { senderId, byBot, type, content } = state.messages.get(messageId)!;
    state.addMessage({ chat: state.chats.get(to)!, senderId, byBot, type, content });
  }

  swap(conversation: string, one: string, other: string): void {
    const { messages } = this.server.state;
    const order = [...messages.keys()].map((id) => (id === one ? other : id === other ? one : id));
    const all = new Map(messages);
    messages.clear();
    for (const id of order) messages.set(id, all.get(id)!);
    if (!this.shown(conversation).some(({ id }) => id === one)) throw new Error('no such message');
  }

  async close(): Promise<void> {
    clearInterval(this.#pump);
    await this.server.close();
    await this.#relay?.close();
  }

  #note(event: FeishuEvent, acknowledged: boolean): void {
    const key = keyOf(event);
    const retried = key.startsWith('m:');
    this.told.add(key);
    if (acknowledged) {
      this.acknowledged.add(key);
      this.#waiting.delete(key);
      this.#taken.push(event);
    } else if (retried && !this.acknowledged.has(key)) this.#waiting.set(key, event);
  }
}
