import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readWorkbook, type WorkbookReading } from '../../src/documents/workbook-reading.ts';
import { sayWorkbookRefusal, workbookLimits, type WorkbookRefusal } from '../../src/documents/workbook-limits.ts';
import { zipOf, type ZipPart } from './zip-file.ts';

const MEGABYTE = 1024 * 1024;
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet around the rows, drawn by hand: the library would not write what a stranger may. */
const partsOf = (sheetXml: string | Buffer): ZipPart[] => [
  { name: '[Content_Types].xml', text: TYPES },
  {
    name: '_rels/.rels',
    text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  },
  {
    name: 'xl/workbook.xml',
    text: `<workbook ${NS} xmlns:r="${RELS}"><sheets><sheet name="人员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  { name: 'xl/worksheets/sheet1.xml', text: sheetXml },
];
const sheetOf = (rows: string, after = ''): string =>
  `<worksheet ${NS}><sheetData>${rows}</sheetData>${after}</worksheet>`;
const text = (ref: string, words: string): string => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;
const workbook = (rows: string, after = ''): Buffer => zipOf(partsOf(sheetOf(rows, after)));

const cellsOf = ({ cells }: WorkbookReading): readonly (readonly string[])[] => cells![0]!.rows.map((row) => row.cells);
async function refusalOf(bytes: Uint8Array, limits = workbookLimits): Promise<WorkbookRefusal> {
  const before = process.memoryUsage().rss;
  const { refusal } = await readWorkbook(bytes, limits);
  // What the reader takes is not ours: nothing but the file and a buffer to unpack through.
  expect(process.memoryUsage().rss - before).toBeLessThan(250 * MEGABYTE);
  expect(refusal).not.toBeNull();
  expect(sayWorkbookRefusal(refusal!)).toMatch(/请.+。$/);
  return refusal!;
}

describe('a workbook from outside', () => {
  it('is read as plain strings by row and column', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('人员');
    sheet.getCell('B2').value = 13800000001;
    sheet.getCell('C2').value = new Date('2026-01-05T00:00:00Z');
    sheet.getCell('D2').value = { richText: [{ text: '示例' }, { text: '甲', font: { bold: true } }] };
    sheet.getCell('E2').value = { text: '示例乙', hyperlink: 'https://example.org' };
    sheet.getCell('F2').value = { formula: 'D2&""', result: '示例甲' };
    sheet.getCell('G2').value = true;
    sheet.getCell('H2').value = 29.86;
    sheet.getCell('A4').value = '合并';
    sheet.mergeCells('A4:A5');
    const reading = await readWorkbook(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(reading).toEqual({
      refusal: null,
      cells: [
        {
          name: '人员',
          faults: [],
          rows: [
            { row: 2, cells: ['', '13800000001', '2026-01-05', '示例甲', '示例乙', '示例甲', '是', '29.86'] },
            { row: 4, cells: ['合并'] },
            { row: 5, cells: ['合并'] },
          ],
        },
      ],
    });
  });

  it('names the cells whose formula has no plain value', async () => {
    const { cells } = await readWorkbook(
      workbook(`<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="e"><f>#REF!</f><v>#REF!</v></c></row>`),
    );
    expect(cells![0]!.faults).toEqual([
      { row: 1, column: 1, why: 'formula-without-value' },
      { row: 1, column: 2, why: 'error-value' },
    ]);
  });

  it('runs no entity of its XML', async () => {
    const bomb = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${sheetOf(`<row r="1">${text('A1', '&b;')}</row>`)}`;
    const reading = await readWorkbook(zipOf(partsOf(bomb)));
    expect(reading).toEqual({ cells: null, refusal: { why: 'damaged' } });
  });
});

describe('a file that is no workbook', () => {
  it.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'nothing'],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old-or-locked'],
    ['a .csv', '姓名,手机号\n示例甲,13800000001\n', 'other'],
    ['a web page', '<html><table></table></html>', 'other'],
    [
      'a .docx',
      zipOf([
        { name: '[Content_Types].xml', text: TYPES },
        { name: 'word/document.xml', text: '<w/>' },
      ]),
      'word',
    ],
    ['another zip', zipOf([{ name: 'a.txt', text: 'a' }]), 'other-zip'],
  ])('%s is refused as what it is', async (_what, bytes, found) => {
    expect(await refusalOf(Buffer.from(bytes as string))).toEqual({ why: 'not-a-workbook', found });
  });

  it.each([10, 200, 600])('cut off after %i bytes is refused as damaged', async (length) => {
    const whole = workbook(`<row r="1">${text('A1', '示例甲')}</row>`);
    expect((await readWorkbook(whole)).refusal).toBeNull();
    expect(await refusalOf(whole.subarray(0, length))).toEqual({ why: 'damaged' });
  });

  it('with XML that breaks off is refused as damaged', async () => {
    expect(await refusalOf(zipOf(partsOf(`<worksheet ${NS}><sheetData><row r="1"><c`)))).toEqual({ why: 'damaged' });
  });

  it('with any one byte of its directory changed gets an answer', async () => {
    const whole = workbook(`<row r="1">${text('A1', '示例甲')}</row>`);
    const from = whole.readUInt32LE(whole.byteLength - 6);
    const odd = { ...workbookLimits, seconds: 10 };
    for (let at = from; at < whole.byteLength; at += 29) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0xff;
      expect(await readWorkbook(changed, odd)).toHaveProperty('refusal');
    }
  });
});

describe('a hostile workbook is refused in bounded time and memory', () => {
  const macros = (name: string): Buffer => zipOf([...partsOf(sheetOf('')), { name, text: 'x' }]);

  it.each(['xl/vbaProject.bin', 'xl/activeX/activeX1.xml', 'xl/macrosheets/sheet1.xml'])('%s', async (name) => {
    expect(await refusalOf(macros(name))).toEqual({ why: 'macros' });
  });

  it('one that calls itself a workbook with macros', async () => {
    const parts = partsOf(sheetOf('')).map((part) =>
      part.name.startsWith('[')
        ? { ...part, text: TYPES.replace('application/xml', 'application/x.macroEnabled.main+xml') }
        : part,
    );
    expect(await refusalOf(zipOf(parts))).toEqual({ why: 'macros' });
  });

  it('one that points to other files', async () => {
    expect(await refusalOf(macros('xl/externalLinks/externalLink1.xml'))).toEqual({ why: 'external-links' });
  });

  it('a file above 5 MB', async () => {
    expect(await refusalOf(Buffer.alloc(6 * MEGABYTE))).toMatchObject({ why: 'file-too-big' });
  });

  it('10,000 parts', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({ name: `xl/${n}.xml`, text: '' }));
    expect(await refusalOf(zipOf([...partsOf(sheetOf('')), ...many]))).toMatchObject({ why: 'too-many-entries' });
  });

  it('a bomb that says its size', async () => {
    const bomb = sheetOf(' '.repeat(60 * MEGABYTE));
    expect(await refusalOf(zipOf(partsOf(bomb)))).toMatchObject({ why: 'too-big-inside' });
  });

  it('a bomb below the limit, packed a thousandfold', async () => {
    expect(await refusalOf(zipOf(partsOf(sheetOf(' '.repeat(20 * MEGABYTE)))))).toMatchObject({
      why: 'packed-too-tightly',
    });
  });

  it('a bomb that says a small size', async () => {
    const parts = partsOf(sheetOf('')).map((part) =>
      part.name.endsWith('sheet1.xml')
        ? { ...part, text: Buffer.alloc(400 * MEGABYTE, 32), declaredBytes: 4000 }
        : part,
    );
    expect(await refusalOf(zipOf(parts))).toEqual({ why: 'sizes-lie' });
  });

  it('a part that says more than it holds', async () => {
    const parts = partsOf(sheetOf('')).map((part) => ({ ...part, declaredBytes: 5000 }));
    expect(await refusalOf(zipOf(parts))).toEqual({ why: 'sizes-lie' });
  });

  it('a million empty rows', async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, n) => `<row r="${n + 1}" spans="${n % 97}"/>`).join('');
    expect(await refusalOf(workbook(rows))).toMatchObject({ why: 'too-many-rows' });
  });

  it('a row of 16,384 cells', async () => {
    const row = Array.from({ length: 16_384 }, (_, n) => `<c><v>${n}</v></c>`).join('');
    expect(await refusalOf(workbook(`<row r="1">${row}</row>`))).toMatchObject({ why: 'too-many-columns' });
  });

  it('a cell at the far right', async () => {
    expect(await refusalOf(workbook(`<row r="7">${text('XFD7', '甲')}</row>`))).toEqual({
      why: 'too-many-columns',
      place: { sheet: '人员', row: 7 },
      limit: workbookLimits.columns,
    });
  });

  it('a cell of 1 MB', async () => {
    const letters = Array.from({ length: MEGABYTE }, (_, n) =>
      String.fromCharCode(97 + ((Math.imul(n, 2_654_435_761) >>> 27) % 26)),
    ).join('');
    expect(await refusalOf(workbook(`<row r="1">${text('A1', letters)}</row>`))).toMatchObject({
      why: 'cell-too-long',
      row: 1,
      column: 'A',
      letters: MEGABYTE,
    });
  });

  it('5 MB of formulas', async () => {
    const cell = (n: number): string => `<c r="A${n}"><f>SUM(B${(n * 7919) % 9973}:C${n})*${(n * n) % 99_991}</f></c>`;
    const rows = Array.from({ length: 330_000 }, (_, n) => `<row r="${n + 1}">${cell(n + 1)}</row>`);
    const bytes = workbook(rows.join(''));
    expect(bytes.byteLength).toBeGreaterThan(4 * MEGABYTE);
    expect((await refusalOf(bytes)).why).toMatch(/^too-(many-rows|much-memory|big-inside)$/);
  });

  it('formulas side by side until the heap is full', async () => {
    const letters = (c: number): string => String.fromCharCode(65 + Math.floor(c / 26), 65 + (c % 26));
    const row = (n: number): string =>
      `<row r="${n}">${Array.from({ length: 300 }, (_, c) => `<c r="${letters(c)}${n}"><f>A${(n * c) % 9973}+${n}</f><v>${c}</v></c>`).join('')}</row>`;
    const rows = Array.from({ length: 2000 }, (_, n) => row(n + 1)).join('');
    expect((await refusalOf(workbook(rows), { ...workbookLimits, heapMegabytes: 96, ratio: 1000 })).why).toBe(
      'too-much-memory',
    );
  });

  it.each([
    ['merges', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'],
    ['drop-downs', '<dataValidations><dataValidation sqref="A1:XFD1048576" type="list"/></dataValidations>'],
  ])('%s over every cell there is', async (what, after) => {
    const limits = { ...workbookLimits, seconds: 5 };
    const bytes = workbook(`<row r="1">${text('A1', '甲')}</row>`, after);
    const reading = await readWorkbook(bytes, limits);
    // Drop-downs are not read at all; merges are, and end by the clock or by what they take.
    if (what === 'drop-downs') expect(cellsOf(reading)).toEqual([['甲']]);
    else expect(reading.refusal?.why).toMatch(/^too(-much-memory|k-too-long)$/);
  });

  it('a reader that takes too much memory as a whole, whatever its heap says', async () => {
    const limits = { ...workbookLimits, residentMegabytes: 30 };
    expect(await refusalOf(workbook(''), limits)).toEqual({ why: 'too-much-memory' });
  });

  it('a reader that takes too long', async () => {
    const limits = { ...workbookLimits, seconds: 0.05 };
    expect(await refusalOf(workbook(''), limits)).toEqual({ why: 'took-too-long', seconds: 0.05 });
  });
});
