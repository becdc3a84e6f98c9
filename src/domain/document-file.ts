/** Documents that people send along: which kinds are kept, and under which names. What stands in them is never read. */
import type { IsoDate } from './calendar.ts';
import type { FileRef } from './dialogue.ts';
import type { Ledger } from './duty.ts';

/** What every platform hands over: Telegram gives bots no larger ones. */
export const MAX_DOCUMENT_BYTES = 20_000_000;

/** A document as its sender or platform calls it. */
export interface CalledFile {
  readonly name: string;
  /** As the platform says; null = it does not. */
  readonly contentType: string | null;
}

/** Why a file was not kept: of another kind, too large, no whole file of its kind, or not to be had of the platform. */
export type UnkeptWhy = 'kind' | 'size' | 'broken' | 'gone';

/** A file that was sent and is not kept. */
export interface UnkeptFile {
  readonly name: string;
  readonly why: UnkeptWhy;
}

/** A document that was sent along with a line of a ledger. */
export interface SentFile {
  readonly on: IsoDate;
  readonly ledger: Ledger;
  readonly text: string;
  readonly file: FileRef;
}

interface Kind {
  readonly contentType: string;
  /** First bytes, in hexadecimal; empty = any text. */
  readonly starts: readonly string[];
}

/** Containers: zip for what is new, compound files for what is old, or protected by a password. */
const ZIP = '504b0304';
const COMPOUND = 'd0cf11e0';
const RTF = '7b5c727466';
const office = 'application/vnd.openxmlformats-officedocument';

/** By extension. The type is told by ours, never as a client says it. */
const kinds: Readonly<Record<string, Kind>> = {
  docx: { contentType: `${office}.wordprocessingml.document`, starts: [ZIP, COMPOUND] },
  xlsx: { contentType: `${office}.spreadsheetml.sheet`, starts: [ZIP, COMPOUND] },
  doc: { contentType: 'application/msword', starts: [COMPOUND, ZIP, RTF] },
  xls: { contentType: 'application/vnd.ms-excel', starts: [COMPOUND, ZIP] },
  wps: { contentType: 'application/vnd.ms-works', starts: [COMPOUND, ZIP] },
  et: { contentType: 'application/octet-stream', starts: [COMPOUND, ZIP] },
  pdf: { contentType: 'application/pdf', starts: ['25504446'] },
  odt: { contentType: 'application/vnd.oasis.opendocument.text', starts: [ZIP] },
  ofd: { contentType: 'application/ofd', starts: [ZIP] },
  txt: { contentType: 'text/plain', starts: [] },
};

/** The kinds that are kept, as their extensions. */
export const documentKinds: readonly string[] = Object.keys(kinds);

const extensionOf = (name: string): string => /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
const kindOf = (name: string): Kind | undefined =>
  Object.hasOwn(kinds, extensionOf(name)) ? kinds[extensionOf(name)] : undefined;

/** With any extension it is a name on every disk: these take 255 bytes at the most. */
const longestStemBytes = 210;
const encoder = new TextEncoder();

/** As many whole characters as fit. */
function fitting(stem: string): string {
  let [short, left] = ['', longestStemBytes];
  for (const char of stem) {
    left -= encoder.encode(char).length;
    if (left < 0) break;
    short += char;
  }
  return short;
}

/** A plain name: no folders, nothing invisible, nothing that a disk or a shell takes for something else. Never empty. */
export function cleanName(said: string): string {
  const last = said.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|(?<![.\s])[.\s]+$/g, '');
  const extension = extensionOf(plain);
  const stem = extension === '' ? plain : plain.slice(0, -extension.length - 1);
  const short = fitting(stem).trim() || 'file';
  return extension === '' ? short : `${short}.${extension}`;
}

/** The name under which it is kept; one without an extension gets that of its type. */
function nameOf({ name, contentType }: CalledFile): string {
  const clean = cleanName(name);
  if (extensionOf(clean) !== '') return clean;
  const told = Object.entries(kinds).find(([, kind]) => kind.contentType === contentType?.toLowerCase())?.[0];
  return told === undefined ? clean : `${clean}.${told}`;
}

/** The name and type under which it may be kept, or that it may not: by name and size alone. */
export function takenAs(
  file: CalledFile,
  sizeBytes: number | null,
): Pick<FileRef, 'name' | 'contentType'> | UnkeptFile {
  const name = nameOf(file);
  const kind = kindOf(name);
  if (!kind) return { name, why: 'kind' };
  if (sizeBytes !== null && sizeBytes > MAX_DOCUMENT_BYTES) return { name, why: 'size' };
  return { name, contentType: kind.contentType };
}

/** Whether the bytes begin as such a file does; nothing further is looked at. */
export function beginsAs(name: string, bytes: Uint8Array): boolean {
  const kind = kindOf(name);
  if (!kind || bytes.length === 0) return false;
  const start = hexOf(bytes.subarray(0, 8));
  if (kind.starts.length > 0) return kind.starts.some((s) => start.startsWith(s)) || isLatePdf(name, bytes);
  return isText(bytes);
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Some programs write a line or a mark before it. */
const isLatePdf = (name: string, bytes: Uint8Array): boolean =>
  extensionOf(name) === 'pdf' && hexOf(bytes.subarray(0, 1024)).includes('255044462d');

/** Text has no zero bytes, unless it is UTF-16 and says so. */
const isText = (bytes: Uint8Array): boolean =>
  /^(?:fffe|feff)/.test(hexOf(bytes.subarray(0, 2))) || !bytes.subarray(0, 4096).includes(0);
