/** The index of the imported texts: made beside other work, kept in a file, and read back while the texts are the same. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { bytesOf, keyOf, tablesIn } from './policy-index-file.ts';
import { shelving, type PackShelf, type Shelf } from '../answers/shelf.ts';
import { textIndexIn, type TextIndex } from '../answers/text-index.ts';
import type { PolicyDocument } from '../domain/policy.ts';

/** The folder of the index, in a data folder. */
export const indexFolder = (dataDir: string): string => path.join(dataDir, 'policy-index');

/**
 * @param folder where the index is kept, made where only it is missing; null = nowhere. What can't be read is made anew, and what can't be
 * written is made again the next time: an answer does not depend on it
 */
export async function shelfBesideWork(
  packs: PackShelf,
  documents: readonly PolicyDocument[],
  folder: string | null,
): Promise<Shelf> {
  if (folder === null || documents.length === 0) return besideWork(shelving(packs, documents));
  const key = await besideWork(keyOf(packs, documents));
  const kept = await keptIndex(folder, key);
  const shelf = await besideWork(shelving(packs, documents, kept));
  if (kept === null) await keep(folder, key, await besideWork(bytesOf(shelf.units.tables, key))).catch(() => undefined);
  return shelf;
}

/** How long it works before others get their turn, in ms. */
const TURN = 8;

async function besideWork<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + TURN;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const fileOf = (folder: string, key: Buffer): string => path.join(folder, `${key.toString('hex')}.index`);

async function keptIndex(folder: string, key: Buffer): Promise<TextIndex | null> {
  const bytes = await readFile(fileOf(folder, key)).catch(() => null);
  const tables = bytes === null ? null : await besideWork(tablesIn(bytes, key));
  return tables === null ? null : textIndexIn(tables);
}

/** Written aside and renamed: several processes may write the same at once. Then those of other texts go. */
async function keep(folder: string, key: Buffer, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const file = fileOf(folder, key);
  const aside = `${file}.${randomUUID()}`;
  try {
    const handle = await open(aside, 'wx', 0o600);
    await handle.writeFile(bytes).finally(() => handle.close());
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
  await removeOthers(folder, path.basename(file));
}

/** Another process may be writing; what it left behind long ago goes too. */
const LEFT_MS = 3_600_000;

async function removeOthers(folder: string, kept: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === kept || !name.includes('.index')) continue;
    const file = path.join(folder, name);
    const isLeft = name.endsWith('.index') || (await stat(file)).mtimeMs < Date.now() - LEFT_MS;
    if (isLeft) await rm(file, { force: true });
  }
}
