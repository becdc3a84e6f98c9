/** What a campaign needs of a platform: people who write there, what they see, what the platform delivered, and what goes wrong. */
import type { Chance } from './chance.ts';
import type { Ask } from './checker.ts';

/** A message as its chat shows it. */
export interface SeenMessage {
  readonly id: string;
  readonly text: string;
  readonly byBot: boolean;
  readonly labels: readonly string[];
}

/** Where and on what somebody says something. */
export interface Saying {
  /** In the group of the person's team, naming the bot. */
  readonly group?: boolean;
  readonly quote?: string;
  /** Two messages that reach the service in the other order. */
  readonly held?: boolean;
}

/** Event keys of a photo and of the words with it; the same where they are one message. */
export interface PhotoTaken {
  readonly photo: string;
  readonly said: string;
}

/** The service that a platform is played to. */
export interface Service {
  readonly ask: Ask;
  /** Of its processes that live. */
  readonly pids: () => readonly number[];
}

/** Whatever a person does resolves, with the event's key, once the service has acknowledged it to the platform. */
export interface ChatPerson {
  readonly personId: string;
  /** As the platform calls the person, and the direct chat with the bot. */
  readonly userId: string;
  readonly direct: string;
  say(text: string, how?: Saying): Promise<string>;
  /** Nothing happens where the button has gone meanwhile. */
  press(messageId: string, label: string): Promise<void>;
  photo(bytes: Uint8Array, words: string): Promise<PhotoTaken>;
  pin(): Promise<string>;
}

export interface PlatformSide {
  readonly platform: 'telegram' | 'feishu' | 'wechat';
  /** How long a send may take here, in ms; left out = not long. */
  readonly leaseMs?: number;
  /** What it has killed itself. */
  readonly struck?: readonly string[];
  /** Of what was said nothing was ever taken, so often; where the platform does not deliver again. */
  readonly lost?: number;
  /** Keys of the events that somebody brought about, and of those that the service has acknowledged. */
  readonly told: ReadonlySet<string>;
  readonly acknowledged: ReadonlySet<string>;
  /** Settings of the service. */
  settings(which: number): Readonly<Record<string, string>>;
  person(personId: string): ChatPerson;
  /** Told before anything is played. */
  meet?(service: Service): void;
  /** Makes a group of these people; its conversation. */
  group(people: readonly ChatPerson[]): string;
  shown(conversation: string): SeenMessage[];
  /** What is said meanwhile reaches the service afterwards, the last first. */
  reversed(say: () => readonly Promise<string>[]): Promise<string[]>;
  /** One event that was acknowledged comes once more. */
  again(chance: Chance): void;
  /** Something goes wrong between service and platform, with the next that fits. */
  trouble(chance: Chance): void;
  /** What was to go wrong and has not yet does not. */
  calm(): void;
  /** No event waits any more. */
  isQuiet(): boolean;
  /** What the service did that the platform forbids. */
  misuse(): string[];
  /** What is still there although the service has ended. */
  left?(): Promise<string[]>;
  /** What people are shown now; the answer puts it back. */
  snapshot(): () => void;
  /** Shows a message of the bot once more, as a blind second send would. */
  repeat(conversation: string, messageId: string): void;
  /** Shows a message of the bot's in another chat. */
  stray(from: string, messageId: string, to: string): void;
  /** Changes the places of two messages. */
  swap(conversation: string, one: string, other: string): void;
  close(): Promise<void>;
}
