import { beforeEach, describe, expect, it } from 'vitest';
import { recentChanges, type RecentChanges } from '../../src/store/recent-changes.ts';

interface Row {
  readonly conversation: string;
  readonly change: number;
}

let now: number;
let recent: RecentChanges<Row>;
const row = (change: number, conversation = 'a'): Row => ({ conversation, change });
const after = (change: number, conversation = 'a') => recent.after([{ conversation, change }], 100);

beforeEach(() => {
  now = 0;
  recent = recentChanges<Row>(() => now);
});

describe('A reader', () => {
  it('gets what was written here after what it has seen', () => {
    for (const n of [5, 6, 7]) recent.wrote(row(n));
    expect(after(4)).toEqual([row(5), row(6), row(7)]);
    expect(after(6)).toEqual([row(7)]);
  });

  it('is sent to the database where it is behind, has seen all, or nothing was written here', () => {
    recent.wrote(row(5));
    expect([after(3), after(5), after(0, 'b')]).toEqual([null, null, null]);
  });

  it('is sent to the database for all where one of its conversations is', () => {
    recent.wrote(row(1));
    const cursors = [
      { conversation: 'a', change: 0 },
      { conversation: 'b', change: 0 },
    ];
    expect(recent.after(cursors, 100)).toBeNull();
    recent.wrote(row(1, 'b'));
    expect(recent.after(cursors, 100)).toEqual([row(1), row(1, 'b')]);
  });

  it('never misses what another process wrote in between', () => {
    recent.wrote(row(1));
    recent.wrote(row(3));
    expect(after(0)).toBeNull();
    expect(after(1)).toBeNull();
    expect(after(2)).toEqual([row(3)]);
  });

  it('is sent to the database once another process has told of more', () => {
    recent.wrote(row(1));
    expect(recent.heard('a', 2)).toBe(true);
    expect(after(0)).toBeNull();
  });

  it('misses nothing where another process’s row is told of before one’s own is in hand', () => {
    recent.wrote(row(1));
    expect(recent.heard('a', 3)).toBe(true);
    recent.wrote(row(2));
    expect(after(1)).toBeNull();
    recent.wrote(row(3));
    expect(after(1)).toEqual([row(2), row(3)]);
  });

  it('gets no more than it asked for', () => {
    for (const n of [1, 2, 3]) recent.wrote(row(n));
    expect(recent.after([{ conversation: 'a', change: 0 }], 2)).toEqual([row(1), row(2)]);
  });

  it('gets nothing from here after a while: it may have been erased since', () => {
    recent.wrote(row(1));
    now = 5001;
    expect(after(0)).toBeNull();
  });
});

describe('What is told', () => {
  it('is no news where it was written here', () => {
    recent.wrote(row(4));
    expect([recent.heard('a', 3), recent.heard('a', 4)]).toEqual([false, false]);
    expect(after(3)).toEqual([row(4)]);
  });

  it('is news where nobody says which change it was, and where nothing is known', () => {
    recent.wrote(row(4));
    expect(recent.heard('a', Infinity)).toBe(true);
    expect(recent.heard('b', 1)).toBe(true);
  });

  it('a row that comes late does not take the place of a later one', () => {
    recent.wrote(row(4));
    recent.wrote(row(3));
    expect(after(3)).toEqual([row(4)]);
  });
});

it('Of very many conversations and rows only the latest are kept', () => {
  for (let n = 0; n < 3000; n += 1) recent.wrote(row(1, `c${n}`));
  expect([after(0, 'c0'), after(0, 'c2999')]).toEqual([null, [row(1, 'c2999')]]);
  for (let n = 1; n <= 100; n += 1) recent.wrote(row(n));
  expect([after(50), after(68)?.length]).toEqual([null, 32]);
});
