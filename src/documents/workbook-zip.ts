/** A look at a workbook's outside before anything reads it: what kind of file, how many parts, how much they hold. */
import type { WorkbookLimits, WorkbookRefusal } from './workbook-limits.ts';
import { orRefusal, refuse } from './refusing.ts';
import { countUnpacked, directoryOf, refuseDeclared, unpacked, type ZipEntry } from './zip-look.ts';

const CONTENT_TYPES = '[Content_Types].xml';
const CONTENT_TYPES_BYTES = 256 * 1024;
const refuseBook: (refusal: WorkbookRefusal) => never = refuse;

/** null where nothing speaks against reading it. */
export function looksUnsafe(bytes: Uint8Array, limits: WorkbookLimits): Promise<WorkbookRefusal | null> {
  return orRefusal<null, WorkbookRefusal>(async () => {
    if (bytes.byteLength > limits.fileBytes)
      refuseBook({ why: 'file-too-big', bytes: bytes.byteLength, limit: limits.fileBytes });
    refuseOtherKinds(bytes);
    const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = directoryOf(zip, limits);
    refuseParts(entries);
    refuseDeclared(entries, limits);
    const types = entries.filter(({ name }) => name === CONTENT_TYPES);
    if (types.some(({ declaredBytes }) => declaredBytes > CONTENT_TYPES_BYTES))
      refuseBook({ why: 'too-big-inside', limit: limits.insideBytes });
    await countUnpacked(zip, entries);
    for (const entry of types)
      if (/macroEnabled|vbaProject/i.test(unpacked(zip, entry).toString('utf8'))) refuseBook({ why: 'macros' });
    return null;
  });
}

function refuseOtherKinds(bytes: Uint8Array): void {
  const starts = (...signature: number[]): boolean => signature.every((byte, n) => bytes[n] === byte);
  if (bytes.byteLength === 0) refuseBook({ why: 'not-a-workbook', found: 'nothing' });
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) refuseBook({ why: 'not-a-workbook', found: 'old-or-locked' });
  if (!starts(0x50, 0x4b, 0x03, 0x04)) refuseBook({ why: 'not-a-workbook', found: 'other' });
}

function refuseParts(entries: readonly ZipEntry[]): void {
  const names = entries.map(({ name }) => name.toLowerCase());
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^word\//)) refuseBook({ why: 'not-a-workbook', found: 'word' });
  if (!has(/^xl\/workbook\.xml$/) || !names.includes(CONTENT_TYPES.toLowerCase()))
    refuseBook({ why: 'not-a-workbook', found: 'other-zip' });
  if (has(/vbaproject|vbadata|\/(activex|ctrlprops|macrosheets|dialogsheets)\//)) refuseBook({ why: 'macros' });
  if (has(/^xl\/externallinks\//)) refuseBook({ why: 'external-links' });
}
