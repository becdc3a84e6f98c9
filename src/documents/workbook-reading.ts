/**
 * Reads a workbook that somebody sent. The library that parses it can take gigabytes for five megabytes, so it runs in
 * a process of its own with caps on time, heap and memory; a thread of ours would share its buffers with us.
 */
import { askProcess } from './reading-process.ts';
import type { WorkbookCells } from './workbook-cells.ts';
import { workbookLimits, type WorkbookLimits, type WorkbookRefusal } from './workbook-limits.ts';
import { looksUnsafe } from './workbook-zip.ts';

export type WorkbookReading =
  | { readonly cells: WorkbookCells; readonly refusal: null }
  | { readonly cells: null; readonly refusal: WorkbookRefusal };

const refused = (refusal: WorkbookRefusal): WorkbookReading => ({ cells: null, refusal });

/** A bad file is an answer, not an error. @throws where no process can be started */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = workbookLimits,
): Promise<WorkbookReading> {
  const unsafe = await looksUnsafe(bytes, limits);
  if (unsafe !== null) return refused(unsafe);
  const { seconds, heapMegabytes, insideBytes } = limits;
  const given = [JSON.stringify(limits)];
  const saidBytes = insideBytes * 2;
  const asked = { program: 'workbook-process', given, seconds, heapMegabytes, saidBytes };
  const said = (await askProcess(bytes, asked)) as WorkbookCells | WorkbookRefusal;
  if ('why' in said) return refused(said);
  return { cells: said, refusal: null };
}
