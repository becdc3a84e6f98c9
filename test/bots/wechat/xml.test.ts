import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, within } from '../../../bots/wechat/xml.ts';

describe('XML', () => {
  test('is read with its attributes and its text, unescaped', () => {
    const outer = readXml(
      `<?xml version="1.0"?><!-- x --><msg a='1' b="&lt;&amp;&#20013;&#x56fd;"><t>一&gt;二<![CDATA[<三>]]></t></msg>`,
    );
    expect(outer?.name).toBe('msg');
    expect([...(outer?.attributes ?? [])].sort()).toEqual([
      ['a', '1'],
      ['b', '<&中国'],
    ]);
    expect(within(outer, 't')?.text).toBe('一>二<三>');
  });

  test('is found where other words stand before it, and what stands behind it is left', () => {
    expect(readXml('wxid_a:\n<msg/> <other/>')?.name).toBe('msg');
  });

  test('is gone through by the names on the way', () => {
    const outer = readXml('<a><b/><b><c>一</c></b><d><c>二</c></d></a>');
    expect(within(outer, 'd', 'c')?.text).toBe('二');
    expect(within(outer, 'b', 'c')).toBeNull();
    expect(within(outer)?.name).toBe('a');
    expect(within(null, 'a')).toBeNull();
  });

  test('has the first of two attributes with one name, and closes itself', () => {
    expect(readXml('<a x="1" x="2"/>')?.attributes.get('x')).toBe('1');
  });

  test.each([
    ['of the document’s own', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['that nobody knows', '<a>&e;</a>'],
  ])('leaves an entity %s as it stands', (_, xml) => {
    expect(readXml(xml)?.text ?? '&e;').toContain('&e;');
  });

  test('takes a number that is no character for one that is missing', () => {
    expect(readXml('<a>&#9999999;&#x110000;&#x10ffff;</a>')?.text).toBe('\uFFFD\uFFFD\u{10FFFF}');
  });

  test.each([
    ['nothing', ''],
    ['no tag', '打卡'],
    ['a tag that never ends', '<msg a="1"'],
    ['an element that is never closed', '<msg><a></a>'],
    ['another one closed', '<msg></other>'],
    ['more closed than opened', '</msg>'],
    ['a comment that never ends', '<!-- <msg/>'],
    ['too deep', `${'<a>'.repeat(30)}${'</a>'.repeat(30)}`],
    ['too many elements', `<a>${'<b/>'.repeat(2000)}</a>`],
    ['too long', `<a>${' '.repeat(100_000)}</a>`],
  ])('is none: %s', (_, xml) => {
    expect(readXml(xml)).toBeNull();
  });

  test('never throws, whatever stands there', () => {
    const piece = fc.constantFrom('<', '>', '/', '<a', '<a>', '</a>', '<a x="', '"', "'", '=', '&', '&#', '&#x', ';', '<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', '<!', 'ab', ' ', '\0', '\ud800'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 60 }), (pieces) => {
        const outer = readXml(pieces.join(''));
        expect(outer === null || outer.name !== '').toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  // The time for twice as much is about twice as long; were it four times as long, the last would take minutes.
  test.each([
    '<',
    '<a ',
    '<a x="',
    `<a x='`,
    '<a>',
    '</a>',
    '&',
    '&#',
    '<!--',
    '<![CDATA[',
    '<?',
    'a=',
    'aaaa',
    `="'`,
    `<a x="1" `,
  ])('takes linear time for a hundred thousand characters of %j', (piece) => {
    const began = performance.now();
    readXml(`<m>${piece.repeat(Math.floor(99_000 / piece.length))}`);
    readXml(`<m ${piece.repeat(Math.floor(99_000 / piece.length))}/>`);
    readXml(piece.repeat(Math.floor(1_000_000 / piece.length)));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
