import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  policyFileLimits,
  readPolicyFile,
  sayPolicyFileRefusal,
  type PolicyFileRefusal,
} from '../../src/documents/policy-file.ts';
import {
  docx,
  documentXml,
  drawn,
  listed,
  paragraph,
  pdfOf,
  pdfPages,
  stream,
  wordParts,
} from './policy-file-samples.ts';
import { zipOf } from './zip-file.ts';

const MEGABYTE = 1024 * 1024;
/** A minute is what a loaded machine may take for what is stopped after thirty seconds. */
const LIMIT_MS = 60_000;

/** What the reader takes is not ours: nothing but the file, a buffer to unpack through and what was read. */
async function read(bytes: Buffer, limits = policyFileLimits): ReturnType<typeof readPolicyFile> {
  const before = process.memoryUsage().rss;
  const found = await readPolicyFile(bytes, '示例', limits);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MEGABYTE);
  return found;
}
async function refusalOf(bytes: Buffer, limits = policyFileLimits): Promise<PolicyFileRefusal> {
  const found = await read(bytes, limits);
  if (!('why' in found)) throw new Error(`read ${found.lines.length} lines`);
  expect(sayPolicyFileRefusal(found)).toMatch(/请.+。$/);
  return found;
}
const page = (content: string): Buffer => pdfPages([content]);
const latin = (bytes: Buffer): string => bytes.toString('latin1');

/** One part of 145 MB, packed into 149 kB, which the directory lists again and again: 29 GB. */
function swelling(declaredBytes: number): Buffer {
  const one = zipOf([{ name: 'word/000.xml', text: Buffer.alloc(145 * MEGABYTE), declaredBytes }]);
  const at = one.readUInt32LE(one.byteLength - 6);
  const entry = one.subarray(at, -22);
  const entries = Array.from({ length: 200 }, (_, n) => {
    const copy = Buffer.from(entry);
    copy.write(`word/${String(n).padStart(3, '0')}.xml`, 46);
    return copy;
  });
  const types = Buffer.from(entry);
  const named = Buffer.concat([types.subarray(0, 46), Buffer.from('[Content_Types].xml')]);
  named.writeUInt16LE(19, 28);
  const end = Buffer.from(one.subarray(-22));
  end.writeUInt16LE(201, 8);
  end.writeUInt16LE(201, 10);
  return Buffer.concat([one.subarray(0, at), ...entries, named, end]);
}

describe('a hostile Word document ends in bounded time and memory', { timeout: LIMIT_MS }, () => {
  it('one of 149 kB that swells to gigabytes is refused before anything reads it', async () => {
    const bytes = swelling(145 * MEGABYTE);
    expect(bytes.byteLength).toBeLessThan(170_000);
    expect(await refusalOf(bytes)).toEqual({ why: 'too-big-inside', limit: policyFileLimits.insideBytes });
  });

  it('also where it says that it is small', async () => {
    expect(await refusalOf(swelling(1000))).toEqual({ why: 'sizes-lie' });
  });

  it('one packed a thousandfold', async () => {
    const bytes = docx({ body: Buffer.from(documentXml(' '.repeat(20 * MEGABYTE))) });
    expect(await refusalOf(bytes)).toMatchObject({ why: 'packed-too-tightly' });
  });

  it('a part that says more than it holds', async () => {
    const parts = wordParts({ body: paragraph('甲') }).map((part) => ({ ...part, declaredBytes: 5000 }));
    expect(await refusalOf(zipOf(parts))).toEqual({ why: 'sizes-lie' });
  });

  it('2000 parts', async () => {
    const others = Array.from({ length: 2000 }, (_, n) => ({ name: `word/media/${n}.png`, text: '' }));
    expect(await refusalOf(docx({ body: '', others }))).toMatchObject({ why: 'too-many-entries' });
  });

  it.each([
    ['within a definition', '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>', '&b;'],
    ['of another file', '<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/hosts">]>', '&b;'],
    ['without a definition', '', '&b;'],
  ])('an entity %s is not run', async (_what, doctype, entity) => {
    const xml = documentXml(paragraph(`甲${entity}`)).replace('?>', `?>${doctype}`);
    expect(await refusalOf(docx({ body: Buffer.from(xml) }))).toEqual({ why: 'damaged' });
  });

  it('XML that breaks off', async () => {
    const xml = documentXml(paragraph('第一条') + paragraph('第二条'));
    const cut = Buffer.from(xml.slice(0, xml.indexOf('第二条') + 2));
    expect(await refusalOf(docx({ body: cut }))).toEqual({ why: 'damaged' });
  });

  it('elements within elements', async () => {
    const deep = '<w:sdt>'.repeat(500_000) + '</w:sdt>'.repeat(500_000);
    expect(await refusalOf(docx({ body: deep }), { ...policyFileLimits, ratio: 2000 })).toEqual({
      ...{ why: 'too-deep', limit: policyFileLimits.depth },
    });
  });

  it('a hundred thousand paragraphs, and one of three million letters', async () => {
    const limits = { ...policyFileLimits, ratio: 2000 };
    const many = listed('甲', 1).repeat(100_000);
    expect(await refusalOf(docx({ body: many }), limits)).toMatchObject({ why: 'too-many-lines' });
    const long = paragraph('甲'.repeat(3_000_000));
    expect(await refusalOf(docx({ body: long }), limits)).toMatchObject({ why: 'too-many-letters' });
  });

  it('one with any one byte of its directory changed gets an answer', async () => {
    const whole = docx({ body: paragraph('第一条') });
    const from = whole.readUInt32LE(whole.byteLength - 6);
    for (let at = from; at < whole.byteLength; at += 41) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0xff;
      expect(Object.keys(await read(changed))[0]).toMatch(/^(?:lines|why)$/);
    }
  });
});

describe('a hostile PDF ends in bounded time and memory', { timeout: LIMIT_MS }, () => {
  it('a content stream of 5 MB in one line', async () => {
    const piece = drawn('第一条', 100, 700).replace('\n', ' ');
    const content = piece.repeat(Math.ceil((5 * MEGABYTE) / piece.length));
    const found = await read(page(content));
    expect(found).toEqual({ lines: ['第一条'] }); // drawn at one place each time
  });

  it.each([
    ['in its text', page(`BT /F1 16 Tf ${'['.repeat(1_000_000)} TJ ET`)],
    ['in its text, as dictionaries', page(`BT /F1 16 Tf ${'<<'.repeat(1_000_000)} TJ ET`)],
    ['in its catalogue', pdfOf([`<< /Type /Catalog /Pages ${'['.repeat(1_000_000)} >>`])],
  ])('a million arrays within each other %s', async (_what, bytes) => {
    expect((await refusalOf(bytes)).why).toMatch(/^(?:damaged|no-text|too-much-memory|took-too-long)$/);
  });

  it.each([
    ['the table of places names itself', `/Prev 0 `],
    ['the list of pages holds itself', ''],
    ['the length of a stream is the stream', ''],
    ['an object is its own', ''],
  ])('%s', async (what, trailer) => {
    const plain = latin(page(drawn('甲', 100, 700)));
    const at = plain.lastIndexOf('xref\n0');
    const text = what.startsWith('the table')
      ? plain.replace('/Root 1 0 R', `/Root 1 0 R ${trailer.replace('0', String(at))}`)
      : what.startsWith('the list')
        ? plain.replace(/\/Kids \[7 0 R\]/, '/Kids [2 0 R]')
        : what.startsWith('the length')
          ? plain.replace(/\/Length \d+ >>\nstream\nBT/, '/Length 8 0 R >>\nstream\nBT')
          : plain.replace(/3 0 obj\n/, '3 0 obj\n3 0 R\n');
    expect(text).not.toBe(plain);
    const found = await read(Buffer.from(text, 'latin1'));
    expect('why' in found ? found.why : found.lines).toEqual(expect.anything());
  });

  it('ten million pages that are not there', async () => {
    const text = latin(page(drawn('甲', 100, 700))).replace('/Count 1 ', '/Count 10000000 ');
    expect(await read(Buffer.from(text, 'latin1'))).toEqual({ lines: ['甲'] });
  });

  it.each([1, 2])('a stream that swells to gigabytes, packed %i times', async (times) => {
    let packed = deflateSync(Buffer.alloc(times === 1 ? 1000 * MEGABYTE : 500 * MEGABYTE, 32));
    for (let n = 1; n < times; n += 1) packed = deflateSync(packed);
    const filters = `/Filter [${'/FlateDecode '.repeat(times)}] `;
    const bytes = pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
      stream(latin(packed), filters),
    ]);
    expect((await refusalOf(bytes)).why).toMatch(/^(?:damaged|no-text|too-much-memory|took-too-long)$/);
  });

  it('one that asks for a password', async () => {
    const text = latin(page(drawn('甲', 100, 700))).replace(
      '/Root 1 0 R',
      `/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> /P -4 >>`,
    );
    expect(await refusalOf(Buffer.from(text, 'latin1'))).toEqual({ why: 'locked' });
  });
});

describe('a hostile web page or text ends in bounded time and memory', { timeout: LIMIT_MS }, () => {
  const html = (body: string): Buffer => Buffer.from(`<html><body>${body}`);

  it('10 MB of elements within elements', async () => {
    expect(await refusalOf(html('<div>'.repeat(2_000_000)))).toEqual({
      why: 'too-deep',
      limit: policyFileLimits.depth,
    });
  });

  it('10 MB of blocks, of letters, of one tag, of entities', async () => {
    expect(await refusalOf(html('甲<p>'.repeat(1_600_000)))).toMatchObject({ why: 'too-many-lines' });
    expect(await refusalOf(html('a'.repeat(10_000_000)))).toMatchObject({ why: 'too-many-letters' });
    expect(await refusalOf(html(`<p ${'a'.repeat(10_000_000)}`))).toMatchObject({ why: 'no-text' });
    expect(await refusalOf(html(`<p ${'a=b '.repeat(2_500_000)}>`))).toMatchObject({
      why: expect.any(String) as string,
    });
    expect(await refusalOf(html('&amp;'.repeat(2_090_000)))).toMatchObject({ why: 'too-many-letters' });
  });

  it('10 MB of line ends, and of letters', async () => {
    expect(await refusalOf(Buffer.alloc(10 * MEGABYTE, 10))).toMatchObject({ why: 'too-many-lines' });
    expect(await refusalOf(Buffer.alloc(10 * MEGABYTE, 97))).toMatchObject({ why: 'too-many-letters' });
  });

  it('a file above 10 MB', async () => {
    expect(await refusalOf(Buffer.alloc(11 * MEGABYTE))).toMatchObject({ why: 'file-too-big', bytes: 11 * MEGABYTE });
  });
});

describe('a file that ends in the middle is refused', { timeout: LIMIT_MS }, () => {
  const whole = { docx: docx({ body: paragraph('第一条'.repeat(50)) }), pdf: page(drawn('第一条', 100, 700)) };

  it.each([
    ['docx', 0.2],
    ['docx', 0.6],
    ['docx', 0.99],
    ['pdf', 0.2],
    ['pdf', 0.6],
    ['pdf', 0.99],
  ] as const)('%s after %f of it', async (kind, share) => {
    const bytes = whole[kind];
    expect(await read(bytes)).toHaveProperty('lines');
    expect(await refusalOf(bytes.subarray(0, Math.floor(bytes.byteLength * share)))).toEqual({ why: 'damaged' });
  });
});

describe('a reader is ended', { timeout: LIMIT_MS }, () => {
  it.each([
    ['docx', docx({ body: paragraph('甲') })],
    ['pdf', page(drawn('甲', 100, 700))],
    ['text', Buffer.from('甲')],
  ])('where it takes too much memory as a whole, or too long: %s', async (_kind, bytes) => {
    expect(await refusalOf(bytes, { ...policyFileLimits, residentMegabytes: 30 })).toEqual({ why: 'too-much-memory' });
    const seconds = 0.05;
    expect(await refusalOf(bytes, { ...policyFileLimits, seconds })).toEqual({ why: 'took-too-long', seconds });
  });

  it('where its heap is full', async () => {
    const body = Array.from({ length: 200_000 }, (_, n) => paragraph(`${n}`)).join('');
    const limits = { ...policyFileLimits, heapMegabytes: 30, ratio: 1000, lines: 1_000_000 };
    expect(await refusalOf(docx({ body }), limits)).toEqual({ why: 'too-much-memory' });
  });
});
