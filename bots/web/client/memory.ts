/** Small things a browser remembers for an account; all of them may be gone, and nothing depends on them. */

export interface Memory {
  /** How far each conversation was read. */
  readonly read: Record<string, number>;
  keepRead(read: Record<string, number>): void;
  /** The conversation this window showed last. */
  readonly place: { get(): string; set(conversation: string): void };
  /** Texts begun and not sent, per conversation, for this window. */
  readonly drafts: { get(conversation: string): string; set(conversation: string, text: string): void };
}

export function createMemory(accountId: string): Memory {
  const readKey = `zhucun-read-${accountId}`;
  const placeKey = `zhucun-place-${accountId}`;
  const draftKey = (conversation: string): string => `zhucun-draft-${accountId}-${conversation}`;
  return {
    read: numbers(attempt(() => localStorage.getItem(readKey))),
    keepRead: (read) => void attempt(() => localStorage.setItem(readKey, JSON.stringify(read))),
    place: {
      get: () => attempt(() => sessionStorage.getItem(placeKey)) ?? '',
      set: (conversation) => void attempt(() => sessionStorage.setItem(placeKey, conversation)),
    },
    drafts: {
      get: (conversation) => attempt(() => sessionStorage.getItem(draftKey(conversation))) ?? '',
      set: (conversation, text) => void attempt(() => sessionStorage.setItem(draftKey(conversation), text)),
    },
  };
}

/** A browser may forbid storage altogether. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

function numbers(text: string | null): Record<string, number> {
  const value = attempt((): unknown => JSON.parse(text ?? '{}'));
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  );
}
