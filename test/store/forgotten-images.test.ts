import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { KeptFile } from '../../src/chat/message.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { fileShelf } from '../../src/store/file-shelf.ts';
import { keepForgetting, removeForgotten } from '../../src/store/forgotten-images.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { SAMPLE_DOCX } from '../fakes/sample-documents.ts';
import { SAMPLE_PNG } from '../fakes/sample-images.ts';
import { messageFrom, openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
let folder: string;
let shelf: ReturnType<typeof imageShelf>;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-forgotten-'));
  shelf = imageShelf(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => county.close());

const minute = 60_000;
const now = (): number => wednesday;
const sweep = (remove = shelf.removeOlder): Promise<number> =>
  removeForgotten(county.db, { now, remove }, wednesday - 60 * minute);

/** The photo, shelved so long before the look. */
async function photo(minutesAgo: number) {
  const kept = (await shelf.keep(SAMPLE_PNG, 'image/png'))!;
  const at = new Date(wednesday - minutesAgo * minute);
  utimesSync(path.join(folder, kept.sha256.slice(0, 2), kept.sha256), at, at);
  return kept;
}
async function said(
  personId: string,
  images: Awaited<ReturnType<typeof photo>>[],
  files: KeptFile[] = [],
): Promise<bigint> {
  const message = messageFrom(personId, { images, files });
  await keepMessage(county.db, message);
  const [row] = await county.sql<{ id: string }>(`UPDATE inbox SET state = 'done' WHERE event_key = $1 RETURNING id`, [
    message.eventKey,
  ]);
  return BigInt(row!.id);
}
async function declined(heldId: bigint): Promise<void> {
  const effects = [{ effect: 'forget-held', messageIds: [String(heldId)] } as const];
  const result = resultOf(await said('p1', []), 'p1', effects);
  await inTransaction(county.db, (tx) => apply(tx, 'demo', [result], wednesday));
}
const pending = (): Promise<object[]> => county.sql(`SELECT id FROM inbox WHERE payload -> 'reduced' <> '[]'`);

test('photos of messages that were forgotten go from the shelf', async () => {
  const kept = await photo(30);
  await declined(await said('p1', [kept]));
  expect(await shelf.read(kept.sha256)).not.toBeNull();
  expect(await sweep()).toBe(1);
  expect(await shelf.read(kept.sha256)).toBeNull();
  expect(await pending()).toEqual([]);
});

test('photos of nobody who declined stay', async () => {
  const kept = await photo(30);
  await said('p1', [kept]);
  expect(await sweep()).toBe(0);
  expect(await shelf.read(kept.sha256)).not.toBeNull();
});

test('a photo that another message has too stays, and is not looked at again', async () => {
  const kept = await photo(30);
  await said('p2', [kept]);
  await declined(await said('p1', [kept]));
  expect(await sweep()).toBe(0);
  expect(await shelf.read(kept.sha256)).not.toBeNull();
  expect(await pending()).toEqual([]);
});

test('one that was just kept again, by a message still on its way, is left for the next look', async () => {
  const kept = await photo(30);
  await declined(await said('p1', [kept]));
  await photo(1);
  expect(await sweep()).toBe(0);
  expect(await shelf.read(kept.sha256)).not.toBeNull();
  await photo(11);
  expect(await sweep()).toBe(1);
  expect(await shelf.read(kept.sha256)).toBeNull();
});

test('keeping a photo that is there already says that it is asked for', async () => {
  const kept = await photo(30);
  await shelf.keep(SAMPLE_PNG, 'image/png');
  expect(shelf.removeOlder(kept.sha256, Date.now() - minute)).toBe(false);
  const bytes = (await shelf.read(kept.sha256))!;
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(kept.sha256);
});

test('a look that ends half-way is done again, with the bytes there or gone', async () => {
  const kept = await photo(30);
  await declined(await said('p1', [kept]));
  const dies = (sha256: string, before: number): boolean => {
    shelf.removeOlder(sha256, before);
    throw new Error('killed');
  };
  await expect(sweep(dies)).rejects.toThrow('killed');
  expect(await pending()).toHaveLength(1);
  await sweep();
  expect(await pending()).toEqual([]);
});

test('the service looks at its start and with each tick, and looks as far back again after a failure', async () => {
  const kept = await photo(30);
  await declined(await said('p1', [kept]));
  let tick = (): void => undefined;
  let failed: (error: unknown) => void = () => undefined;
  const failure = new Promise((resolve) => (failed = resolve));
  let down = true;
  const forgetting = keepForgetting(county.db, {
    now,
    remove: (sha256, before) => {
      if (down) throw new Error('disk');
      return shelf.removeOlder(sha256, before);
    },
    failed,
    every: (look) => {
      tick = look;
      return { stop: () => undefined };
    },
  });
  expect(await failure).toMatchObject({ message: 'disk' });
  down = false;
  tick();
  await forgetting.stop();
  expect(await shelf.read(kept.sha256)).toBeNull();
});

test('documents of messages that were forgotten go from their shelf', async () => {
  const documents = fileShelf(folder);
  const kept = await documents.keepDocument(SAMPLE_DOCX, { name: '汇报.docx', contentType: null });
  if ('why' in kept) throw new Error(kept.why);
  const at = new Date(wednesday - 30 * minute);
  utimesSync(path.join(folder, kept.sha256.slice(0, 2), kept.sha256), at, at);
  await declined(await said('p1', [], [kept]));
  expect(await sweep(documents.removeOlder)).toBe(1);
  expect(await documents.read(kept.sha256)).toBeNull();
});
