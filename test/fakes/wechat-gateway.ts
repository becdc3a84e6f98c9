/**
 * A puppet service of wechaty on loopback, as an operator has one: its gRPC with TLS and a token, the account it holds,
 * what people say and see, and what goes wrong between. Nothing is delivered twice by itself, and what is told while no
 * client listens is lost.
 */
import { WechatFaults } from './wechat-faults.ts';
import { WechatPerson } from './wechat-person.ts';
import type { WechatPosted } from './wechat-person.ts';
import type { Sent, WechatBackend } from './wechat-puppet.ts';
import { CA_PEM, SERVER_NAME, openWire } from './wechat-wire.ts';
import type { WechatEvent, WechatWire, WireSetting } from './wechat-wire.ts';
import { BOT_ID, WechatWorld } from './wechat-world.ts';
import type { WechatFile, WechatShown } from './wechat-world.ts';

export interface WechatSetting {
  readonly now?: () => number;
  /** Whether the client is told the id of what it sent; puppets differ. */
  readonly idFromSend?: boolean;
  /** Whether what the bot sent is told to the client as a message too, as most puppets do. */
  readonly echoes?: boolean;
  /** A QR code waits to be scanned. */
  readonly signedIn?: boolean;
  /** How the wire is opened; in this process unless another way is given. */
  readonly open?: (backend: WechatBackend, setting: WireSetting) => Promise<WechatWire>;
}

/** A send that the bot has asked for, also where it came to nothing. */
export interface WechatSend {
  readonly chat: string;
  readonly text: string;
  readonly fileName: string | null;
  /** Epoch ms. */
  readonly at: number;
  readonly shown: boolean;
}

type Lookup = 'contact' | 'group' | 'message' | 'file' | 'place';

export class WechatGateway {
  readonly host = '127.0.0.1';
  readonly token = 'sample_00000000-0000-4000-8000-000000000000';
  readonly caPem = CA_PEM;
  readonly serverName = SERVER_NAME;
  readonly botId = BOT_ID;
  readonly world: WechatWorld;
  readonly faults = new WechatFaults();
  /** By their contact ids. */
  readonly people = new Map<string, WechatPerson>();
  /** All sends of the bot, oldest first. */
  readonly sends: WechatSend[] = [];
  /** How often the client has looked something up. */
  readonly lookups: Record<Lookup, number> = { contact: 0, group: 0, message: 0, file: 0, place: 0 };
  /** What the client did with the account itself. */
  readonly misuses: string[] = [];
  readonly #setting: Required<WechatSetting>;
  #wire: WechatWire | null = null;
  #port = 0;
  #signedIn: boolean;
  #scan: string | null;
  #tokenTaken = true;
  #posted: WechatPosted | null = null;
  #heldBack: WechatPosted[] | null = null;

  private constructor({
    // Looked up each time: a test may set the clock later.
    now = () => Date.now(),
    idFromSend = true,
    echoes = true,
    signedIn = true,
    open = openWire,
  }: WechatSetting) {
    this.#setting = { now, idFromSend, echoes, signedIn, open };
    this.world = new WechatWorld(now);
    this.#signedIn = signedIn;
    this.#scan = signedIn ? null : sampleScan(1);
  }

  static async start(setting: WechatSetting = {}): Promise<WechatGateway> {
    const gateway = new WechatGateway(setting);
    await gateway.up();
    return gateway;
  }

  get port(): number {
    return this.#port;
  }

  /** What the adapter is told of the gateway. */
  get address(): { token: string; host: string; port: number; ca: string; serverName: string } {
    return { token: this.token, host: this.host, port: this.#port, ca: this.caPem, serverName: this.serverName };
  }

  get signedIn(): boolean {
    return this.#signedIn;
  }

  /** Listens, on the port it had before. */
  async up(): Promise<void> {
    const token = this.#tokenTaken ? this.token : 'sample_another-token';
    this.#wire ??= await this.#setting.open(this.#backend(), { token, port: this.#port });
    this.#port = this.#wire.port;
  }

  /** Nobody answers any more. People go on writing, and the bot is never told. */
  async down(): Promise<void> {
    const wire = this.#wire;
    this.#wire = null;
    await wire?.close();
  }

  /** The gateway has another token from now on, or its own again. */
  async takeToken(taken: boolean): Promise<void> {
    await this.down();
    this.#tokenTaken = taken;
    await this.up();
  }

  /** @throws where the wire is no process of its own */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const wire = this.#wire;
    if (wire?.kill === undefined) throw new Error('no process');
    this.#wire = null;
    await wire.kill(signal);
  }

  async close(): Promise<void> {
    await this.down();
  }

  /** Breaks the client's connection; it may connect again at once. */
  cut(): void {
    this.#wire?.cut();
  }

  /** Connections stay, and nothing goes through them until `speak`. */
  goSilent(): void {
    this.#wire?.hold(true);
  }

  speak(): void {
    this.#wire?.hold(false);
  }

  person(name: string): WechatPerson {
    const person = new WechatPerson(this.world.addContact(name), this.world, (handle) => this.#said(handle));
    this.people.set(person.id, person);
    return person;
  }

  /** A group with the bot in it; its id. */
  group(topic: string, members: readonly WechatPerson[]): string {
    return this.world.addGroup(topic, [BOT_ID, ...members.map(({ id }) => id)]).id;
  }

  /** What stands in a chat, as its readers see it. */
  shown(chat: string): WechatShown[] {
    return this.world.shown(chat);
  }

  /** What the bot's own account says elsewhere, such as its owner on a phone. */
  selfSays(chat: string, text: string): void {
    this.#tell({ is: 'message', handle: this.world.writeOfBot(chat, text, null, []).handle });
  }

  /** Tells the client of a message once more: as it was, under a new id, or without one. */
  tellAgain(how: 'same-id' | 'new-id' | 'without-id', posted = this.#posted): void {
    if (posted === null) throw new Error('nothing was said');
    const { message } = posted;
    if (how === 'same-id') this.#tell({ is: 'message', handle: message.handle });
    else this.#tell({ is: 'message', handle: this.world.echo(message, how === 'without-id' ? '' : null).handle });
  }

  /** Keeps what people say back until `release`. */
  holdBack(): void {
    this.#heldBack ??= [];
  }

  release(order: 'as-said' | 'reversed'): void {
    const held = this.#heldBack ?? [];
    this.#heldBack = null;
    for (const { message } of order === 'reversed' ? held.toReversed() : held) this.#said(message.handle);
  }

  /** Somebody has scanned the code. */
  signIn(): void {
    this.#signedIn = true;
    this.#scan = null;
    this.#tell({ is: 'login' });
  }

  /** The account is signed out, as WeChat or its owner does it; a QR code is shown then, unless `scan` is null. */
  signOut(scan: string | null = sampleScan(2), reason = '你已退出微信'): void {
    this.#signedIn = false;
    this.#scan = scan;
    this.#tell({ is: 'logout', reason });
    if (scan !== null) this.#tell({ is: 'scan', scan });
  }

  /** Another code is shown instead of the one that has run out. */
  showScan(scan: string): void {
    this.#scan = scan;
    this.#tell({ is: 'scan', scan });
  }

  #said(handle: string): void {
    const message = this.world.find(handle);
    this.#posted = { chat: message.chat, message };
    if (this.#heldBack !== null) this.#heldBack.push(this.#posted);
    else this.#tell({ is: 'message', handle });
  }

  #tell(event: WechatEvent): void {
    // A gateway that dies meanwhile tells nothing.
    this.#wire?.tell(event).catch(() => undefined);
  }

  #backend(): WechatBackend {
    const { world } = this;
    const looked = <T>(what: Lookup, found: T | null | undefined): T => {
      this.lookups[what] += 1;
      if (found === null || found === undefined) throw new Error(`no such ${what}`);
      return found;
    };
    return {
      contact: async (id) => looked('contact', world.contacts.get(id)),
      contactIds: async () => [...world.contacts.keys()],
      group: async (id) => looked('group', world.groups.get(id)),
      groupIds: async () => [...world.groups.keys()],
      message: async (handle) => looked('message', world.find(handle)),
      file: async (handle) => looked('file', this.faults.filesLost ? null : world.find(handle).file),
      place: async (handle) => looked('place', world.find(handle).place),
      sent: (chat, text, file, mentionIds) => this.#sent(chat, text, file, mentionIds),
      account: async () => ({ signedIn: this.#signedIn, scan: this.#scan }),
      misused: async (call) => {
        this.misuses.push(call);
        if (call === 'logout') this.#signedIn = false;
      },
    };
  }

  async #sent(chat: string, text: string, file: WechatFile | null, mentionIds: readonly string[]): Promise<Sent> {
    const fault = this.faults.take(chat);
    if (fault?.kind === 'late') await passed(fault.ms);
    const note = (shown: boolean): void => {
      this.sends.push({ chat, text, fileName: file?.name ?? null, at: this.world.now(), shown });
    };
    if (!this.#signedIn || fault?.kind === 'warn' || fault?.kind === 'drop-before') {
      note(false);
      if (fault?.kind === 'drop-before') return { id: null, cut: true };
      throw new Error(fault?.kind === 'warn' ? fault.words : 'not logged in');
    }
    const message = this.world.writeOfBot(chat, text, file, mentionIds);
    note(true);
    if (this.#setting.echoes) this.#tell({ is: 'message', handle: message.handle });
    if (fault?.kind === 'slow') await passed(fault.ms);
    return { id: this.#setting.idFromSend ? message.handle : null, cut: fault?.kind === 'drop-after' };
  }
}

/** Never, where `ms` is Infinity. */
const passed = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    if (ms !== Infinity) setTimeout(resolve, ms).unref();
  });

const sampleScan = (n: number): string => `http://weixin.qq.com/x/sample-scan-${String(n)}`;
