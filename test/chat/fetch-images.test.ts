/** Photos that the platform holds, from the message that offers them to the answer, on a database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fetchImages, fetchRound, type FetcherDeps } from '../../src/chat/fetch-images.ts';
import { ImageGone, type Adapter, type Health, type StoredMessage } from '../../src/chat/message.ts';
import { wakeable } from '../../src/chat/wake.ts';
import { fileShelf } from '../../src/store/file-shelf.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { listen } from '../../src/store/listen.ts';
import { storeOf } from '../../src/store/store.ts';
import { SAMPLE_DOCX } from '../fakes/sample-documents.ts';
import { SAMPLE_JPEG, SAMPLE_PNG, exif, withSegments } from '../fakes/sample-images.ts';
import { workAll } from '../store/backup-stage.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
let folder: string;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-fetch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => county.close());

type Opens = NonNullable<Adapter['openImage']>;
const adapterWith = (openImage?: Opens, state: Health['state'] = 'up'): Adapter => {
  const health = (): Health => ({ state, since: 0, why: null });
  return { platform: 'web', health, ...(openImage ? { openImage } : {}) } as Adapter; // nothing else of it is asked here
};
const fetcher = (openImage?: Opens, more: Partial<FetcherDeps> = {}): FetcherDeps => ({
  store: storeOf(county.db),
  adapters: [adapterWith(openImage)],
  keepImage: (bytes) => imageShelf(folder).keepAny(bytes),
  keepFile: (bytes, file) => fileShelf(folder).keepDocument(bytes, file),
  log: pino({ level: 'silent' }),
  now: () => wednesday,
  leaseMs: 60_000,
  ...more,
});
const fetchAll = async (deps: FetcherDeps): Promise<void> => {
  while ((await fetchRound(deps)) > 0);
};
const gone: Opens = () => Promise.reject(new ImageGone());
const broken: Opens = () => Promise.reject(new Error('ECONNRESET'));

const offer = (personId: string, refs: readonly string[], more: Partial<StoredMessage> = {}): Promise<boolean> => {
  const offered = refs.map((ref) => ({ ref, contentType: null }));
  return keepMessage(county.db, messageFrom(personId, { kind: 'image', text: '打卡', offered, ...more }));
};
const payloads = async (): Promise<StoredMessage[]> =>
  (await county.sql<{ payload: StoredMessage }>('SELECT payload FROM inbox ORDER BY id')).map((r) => r.payload);
const told = async (personId: string): Promise<string[]> =>
  (await county.sql<{ t: string }>(`SELECT payload ->> 'text' AS t FROM outbox WHERE person_id = $1 ORDER BY id`, [personId])).map((r) => r.t); // prettier-ignore
const waiting = (): Promise<{ attempts: number; later: boolean | null; leased: boolean }[]> =>
  county.sql(`SELECT attempts, not_before > now() + interval '100 ms' AS later, lease_until IS NOT NULL AS leased FROM image_fetch ORDER BY inbox_id`); // prettier-ignore
const due = (): Promise<object[]> => county.sql('UPDATE image_fetch SET not_before = NULL, lease_until = NULL');

describe('a message with photos that the platform holds', () => {
  test('is worked once they are fetched, and no later one of the same person before it', async () => {
    await offer('p1', ['f1']);
    await keepMessage(county.db, messageFrom('p1', { text: '离岗' }));
    await keepMessage(county.db, messageFrom('p2', { text: '打卡' }));
    await workAll(county.db);
    expect([await told('p1'), (await told('p2')).length]).toEqual([[], 1]);
    await fetchAll(fetcher(async () => SAMPLE_JPEG));
    await workAll(county.db);
    expect((await told('p1')).map((t) => t.slice(0, 3))).toEqual(['已打卡', '已记录']);
    const [row] = await county.sql<{ images: object[] }>(
      `SELECT images FROM attendance WHERE kind = 'arrived' AND person_id = 'p1'`,
    );
    expect(row?.images).toHaveLength(1);
  });

  test('keeps them cleaned, in their order, of whatever type they turn out to be', async () => {
    const photos: Record<string, Uint8Array> = {
      f1: withSegments(SAMPLE_JPEG, exif(1, 'GPS 29.86,107.73')),
      f2: SAMPLE_PNG,
    };
    await offer('p1', ['f1', 'f2']);
    await fetchAll(fetcher(async (ref) => photos[ref]!));
    const [message] = await payloads();
    expect(message?.images.map((i) => i.contentType)).toEqual(['image/jpeg', 'image/png']);
    expect(Buffer.compare((await imageShelf(folder).read(message!.images[0]!.sha256))!, SAMPLE_JPEG)).toBe(0);
    expect(message).not.toHaveProperty('offered');
    expect(message).not.toHaveProperty('missingImages');
    expect(await waiting()).toEqual([]);
  });

  test('is held in memory one photo at a time, however many it has', async () => {
    let [open, most] = [0, 0];
    await offer('p1', ['f1', 'f2', 'f3', 'f4']);
    const one: Opens = async () => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return SAMPLE_JPEG;
    };
    await fetchAll(fetcher(one));
    expect(most).toBe(1);
    expect((await payloads())[0]?.images).toHaveLength(4);
  });

  test('of which one hangs has the others all the same', async () => {
    await offer('p1', ['hangs', 'f2', 'f3']);
    const opens: Opens = async (ref) => (ref === 'hangs' ? new Promise(() => undefined) : SAMPLE_JPEG);
    const receivedAt = (await payloads())[0]!.receivedAt;
    await fetchAll(fetcher(opens, { withinMs: 300, now: () => receivedAt + 3_600_000 }));
    expect((await payloads())[0]).toMatchObject({ images: [{}, {}], missingImages: 1 });
  });

  test('wakes whoever fetches when it comes, and whoever works when it is fetched', async () => {
    const heard: string[] = [];
    const listening = listen(county.url, ['zhucun_images', 'zhucun_inbox'], (channel) => heard.push(channel));
    try {
      await expect.poll(() => heard.length).toBe(2);
      await keepMessage(county.db, messageFrom('p2'));
      await expect.poll(() => heard.slice(2)).toEqual(['zhucun_inbox']);
      await offer('p1', ['f1']);
      await expect.poll(() => heard.slice(3).sort()).toEqual(['zhucun_images', 'zhucun_inbox']);
      await fetchAll(fetcher(gone));
      await expect.poll(() => heard.slice(5)).toEqual(['zhucun_inbox']);
    } finally {
      await listening.stop();
    }
  });

  test('is left to the process that has the platform by one that stands by, and no try is spent', async () => {
    await offer('p1', ['f1']);
    const standby = { adapters: [adapterWith(broken, 'standby')] };
    expect(await fetchRound(fetcher(broken, standby))).toBe(0);
    expect(await waiting()).toEqual([{ attempts: 0, later: null, leased: false }]);
    await fetchAll(fetcher(async () => SAMPLE_JPEG));
    expect((await payloads())[0]?.images).toHaveLength(1);
  });

  test('is fetched for once where the platform hands it over again', async () => {
    const message = messageFrom('p1', { offered: [{ ref: 'f1', contentType: null }] });
    await keepMessage(county.db, message);
    await fetchAll(fetcher(async () => SAMPLE_JPEG));
    expect(await keepMessage(county.db, message)).toBe(false);
    expect(await waiting()).toEqual([]);
  });
});

describe('a photo that is not to be had', () => {
  test.each<[string, FetcherDeps['adapters'][number]['openImage'], Partial<FetcherDeps>]>([
    ['gone for good', gone, {}],
    ['no image', async () => new TextEncoder().encode('<svg/>'), {}],
    ['half an image', async () => SAMPLE_JPEG.subarray(0, 400), {}],
    [
      'over 20 MB',
      async () => new Uint8Array(20 * 1024 * 1024 + 1),
      { keepImage: async () => ({ sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }) },
    ],
    ['of an adapter that fetches none', undefined, {}],
    ['of a platform without an adapter', gone, { adapters: [] }],
  ])('for it is %s leaves the rest of the message as it was said', async (_why, open, more) => {
    // prettier-ignore
    await offer('p1', ['f1']);
    await fetchAll(fetcher(open, more));
    expect((await payloads())[0]).toMatchObject({ text: '打卡', images: [], missingImages: 1 });
    await workAll(county.db);
    expect(await told('p1')).toEqual([
      expect.stringContaining('已打卡'),
      expect.stringContaining('有 1 张照片没有取到，文字已照常处理'),
    ]);
  });

  test('does not take those that were had with it', async () => {
    await offer('p1', ['f1', 'f2', 'f3']);
    await fetchAll(fetcher((ref, signal) => (ref === 'f2' ? gone(ref, signal) : Promise.resolve(SAMPLE_PNG))));
    const [message] = await payloads();
    expect([message?.images.length, message?.missingImages]).toEqual([2, 1]);
  });

  test('of a stranger is never asked for', async () => {
    let asked = 0;
    await offer('p1', ['f1'], { senderId: 'nobody', conversation: 'd-nobody' });
    await fetchAll(fetcher(async () => (asked++, SAMPLE_JPEG)));
    expect([asked, (await payloads())[0]?.missingImages]).toEqual([0, 1]);
  });
});

describe('a platform that is away', () => {
  test('is asked again, each time a little later', async () => {
    await offer('p1', ['f1']);
    await fetchAll(fetcher(broken));
    expect(await waiting()).toEqual([{ attempts: 1, later: true, leased: false }]);
    await due();
    await fetchAll(fetcher(broken));
    await due();
    await fetchAll(fetcher(async () => SAMPLE_JPEG));
    expect((await payloads())[0]?.images).toHaveLength(1);
  });

  test('for ten minutes has not given the photo, and the message is worked', async () => {
    await offer('p1', ['f1']);
    const justBefore = wednesday + 599_000;
    await fetchAll(fetcher(broken, { now: () => justBefore }));
    expect(await waiting()).toHaveLength(1);
    await due();
    await fetchAll(fetcher(broken, { now: () => wednesday + 600_000 }));
    expect((await payloads())[0]).toMatchObject({ images: [], missingImages: 1 });
  });

  test('is asked once more where the message is long since old', async () => {
    await offer('p1', ['f1']);
    await fetchAll(fetcher(async () => SAMPLE_JPEG, { now: () => wednesday + 86_400_000 }));
    expect((await payloads())[0]?.images).toHaveLength(1);
  });

  test('and never answers is given up at the time limit', async () => {
    await offer('p1', ['f1']);
    await fetchAll(fetcher(() => new Promise(() => undefined), { withinMs: 30 }));
    expect(await waiting()).toEqual([{ attempts: 1, later: true, leased: false }]);
  });

  test('is not asked any more after twenty attempts, of which a process may have ended', async () => {
    let asked = 0;
    await offer('p1', ['f1']);
    await county.sql('UPDATE image_fetch SET attempts = 20');
    await fetchAll(fetcher(async () => (asked++, SAMPLE_JPEG)));
    expect([asked, (await payloads())[0]?.missingImages]).toEqual([0, 1]);
  });
});

test('a process that ends lets go of what it has in hand', async () => {
  await offer('p1', ['f1']);
  const ending = new AbortController();
  const hangs: Opens = () => (ending.abort(), new Promise(() => undefined));
  await fetchRound(fetcher(hangs, { now: () => wednesday + 86_400_000 }), ending.signal);
  expect(await waiting()).toEqual([{ attempts: 1, later: false, leased: false }]);
  await fetchAll(fetcher(async () => SAMPLE_JPEG));
  expect((await payloads())[0]?.images).toHaveLength(1);
});

describe('several processes', () => {
  test('fetch each photo once', async () => {
    for (let i = 0; i < 12; i++) await offer('p1', [`f${i}`]);
    const asked: string[] = [];
    const deps = fetcher(async (ref) => (asked.push(ref), SAMPLE_JPEG));
    await Promise.all([fetchAll(deps), fetchAll(deps), fetchAll(deps)]);
    expect(asked.sort()).toEqual(Array.from({ length: 12 }, (_, i) => `f${i}`).sort());
    expect(await waiting()).toEqual([]);
  });

  test('take up what another left when it ended, whose late result then counts no more', async () => {
    await offer('p1', ['f1']);
    const store = storeOf(county.db);
    const [left] = await store.leaseFetches(4, 60_000);
    expect(await store.leaseFetches(4, 60_000)).toEqual([]);
    await county.sql(`UPDATE image_fetch SET lease_until = now() - interval '1 second'`);
    await fetchAll(fetcher(async () => SAMPLE_JPEG));
    await store.settleFetches([{ inboxId: left!.inboxId, attempts: left!.attempts, images: [], missing: 1 }]);
    const [message] = await payloads();
    expect([message?.images.length, message?.missingImages]).toEqual([1, undefined]);
  });

  test('leave alone what one of them still fetches, however long it takes', async () => {
    await offer('p1', ['f1']);
    let asked = 0;
    let opened = (): void => undefined;
    const opening = new Promise<void>((resolve) => (opened = resolve));
    const slow = fetcher(
      async () => {
        asked += 1;
        opened();
        await new Promise((resolve) => setTimeout(resolve, 600));
        return SAMPLE_JPEG;
      },
      { leaseMs: 150 },
    );
    const first = fetchAll(slow);
    await opening;
    const until = Date.now() + 400;
    while (Date.now() < until) expect(await storeOf(county.db).leaseFetches(4, 150)).toEqual([]);
    await first;
    expect([asked, (await payloads())[0]?.images.length]).toEqual([1, 1]);
  });

  test('that end between keeping the bytes and saying so repeat it without harm', async () => {
    await offer('p1', ['f1']);
    const store = storeOf(county.db);
    const ends = fetcher(async () => SAMPLE_JPEG, {
      store: { ...store, settleFetches: () => Promise.reject(new Error('killed')) },
    });
    await expect(fetchRound(ends)).rejects.toThrow('killed');
    await due();
    await fetchAll(fetcher(async () => SAMPLE_JPEG));
    await fetchAll(fetcher(gone));
    expect((await payloads())[0]?.images).toHaveLength(1);
  });
});

test('a document beside an answer to a colleague in a group is fetched by nobody', async () => {
  const group = { chatKind: 'group', conversation: 'g1', mentionsBot: false, kind: 'file' } as const;
  await keepMessage(county.db, messageFrom('p1', { ...group, kind: 'text', text: '打卡' }));
  await workAll(county.db);
  await county.sql(`UPDATE outbox SET platform_message_id = 'of-the-bot' WHERE conversation = 'g1'`);
  const sent = (ref: string, more: Partial<StoredMessage>): Promise<boolean> => {
    const offered = [{ ref, name: `${ref}.docx`, contentType: null, sizeBytes: null }];
    return keepMessage(county.db, messageFrom('p1', { ...group, offered, text: '你看看', ...more }));
  };
  await sent('to-a-colleague', { quote: { messageId: 'm1', text: null } });
  await sent('to-the-bot', { quote: { messageId: 'of-the-bot', text: null } });
  await sent('with-a-mention', { quote: { messageId: 'm1', text: null }, mentionsBot: true });
  await sent('with-a-command', { quote: { messageId: 'm1', text: null }, text: '学习 12人 防返贫' });
  const asked: string[] = [];
  const openFile: Opens = async (ref) => (asked.push(ref), SAMPLE_DOCX);
  await fetchAll(fetcher(undefined, { adapters: [{ ...adapterWith(), openFile }] }));
  expect(asked.sort()).toEqual(['to-the-bot', 'with-a-command', 'with-a-mention']);
  const [, left] = await payloads();
  expect(left).not.toHaveProperty('offered');
  expect(left).not.toHaveProperty('files');
  expect(left).not.toHaveProperty('unkept');
});

test('what is erased meanwhile gets no photo', async () => {
  await offer('p1', ['f1']);
  const store = storeOf(county.db);
  const [leased] = await store.leaseFetches(4, 60_000);
  await county.sql(`UPDATE inbox SET payload = payload - 'offered'`);
  const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 3 };
  await store.settleFetches([{ inboxId: leased!.inboxId, attempts: leased!.attempts, images: [image], missing: 0 }]);
  expect((await payloads())[0]?.images).toEqual([]);
});

test('goes on until it is ended, woken or not', async () => {
  const ending = new AbortController();
  const wake = wakeable(5);
  const running = fetchImages(
    fetcher(async () => SAMPLE_JPEG),
    wake,
    ending.signal,
  );
  await offer('p1', ['f1']);
  await expect.poll(async () => (await payloads())[0]?.images.length).toBe(1);
  ending.abort();
  wake.call();
  await running;
});
