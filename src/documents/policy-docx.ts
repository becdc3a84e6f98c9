/** A Word document as lines: paragraphs and cells in order, with the numbers that Word writes itself, then its notes. */
import { posix } from 'node:path';
import { listsOf, stylesOf } from './policy-docx-lists.ts';
import { Numbering } from './policy-docx-numbering.ts';
import { StoryReader } from './policy-docx-story.ts';
import { readPart } from './policy-docx-xml.ts';
import type { PolicyFileLimits } from './policy-file-limits.ts';
import { PolicyLines, refuseFile } from './policy-file-lines.ts';
import { directoryOf, unpacked } from './zip-look.ts';

/** @param zip looked at before (zip-look.ts): what it declares is true */
export function linesOfDocx(zip: Buffer, limits: PolicyFileLimits): readonly string[] {
  const entries = new Map(directoryOf(zip, limits).map((entry) => [entry.name.toLowerCase(), entry]));
  const part = (name: string | null): Buffer | null => {
    const entry = name === null ? undefined : entries.get(name.toLowerCase());
    return entry === undefined ? null : unpacked(zip, entry);
  };
  const main = relationsOf(part('_rels/.rels'), '', limits).get('officeDocument') ?? 'word/document.xml';
  const text = part(main) ?? refuseFile({ why: 'damaged' });
  const { dir, base } = posix.parse(main);
  const others = relationsOf(part(`${dir}/_rels/${base}.rels`), dir, limits);
  const numbering = new Numbering({
    ...listsOf(part(others.get('numbering') ?? null), limits),
    ...stylesOf(part(others.get('styles') ?? null), limits),
  });
  const lines = new PolicyLines(limits);
  for (const story of [text, part(others.get('footnotes') ?? null), part(others.get('endnotes') ?? null)]) {
    if (story === null) continue;
    const reader = new StoryReader(numbering);
    readPart(story, reader, limits);
    for (const line of reader.lines) lines.add(line);
  }
  return lines.all();
}

/** Names of other parts by what they are: numbering, styles, footnotes. */
function relationsOf(bytes: Buffer | null, folder: string, limits: PolicyFileLimits): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (bytes === null) return found;
  const reader = {
    open: ({ name, attribute }: { name: string; attribute: (name: string) => string | null }): void => {
      const [type, target] = [attribute('Type'), attribute('Target')];
      if (name !== 'Relationship' || type === null || target === null || attribute('TargetMode') === 'External') return;
      found.set(posix.basename(type), target.startsWith('/') ? target.slice(1) : posix.join(folder, target));
    },
    close: () => undefined,
  };
  readPart(bytes, reader, limits);
  return found;
}
