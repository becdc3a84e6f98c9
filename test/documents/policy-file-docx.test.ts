import { describe, expect, it } from 'vitest';
import { numberIn } from '../../src/documents/policy-docx-numerals.ts';
import { readPolicyFile } from '../../src/documents/policy-file.ts';
import { docx, level, list, listed, paragraph, pattern, run, type WordParts } from './policy-file-samples.ts';

async function linesOf(parts: WordParts): Promise<readonly string[]> {
  const read = await readPolicyFile(docx(parts), '示例.docx');
  if ('why' in read) throw new Error(read.why);
  return read.lines;
}
const PLAIN_SUFFIX = '<w:suff w:val="nothing"/>';

describe('a Word document is read as Word shows it', () => {
  it('paragraph by paragraph, tables cell by cell, headers left out, notes last', async () => {
    const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
    const body = `${paragraph('示例办法')}<w:tbl><w:tr>${cell('甲')}${cell('乙')}</w:tr><w:tr>${cell('丙')}${cell('')}</w:tr></w:tbl>
      <w:p>${run('第一')}<w:r><w:t>条</w:t><w:tab/><w:t>前</w:t><w:br/><w:t>后</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
      <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:hyperlink>${run('链接')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>`;
    const footnotes = `<w:footnote w:type="separator" w:id="0">${paragraph('线')}</w:footnote><w:footnote w:id="2">${paragraph('注：示例')}</w:footnote>`;
    expect(await linesOf({ body, footnotes })).toEqual([
      '示例办法',
      '甲',
      '乙',
      '丙',
      '第一条\t前',
      '后',
      '链接',
      '注：示例',
    ]);
  });

  it('with every change accepted', async () => {
    const deleted = `<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>`;
    const moved = `<w:moveFrom w:id="2">${run('搬走')}</w:moveFrom><w:moveTo w:id="2">${run('搬来')}</w:moveTo>`;
    const joined = `<w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr>${run('前半')}</w:p>${paragraph('后半')}`;
    const row = (text: string, properties: string): string =>
      `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${paragraph(text)}</w:tc></w:tr>`;
    const before =
      '<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>';
    expect(
      await linesOf({
        body: `<w:p>${run('三')}${deleted}<w:ins w:id="3">${run('日')}</w:ins>${moved}${run('藏', '<w:vanish/>')}${run('现', '<w:vanish w:val="0"/>')}</w:p>
          ${joined}<w:tbl>${row('删行', '<w:del w:id="5"/>')}${row('留行', '<w:ins w:id="6"/>')}</w:tbl>${paragraph('无号', before)}`,
        numbering: pattern(1, level(0, 'decimal', '%1.')) + list(1, 1),
      }),
    ).toEqual(['三日搬来现', '前半后半', '留行', '无号']);
  });

  it('with each text box once, after the paragraph that holds it', async () => {
    const box = `<w:txbxContent>${paragraph('框内')}</w:txbxContent>`;
    const choice = `<mc:AlternateContent><mc:Choice Requires="wps"><v:a>${box}</v:a></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent>`;
    const body = `<w:p>${run('前')}<w:r>${choice}</w:r>${run('后')}</w:p>${paragraph('下')}`;
    expect(await linesOf({ body })).toEqual(['前后', '框内', '下']);
  });
});

describe('the numbers that Word writes itself come out as text', () => {
  it('level by level, counted anew under each number above', async () => {
    const levels =
      level(0, 'chineseCountingThousand', '第%1条') +
      level(1, 'chineseCounting', '（%2）', PLAIN_SUFFIX) +
      level(2, 'decimal', '%3.') +
      level(3, 'bullet', '\uf06c');
    const body = [
      ...[listed('甲', 1), listed('一', 1, 1), listed('二', 1, 1), listed('a', 1, 2), listed('点', 1, 3)],
      ...[listed('乙', 1), paragraph('中间'), listed('三', 1, 1), listed('b', 1, 2), listed('', 1)],
    ].join('');
    expect(await linesOf({ body, numbering: pattern(7, levels) + list(1, 7) })).toEqual([
      ...['第一条 甲', '（一）一', '（二）二', '1. a', '点', '第二条 乙', '中间', '（一）三', '1. b', '第三条'],
    ]);
  });

  it('by style, and the style of a heading above it; 0 takes a number away', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Base"/></w:style>`;
    const numbering =
      pattern(
        1,
        level(0, 'chineseCounting', '第%1章') + level(1, 'decimal', '%1.%2', '<w:isLgl/><w:pStyle w:val="Item"/>'),
      ) + list(3, 1);
    const style = (name: string): string => `<w:pStyle w:val="${name}"/>`;
    const none = `${style('Item')}<w:numPr><w:numId w:val="0"/></w:numPr>`;
    const body =
      paragraph('总则', style('Base')) +
      paragraph('甲', style('Item')) +
      paragraph('乙', style('Item')) +
      paragraph('丙', none);
    expect(await linesOf({ body, styles, numbering })).toEqual(['第一章 总则', '1.1 甲', '1.2 乙', '丙']);
  });

  it('lists of one pattern go on counting; one that starts over does so once', async () => {
    const over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    const numbering =
      pattern(1, level(0, 'chineseCounting', '%1、', PLAIN_SUFFIX)) + list(1, 1) + list(2, 1) + list(3, 1, over);
    const body = [1, 2, 3, 3].map((id) => listed('项', id)).join('');
    expect(await linesOf({ body, numbering })).toEqual(['一、项', '二、项', '五、项', '六、项']);
  });

  it('a list of a style has its levels in the list that the style names', async () => {
    const styles =
      '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const numbering = `${pattern(1, level(0, 'upperLetter', '%1)'))}${pattern(2, '<w:numStyleLink w:val="S"/>')}${list(1, 1)}${list(2, 2)}`;
    expect(await linesOf({ body: listed('甲', 2) + listed('乙', 2), styles, numbering })).toEqual(['A) 甲', 'B) 乙']);
  });

  it.each([
    ['chineseCountingThousand', ['十', '十二', '二十', '一百零五', '一百一十', '一千零一']],
    ['chineseLegalSimplified', ['壹拾', '壹拾贰', '贰拾', '壹佰零伍', '壹佰壹拾', '壹仟零壹']],
    ['ideographDigital', ['一〇', '一二', '二〇', '一〇五', '一一〇', '一〇〇一']],
    ['lowerRoman', ['x', 'xii', 'xx', 'cv', 'cx', 'mi']],
    ['decimalEnclosedCircle', ['⑩', '⑫', '⑳', '105', '110', '1001']],
    ['ideographTraditional', ['癸', '12', '20', '105', '110', '1001']],
    ['unheardOf', ['10', '12', '20', '105', '110', '1001']],
  ])('%s', (format, written) => {
    expect([10, 12, 20, 105, 110, 1001].map((count) => numberIn(format, count))).toEqual(written);
  });
});
