/** One part of a .docx, element by element. No entity is run: a part that declares any is damaged, Word writes none. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { PolicyFileLimits } from './policy-file-limits.ts';
import { refuseFile } from './policy-file-lines.ts';

export interface Element {
  /** Without its prefix; 'other:' before it where it is not Word's own. */
  readonly name: string;
  /** By the name without its prefix, null where it is not there. */
  readonly attribute: (name: string) => string | null;
}
export interface PartReader {
  /** @param above names of the elements around it, the nearest last */
  readonly open: (element: Element, above: readonly string[]) => void;
  readonly close: (name: string, above: readonly string[]) => void;
  readonly text?: (text: string, above: readonly string[]) => void;
}

/** Word's own, of both editions of the standard; formulas, relations and the choices between drawings. */
const KNOWN =
  /\/(?:wordprocessingml|math|relationships)(?:\/main)?$|\/wordprocessingml\/2006\/main$|\/markup-compatibility\/2006$/;
const CHUNK = 64 * 1024;

/** A RangeError is one of memory; all else that the parser throws is a part that is not as it should be. */
class Malformed extends Error {}

export function readPart(bytes: Uint8Array, reader: PartReader, limits: PolicyFileLimits): void {
  const text = decodedXml(bytes);
  const parser = new SaxesParser({ xmlns: true });
  const above: string[] = [];
  const names = new Map<string, boolean>();
  const nameOf = (tag: SaxesTagNS): string => {
    const isKnown = names.get(tag.uri) ?? KNOWN.test(tag.uri);
    names.set(tag.uri, isKnown);
    return isKnown ? tag.local : `other:${tag.local}`;
  };
  parser.on('error', (error) => {
    throw new Malformed(error.message);
  });
  parser.on('doctype', () => refuseFile({ why: 'damaged' }));
  parser.on('opentag', (tag) => {
    const name = nameOf(tag);
    reader.open({ name, attribute: (wanted) => attributeOf(tag, wanted) }, above);
    if (above.push(name) > limits.depth) refuseFile({ why: 'too-deep', limit: limits.depth });
  });
  parser.on('closetag', (tag) => {
    above.pop();
    reader.close(nameOf(tag), above);
  });
  parser.on('text', (words) => reader.text?.(words, above));
  parser.on('cdata', (words) => reader.text?.(words, above));
  try {
    for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
    parser.close();
  } catch (error) {
    if (error instanceof Malformed) refuseFile({ why: 'damaged' });
    throw error;
  }
}

function attributeOf(tag: SaxesTagNS, wanted: string): string | null {
  for (const { local, value } of Object.values(tag.attributes)) if (local === wanted) return value;
  return null;
}

function decodedXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuseFile({ why: 'damaged' });
  }
}

/** Whether a switch such as <w:vanish/> is on. */
export const isOn = ({ attribute }: Element): boolean => !/^(?:0|false|off)$/.test(attribute('val') ?? 'true');

export function wholeNumber(text: string | null): number | null {
  return text !== null && /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}
