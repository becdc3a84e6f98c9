/**
 * Reads a workbook that somebody sent. The library that parses it can take gigabytes for five megabytes, so it runs in
 * a process of its own with caps on time, heap and memory; a thread of ours would share its buffers with us.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkbookCells } from './workbook-cells.ts';
import { workbookLimits, type WorkbookLimits, type WorkbookRefusal } from './workbook-limits.ts';
import { looksUnsafe } from './workbook-zip.ts';

export type WorkbookReading =
  | { readonly cells: WorkbookCells; readonly refusal: null }
  | { readonly cells: null; readonly refusal: WorkbookRefusal };

/** Exit codes of Node: V8 aborted; a promise that was awaited can't settle any more. */
const OUT_OF_MEMORY = 134;
const NEVER_SETTLED = 13;

const refused = (refusal: WorkbookRefusal): WorkbookReading => ({ cells: null, refusal });

/** A bad file is an answer, not an error. @throws where no process can be started */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = workbookLimits,
): Promise<WorkbookReading> {
  const unsafe = await looksUnsafe(bytes, limits);
  if (unsafe !== null) return refused(unsafe);
  const said = await askProcess(bytes, limits);
  if ('why' in said) return refused(said);
  return { cells: said, refusal: null };
}

/** From sources it needs the loader that this code was started with; compiled it needs none. */
function programOf(limits: WorkbookLimits): string[] {
  const ending = extname(fileURLToPath(import.meta.url));
  const file = fileURLToPath(new URL(`./workbook-process${ending}`, import.meta.url));
  const loader =
    ending === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  return [`--max-old-space-size=${limits.heapMegabytes}`, ...loader, file, JSON.stringify(limits)];
}

async function askProcess(bytes: Uint8Array, limits: WorkbookLimits): Promise<WorkbookCells | WorkbookRefusal> {
  // An empty environment: no address of a database, no token is within its reach.
  const child = spawn(process.execPath, programOf(limits), { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
  const ending = { isLate: false };
  const timer = setTimeout(() => {
    ending.isLate = true;
    child.kill('SIGKILL');
  }, limits.seconds * 1000);
  try {
    const closed = once(child, 'close');
    child.stdin.on('error', () => undefined); // it ended before it had read everything: its exit says why
    child.stdin.end(bytes);
    const said: Buffer[] = [];
    let saidBytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      saidBytes += chunk.byteLength;
      if (saidBytes > limits.insideBytes * 2) child.kill('SIGKILL');
      else said.push(chunk);
    });
    const [code] = (await closed) as [number | null];
    if (ending.isLate) return { why: 'took-too-long', seconds: limits.seconds };
    if (code === null || code === OUT_OF_MEMORY) return { why: 'too-much-memory' };
    if (code === NEVER_SETTLED) return { why: 'damaged' };
    if (code !== 0) throw new Error(`the process that reads workbooks ended with ${code}`);
    return JSON.parse(Buffer.concat(said).toString('utf8')) as WorkbookCells | WorkbookRefusal;
  } finally {
    clearTimeout(timer);
  }
}
