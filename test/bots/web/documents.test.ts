/** Documents of people in the web chat: taken, refused with a sentence, and saved by nobody else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import { SinkFake } from '../../fakes/product.ts';
import { SAMPLE_DOCX, SAMPLE_PDF, largePdf } from '../../fakes/sample-documents.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import { WebPerson, sentenceOf } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

const DIRECT = 'direct:li-lei';

let store: WebStoreFake;
let adapter: WebAdapter;
let product: SinkFake;
let lilei: WebPerson;
let keys = 0;

beforeEach(async () => {
  store = sampleTeam();
  product = new SinkFake();
  adapter = webAdapter(store);
  await adapter.start(product.sink);
  lilei = new WebPerson('li-lei', () => adapter.url!, store);
});
afterEach(() => adapter.stop());

const message = (more: object = {}): object => ({
  ...{ eventKey: `event-key-${String((keys += 1))}`, conversation: DIRECT, kind: 'file', text: '上报 11月工作汇报' },
  ...more,
});
const docx = { name: '11月工作汇报.docx', bytes: SAMPLE_DOCX };

describe('a document', () => {
  it('comes to the product with its words and photos, and is shown to its sender to be saved', async () => {
    expect((await lilei.postForm(message(), [SAMPLE_JPEG], [docx])).status).toBe(200);
    expect(product.stored[0]).toMatchObject({
      ...{ kind: 'file', text: '上报 11月工作汇报', images: [{ contentType: 'image/jpeg' }] },
      files: [{ name: '11月工作汇报.docx', sizeBytes: SAMPLE_DOCX.length }],
    });
    const [shown] = await lilei.messages(DIRECT);
    expect(shown).toMatchObject({ kind: 'file', files: [{ name: '11月工作汇报.docx' }] });
    const saved = await lilei.ask(shown!.files[0]!.path);
    expect([saved.status, Buffer.compare(saved.bytes, SAMPLE_DOCX)]).toEqual([200, 0]);
    expect(saved.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('11月工作汇报.docx')}`,
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
  });

  it('is saved by nobody else, and by nobody by its hash', async () => {
    await lilei.postForm(message(), [], [docx]);
    const path = (await lilei.messages(DIRECT))[0]!.files[0]!.path;
    for (const id of ['han-mei', 'wang-shuji'])
      expect((await new WebPerson(id, () => adapter.url!, store).ask(path)).status).toBe(404);
    expect((await lilei.ask(`api/messages/${[...store.files.keys()][0]!}/files/0`)).status).toBe(404);
    expect((await lilei.ask(path.replace(/0$/, '1'))).status).toBe(404);
  });

  it('keeps a plain name, whatever it is called', async () => {
    await lilei.postForm(message(), [], [{ name: '..\\..\\汇报\u202Excod.PDF', bytes: SAMPLE_PDF }]);
    expect(product.stored[0]?.files).toMatchObject([{ name: '汇报xcod.pdf', contentType: 'application/pdf' }]);
  });

  it.each([
    ['none', [], 400, '没有收到文件'],
    ['four', Array<typeof docx>(4).fill(docx), 400, '最多 3 个'],
    ['an archive', [{ ...docx, name: '材料.zip' }], 415, '解开'],
    ['a page', [{ name: '页面.html', bytes: Buffer.from('<script>') }], 415, '只收文档'],
    ['a page by another name', [{ name: '汇报.docx', bytes: Buffer.from('<script>') }], 415, '打不开'],
    ['nothing in it', [{ name: '汇报.docx', bytes: new Uint8Array() }], 415, '打不开'],
    ['over 20 MB', [{ name: '总结.pdf', bytes: largePdf(20_000_001) }], 413, '20 MB'],
    ['two of 16 MB', Array(2).fill({ name: '总结.pdf', bytes: largePdf(16_000_000) }), 413, '分成几条'],
  ])('of %s is refused with a sentence', async (_, files: readonly (typeof docx)[], status, sentence) => {
    const reply = await lilei.postForm(message(), [], files);
    expect([reply.status, sentenceOf(reply)]).toEqual([status, expect.stringContaining(sentence)]);
    expect(product.calls).toBe(0);
  });

  it('is not kept where another one, or a photo beside it, is refused', async () => {
    const notAll = [docx, { name: '汇报.docx', bytes: Buffer.from('<script>') }];
    expect((await lilei.postForm(message(), [], notAll)).status).toBe(415);
    expect((await lilei.postForm(message(), [SAMPLE_JPEG, SAMPLE_JPEG.subarray(0, 20)], [docx])).status).toBe(415);
    expect([product.calls, store.files.size, store.images.size]).toEqual([0, 0, 0]);
  });

  it('goes into no group, and with no words but its own kind', async () => {
    const reply = await lilei.postForm(message({ conversation: 'team:1' }), [], [docx]);
    expect([reply.status, sentenceOf(reply)]).toEqual([403, expect.stringContaining('不发到群里')]);
    expect((await lilei.postForm(message({ kind: 'text' }), [], [docx])).status).toBe(400);
    expect((await lilei.postForm(message({ kind: 'image' }), [SAMPLE_JPEG], [docx])).status).toBe(400);
    expect([product.calls, store.files.size]).toEqual([0, 0]);
  });
});
