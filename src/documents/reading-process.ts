/** A process of its own that is handed a file from outside: its library can take gigabytes, so its time, heap and words are capped. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface ReadingProcess {
  /** Name of a program beside this file, without its ending. */
  readonly program: string;
  readonly given: readonly string[];
  readonly seconds: number;
  readonly heapMegabytes: number;
  /** It is ended when it says more. */
  readonly saidBytes: number;
}

/** How it ended instead of an answer. */
export type Ended =
  { readonly why: 'took-too-long'; readonly seconds: number } | { readonly why: 'too-much-memory' | 'damaged' };

/** Exit codes of Node: V8 aborted; a promise that was awaited can't settle any more. */
const OUT_OF_MEMORY = 134;
const NEVER_SETTLED = 13;

/** From sources it needs the loader that this code was started with; compiled it needs none. */
function argumentsOf({ program, given, heapMegabytes }: ReadingProcess): string[] {
  const ending = extname(fileURLToPath(import.meta.url));
  const file = fileURLToPath(new URL(`./${program}${ending}`, import.meta.url));
  const loader =
    ending === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  return [`--max-old-space-size=${heapMegabytes}`, ...loader, file, ...given];
}

/** @returns the JSON that it says, as it is @throws where no process can be started */
export async function askProcess(bytes: Uint8Array, asked: ReadingProcess): Promise<unknown> {
  // An empty environment: no address of a database, no token is within its reach.
  const child = spawn(process.execPath, argumentsOf(asked), { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
  const ending = { isLate: false };
  const timer = setTimeout(() => {
    ending.isLate = true;
    child.kill('SIGKILL');
  }, asked.seconds * 1000);
  try {
    const closed = once(child, 'close');
    child.stdin.on('error', () => undefined); // it ended before it had read everything: its exit says why
    child.stdin.end(bytes);
    const said: Buffer[] = [];
    let saidBytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      saidBytes += chunk.byteLength;
      if (saidBytes > asked.saidBytes) child.kill('SIGKILL');
      else said.push(chunk);
    });
    const [code] = (await closed) as [number | null];
    if (ending.isLate) return { why: 'took-too-long', seconds: asked.seconds } satisfies Ended;
    if (code === null || code === OUT_OF_MEMORY) return { why: 'too-much-memory' } satisfies Ended;
    if (code === NEVER_SETTLED) return { why: 'damaged' } satisfies Ended;
    if (code !== 0) throw new Error(`${asked.program} ended with ${code}`);
    return JSON.parse(Buffer.concat(said).toString('utf8')) as unknown;
  } finally {
    clearTimeout(timer);
  }
}
