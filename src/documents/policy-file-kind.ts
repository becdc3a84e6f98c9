/** What a file is, by what it holds: names are what somebody wrote. Nothing is parsed here. */
import type { WrongKind } from './policy-file-limits.ts';

export type PolicyFileKind = 'text' | 'docx' | 'html' | 'pdf';
export type FoundKind =
  { readonly kind: PolicyFileKind | 'zip' } | { readonly wrong: WrongKind } | { readonly wrong: 'locked' };

const HEAD_BYTES = 4096;

/** What is wanted and what is not, by the first bytes; `at` is where they stand. */
const SIGNATURES: readonly { readonly starts: string; readonly at?: number; readonly is: FoundKind }[] = [
  { starts: 'PK\u0003\u0004', is: { kind: 'zip' } },
  { starts: 'PK\u0005\u0006', is: { wrong: 'archive' } },
  { starts: 'Rar!', is: { wrong: 'archive' } },
  { starts: '7z\u00bc\u00af', is: { wrong: 'archive' } },
  { starts: '\u001f\u008b', is: { wrong: 'archive' } },
  { starts: '{\\rtf', is: { wrong: 'rtf' } },
  { starts: '\u0089PNG', is: { wrong: 'image' } },
  { starts: '\u00ff\u00d8\u00ff', is: { wrong: 'image' } },
  { starts: 'GIF8', is: { wrong: 'image' } },
  { starts: 'II*\u0000', is: { wrong: 'image' } },
  { starts: 'MM\u0000*', is: { wrong: 'image' } },
  { starts: 'WEBP', at: 8, is: { wrong: 'image' } },
  { starts: 'ftyp', at: 4, is: { wrong: 'image' } },
  { starts: '\u0000\u0000\u0000\u0000', at: 6, is: { wrong: 'image' } }, // of a bitmap, asked after its "BM"
];
const MARKUP =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b/i;
const LOOSE_MARKUP = /<(?:html|body|div|p|table|br|span)\b/i;

export function kindOf(bytes: Uint8Array, name: string): FoundKind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.byteLength === 0) return { wrong: 'nothing' };
  const head = file.toString('latin1', 0, HEAD_BYTES);
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return oldKind(file);
  const signed = SIGNATURES.find(
    ({ starts, at = 0 }) =>
      head.startsWith(starts, at) && (starts !== '\u0000\u0000\u0000\u0000' || head.startsWith('BM')),
  );
  if (signed !== undefined) return signed.is;
  if (head.slice(0, 1024).includes('%PDF-')) return { kind: 'pdf' };
  // Marks of byte order, and every second byte of UTF-16, say nothing here.
  const plain = head.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '').replaceAll('\u0000', '');
  if (/^\s*<\?xml/.test(plain) && /Word\.Document|\/(?:2003\/)?wordml|xmlPackage/.test(plain))
    return { wrong: 'word-xml' };
  if (/^(?:from|mime-version|subject|snapshot-content-location):/i.test(plain) && /multipart\/related/i.test(plain))
    return { wrong: 'web-archive' };
  const isPage = MARKUP.test(plain) || (/\.x?html?$/i.test(name) && LOOSE_MARKUP.test(plain));
  return { kind: isPage ? 'html' : 'text' };
}

/** The compound file of the old offices, which also wraps a new document that has a password: by the names of its streams. */
function oldKind(file: Buffer): FoundKind {
  const holds = (stream: string): boolean => file.includes(stream, 0, 'utf16le');
  if (holds('EncryptedPackage')) return { wrong: 'locked' };
  return { wrong: holds('WordDocument') || !(holds('Workbook') || holds('PowerPoint')) ? 'old-word' : 'old-office' };
}

/** What a zip is, by the names of its parts. */
export function zipKind(names: readonly string[]): 'docx' | WrongKind {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^ofd\.xml$/i)) return 'ofd';
  if (has(/^xl\//i)) return 'sheet';
  if (has(/^ppt\//i)) return 'slides';
  if (has(/^word\//i) && has(/^\[content_types\]\.xml$/i)) return 'docx';
  return names.includes('mimetype') && names.includes('content.xml') ? 'open-document' : 'archive';
}
