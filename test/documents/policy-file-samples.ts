/** Files of regulations drawn by hand: what an office writes, and what a stranger may. All of them are 示例. */
import { zipOf, type ZipPart } from './zip-file.ts';

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MC =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export interface WordParts {
  readonly body: string | Buffer;
  readonly numbering?: string;
  readonly styles?: string;
  readonly footnotes?: string;
  readonly others?: readonly ZipPart[];
}

const relation = (type: string, target: string): string =>
  `<Relationship Id="${type}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
const relations = (...all: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
export const documentXml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD} ${MC}><w:body>${body}</w:body></w:document>`;

export const wordParts = ({ body, numbering, styles, footnotes, others }: WordParts): ZipPart[] => [
  { name: '[Content_Types].xml', text: `<Types xmlns="${PACKAGE}/content-types"/>` },
  { name: '_rels/.rels', text: relations(relation('officeDocument', 'word/document.xml')) },
  { name: 'word/document.xml', text: typeof body === 'string' ? documentXml(body) : body },
  {
    name: 'word/_rels/document.xml.rels',
    text: relations(...['numbering', 'styles', 'footnotes'].map((part) => relation(part, `${part}.xml`))),
  },
  ...(numbering === undefined
    ? []
    : [{ name: 'word/numbering.xml', text: `<w:numbering ${WORD}>${numbering}</w:numbering>` }]),
  ...(styles === undefined ? [] : [{ name: 'word/styles.xml', text: `<w:styles ${WORD}>${styles}</w:styles>` }]),
  ...(footnotes === undefined
    ? []
    : [{ name: 'word/footnotes.xml', text: `<w:footnotes ${WORD}>${footnotes}</w:footnotes>` }]),
  { name: 'word/header1.xml', text: `<w:hdr ${WORD}><w:p><w:r><w:t>示例页眉</w:t></w:r></w:p></w:hdr>` },
  ...(others ?? []),
];
export const docx = (parts: WordParts): Buffer => zipOf(wordParts(parts));

export const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const paragraph = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
export const listed = (text: string, list: number, level = 0): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

export const level = (at: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
export const pattern = (id: number, levels: string): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
export const list = (id: number, of: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;

/** Objects from 1, the first of them the catalogue. */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>`;
  return Buffer.from(`${text}${end}\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}

export const stream = (text: string, more = ''): string =>
  `<< /Length ${text.length} ${more}>>\nstream\n${text}\nendstream`;

const TO_UNICODE =
  '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end';

/** @param font its encoding and, where it says what its letters are, a table of them */
export function pdfPages(contents: readonly string[], font = { encoding: 'Identity-H', hasTable: true }): Buffer {
  const kids = contents.map((_, n) => `${2 * n + 7} 0 R`).join(' ');
  const { encoding, hasTable } = font;
  const resources = '<< /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >>';
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Shili /Encoding /${encoding} /DescendantFonts [4 0 R] ${hasTable ? '/ToUnicode 5 0 R' : ''} >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Shili /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Shili /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>`,
    stream(TO_UNICODE),
    stream('\u0000', '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 '),
    ...contents.flatMap((content, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${2 * n + 8} 0 R /Resources ${resources} >>`,
      stream(content),
    ]),
  ]);
}

/** Letters at a place in points from the lower left. */
export function drawn(text: string, x: number, y: number, matrix = '1 0 0 1'): string {
  const codes = Array.from(text, (sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  return `BT /F1 16 Tf ${matrix} ${x} ${y} Tm <${codes}> Tj ET\n`;
}
export const PICTURE = 'q 500 0 0 700 40 40 cm /I1 Do Q\n';
