/** The adapter over the real wire: a forked child with wechaty's own client, before the fake gateway. One account for all that harms none. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ImageGone } from '../../../src/chat/message.ts';
import type { InboundMessage, KeptFile, KeptImage, OfferedFile, OfferedImage } from '../../../src/chat/message.ts';
import { outbound } from '../../fakes/product.ts';
import { largeJpeg, SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import type { WechatPerson } from '../../fakes/wechat-person.ts';
import type { Bench } from './bench.ts';
import { openBench, PATIENCE, SLOW } from './bench.ts';

vi.setConfig(SLOW);

let bench: Bench;
let people = 0;
beforeAll(async () => {
  bench = await openBench();
  await bench.start();
});
afterAll(() => bench.close());

const somebody = (): WechatPerson => bench.gateway.person(`示例${String((people += 1))}`);

/** What has come from somebody, once it is so many. */
async function heardFrom(person: WechatPerson, count: number): Promise<InboundMessage[]> {
  const all = (): InboundMessage[] => bench.product.stored.filter(({ senderId }) => senderId === person.id);
  await vi.waitUntil(() => all().length >= count, PATIENCE);
  return all();
}

const signal = (): AbortSignal => AbortSignal.timeout(10_000);
const refOf = (offered: KeptImage | KeptFile | OfferedImage | OfferedFile | undefined): string =>
  offered !== undefined && 'ref' in offered ? offered.ref : '';

describe('An account of WeChat', () => {
  test('is up once its gateway says who is signed in, and hears then', () => {
    const { state, why, heardAt } = bench.adapter.health();
    expect({ state, why }).toEqual({ state: 'up', why: null });
    expect(heardAt).toBeGreaterThan(Date.now() - 5_000);
    expect(bench.adapter.signIn()).toBeNull();
  });

  test('hears a text with who said it, and answers it', async () => {
    const person = somebody();
    person.say(person.id, '签到');
    expect(await heardFrom(person, 1)).toMatchObject([
      {
        ...{ platform: 'wechat', kind: 'text', text: '签到', chatKind: 'direct' },
        ...{ conversation: person.id, senderName: person.contact.name },
      },
    ]);
    expect(await bench.send(outbound(person.id, '已签到'))).toMatchObject({ status: 'sent' });
    expect(bench.gateway.shown(person.id).filter((m) => m.byBot)).toMatchObject([{ text: '已签到' }]);
  });

  test('hears a burst in the order in which it was said, without looking whole groups up', async () => {
    const person = somebody();
    const group = bench.gateway.group('示例村工作队', [person, somebody(), somebody()]);
    const before = { ...bench.gateway.lookups };
    const words = Array.from({ length: 20 }, (_, n) => `第 ${String(n + 1)} 条`);
    for (const one of words) person.say(group, one);
    expect((await heardFrom(person, 20)).map(({ text }) => text)).toEqual(words);
    const { contact, group: groups } = bench.gateway.lookups;
    expect(groups - before.group).toBe(0);
    expect(contact - before.contact).toBeLessThanOrEqual(1);
  });

  test('is called by its name in a group, and calls others by theirs', async () => {
    const person = somebody();
    const group = bench.gateway.group('示例村工作队', [person]);
    person.say(group, '谁在岗', { mention: true });
    expect(await heardFrom(person, 1)).toMatchObject([
      { chatKind: 'group', conversation: group, mentionsBot: true, text: '谁在岗' },
    ]);
    await bench.send(outbound(group, '请销假', { mentions: [person.id] }));
    expect(bench.gateway.shown(group).at(-1)).toMatchObject({
      ...{ text: `@${person.contact.name}\u2005请销假`, mentionIds: [person.id] },
    });
  });

  test('does not hear itself, neither what it sent nor what its owner says on the phone', async () => {
    const person = somebody();
    await bench.send(outbound(person.id, '提醒：请签到'));
    bench.gateway.selfSays(person.id, '我是机主');
    person.say(person.id, '收到');
    await heardFrom(person, 1);
    const inChat = bench.product.stored.filter(({ conversation }) => conversation === person.id);
    expect(inChat.map(({ text }) => text)).toEqual(['收到']);
  });

  test('is told a place by the object of the wire', async () => {
    const person = somebody();
    person.location(person.id, { latitude: 29.8634, longitude: 107.7309, name: '示例村村委会' });
    expect(await heardFrom(person, 1)).toMatchObject([
      { kind: 'location', location: { latitude: 29.8634, longitude: 107.7309, datum: 'gcj02', name: '示例村村委会' } },
    ]);
  });

  test('is told a place by its XML where the wire has none, or the point 0, 0', async () => {
    const person = somebody();
    person.location(person.id, { latitude: 29.8634, longitude: 107.7309 }, { form: 'xml' });
    person.location(person.id, { latitude: 29.8634, longitude: 107.7309 }, { form: 'zero' });
    const place = { kind: 'location', location: { latitude: 29.8634, longitude: 107.7309 } };
    expect(await heardFrom(person, 2)).toMatchObject([place, place]);
  });

  test('opens photos and documents byte for byte, also large ones', async () => {
    const person = somebody();
    const photo = largeJpeg(3_000_000);
    person.photo(person.id, photo);
    person.file(person.id, '说明.docx', Uint8Array.of(1, 2, 3));
    const [shown, sent] = await heardFrom(person, 2);
    const bytes = await bench.adapter.openImage!(refOf(shown?.images[0]), signal());
    expect(Buffer.compare(bytes, photo)).toBe(0);
    expect(sent?.files).toMatchObject([{ name: '说明.docx' }]);
    expect([...(await bench.adapter.openFile!(refOf(sent?.files?.[0]), signal()))]).toEqual([1, 2, 3]);
  });

  test('knows a photo that the gateway has lost, or that is too large, as gone', async () => {
    const person = somebody();
    person.file(person.id, '全村台账.xlsx', new Uint8Array(20_000_001));
    person.photo(person.id, SAMPLE_JPEG);
    const [large, lost] = await heardFrom(person, 2);
    const size = bench.adapter.openFile!(refOf(large?.files?.[0]), signal());
    await expect(size).rejects.toMatchObject({ name: 'ImageGone', why: 'size' });
    bench.gateway.faults.filesLost = true;
    const gone = bench.adapter.openImage!(refOf(lost?.images[0]), signal());
    await expect(gone).rejects.toBeInstanceOf(ImageGone);
    bench.gateway.faults.calm();
  });

  test('gives up opening a photo where nobody waits for it any more', async () => {
    const person = somebody();
    person.photo(person.id, SAMPLE_JPEG);
    const [shown] = await heardFrom(person, 1);
    const opening = bench.adapter.openImage!(refOf(shown?.images[0]), AbortSignal.abort());
    await expect(opening).rejects.not.toBeInstanceOf(ImageGone);
  });

  test('sends a photo as a photo and a document under its name, also large ones', async () => {
    const person = somebody();
    const [photo, document] = [largeJpeg(500_000), new Uint8Array(300_000).fill(7)];
    bench.images.set('a'.repeat(64), photo);
    bench.files.set('b'.repeat(64), document);
    const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: photo.length };
    const file = { ...image, sha256: 'b'.repeat(64), name: '台账.xlsx', contentType: 'application/x', sizeBytes: 1 };
    const outcomes = [
      await bench.send(outbound(person.id, '', { images: [image] })),
      await bench.send(outbound(person.id, '', { files: [file] })),
    ];
    expect(outcomes).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
    const [first, second] = bench.gateway.shown(person.id);
    expect(Buffer.compare(first!.images[0]!, photo)).toBe(0);
    expect(second!.files[0]?.name).toBe('台账.xlsx');
    expect(Buffer.compare(second!.files[0]!.bytes, document)).toBe(0);
  });

  test('says which chat nobody is reached in, in the words of the puppet', async () => {
    expect(await bench.send(outbound('wxid_nobody', '您好'))).toEqual({
      ...{ status: 'refused', retryAt: null, why: 'no-such-contact', of: 'chat' },
    });
  });

  test('does not know what became of a send whose answer never comes, and sends it once', async () => {
    const person = somebody();
    bench.gateway.faults.slow(Infinity, { chat: person.id });
    expect(await bench.send(outbound(person.id, '收到'))).toEqual({ status: 'unknown', why: 'timeout' });
    expect(bench.gateway.shown(person.id)).toHaveLength(1);
  });

  test('keeps a photo whose answer never comes from being sent twice, which the SDK would do', async () => {
    const person = somebody();
    bench.images.set('a'.repeat(64), SAMPLE_JPEG);
    bench.gateway.faults.slow(Infinity, { chat: person.id });
    const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length };
    expect(await bench.send(outbound(person.id, '', { images: [image] }))).toMatchObject({ status: 'unknown' });
    expect(bench.gateway.shown(person.id)).toHaveLength(1);
  });

  test('offers the product again what it could not store, and nothing of the chat overtakes it', async () => {
    const person = somebody();
    bench.product.broken = true;
    const calls = bench.product.calls;
    person.say(person.id, '请假 3 天');
    await vi.waitUntil(() => bench.product.calls > calls + 1, PATIENCE);
    const unstoredSince = Date.now();
    person.say(person.id, '去县医院');
    // Whoever stops now has lost what was said since: the certain hearing ends before it, though the gateway is heard.
    await vi.waitUntil(() => Date.now() > unstoredSince + 500, PATIENCE);
    expect(bench.adapter.health().heardAt).toBeLessThanOrEqual(unstoredSince);
    expect(bench.adapter.health().state).toBe('up');
    bench.product.broken = false;
    expect((await heardFrom(person, 2)).map(({ text }) => text)).toEqual(['请假 3 天', '去县医院']);
    await vi.waitUntil(() => bench.adapter.health().heardAt! > unstoredSince, PATIENCE);
  });
});
