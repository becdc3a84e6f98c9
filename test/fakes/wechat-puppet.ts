/** The puppet inside the fake gateway: it holds nothing itself and asks whoever has the state of WeChat. */
import { FileBox } from 'file-box';
import type { FileBoxInterface } from 'file-box';
import { types } from 'wechaty-puppet';
import type { payloads } from 'wechaty-puppet';
import { PuppetMock } from 'wechaty-puppet-mock';
import { BOT_ID } from './wechat-world.ts';
import type { WechatContact, WechatFile, WechatGroup, WechatMessage, WechatPlace } from './wechat-world.ts';

/** What the puppet asks; whoever answers may be another process. A rejection is what the client is told. */
export interface WechatBackend {
  contact(id: string): Promise<WechatContact>;
  contactIds(): Promise<readonly string[]>;
  group(id: string): Promise<WechatGroup>;
  groupIds(): Promise<readonly string[]>;
  message(handle: string): Promise<WechatMessage>;
  file(handle: string): Promise<WechatFile>;
  place(handle: string): Promise<WechatPlace>;
  /** What to do once the bot has sent something; `id` as the client is told it. */
  sent(chat: string, text: string, file: WechatFile | null, mentionIds: readonly string[]): Promise<Sent>;
  /** Whether the account is signed in, and the QR code that is shown where it is not. */
  account(): Promise<{ readonly signedIn: boolean; readonly scan: string | null }>;
  /** The client has done something with the account that only its owner may do. */
  misused(call: 'stop' | 'logout'): Promise<void>;
}

/** `cut`: the connection breaks before the answer. */
export interface Sent {
  readonly id: string | null;
  readonly cut: boolean;
}

const boxOf = ({ name, bytes }: WechatFile): FileBoxInterface =>
  FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name);

export class GatewayPuppet extends PuppetMock {
  readonly #backend: WechatBackend;
  readonly #cut: () => void;

  /** @param cut breaks every connection */
  constructor(backend: WechatBackend, cut: () => void) {
    super();
    this.#backend = backend;
    this.#cut = cut;
  }

  override async onStart(): Promise<void> {
    const { signedIn, scan } = await this.#backend.account();
    if (signedIn) this.login(BOT_ID);
    // Once it has begun: what is shown before that is forgotten.
    else if (scan !== null) setImmediate(() => this.show(scan));
  }

  override async onStop(): Promise<void> {
    await this.#backend.misused('stop');
  }

  override async logout(reason?: string): Promise<void> {
    if (this.isLoggedIn) await this.#backend.misused('logout');
    await super.logout(reason);
  }

  /** Somebody else has ended it, not the client. */
  async signOut(reason: string): Promise<void> {
    await super.logout(reason);
  }

  /** Shows a QR code to be scanned. */
  show(scan: string): void {
    this.emit('scan', { qrcode: scan, status: types.ScanStatus.Waiting });
  }

  override ding(data?: string): void {
    setImmediate(() => this.emit('dong', { data: data ?? '' }));
  }

  override async contactList(): Promise<string[]> {
    return [...(await this.#backend.contactIds())];
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    const { name } = await this.#backend.contact(id);
    const kind = { gender: types.ContactGender.Unknown, type: types.Contact.Individual };
    return { id, name, avatar: '', phone: [], friend: true, ...kind };
  }

  override async roomList(): Promise<string[]> {
    return [...(await this.#backend.groupIds())];
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    const { topic, memberIds } = await this.#backend.group(id);
    return { id, topic, memberIdList: [...memberIds], adminIdList: [] };
  }

  override async roomMemberList(id: string): Promise<string[]> {
    return [...(await this.#backend.group(id)).memberIds];
  }

  override async roomMemberRawPayload(_room: string, id: string): Promise<payloads.RoomMember> {
    const { name } = await this.#backend.contact(id);
    return { id, name, avatar: '' };
  }

  override async messageRawPayload(handle: string): Promise<payloads.Message> {
    const message = await this.#backend.message(handle);
    const { id, talkerId, text, at, kind, mentionIds, file, chat } = message;
    const base = { id, talkerId, text, timestamp: at, type: types.Message[kind], filename: file?.name ?? '' };
    const listenerId = talkerId === chat ? this.currentUserId : chat;
    return chat.includes('@') ? { ...base, roomId: chat, mentionIdList: [...mentionIds] } : { ...base, listenerId };
  }

  override async messageFile(handle: string): Promise<FileBoxInterface> {
    return boxOf(await this.#backend.file(handle));
  }

  override async messageImage(handle: string): Promise<FileBoxInterface> {
    return boxOf(await this.#backend.file(handle));
  }

  override async messageLocation(handle: string): Promise<payloads.Location> {
    return this.#backend.place(handle);
  }

  // The mock's own type says void, but the service hands on whatever id comes back.
  override async messageSendText(chat: string, text: string, mentionIds: string[] = []): Promise<void> {
    return (await this.#send(chat, text, null, mentionIds)) as unknown as undefined;
  }

  override async messageSendFile(chat: string, box: FileBoxInterface): Promise<void> {
    const file = { name: box.name, bytes: Uint8Array.from(await box.toBuffer()) };
    return (await this.#send(chat, '', file, [])) as unknown as undefined;
  }

  async #send(
    chat: string,
    text: string,
    file: WechatFile | null,
    mentionIds: readonly string[],
  ): Promise<string | undefined> {
    const { id, cut } = await this.#backend.sent(chat, text, file, mentionIds);
    if (cut) this.#cut();
    return id ?? undefined;
  }
}
