/** Several messages to one group as one: what was leased to go with another is sent with it. */
import type { LeasedMessage } from '../store/store.ts';
import type { OutboundMessage } from './message.ts';

/** Each with what goes with it; what goes with one that is not there goes by itself. */
export function together<T extends Pick<LeasedMessage, 'id' | 'goesWith'>>(leased: readonly T[]): [T, ...T[]][] {
  const ids = new Set(leased.map((one) => one.id));
  const isAlong = ({ goesWith = null }: T): boolean => goesWith !== null && ids.has(goesWith);
  const along = leased.filter(isAlong);
  return leased.filter((one) => !isAlong(one)).map((one) => [one, ...along.filter((a) => a.goesWith === one.id)]);
}

/** Under the key of the first, with a blank line between. All are plain words but for who is mentioned. */
export const joined = (first: OutboundMessage, rest: readonly OutboundMessage[]): OutboundMessage => ({
  ...first,
  text: [first, ...rest].map((m) => m.text).join('\n\n'),
  mentions: [...new Set([first, ...rest].flatMap((m) => m.mentions))],
});
