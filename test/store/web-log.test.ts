import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { openListener, type Listener } from '../../src/store/wake.ts';
import { webLogOf } from '../../src/store/web-log.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

const deaf: Listener = { on: () => () => undefined, stop: () => Promise.resolve() };
const chat = 'd-web-p1';
const group = 'g-g1';

let county: OpenedCounty;
let log: ReturnType<typeof webLogOf>;
let other: Database;

beforeAll(async () => {
  county = await openedCounty();
  other = openDatabase(county.url, county.db.county);
});
beforeEach(async () => {
  await county.clear();
  log = webLogOf(county.db, deaf); // one that remembers nothing of what was cleared
});
afterAll(async () => {
  await other.close();
  await county.close();
});

type Entry = Parameters<typeof log.append>[0];
const entry = (key: string, more: Partial<Entry> = {}): Entry => ({
  id: `id-${key}`,
  key,
  conversation: chat,
  authorId: 'web-p1',
  authorName: '示例甲',
  body: { text: key },
  at: wednesday,
  ...more,
});
const seqs = (rows: readonly { key: string; seq: number }[]): string[] => rows.map((r) => `${r.key}:${r.seq}`);

describe('appending', () => {
  test('counts on from one in each conversation', async () => {
    for (const e of [entry('a'), entry('b', { conversation: group }), entry('c')]) await log.append(e);
    expect(seqs(await log.before(chat, null, 10))).toEqual(['a:1', 'c:2']);
    expect(seqs(await log.before(group, null, 10))).toEqual(['b:1']);
  });

  test('keeps a key once: the second time it gives back what the first kept', async () => {
    const first = await log.append(entry('a'));
    const second = await log.append(entry('a', { id: 'another', body: { text: '改过' } }));
    expect([first?.first, second?.first]).toEqual([true, false]);
    expect(second?.row).toEqual(first?.row);
    expect(await log.heads([chat])).toMatchObject([{ lastSeq: 1, lastChange: 1 }]);
  });

  test('gives back what was kept unchanged', async () => {
    const body = { text: `'"\\ 👌\n<b>`, buttons: [{ id: 'b1', label: '同意' }], empty: null };
    const kept = await log.append(entry('a', { body, authorId: null, authorName: null }));
    expect(kept?.row).toEqual({
      id: 'id-a',
      key: 'a',
      conversation: chat,
      authorId: null,
      authorName: null,
      body,
      at: wednesday,
      seq: 1,
      change: 1,
    });
    expect(await log.find('id-a')).toEqual(kept?.row);
  });

  test('knows no conversation that is nobody’s', async () => {
    expect(await log.append(entry('a', { conversation: 'd-web-nobody' }))).toBeNull();
    expect(await log.heads(['d-web-nobody'])).toEqual([
      { conversation: 'd-web-nobody', lastSeq: 0, lastChange: 0, last: null },
    ]);
    expect(await county.sql('SELECT * FROM web_conversation')).toEqual([]);
  });

  test('leaves no gap and no double under twenty at the same time, each sent twice, from two processes', async () => {
    const second = webLogOf(other, deaf);
    const keys = Array.from({ length: 20 }, (_, i) => `k${i}`);
    const kept = await Promise.all(
      keys.flatMap((key, i) => [
        (i % 2 ? log : second).append(entry(key, { id: `x-${key}` })),
        (i % 3 ? second : log).append(entry(key, { id: `y-${key}` })),
      ]),
    );
    expect(kept.filter((k) => k?.first)).toHaveLength(20);
    const rows = await log.before(chat, null, 100);
    expect(rows.map((r) => r.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(rows.map((r) => r.key).sort()).toEqual([...keys].sort());
    expect(await log.heads([chat])).toMatchObject([{ lastSeq: 20, lastChange: 20 }]);
  });
});

describe('changes', () => {
  test('come in their order, a replaced body after what was appended meanwhile', async () => {
    await log.append(entry('a'));
    await log.append(entry('b'));
    await log.replaceBody('id-a', { text: '改过' });
    await log.append(entry('c'));
    const rows = await log.changesSince([{ conversation: chat, change: 1 }], 10);
    expect(rows.map((r) => [r.key, r.seq, r.change])).toEqual([
      ['b', 2, 2],
      ['a', 1, 3],
      ['c', 3, 4],
    ]);
    expect(rows[1]?.body).toEqual({ text: '改过' });
  });

  test('come from each conversation that is asked for, as many as asked for, and from no other', async () => {
    for (const key of ['a', 'b', 'c']) await log.append(entry(key));
    await log.append(entry('d', { conversation: group }));
    await log.append(entry('e', { conversation: 'd-web-p2' }));
    const since = [
      { conversation: chat, change: 0 },
      { conversation: group, change: 0 },
    ];
    const rows = await log.changesSince(since, 2);
    expect(rows.map((r) => r.key)).toEqual(['a', 'b', 'd']);
    expect(await log.changesSince([], 2)).toEqual([]);
  });

  test('are never missed where another process is heard of before one’s own row is in hand', async () => {
    let hear: (payload: string) => void = () => undefined;
    const mine = webLogOf(county.db, {
      on: (_channel, heard) => {
        hear = heard;
        return () => undefined;
      },
      stop: () => Promise.resolve(),
    });
    const called: string[] = [];
    mine.onChange((conversation) => called.push(conversation));
    const first = mine.append(entry('a'));
    hear(`${county.db.county}\n${chat}\n2`);
    expect(called).toEqual([]);
    await first;
    expect(called).toEqual([chat]);
    await webLogOf(other, deaf).append(entry('b'));
    expect((await mine.changesSince([{ conversation: chat, change: 0 }], 10)).map((r) => r.key)).toEqual(['a', 'b']);
  });

  test('are never missed by one who asks after each change that was seen', async () => {
    const seen: string[] = [];
    let change = 0;
    for (let i = 0; i < 5; i++) {
      await Promise.all(Array.from({ length: 4 }, (_, n) => log.append(entry(`${i}.${n}`))));
      const rows = await log.changesSince([{ conversation: chat, change }], 100);
      seen.push(...rows.map((r) => r.key));
      change = rows.at(-1)?.change ?? change;
    }
    expect(new Set(seen).size).toBe(20);
    expect(seen).toHaveLength(20);
  });
});

describe('replacing a body', () => {
  test('keeps the place of the message', async () => {
    await log.append(entry('a'));
    await log.append(entry('b'));
    const replaced = await log.replaceBody('id-a', { text: '改过' });
    expect(replaced).toMatchObject({ key: 'a', seq: 1, change: 3, body: { text: '改过' } });
    expect(await log.heads([chat])).toMatchObject([{ lastSeq: 2, lastChange: 3, last: { key: 'b' } }]);
  });

  test('with what stands there already changes nothing', async () => {
    await log.append(entry('a'));
    await log.replaceBody('id-a', { text: '改过' });
    expect(await log.replaceBody('id-a', { text: '改过' })).toMatchObject({ key: 'a', seq: 1, change: 2 });
    expect(await log.heads([chat])).toMatchObject([{ lastSeq: 1, lastChange: 2 }]);
  });

  test('does nothing to a message that is not there', async () => {
    expect(await log.replaceBody('nothing', {})).toBeNull();
    expect(await webLogOf({ ...county.db, county: 'elsewhere' }, deaf).replaceBody('id-a', {})).toBeNull();
  });
});

test('looks back page by page', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await log.append(entry(key));
  expect(seqs(await log.before(chat, null, 2))).toEqual(['d:4', 'e:5']);
  expect(seqs(await log.before(chat, 4, 2))).toEqual(['b:2', 'c:3']);
  expect(seqs(await log.before(chat, 2, 2))).toEqual(['a:1']);
  expect(seqs(await log.before(chat, 1, 2))).toEqual([]);
});

test('tells whoever listens in any process which conversation has changed, of this county alone', async () => {
  const listener = openListener(county.url);
  const heard: string[] = [];
  try {
    const changed = new Promise<void>((resolve) => {
      webLogOf(county.db, listener).onChange((conversation) => {
        heard.push(conversation);
        if (conversation === chat) resolve();
      });
    });
    await new Promise<void>((resolve) => {
      const stop = listener.on('zhucun_web', () => {
        stop();
        resolve();
      });
    });
    const elsewhere = { ...other, county: 'elsewhere' };
    await county.sql(`INSERT INTO account VALUES ('elsewhere', 'web-p9', 'web', 'web-p9', 'p9', 'd-web-p9')`);
    await webLogOf(elsewhere, deaf).append(entry('z', { conversation: 'd-web-p9' }));
    await webLogOf(other, deaf).append(entry('a'));
    await changed;
    expect(heard.filter((c) => c !== '')).toEqual([chat]);
  } finally {
    await listener.stop();
  }
});
