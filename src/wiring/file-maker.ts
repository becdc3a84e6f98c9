/** The files that go with answers, such as a ledger: made by the product, kept on a shelf. */
import type { WorkerDeps } from '../chat/worker.ts';
import { makeFile } from '../documents/made.ts';
import type { County } from '../domain/county.ts';
import type { fileShelf } from '../store/file-shelf.ts';

/** Makes the file that goes with a result, and keeps it. */
export const fileMaker =
  ({ name }: Pick<County, 'name'>, files: Pick<ReturnType<typeof fileShelf>, 'keep'>): WorkerDeps['makeFiles'] =>
  async (result, now) => {
    // These are kept already: nothing is made.
    if (result.says === 'own-files') return result.sent.map(({ file }) => file);
    const made = await makeFile(result, name, now);
    const kept = made && (await files.keep(made.bytes, made));
    return kept ? [kept] : [];
  };
