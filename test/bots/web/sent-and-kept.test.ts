import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import { SAMPLE_JPEG, SAMPLE_PNG, SAMPLE_WEBP, exif, largeJpeg, withSegments } from '../../fakes/sample-images.ts';
import { SinkFake, outbound } from '../../fakes/product.ts';
import { WebPerson, jsonOf, sentenceOf } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

let store: WebStoreFake;
let adapter: WebAdapter;
let product: SinkFake;
let lilei: WebPerson;
let keys = 0;
const signal = new AbortController().signal;
const key = (): string => `event-key-${String((keys += 1))}`;
const text = (words: string, more: object = {}): object => ({
  eventKey: key(),
  conversation: 'direct:li-lei',
  kind: 'text',
  text: words,
  ...more,
});
const sentId = async (...args: Parameters<typeof outbound>): Promise<string> => {
  const outcome = await adapter.send(outbound(...args), signal);
  return outcome.status === 'sent' ? outcome.messageId! : '';
};

beforeEach(async () => {
  store = sampleTeam();
  product = new SinkFake();
  adapter = webAdapter(store, { now: () => 1_764_000_000_000 });
  await adapter.start(product.sink);
  lilei = new WebPerson('li-lei', () => adapter.url!, store);
});
afterEach(() => adapter.stop());

describe('images', () => {
  const image = (more: object = {}): object => ({
    eventKey: key(),
    conversation: 'team:1',
    kind: 'image',
    text: '到岗',
    ...more,
  });
  const readAll = async (n: number): Promise<Uint8Array[]> =>
    await Promise.all(
      product.stored[n]!.images.map(async (one) => store.images.get('sha256' in one ? one.sha256 : '')!),
    );

  it('lose their metadata before anybody sees them, and come to the product clean', async () => {
    const photo = withSegments(SAMPLE_JPEG, exif(1, 'GPS 29.86,107.73'));
    const reply = await lilei.postForm(image(), [photo, SAMPLE_PNG, SAMPLE_WEBP]);
    expect(reply.status).toBe(200);
    expect(product.stored[0]).toMatchObject({ kind: 'image', text: '到岗' });
    expect(await readAll(0)).toEqual([SAMPLE_JPEG, SAMPLE_PNG, SAMPLE_WEBP]);
    const [shown] = await lilei.messages('team:1');
    expect(shown?.images).toHaveLength(3);
    const seen = await lilei.ask(shown!.images[0]!);
    expect(seen.headers['content-type']).toBe('image/jpeg');
    expect(new Uint8Array(seen.bytes)).toEqual(SAMPLE_JPEG);
  });

  it('are shown to who may read the conversation, by message, never by hash', async () => {
    await lilei.postForm(image(), [SAMPLE_JPEG]);
    const path = (await lilei.messages('team:1'))[0]!.images[0]!;
    const [hanmei, stranger] = ['han-mei', 'wang-shuji'].map((id) => new WebPerson(id, () => adapter.url!, store));
    expect((await hanmei!.ask(path)).status).toBe(200);
    expect((await stranger!.ask(path)).status).toBe(404);
    expect((await hanmei!.ask(path.replace(/0$/, '1'))).status).toBe(404);
    expect((await hanmei!.ask(`api/messages/${[...store.images.keys()][0]!}/images/0`)).status).toBe(404);
    expect(JSON.stringify(await lilei.messages('team:1'))).not.toContain([...store.images.keys()][0]);
  });

  it.each([
    ['no file', () => [], 400, '没有收到图片'],
    ['five files', () => Array<Uint8Array>(5).fill(SAMPLE_PNG), 400, '最多 4 张'],
    ['a file that is no image', () => [new Uint8Array(Buffer.from('<svg onload=alert(1)>'))], 415, 'JPG'],
    ['half a photo', () => [SAMPLE_JPEG.subarray(0, 500)], 415, '传完整'],
    ['a photo over 10 MB', () => [largeJpeg(10_100_000)], 413, '10 MB'],
    ['photos of 12 MB', () => [largeJpeg(6_000_000), largeJpeg(6_000_000)], 413, '分成几条'],
  ])('%s is refused with a sentence', async (_what, files, status, sentence) => {
    const reply = await lilei.postForm(image(), files());
    expect([reply.status, sentenceOf(reply)]).toEqual([status, expect.stringContaining(sentence)]);
    expect(product.calls).toBe(0);
    expect((await lilei.post(text('打卡'))).status).toBe(200);
  });

  it('of 3 MB come through', async () => {
    const photo = largeJpeg(3_000_000);
    expect((await lilei.postForm(image(), [photo])).status).toBe(200);
    expect(Buffer.compare((await readAll(0))[0]!, photo)).toBe(0);
  });
});

describe('what the bot sends', () => {
  it('is there once, however often it is sent with its key', async () => {
    const message = outbound('direct:li-lei', '已打卡');
    const outcomes = await Promise.all([
      adapter.send(message, signal),
      adapter.send(message, signal),
      adapter.send(message, signal),
    ]);
    expect(new Set(outcomes.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(store.rows).toHaveLength(1);
  });

  it('is refused for good where it can’t go, and unknown while the store is down', async () => {
    expect(await adapter.send(outbound('direct:nobody', '在吗'), signal)).toMatchObject({
      status: 'refused',
      retryAt: null,
    });
    expect(await adapter.send(outbound('direct:li-lei', '长'.repeat(20_001)), signal)).toMatchObject({
      status: 'refused',
      retryAt: null,
    });
    const buttons = [{ id: '按'.repeat(22), label: '按', words: '按' }];
    expect(await adapter.send(outbound('direct:li-lei', '按', { buttons }), signal)).toMatchObject({
      status: 'refused',
    });
    store.down = true;
    expect(await adapter.send(outbound('direct:li-lei', '已打卡'), signal)).toMatchObject({ status: 'unknown' });
    expect(await adapter.send(outbound('direct:li-lei', '已打卡'), AbortSignal.abort())).toMatchObject({
      status: 'unknown',
    });
  });

  it('does not wait for a store that hangs longer than its signal', async () => {
    store.beforeAppend = () => new Promise(() => {});
    const abort = new AbortController();
    const outcome = adapter.send(outbound('direct:li-lei', '已打卡'), abort.signal);
    abort.abort();
    expect(await outcome).toMatchObject({ status: 'unknown' });
  });

  it('stands below what it answers even when the log is slow', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let appends = 0;
    let answered: Promise<unknown> = Promise.resolve();
    store.beforeAppend = async () => {
      appends += 1;
      if (appends > 1) return;
      answered = adapter.send(outbound('direct:li-lei', '已打卡'), signal);
      await held;
    };
    const posted = lilei.post(text('打卡'));
    await expect.poll(() => appends).toBe(1);
    release();
    await Promise.all([posted, answered]);
    expect((await lilei.messages('direct:li-lei')).map((one) => one.text)).toEqual(['打卡', '已打卡']);
  });

  it('can’t replace what a person wrote', async () => {
    await lilei.post(text('打卡'));
    expect(await adapter.update!(store.rows[0]!.id, outbound('direct:li-lei', '别的'), signal)).toMatchObject({
      status: 'refused',
    });
    expect(await adapter.update!('nothing', outbound('direct:li-lei', '别的'), signal)).toMatchObject({
      status: 'refused',
    });
  });
});

describe('reading back', () => {
  it('goes page by page to the first message', async () => {
    for (let n = 1; n <= 95; n += 1) await sentId('direct:li-lei', `第${String(n)}条`);
    const seen: number[] = [];
    let before = '';
    for (let more = true; more;) {
      const reply = await lilei.ask(`api/messages?conversation=direct:li-lei${before}`);
      const page = jsonOf(reply) as { messages: { seq: number }[]; more: boolean };
      seen.unshift(...page.messages.map(({ seq }) => seq));
      before = `&before=${String(page.messages[0]!.seq)}`;
      more = page.more;
    }
    expect(seen).toEqual(Array.from({ length: 95 }, (_, n) => n + 1));
    expect((await lilei.ask('api/messages?conversation=direct:li-lei&before=x')).status).toBe(400);
  });

  it('a row of another version is shown as far as it can be read', async () => {
    await sentId('direct:li-lei', '旧');
    Object.assign(store.rows[0]!, { body: { kind: 'text', text: '旧' } });
    expect((await lilei.messages('direct:li-lei'))[0]).toMatchObject({ text: '旧', buttons: [], files: [] });
    Object.assign(store.rows[0]!, { body: 'rubbish' });
    expect((await lilei.messages('direct:li-lei'))[0]).toMatchObject({ kind: 'other', text: '' });
  });
});
