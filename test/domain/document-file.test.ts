import { describe, expect, it } from 'vitest';
import { beginsAs, cleanName, documentKinds, MAX_DOCUMENT_BYTES, takenAs } from '../../src/domain/document-file.ts';
import { SAMPLE_DOC, SAMPLE_DOCX, SAMPLE_PDF } from '../fakes/sample-documents.ts';

const called = (name: string, contentType: string | null = null): { name: string; contentType: string | null } => ({
  name,
  contentType,
});

describe('the name of a document', () => {
  it.each([
    ['11月工作汇报.docx', '11月工作汇报.docx'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\示例\\汇报.DOC', '汇报.doc'],
    ['汇报\u202Excod.exe.pdf', '汇报xcod.exe.pdf'],
    ['汇\u0000报\n\r.pdf', '汇报.pdf'],
    ['<img src=x>"?*|.txt', '_img src=x_____.txt'],
    ['...汇报...pdf', '汇报...pdf'],
    ['.docx', 'docx'],
    ['   ', 'file'],
    ['', 'file'],
    [`${'长'.repeat(300)}.docx`, `${'长'.repeat(70)}.docx`],
    ['\uD800汇报.pdf', '汇报.pdf'],
  ])('%j is kept as %j', (said, kept) => {
    expect(cleanName(said)).toBe(kept);
  });

  it('fits on every disk, whatever is sent', () => {
    expect(cleanName(`${'😀'.repeat(200)}.docx`)).toBe(`${'😀'.repeat(52)}.docx`);
    for (const name of [
      '😀'.repeat(200),
      `${'😀'.repeat(70)}.${'长'.repeat(10)}`,
      'a/b\\c:d',
      `x${'.'.repeat(50)}`,
      '%00%2f..%2f',
      'CON.txt',
    ])
      expect(Buffer.byteLength(cleanName(name))).toBeLessThanOrEqual(255);
  });
});

describe('a document is taken', () => {
  it('by its extension, with a type of our own, whatever type was said', () => {
    expect(takenAs(called('汇报.DOCX', 'text/html'), null)).toEqual({
      name: '汇报.docx',
      contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
    for (const kind of documentKinds) expect(takenAs(called(`a.${kind}`), 1)).not.toHaveProperty('why');
  });

  it('by its type, where its name has no extension', () => {
    expect(takenAs(called('汇报', 'application/pdf'), null)).toMatchObject({ name: '汇报.pdf' });
    expect(takenAs(called('', 'application/pdf'), null)).toMatchObject({ name: 'file.pdf' });
    expect(takenAs(called('汇报', 'text/html'), null)).toEqual({ name: '汇报', why: 'kind' });
  });

  it.each(['材料.zip', '程序.exe', '页面.html', '合影.jpg', '汇报.docx.exe', '汇报.toString', '汇报.docm'])(
    'never as %s',
    (name) => {
      expect(takenAs(called(name, 'application/pdf'), 1)).toMatchObject({ why: 'kind' });
    },
  );

  it('up to 20 MB, as far as its size is known', () => {
    expect(takenAs(called('a.pdf'), MAX_DOCUMENT_BYTES)).not.toHaveProperty('why');
    expect(takenAs(called('a.pdf'), MAX_DOCUMENT_BYTES + 1)).toEqual({ name: 'a.pdf', why: 'size' });
    expect(takenAs(called('a.pdf'), null)).not.toHaveProperty('why');
  });
});

describe('the first bytes of a document', () => {
  it.each([
    ['a.docx', SAMPLE_DOCX],
    ['a.docx', SAMPLE_DOC],
    ['a.doc', SAMPLE_DOC],
    ['a.doc', Buffer.from('{\\rtf1')],
    ['a.wps', SAMPLE_DOC],
    ['a.et', SAMPLE_DOCX],
    ['a.pdf', SAMPLE_PDF],
    ['a.pdf', Buffer.concat([Buffer.from('\n\n'), SAMPLE_PDF])],
    ['a.txt', Buffer.from('工作汇报')],
    ['a.txt', Buffer.from('\uFEFF汇报', 'utf16le')],
    ['a.txt', Buffer.from([0xbb, 0xe3, 0xb1, 0xa8])],
  ])('of %s are as they should be', (name, bytes) => {
    expect(beginsAs(name, bytes)).toBe(true);
  });

  it.each([
    ['a.docx', Buffer.from('<html><script>')],
    ['a.docx', SAMPLE_PDF],
    ['a.pdf', Buffer.from('MZ\u0090')],
    ['a.txt', Buffer.from([0x4d, 0x5a, 0, 0])],
    ['a.pdf', Buffer.alloc(0)],
    ['a.txt', Buffer.alloc(0)],
    ['a.exe', SAMPLE_DOCX],
  ])('of %s are not', (name, bytes) => {
    expect(beginsAs(name, bytes)).toBe(false);
  });
});
