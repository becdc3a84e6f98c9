import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import type { MessageView } from '../../../bots/web/client/wire.ts';
import type { OutboundMessage } from '../../../src/chat/message.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import { SinkFake, outbound } from '../../fakes/product.ts';
import { WebPerson, ask, sentenceOf } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BYTES = new Uint8Array(Buffer.from('PK ledger'));
const APPROVER = 'direct:wang-shuji';

let store: WebStoreFake;
let adapter: WebAdapter;
let people: Record<'approver' | 'lilei' | 'hanmei', WebPerson>;

beforeEach(async () => {
  store = sampleTeam();
  adapter = webAdapter(store);
  await adapter.start(new SinkFake().sink);
  const at = (id: string): WebPerson => new WebPerson(id, () => adapter.url!, store);
  people = { approver: at('wang-shuji'), lilei: at('li-lei'), hanmei: at('han-mei') };
});
afterEach(() => adapter.stop());

const signal = new AbortController().signal;
const send = async (conversation: string, text: string, more: Partial<OutboundMessage>): Promise<void> =>
  expect(await adapter.send(outbound(conversation, text, more), signal)).toMatchObject({ status: 'sent' });
const lastSeenBy = async (person: WebPerson, conversation: string): Promise<MessageView> =>
  (await person.messages(conversation)).at(-1)!;

describe('a file of the bot', () => {
  it('is shown with name and size, and saved under its name with its very bytes', async () => {
    const file = store.file('请假台账 12月.xlsx', BYTES, XLSX);
    await send(APPROVER, '12月的请假台账。', { files: [file] });
    const message = await lastSeenBy(people.approver, APPROVER);
    expect(message).toMatchObject({ kind: 'text', text: '12月的请假台账。', images: [] });
    expect(message.files).toEqual([
      { path: `api/messages/${message.id}/files/0`, name: '请假台账 12月.xlsx', sizeBytes: BYTES.length },
    ]);
    const saved = await people.approver.ask(message.files[0]!.path);
    expect([saved.status, new Uint8Array(saved.bytes)]).toEqual([200, BYTES]);
    expect(saved.headers).toMatchObject({
      'content-type': XLSX,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('请假台账 12月.xlsx')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400, immutable',
    });
  });

  it.each([
    ['a"b\r\nset-cookie: x.xlsx', 'a%22b%0D%0Aset-cookie%3A%20x.xlsx'],
    ['../../etc/passwd', '..%2F..%2Fetc%2Fpasswd'],
    ["it's (1)*.xlsx", 'it%27s%20%281%29%2A.xlsx'],
    ['半\ud800.xlsx', '%E5%8D%8A%EF%BF%BD.xlsx'],
  ])('called %j does not break out of its header', async (name, encoded) => {
    await send(APPROVER, '台账', { files: [store.file(name, BYTES)] });
    const { files } = await lastSeenBy(people.approver, APPROVER);
    const saved = await people.approver.ask(files[0]!.path);
    expect(saved.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${encoded}`);
    expect(saved.headers['set-cookie']).toBeUndefined();
  });

  it('is one of several', async () => {
    const other = new Uint8Array(Buffer.from('other'));
    await send(APPROVER, '两份', { files: [store.file('一.xlsx', BYTES), store.file('二.xlsx', other)] });
    const { files } = await lastSeenBy(people.approver, APPROVER);
    const saved = await Promise.all(files.map(({ path }) => people.approver.ask(path)));
    expect(saved.map(({ bytes }) => bytes.toString())).toEqual(['PK ledger', 'other']);
  });

  it('is given to who may read the conversation, by message, never by hash', async () => {
    const file = store.file('台账.xlsx', BYTES);
    await send('team:1', '台账', { files: [file] });
    const { id, files } = await lastSeenBy(people.lilei, 'team:1');
    const path = files[0]!.path;
    expect((await people.hanmei.ask(path)).status).toBe(200);
    const refused = await Promise.all([
      people.approver.ask(path),
      people.lilei.ask(path.replace(/0$/, '1')),
      people.lilei.ask(path.replace(/0$/, '-1')),
      people.lilei.ask(path.replace(/0$/, '')),
      people.lilei.ask(`api/messages/${id}/images/0`),
      people.lilei.ask(`api/messages/${file.sha256}/files/0`),
      people.lilei.ask(`api/files/${file.sha256}`),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(Array(7).fill(404));
    expect((await ask(people.lilei.path(path))).status).toBe(401);
    expect(JSON.stringify(await people.lilei.messages('team:1'))).not.toContain(file.sha256);
  });

  it('is one of ten at most, all of which can be saved', async () => {
    const files = Array.from({ length: 11 }, (_, n) => store.file(`${n}.xlsx`, BYTES));
    expect(await adapter.send(outbound(APPROVER, '十一份', { files }), signal)).toMatchObject({ status: 'refused' });
    await send(APPROVER, '十份', { files: files.slice(1) });
    const shown = await lastSeenBy(people.approver, APPROVER);
    const saved = await Promise.all(shown.files.map(({ path }) => people.approver.ask(path)));
    expect(saved.map(({ status }) => status)).toEqual(Array(10).fill(200));
  });

  it('that is no longer kept is said to be missing', async () => {
    await send(APPROVER, '台账', { files: [store.file('台账.xlsx', BYTES)] });
    store.files.clear();
    const reply = await people.approver.ask((await lastSeenBy(people.approver, APPROVER)).files[0]!.path);
    expect([reply.status, sentenceOf(reply)]).toEqual([404, '没有找到这个文件。']);
  });

  it('goes when the message is replaced by one without it', async () => {
    await send(APPROVER, '台账', { files: [store.file('台账.xlsx', BYTES)] });
    const { id, files } = await lastSeenBy(people.approver, APPROVER);
    await adapter.update!(id, outbound(APPROVER, '已过期'), signal);
    expect((await lastSeenBy(people.approver, APPROVER)).files).toEqual([]);
    expect((await people.approver.ask(files[0]!.path)).status).toBe(404);
  });

  it('is named as one where it is quoted', async () => {
    await send(APPROVER, '12月的台账', { files: [store.file('台账.xlsx', BYTES)] });
    const { id } = await lastSeenBy(people.approver, APPROVER);
    const reply = { eventKey: 'event-key-1', conversation: APPROVER, kind: 'text', text: '收到', quote: id };
    expect((await people.approver.post(reply)).status).toBe(200);
    expect((await lastSeenBy(people.approver, APPROVER)).quote?.excerpt).toBe('[文件]12月的台账');
  });
});

describe('an image of the bot', () => {
  it('is shown to the approver it was sent to and to nobody else, not even to whose it was', async () => {
    const image = { eventKey: 'event-key-1', conversation: 'direct:li-lei', kind: 'image', text: '诊断证明' };
    await people.lilei.postForm(image, [SAMPLE_JPEG]);
    const [sha256 = ''] = store.images.keys();
    const kept = { sha256, contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length };
    await send(APPROVER, '李雷请病假,附诊断证明', { images: [kept] });
    const message = await lastSeenBy(people.approver, APPROVER);
    expect(message).toMatchObject({ from: 'bot', kind: 'image', files: [] });
    expect(message.images).toEqual([`api/messages/${message.id}/images/0`]);
    const seen = await people.approver.ask(message.images[0]!);
    expect([seen.status, new Uint8Array(seen.bytes)]).toEqual([200, SAMPLE_JPEG]);
    expect(seen.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-disposition': 'inline' });
    for (const other of [people.lilei, people.hanmei]) expect((await other.ask(message.images[0]!)).status).toBe(404);
    expect((await ask(people.approver.path(message.images[0]!))).status).toBe(401);
    expect(JSON.stringify(message)).not.toContain(sha256);
  });

  it('is private to its reader’s browser', async () => {
    store.images.set('0'.repeat(64), SAMPLE_JPEG);
    await send(APPROVER, '照片', {
      images: [{ sha256: '0'.repeat(64), contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length }],
    });
    const seen = await people.approver.ask((await lastSeenBy(people.approver, APPROVER)).images[0]!);
    expect(seen.headers['cache-control']).toMatch(/^private/);
  });
});
