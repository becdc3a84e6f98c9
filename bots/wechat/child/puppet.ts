/**
 * The SDK's client of a puppet service, made harmless: its calls end, nothing is sent twice, a place is what the gateway says, and it never
 * signs out the account at the other end, nor stops it unless it is told to take over.
 */
import { FileBox } from 'file-box';
import type { FileBoxInterface } from 'file-box';
import type { payloads, types } from 'wechaty-puppet';
import { PuppetService } from 'wechaty-puppet-service';
import type { Beginning } from '../protocol.ts';
import { boxOf, bytesOf } from './boxes.ts';
import { unary } from './deadline.ts';
import { whyDown } from './failure.ts';
import { beforeStream, endStream, watchStream } from './stream.ts';
import { requests } from './stub.ts';
import type { SentAnswer, Stub } from './stub.ts';

export interface PuppetParts {
  readonly beginning: Beginning;
  /** Told once the gateway can't be used any more, or not this way. */
  readonly lost: (why: string) => void;
}

const never = (): Promise<never> => new Promise(() => undefined);

export class GatewayPuppet extends PuppetService {
  readonly #callMs: number;
  readonly #fileMs: number;
  readonly #takesOver: boolean;
  readonly #lost: (why: string) => void;

  constructor({ beginning, lost }: PuppetParts) {
    const { token, endpoint, ca, serverName, callMs, fileMs, takeOver } = beginning;
    super({ token, endpoint, tls: { caCert: ca, serverName } });
    this.#callMs = callMs;
    this.#fileMs = fileMs;
    this.#takesOver = takeOver;
    this.#lost = lost;
  }

  /** The gateway's stub. @throws before the start */
  get stub(): Stub {
    return this.grpcManager.client as Stub;
  }

  override async onStart(): Promise<void> {
    try {
      const starting = super.onStart();
      beforeStream(this.grpcManager, async () => {
        if (this.#takesOver) await endStream(this.stub);
        // Only here: errors of the account itself come as events, over a wire that is whole.
        watchStream(this.stub, (error) => this.#lost(whyDown(error)));
      });
      for (const over of ['end', 'cancel']) this.grpcManager.on(over, () => this.#lost('gateway-unreachable'));
      await starting;
    } catch (error) {
      this.#lost(whyDown(error));
      await never();
    }
  }

  /** What it looked up is kept in memory alone: its files are locked while an account signs in anew, and the process ended by that. */
  protected override hookPayloadStore(): void {
    // Nothing is opened.
  }

  /** What the SDK stops, it stops at the gateway. */
  override stop = async (): Promise<void> => {
    this.#lost('stopped');
    await never();
  };

  override async reset(): Promise<void> {
    this.#lost('silent');
    await never();
  }

  /** Over at once: the SDK's own ends later, and would miss an account that is signed in again by then. */
  override logout(reason = ''): Promise<void> {
    if (this.isLoggedIn) {
      this.emit('logout', { contactId: this.currentUserId, data: reason });
      this.__currentUserId = undefined;
    }
    return Promise.resolve();
  }

  override login(userId: string): void {
    if (!this.isLoggedIn) super.login(userId);
    else if (this.currentUserId !== userId) this.#lost('another-account');
  }

  override async messageSendText(chat: string, text: string, mentions: string[] = []): Promise<string | undefined> {
    const request = new requests.MessageSendTextRequest();
    request.setConversationId(chat);
    request.setText(text);
    request.setMentionalIdsList(mentions);
    return idIn(await unary(this.stub, this.stub.messageSendText, request, this.#callMs));
  }

  override async messageSendFile(chat: string, file: FileBoxInterface): Promise<string | undefined> {
    const bytes = await file.toBuffer();
    return await this.sendBox(chat, await this.box(file.name, bytes));
  }

  /** @returns what stands for the bytes in `sendBox`: they are at the gateway, and nobody sees them yet */
  box(name: string, bytes: Uint8Array): Promise<string> {
    return boxOf(this.stub, { name, bytes }, this.#fileMs);
  }

  async sendBox(chat: string, box: string): Promise<string | undefined> {
    const request = new requests.MessageSendFileRequest();
    request.setConversationId(chat);
    request.setFileBox(box);
    return idIn(await unary(this.stub, this.stub.messageSendFile, request, this.#callMs));
  }

  override async messageLocation(messageId: string): Promise<payloads.Location> {
    const request = new requests.MessageLocationRequest();
    request.setId(messageId);
    const answer = await unary(this.stub, this.stub.messageLocation, request, this.#callMs);
    const place = answer.getLocation();
    if (place === undefined) throw new TypeError('no place');
    return place.toObject();
  }

  override async messageImage(messageId: string, size: types.Image): Promise<FileBoxInterface> {
    return FileBox.fromBuffer(Buffer.from(await this.imageBytes(messageId, size)), 'image');
  }

  override async messageFile(messageId: string): Promise<FileBoxInterface> {
    return FileBox.fromBuffer(Buffer.from(await this.fileBytes(messageId)), 'file');
  }

  async imageBytes(messageId: string, size: types.Image): Promise<Uint8Array> {
    const request = new requests.MessageImageRequest();
    request.setId(messageId);
    request.setType(size);
    const answer = await unary(this.stub, this.stub.messageImage, request, this.#fileMs);
    return await bytesOf(this.stub, answer.getFileBox(), this.#fileMs);
  }

  async fileBytes(messageId: string): Promise<Uint8Array> {
    const request = new requests.MessageFileRequest();
    request.setId(messageId);
    const answer = await unary(this.stub, this.stub.messageFile, request, this.#fileMs);
    return await bytesOf(this.stub, answer.getFileBox(), this.#fileMs);
  }
}

/** Gateways of older versions tell the id in another field; some tell none. */
const idIn = (answer: SentAnswer): string | undefined =>
  [answer.getId(), answer.getIdStringValueDeprecated()?.getValue()].find((id) => id !== undefined && id !== '');
