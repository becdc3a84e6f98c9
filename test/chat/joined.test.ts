/** What was leased to go out as one message. */
import { expect, test } from 'vitest';
import { together } from '../../src/chat/joined.ts';

const ids = (leased: readonly { readonly id: bigint; readonly goesWith?: bigint | null }[]): string[] =>
  together(leased).map((part) => part.map((one) => one.id).join('+'));

test('What goes with another follows it in its own order, also where it is the older one; the rest goes by itself.', () => {
  expect(ids([{ id: 1n, goesWith: 3n }, { id: 2n }, { id: 3n, goesWith: null }, { id: 4n, goesWith: 3n }])).toEqual([
    '2',
    '3+1+4',
  ]);
});

test('What goes with one that could not be read stays together: two of a chat never go out at the same time.', () => {
  expect(ids([{ id: 2n, goesWith: 1n }, { id: 3n, goesWith: 1n }, { id: 4n }])).toEqual(['4', '2+3']);
});
