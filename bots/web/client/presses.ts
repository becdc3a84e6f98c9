/** Buttons that were pressed and not answered yet: they stay shut until their message changes, or an answer came without. */
import type { Talk } from './talk.ts';

/** An answer as a new message and the change of the asked one arrive together; this much later none will follow. */
const GRACE_MS = 1500;
/** Longest a button stays shut, should nothing answer at all. */
const LONGEST_MS = 20_000;

export interface Presses {
  /** Message id → value pressed. */
  held(): ReadonlyMap<string, string>;
  hold(messageId: string, value: string): void;
  release(messageId: string): void;
  /** The bot spoke in this conversation: its answer may be that the press changed nothing. */
  releaseSoon(conversation: string, talk: Talk): void;
}

export function createPresses(onChange: () => void): Presses {
  const pressed = new Map<string, string>();
  const release = (messageId: string): void => {
    if (pressed.delete(messageId)) onChange();
  };
  return {
    held: () => pressed,
    release,
    hold(messageId, value) {
      pressed.set(messageId, value);
      window.setTimeout(() => release(messageId), LONGEST_MS);
      onChange();
    },
    releaseSoon(conversation, talk) {
      const here = new Set(talk.threads.get(conversation)?.messages.map(({ id }) => id));
      for (const messageId of pressed.keys()) {
        if (here.has(messageId)) window.setTimeout(() => release(messageId), GRACE_MS);
      }
    },
  };
}
