/** What the adapter contract asks of a platform's fake: a user's side, and the faults that platform can have. */
import type { Adapter, KeptFile, KeptImage, SharedLocation } from '../../src/chat/message.ts';

export type Place = 'direct' | 'group';

/** How the platform's event was taken: done with, or to be delivered again. */
export type Delivery = 'acknowledged' | 'not-acknowledged';

/** A message as the platform shows it to its user. */
export interface Shown {
  readonly id: string;
  readonly text: string;
  readonly byBot: boolean;
  readonly buttonLabels: readonly string[];
  readonly fileNames: readonly string[];
  readonly imageCount: number;
}

/** The far side: one user of the platform, in a direct chat and a group with the bot. */
export interface PlatformUser {
  readonly id: string;
  /** Key under which the adapter knows the place. */
  conversation(place: Place): string;
  say(place: Place, text: string, how?: { readonly mention?: boolean; readonly quote?: Shown }): Promise<Delivery>;
  /** Presses a button of a shown message, by its value. */
  press(place: Place, message: Shown, value: string): Promise<Delivery>;
  sendImage(place: Place, bytes: Uint8Array, text: string): Promise<Delivery>;
  /** A document of that name; with words where the platform lets it carry some. */
  sendFile(place: Place, name: string, bytes: Uint8Array, text: string): Promise<Delivery>;
  sendLocation(place: Place, point: Pick<SharedLocation, 'latitude' | 'longitude'>): Promise<Delivery>;
  /** The platform delivers its last event once more. */
  redeliver(): Promise<Delivery>;
  /** Said then (epoch ms), delivered now. Absent where the platform's time is the adapter's own. */
  sayAt?(place: Place, text: string, sentAt: number): Promise<Delivery>;
  /** All are said in this order, and the platform delivers the last one first. */
  sayReversed?(place: Place, texts: readonly string[]): Promise<readonly Delivery[]>;
  /** Passes on what somebody else wrote. */
  forward?(place: Place, text: string): Promise<Delivery>;
  /** Changes this user's own last message. */
  edit?(place: Place, text: string): Promise<Delivery>;
  /** Takes this user's own last message back. */
  recall?(place: Place): Promise<Delivery>;
  shown(place: Place): Promise<readonly Shown[]>;
  /** Saves the n-th file of a shown message. */
  save(message: Shown, n: number): Promise<Uint8Array>;
  /** Saves the n-th image of a shown message. */
  saveImage(message: Shown, n: number): Promise<Uint8Array>;
}

/** What can go wrong on the platform's side; a fault that a platform can't have is absent. */
export interface Faults {
  /** Events as somebody sends them who is not the platform; how each was answered. Absent where the adapter takes no calls. */
  forge?(): Promise<readonly Delivery[]>;
  /** The next send is refused: too many; again after so long. */
  limit?(seconds: number): void;
  /** The connection of the next send is cut before the platform took it. */
  dropBefore?(): void;
  /** The platform takes the next send, and its answer is lost. */
  dropAfter?(): void;
  /** Nothing answers where the platform was. */
  down?(): Promise<void>;
  up?(): Promise<void>;
  /** Delivers what fell due while it was down; absent where it does by itself. */
  catchUp?(): Promise<void>;
  /** The user no longer wants to hear of the bot. */
  block?(): void;
  /** The platform no longer has what the user's images and documents hold. */
  loseImages?(): void;
}

export interface Harness {
  readonly adapter: Adapter;
  readonly faults: Faults;
  /** An outage passes that is as long to the adapter as ten minutes; absent where timers can stand in for time. */
  outage?(): Promise<void>;
  /** Called once the adapter has started. */
  user(): Promise<PlatformUser>;
  /** Somebody of the platform whom the product has never heard of. */
  stranger(): Promise<PlatformUser>;
  /** Puts a file where the adapter finds it, as the product does before it sends one. */
  keepFile(name: string, bytes: Uint8Array): Promise<KeptFile>;
  keepImage(bytes: Uint8Array): Promise<KeptImage>;
  /** What the adapter itself has kept of an image. */
  keptImage(image: KeptImage): Promise<Uint8Array | null>;
  /** The same of a document. */
  keptFile(file: KeptFile): Promise<Uint8Array | null>;
  /** Takes the platform side down; the suite has stopped the adapter. */
  close(): Promise<void>;
}
