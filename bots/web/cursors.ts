/** How far a reader has seen each conversation, as the one string that Server-Sent Events let a client hand back. */
import type { Cursor } from './ports.ts';

const MAX_CURSORS = 500;

/** `conversation=change` pairs, URL-encoded. */
export const encodeCursors = (cursors: ReadonlyMap<string, number>): string =>
  [...cursors].map(([conversation, change]) => `${encodeURIComponent(conversation)}=${String(change)}`).join('&');

/** Reads what `encodeCursors` wrote; whatever else it meets it leaves out. */
export function decodeCursors(text: string): Map<string, number> {
  const cursors = new Map<string, number>();
  for (const pair of text.split('&', MAX_CURSORS)) {
    const [, conversation, change] = /^([^=]+)=(\d{1,15})$/.exec(pair) ?? [];
    if (conversation !== undefined && change !== undefined) cursors.set(decoded(conversation), Number(change));
  }
  return cursors;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const asCursors = (cursors: ReadonlyMap<string, number>, of: Iterable<string>): Cursor[] =>
  [...of].map((conversation) => ({ conversation, change: cursors.get(conversation) ?? 0 }));
