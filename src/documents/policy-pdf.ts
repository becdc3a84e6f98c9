/**
 * The text layer of a PDF as lines, page by page. What a file shows without saying which letters it is (a scan, a font
 * without a table) is refused: the library would leave it out in silence, and a regulation would lack an article.
 */
import { getResolvedPDFJS } from 'unpdf';
import type { PolicyFileLimits } from './policy-file-limits.ts';
import { PolicyLines, refuseFile } from './policy-file-lines.ts';
import { linesByPosition, type PlacedText } from './policy-pdf-lines.ts';

type Pdfjs = Awaited<ReturnType<typeof getResolvedPDFJS>>;
type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>;
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

/** Acrobat asks for the end mark within the last 1024 bytes; a file without one breaks off. */
const END_WITHIN = 4096;
/** What a font without a table reads as: scripts of elsewhere, letters with accents, places for private use. */
const ODD =
  /[\u0000-\u0008\u000e-\u001f\u0080-\u00a6\u00a8-\u00af\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u02ff\u0370-\u1fff\ue000-\uf8ff\ufffd]/g;

export async function linesOfPdf(bytes: Uint8Array, limits: PolicyFileLimits): Promise<readonly string[]> {
  if (!Buffer.from(bytes.subarray(-END_WITHIN)).includes('%%EOF')) refuseFile({ why: 'damaged' });
  const pdfjs = await getResolvedPDFJS();
  const missing = { tables: 0 };
  const pdf = await opened(pdfjs, bytes, missing);
  const lines = new PolicyLines(limits);
  const empty: number[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await orDamaged(pdf.getPage(number));
    const found = await textOf(page, pdfjs);
    if (missing.tables > 0 || isOdd(found)) refuseFile({ why: 'unreadable-letters', page: number });
    if (found.every(({ text }) => text.trim() === '')) empty.push(number);
    for (const line of linesByPosition(found)) lines.add(line);
    page.cleanup();
  }
  if (empty.length === pdf.numPages) refuseFile({ why: 'no-text', pages: pdf.numPages });
  const pictures: number[] = [];
  for (const number of empty)
    if (await showsAnything(await orDamaged(pdf.getPage(number)), pdfjs)) pictures.push(number);
  if (pictures.length > 0) refuseFile({ why: 'pages-without-text', pages: pictures });
  return lines.all(pdf.numPages);
}

/** @param missing counts the tables of letters that were asked for: the package brings none */
async function opened(pdfjs: Pdfjs, bytes: Uint8Array, missing: { tables: number }): Promise<PdfDocument> {
  class NoData {
    fetch({ kind }: { readonly kind: string }): Promise<never> {
      if (kind === 'cMapUrl') missing.tables += 1;
      return Promise.reject(new Error('nothing is fetched'));
    }
  }
  const options = {
    ...{ data: new Uint8Array(bytes), isEvalSupported: false, useSystemFonts: true, disableFontFace: true },
    ...{ stopAtErrors: true, verbosity: 0, BinaryDataFactory: NoData, useWorkerFetch: false },
  };
  return orDamaged(pdfjs.getDocument(options).promise);
}

async function textOf(page: PdfPage, pdfjs: Pdfjs): Promise<readonly PlacedText[]> {
  const { items, styles } = await orDamaged(page.getTextContent());
  const view = page.getViewport({ scale: 1 }).transform as readonly number[];
  const found: PlacedText[] = [];
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = pdfjs.Util.transform(
      [...view],
      item.transform as number[],
    ) as number[];
    const isLevel = a > 0 && Math.abs(b) < a / 10 && styles[item.fontName]?.vertical !== true;
    const text = item.str.replace(/[\u2e80-\u2fdf\uf900-\ufaff]/g, (sign) => sign.normalize('NFKC'));
    found.push({ text, x, y, width: item.width, size: Math.hypot(c, d), isLevel, endsLine: item.hasEOL });
  }
  return found;
}

/** Of a page without text. An image that cannot be read is one as well. */
async function showsAnything(page: PdfPage, { OPS }: Pdfjs): Promise<boolean> {
  const shows = new Set<number>([
    ...[OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject],
    ...[OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObjectGroup, OPS.paintInlineImageXObjectGroup],
  ]);
  try {
    const { fnArray } = await page.getOperatorList();
    return fnArray.some((operator) => shows.has(operator));
  } catch {
    return true;
  }
}

function isOdd(found: readonly PlacedText[]): boolean {
  let [odd, letters] = [0, 0];
  for (const { text } of found) {
    odd += text.match(ODD)?.length ?? 0;
    letters += text.replace(/\s/g, '').length;
  }
  return odd * 10 > letters;
}

/** What the library throws is about the file. */
async function orDamaged<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    return refuseFile({ why: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged' });
  }
}
