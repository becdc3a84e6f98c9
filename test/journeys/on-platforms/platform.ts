/** What the conversations ask of a platform: its real adapter over the fake's wire, and people who use it. */
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import type { Adapter } from '../../../src/chat/message.ts';
import type { Parts } from '../../../src/wiring/parts.ts';
import type { Delivery, PlatformUser, Shown } from '../../contracts/harness.ts';

/** Somebody at the platform, who presses what they see by its label. */
export interface Side extends Omit<PlatformUser, 'press'> {
  press(message: Shown, label: string): Promise<Delivery>;
  /** Sends what a press on a button of somebody else's chat would send. */
  steal(owner: Side, message: Shown, label: string): Promise<Delivery>;
  /** As whoever got a code binds; with what they use the platform from then on. */
  bind(name: string, tail: string, code: string): Promise<Side>;
}

export interface Running {
  readonly parts: Parts;
  readonly web: WebAdapter;
}

export interface PlatformSide {
  readonly name: string;
  /** Whether a bot in a group gets also what is not meant for it. */
  readonly hearsGroups: boolean;
  /** Whether somebody whom the county does not know can write to the bot at all. */
  readonly hearsStrangers: boolean;
  /** null = the web chat, which every county has. */
  adapter(parts: Parts): Adapter | null;
  /** Called once the adapter runs: these people, and the group of some of them. */
  people(running: Running, ids: readonly string[], inGroup: readonly string[]): Promise<ReadonlyMap<string, Side>>;
  down?(): Promise<void>;
  up?(): Promise<void>;
  close(): Promise<void>;
}

export type OpenPlatform = () => Promise<PlatformSide>;

export const buttonOf = <B extends object>(buttons: readonly B[] | undefined, is: (button: B) => boolean): B => {
  const found = buttons?.find(is);
  if (found === undefined) throw new Error('no such button is shown');
  return found;
};
