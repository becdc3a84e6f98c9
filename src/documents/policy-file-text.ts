/** Plain text in the encodings that Chinese offices save: UTF-8, UTF-16 and GB18030, which GBK and GB 2312 are a part of. */
import type { PolicyFileLimits } from './policy-file-limits.ts';
import { PolicyLines, refuseFile } from './policy-file-lines.ts';

/** C0 without tab, line ends, form feed and the end mark of DOS; in text there are none. */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f\ufffe\uffff]/;
const PRIVATE = /[\ue000-\uf8ff\ufffd]/g;

/** Lines as they stand, blank ones too. */
export function linesOfText(bytes: Uint8Array, limits: PolicyFileLimits): readonly string[] {
  const text = decoded(bytes) ?? refuseFile({ why: 'wrong-kind', found: 'other' });
  // Asked before they are cut apart: ten million blank lines would be as many strings.
  const lines = new PolicyLines(limits);
  let from = 0;
  const breaks = /\r\n?|[\n\f\u0085\u2028\u2029]/g;
  for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
    lines.add(text.slice(from, found.index).trimEnd());
    from = found.index + found[0].length;
  }
  const last = text.slice(from).replace(/\u001a$/, '');
  if (last !== '') lines.add(last.trimEnd());
  return lines.all();
}

/**
 * null where it is no text in any of them.
 * @param named the encoding that a page says it is in: believed where it is not UTF-8 after all
 */
export function decoded(bytes: Uint8Array, named: string | null = null): string | null {
  for (const encoding of encodingsOf(bytes, named)) {
    const text = decodedAs(bytes, encoding);
    if (text !== null && isPlain(text)) return text;
    // What would be left of a broken UTF-8 file can also be read as GB18030, to no sense.
    if (encoding === 'utf-8' && isBrokenUtf8(bytes)) refuseFile({ why: 'damaged' });
  }
  return null;
}

const isPlain = (text: string): boolean => !CONTROL.test(text) && count(text, PRIVATE) * 20 <= text.length;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function encodingsOf(bytes: Uint8Array, named: string | null): readonly string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['utf-8'];
  // Of all text only UTF-16 has bytes of zero, in every line end; which half they are, what it reads like tells.
  if (bytes.includes(0)) return ['utf-16le', 'utf-16be'].sort((a, b) => sense(bytes, b) - sense(bytes, a));
  return ['utf-8', ...(named === null ? [] : [named]), 'gb18030'];
}

const sense = (bytes: Uint8Array, encoding: string): number =>
  count(new TextDecoder(encoding).decode(bytes.subarray(0, 65_536)), /[\r\n 。，、；：的]/g);

function isBrokenUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = count(text, /\ufffd/g);
  return broken > 0 && broken * 20 <= count(text, /[\u3000-\u9fff\uff00-\uffef]/g);
}

/** null for an unknown encoding as for bytes that it does not have. */
function decodedAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
