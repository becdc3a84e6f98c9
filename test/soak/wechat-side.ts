/**
 * WeChat's fake in a campaign. It delivers once at most and acknowledges nothing: what stands in the inbox was taken, and whoever gets no
 * answer says it again, as a message of its own. The gateway is a process that is killed, and so is the service's client of it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { forkWire } from '../fakes/wechat-gateway-process.ts';
import { WechatGateway } from '../fakes/wechat-gateway.ts';
import type { WechatHow, WechatPosted } from '../fakes/wechat-person.ts';
import { BOT_ID } from '../fakes/wechat-world.ts';
import type { Chance } from './chance.ts';
import { chanceOf } from './chance.ts';
import type { ChatPerson, PlatformSide, SeenMessage, Service } from './platform-side.ts';
import { until } from './until.ts';
import { WechatChildren } from './wechat-children.ts';
import { WechatChatPerson, wechatKeyOf } from './wechat-chat-person.ts';

const CA = fileURLToPath(new URL('../fixtures/wechat/ca.pem', import.meta.url));
/** At the pace of a person a round would take hours. */
const HASTY = 100;
/** Sends come one after another: those of a batch wait for each other. */
const LEASE_MS = 5_000;
/** How long somebody waits for an answer while the wire was seen to break, and while it was not, before saying it again, in ms. */
const PATIENCE_MS = 5_000;
const LONG_PATIENCE_MS = 25_000;
/** Nothing breaks that has not held for so long, in ms. */
const BETWEEN_MS = 8_000;
const LOOK_MS = 100;

export class WechatSide implements PlatformSide {
  readonly platform = 'wechat';
  readonly leaseMs = LEASE_MS;
  readonly told = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly struck: string[] = [];
  readonly gateway: WechatGateway;
  readonly chance: Chance;
  readonly #haste: number;
  readonly #taken: WechatPosted[] = [];
  #stored: ReadonlySet<string> = new Set();
  /** Epoch ms, as the service has noted it; Infinity = it is not up. */
  #upSince = Infinity;
  #children: WechatChildren | null = null;
  #reading: NodeJS.Timeout | null = null;
  /** When it last broke, or was mended, epoch ms. */
  #brokenAt = 0;
  /** Those that are still to come. */
  #breaks: (() => void)[] = [];
  /** While the gateway is down. */
  #mending: Promise<void> | null = null;

  private constructor(gateway: WechatGateway, haste: number) {
    this.gateway = gateway;
    this.#haste = haste;
    this.chance = chanceOf(gateway.port);
  }

  /** @param haste how many times faster than a person */
  static async start(haste = HASTY): Promise<WechatSide> {
    return new WechatSide(await WechatGateway.start({ open: forkWire }), haste);
  }

  settings(): Record<string, string> {
    const { host, port, token, serverName } = this.gateway;
    return {
      ZHUCUN_WECHAT_GATEWAY: `${host}:${String(port)}`,
      ZHUCUN_WECHAT_TOKEN: token,
      ZHUCUN_WECHAT_CA: CA,
      ZHUCUN_WECHAT_SERVER_NAME: serverName,
      ZHUCUN_WECHAT_DAILY_CAP: '2000',
      ZHUCUN_WECHAT_HASTE: String(this.#haste),
    };
  }

  meet({ ask, pids }: Service): void {
    this.#children = new WechatChildren(pids, this.gateway.port);
    const read = async (): Promise<void> => {
      const rows = await ask<{ key: string }>("SELECT event_key AS key FROM inbox WHERE platform = 'wechat'");
      this.#stored = new Set(rows.map(({ key }) => key));
      const [up] = await ask<{ at: Date }>(
        "SELECT since AS at FROM platform_state WHERE platform = 'wechat' AND state = 'up'",
      );
      this.#upSince = up?.at.getTime() ?? Infinity;
    };
    this.#reading = setInterval(() => void read().catch(() => undefined), LOOK_MS);
  }

  person(personId: string): WechatChatPerson {
    return new WechatChatPerson(personId, this.gateway.person(`示例${personId}`), this);
  }

  group(people: readonly ChatPerson[]): string {
    const members = people.filter((one) => one instanceof WechatChatPerson);
    const id = this.gateway.group(
      '示例村工作队',
      members.map(({ person }) => person),
    );
    for (const one of members) one.groupId = id;
    return id;
  }

  /** Some puppets give no ids. */
  withoutId(): { id?: string } {
    return this.chance.next() < 0.1 ? { id: '' } : {};
  }

  quoting(chat: string, quote: string | undefined): Pick<WechatHow, 'quote'> {
    const quoted = quote === undefined ? undefined : this.gateway.shown(chat).find(({ id }) => id === quote);
    return quoted ? { quote: quoted } : {};
  }

  /** The first time it is said before this returns. */
  async taken(say: () => WechatPosted): Promise<string> {
    for (;;) {
      const posted = say();
      const key = wechatKeyOf(posted);
      this.told.add(key);
      if (!(await this.#isStored(key))) continue;
      this.acknowledged.add(key);
      this.#taken.push(posted);
      return key;
    }
  }

  /** So often somebody said something of which there is no trace. */
  get lost(): number {
    return [...this.told].filter((key) => !this.#stored.has(key)).length;
  }

  shown(conversation: string): SeenMessage[] {
    return this.gateway.shown(conversation).map(({ id, text, byBot }) => ({
      ...{ id, byBot, labels: [], text: byBot ? withoutWays(text) : text },
    }));
  }

  async reversed(say: () => readonly Promise<string>[]): Promise<string[]> {
    this.gateway.holdBack();
    const said = say();
    this.gateway.release('reversed');
    return Promise.all(said);
  }

  again(chance: Chance): void {
    if (this.#taken.length > 0) this.gateway.tellAgain('same-id', chance.pick(this.#taken));
  }

  /** A wire that broke is first mended: else nobody would ever get a word through. */
  trouble(chance: Chance): void {
    const { faults } = this.gateway;
    const isMended = this.#mending === null && Date.now() - Math.max(this.#brokenAt, this.#upSince) > BETWEEN_MS;
    if (isMended && chance.next() < 0.6) this.#break(chance);
    else
      chance.pick([
        () => faults.dropBefore(),
        () => faults.dropAfter(),
        () => faults.slow(chance.between(300, 4_000)),
      ])();
  }

  calm(): void {
    this.gateway.faults.calm();
    this.gateway.speak();
    if (this.gateway.signedIn) return;
    this.gateway.signIn();
    this.#brokenAt = Date.now();
  }

  /** What was given up by whoever said it may come yet. */
  isQuiet(): boolean {
    return this.#mending === null && this.gateway.signedIn;
  }

  misuse(): string[] {
    const calls = this.gateway.misuses.map((call) => `the account’s own ${call} was called`);
    return [...calls, ...(this.#children?.faults ?? [])];
  }

  async left(): Promise<string[]> {
    const areGone = async (): Promise<boolean> => this.#children!.areGone();
    const gone = await until('no client is left', areGone, 3_000).catch(() => false);
    return gone ? [] : ['a client is left although the service has ended'];
  }

  snapshot(): () => void {
    const { misuses, world } = this.gateway;
    const were = [...world.messages];
    const misused = misuses.length;
    return () => {
      misuses.splice(misused);
      world.messages.splice(0, world.messages.length, ...were);
    };
  }

  repeat(conversation: string, messageId: string): void {
    this.stray(conversation, messageId, conversation);
  }

  stray(_: string, messageId: string, to: string): void {
    const { world } = this.gateway;
    world.write({ ...world.find(messageId), talkerId: BOT_ID, chat: to, id: world.nextId() });
  }

  swap(_: string, one: string, other: string): void {
    const { messages } = this.gateway.world;
    const at = (id: string): number => messages.findIndex(({ handle }) => handle === id);
    const [first, second] = [at(one), at(other)];
    [messages[first], messages[second]] = [messages[second]!, messages[first]!];
  }

  async close(): Promise<void> {
    if (this.#reading !== null) clearInterval(this.#reading);
    this.#children?.close();
    await this.#mending;
    await this.gateway.close();
  }

  /** Its port may have been given to somebody else's connection meanwhile. */
  async gatewayBack(): Promise<void> {
    const isUp = (): Promise<boolean> => this.gateway.up().then(() => true, () => false); // prettier-ignore
    await until('the gateway listens', isUp, 300_000);
  }

  /** false = whoever said it gives it up. */
  async #isStored(key: string): Promise<boolean> {
    const saidAt = Date.now();
    const isBroken = (): boolean => Math.max(this.#brokenAt, this.#children?.changedAt ?? 0) > saidAt - PATIENCE_MS;
    for (;;) {
      await delay(LOOK_MS);
      if (this.#stored.has(key)) return true;
      const ms = Date.now() - saidAt;
      if (ms > LONG_PATIENCE_MS || (ms > PATIENCE_MS && isBroken())) return false;
    }
  }

  /** Each way in turn, those that kill first. */
  #break(chance: Chance): void {
    this.#brokenAt = Date.now();
    if (this.#breaks.length === 0)
      this.#breaks = [
        ...chance.shuffled([() => this.gateway.cut(), () => this.gateway.goSilent(), () => this.gateway.signOut()]),
        ...chance.shuffled([
          ...Array.from({ length: 2 }, () => () => this.#killChild()),
          ...Array.from({ length: 2 }, () => () => this.#killGateway(chance.between(0, 2_000))),
        ]),
      ];
    this.#breaks.pop()!();
  }

  #killChild(): void {
    if (this.#children?.kill() === true) this.struck.push('child');
  }

  #killGateway(downMs: number): void {
    const mend = async (): Promise<void> => {
      this.struck.push('gateway');
      await this.gateway.kill();
      await delay(downMs);
      await this.gatewayBack();
      this.#brokenAt = Date.now();
      this.#mending = null;
    };
    this.#mending = mend();
  }
}

/** Without whom it calls in a group, and without the ways to answer that stand below where there are no buttons. */
const withoutWays = (text: string): string =>
  text
    .replace(/^(?:@[^\u2005\n]+\u2005)+/, '')
    .replace(/\n编号 #[A-Z0-9]+$/, '')
    .replace(/\n回复：[^\n]+$/, '');
