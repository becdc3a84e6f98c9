import { describe, expect, it } from 'vitest';
import { readPolicyFile } from '../../src/documents/policy-file.ts';
import { docx, drawn, paragraph, pdfPages, PICTURE, wordParts } from './policy-file-samples.ts';
import { zipOf } from './zip-file.ts';

const WORDS = ['示例办法', '', '第一条　为了示例。', '一、甲'];
const TEXT = `${WORDS.join('\r\n')}\r\n`;
/** TextEncoder writes UTF-8 only. */
const GBK = Buffer.from('cabec0fdb0ecb7a80d0a0d0ab5dad2bbccf5a1a1ceaac1cbcabec0fda1a30d0ad2bba1a2bcd70d0a', 'hex');
const utf16 = (text: string, isBig = false): Buffer =>
  isBig ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le');
const read = (bytes: Uint8Array | string, name = '示例.txt'): Promise<unknown> =>
  readPolicyFile(Buffer.from(bytes as string), name);

describe('plain text is read in the encodings that offices save', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', utf16(`\ufeff${TEXT}`)],
    ['UTF-16 BE with a mark', utf16(`\ufeff${TEXT}`, true)],
    ['UTF-16 LE', utf16(TEXT)],
    ['UTF-16 BE', utf16(TEXT, true)],
    ['GBK', GBK],
    ['GB18030 beyond GBK', Buffer.concat([GBK, Buffer.from([0x81, 0x39, 0xee, 0x39])])],
  ])('%s', async (encoding, bytes) => {
    const lines = encoding.startsWith('GB18030') ? [...WORDS, '㐀'] : WORDS;
    expect(await read(bytes)).toEqual({ lines });
  });

  it('whatever its name says', async () => {
    expect(await read(TEXT, '示例.docx')).toEqual({ lines: WORDS });
  });

  it('but not one that ends within a letter, which would read as other letters', async () => {
    expect(await read(Buffer.from(TEXT.repeat(20)).subarray(0, -3))).toEqual({ why: 'damaged' });
  });

  it('but not one of blanks alone', async () => {
    expect(await read(' \n\n')).toEqual({ why: 'no-text', pages: null });
  });
});

describe('a saved web page is read as its blocks', () => {
  const page = (head: string, body: string): string =>
    `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;

  it('with its title, without scripts, navigation and what is hidden', async () => {
    const body = `<nav><a>首页</a></nav><script>var 甲 = '<p>';</script><div class=t><h1>示例办法</h1>
      <p>&emsp;&emsp;第一条&nbsp;为了&quot;示&#x4f8b;&quot;<b>，甲</b>
      乙。<p>第二条<br/>另起<div style="display: none">藏</div><span hidden>藏</span><table><tr><td>丙<td>丁</table></div>
      <ol start=3><li>三<li><p>四</p></ol><ol><li>一、五</ol><!-- 注 --><noscript>请打开</noscript>`;
    expect(await read(page('<title>示例办法\n - 示例县</title><style>p{}</style>', body), '示例.html')).toEqual({
      lines: [
        ...['示例办法 - 示例县', '示例办法', '第一条 为了"示例"，甲 乙。', '第二条', '另起', '丙', '丁'],
        ...['3. 三', '4. 四', '一、五'],
      ],
    });
  });

  it('with its title once, and without the end of its head', async () => {
    const text = '<html><head><meta charset=utf-8><title>示例办法</title><body><p>示例办法</p><pre>一\n  二</pre>';
    expect(await read(text)).toEqual({ lines: ['示例办法', '一', '二'] });
  });

  it.each(['gb2312', 'GBK', 'gb18030', 'utf-8'])('in GBK where it says %s', async (charset) => {
    const head = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><pre>`;
    expect(await read(Buffer.concat([Buffer.from(head), GBK]))).toEqual({
      lines: WORDS.filter((line) => line !== ''),
    });
  });

  it('as a fragment where its name says so', async () => {
    expect(await read('正文<p>第一条', '示例.htm')).toEqual({ lines: ['正文', '第一条'] });
  });

  it('of which nothing is shown is refused', async () => {
    expect(await read(page('<title>示例</title>', '<script>x</script>'))).toEqual({ why: 'no-text', pages: null });
  });
});

describe('the text layer of a PDF', () => {
  it('is read by position, page by page, with its page numbers', async () => {
    const first = [
      ...[drawn('－１－', 280, 40), drawn('办法', 132, 700), drawn('示例', 100, 700), drawn('示例', 100.5, 700)],
      ...[drawn('第一条', 100, 660), drawn('甲', 180, 662), drawn('20', 100, 630), drawn('26', 132.5, 630)],
      drawn('斜', 300, 400, '0.7 0.7 -0.7 0.7'),
    ];
    expect(await read(pdfPages([first.join(''), drawn('第二条', 100, 700)]), '示例.pdf')).toEqual({
      lines: ['示例办法', '第一条 甲', '2026', '－１－', '斜', '第二条'],
    });
  });

  it('reads radicals as the letters that they look like', async () => {
    expect(await read(pdfPages([drawn('⼀、⼆', 100, 700)]))).toEqual({ lines: ['一、二'] });
  });

  it('that is not there is asked for', async () => {
    expect(await read(pdfPages([PICTURE, PICTURE]))).toEqual({ why: 'no-text', pages: 2 });
  });

  it('that lacks pages which are pictures is refused; a blank page is none', async () => {
    const text = drawn('第一条', 100, 700);
    expect(await read(pdfPages([text, PICTURE, '', text]))).toEqual({ why: 'pages-without-text', pages: [2] });
    expect(await read(pdfPages([text, '', text]))).toEqual({ lines: ['第一条', '第一条'] });
  });

  it.each([
    ['GBK-EUC-H', 'BT /F1 16 Tf 100 700 Td <b5dad2bb> Tj ET'],
    ['Identity-H', 'BT /F1 16 Tf 100 700 Td <0a1b0b2c> Tj ET'],
  ])('whose font (%s) does not say its letters is refused, not left out', async (encoding, content) => {
    const page = pdfPages([content], { encoding, hasTable: false });
    expect(await read(page)).toEqual({ why: 'unreadable-letters', page: 1 });
  });
});

describe('a file that is not read says what it is', () => {
  const old = (stream: string): Buffer =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);
  const zip = (...names: readonly string[]): Buffer => zipOf(names.map((name) => ({ name, text: 'x' })));

  it.each<[string, Buffer | string, object]>([
    ['an empty file', '', { why: 'wrong-kind', found: 'nothing' }],
    ['.doc or .wps', old('WordDocument'), { why: 'wrong-kind', found: 'old-word' }],
    ['.xls', old('Workbook'), { why: 'wrong-kind', found: 'old-office' }],
    ['.docx with a password', old('EncryptedPackage'), { why: 'locked' }],
    ['.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'), { why: 'wrong-kind', found: 'sheet' }],
    ['.pptx', zip('[Content_Types].xml', 'ppt/presentation.xml'), { why: 'wrong-kind', found: 'slides' }],
    ['.ofd', zip('OFD.xml', 'Doc_0/Document.xml'), { why: 'wrong-kind', found: 'ofd' }],
    ['.odt', zip('mimetype', 'content.xml'), { why: 'wrong-kind', found: 'open-document' }],
    ['.zip', zip('a.txt'), { why: 'wrong-kind', found: 'archive' }],
    ['.rar', 'Rar!\u001a', { why: 'wrong-kind', found: 'archive' }],
    ['.rtf', '{\\rtf1 }', { why: 'wrong-kind', found: 'rtf' }],
    ['.png', Buffer.from('89504e470d0a1a0a', 'hex'), { why: 'wrong-kind', found: 'image' }],
    ['.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), { why: 'wrong-kind', found: 'image' }],
    ['.bmp', Buffer.from('424d3a0000000000000036000000', 'hex'), { why: 'wrong-kind', found: 'image' }],
    ['.mht', 'MIME-Version: 1.0\nContent-Type: multipart/related\n', { why: 'wrong-kind', found: 'web-archive' }],
    [
      '.xml',
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>',
      { why: 'wrong-kind', found: 'word-xml' },
    ],
    [
      'a program',
      Buffer.from('7f454c4602010100000000000000000003003e00', 'hex'),
      { why: 'wrong-kind', found: 'other' },
    ],
  ])('%s', async (_what, bytes, refusal) => {
    expect(await read(bytes, '示例.docx')).toEqual(refusal);
  });

  it('and a Word document is one by what it holds', async () => {
    expect(await read(docx({ body: paragraph('第一条') }), '示例.txt')).toEqual({ lines: ['第一条'] });
    expect(await read(zipOf(wordParts({ body: '' })))).toEqual({ why: 'no-text', pages: null });
  });
});
