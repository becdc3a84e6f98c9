/** The county's papers of a backup into its new data folder. */
import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PaperName } from './backup-format.ts';
import { ERASED_LIST } from './erased-people.ts';

/** Where the service itself keeps things: a county's rules are never written there. */
const taken = ['pg', 'images', 'files', 'county.yaml', 'audit-heads.jsonl', ERASED_LIST, 'restore-under-way.json'];
/** Where an overlay goes that lay outside the folder. */
const ELSEWHERE = 'overlay.yaml';

/** Each is written aside and renamed; county.yaml comes last: with it the folder is a county's. @returns see {@link overlayPlace} */
export async function restorePapers(
  folder: string,
  papers: ReadonlyMap<PaperName, Buffer>,
  overlayName: string | null,
): Promise<{ overlayAt: string | null }> {
  const overlay = papers.get('overlay.yaml');
  const at = overlay && overlayName !== null ? overlayPlace(folder, overlayName) : null;
  if (overlay && at !== null) await place(path.join(folder, at), overlay);
  for (const name of ['audit-heads.jsonl', 'county.yaml'] as const) {
    const bytes = papers.get(name);
    if (bytes) await place(path.join(folder, name), bytes);
  }
  return { overlayAt: at };
}

/** Where in the folder the overlay goes: where county.yaml looks for it, or, where that would lie outside, under a name of its own. */
export function overlayPlace(folder: string, name: string): string {
  const inside = path.relative(folder, path.resolve(folder, name));
  const [first = '', ...deeper] = inside.split(path.sep);
  const outside = inside === '' || first === '..' || path.isAbsolute(inside);
  return outside || taken.includes(first) || deeper.length > 4 ? ELSEWHERE : inside;
}

async function place(file: string, bytes: Buffer): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.restored`;
  await writeFile(aside, bytes, { mode: 0o600, flush: true });
  chmodSync(aside, 0o600); // whatever a killed restore left
  renameSync(aside, file);
}
