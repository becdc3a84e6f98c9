/** Several messages to one group as one: what was leased to go with another is sent with it. */
import type { LeasedMessage } from '../store/store.ts';
import type { OutboundMessage } from './message.ts';

/** Each with what goes with it; what goes with one that is not there goes together all the same: a chat stays in order. */
export function together<T extends Pick<LeasedMessage, 'id' | 'goesWith'>>(leased: readonly T[]): [T, ...T[]][] {
  const parts: [T, ...T[]][] = leased.filter(({ goesWith = null }) => goesWith === null).map((one) => [one]);
  for (const one of leased) {
    const { goesWith = null } = one;
    if (goesWith === null) continue;
    const part = parts.find(([first]) => first.id === goesWith || first.goesWith === goesWith);
    if (part) part.push(one);
    else parts.push([one]);
  }
  return parts;
}

/** Under the key of the first, with a blank line between. All are plain words but for who is mentioned. */
export const joined = (first: OutboundMessage, rest: readonly OutboundMessage[]): OutboundMessage => ({
  ...first,
  text: [first, ...rest].map((m) => m.text).join('\n\n'),
  mentions: [...new Set([first, ...rest].flatMap((m) => m.mentions))],
});
