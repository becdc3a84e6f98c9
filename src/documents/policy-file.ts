/**
 * Reads a file of a regulation that somebody got from anywhere. What it is and what a zip holds is looked at here; the
 * libraries run in a process of its own with caps on time, heap and memory, as for workbooks.
 *
 * Measured on two cores with Node 20, the whole process: plain text of 6 MB 0.4 s, 110 MB; a web page of 9 MB 1.1 s,
 * 135 MB; 50 MB of Word XML with 49,000 paragraphs 2.8 s, 340 MB; a PDF of 200 pages 1.0 s, 140 MB, of 2000 pages 2.1 s,
 * 180 MB; a stream of 5 MB in one line 1.9 s, 190 MB. A stream that swells to a gigabyte is ended after 3 s at 910 MB; a
 * million arrays within each other are refused after 0.9 s, 10 MB of nested elements after 0.8 s, both at 120 MB.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { kindOf, zipKind, type PolicyFileKind } from './policy-file-kind.ts';
import { policyFileLimits, type PolicyFileLimits, type PolicyFileRefusal } from './policy-file-limits.ts';
import { refuseFile } from './policy-file-lines.ts';
import { orRefusal } from './refusing.ts';
import { countUnpacked, directoryOf, refuseDeclared } from './zip-look.ts';

export {
  policyFileLimits,
  sayPolicyFileRefusal,
  type PolicyFileLimits,
  type PolicyFileRefusal,
} from './policy-file-limits.ts';

export interface PolicyFileLines {
  /** In the order of the document; of plain text blank ones too, of a PDF each line as printed. */
  readonly lines: readonly string[];
}

/** Exit codes of Node: V8 aborted; a promise that was awaited can't settle any more. */
const OUT_OF_MEMORY = 134;
const NEVER_SETTLED = 13;
/** A letter takes three bytes, a line its quotes; more is said only of signs that JSON escapes. */
const SAID_BYTES_PER_LETTER = 6;

/**
 * A bad file is an answer, not an error. Plain text, .docx, .html and .pdf are told apart by what they hold.
 * @param name only tells a fragment of a web page from plain text
 * @throws where no process can be started
 */
export async function readPolicyFile(
  bytes: Uint8Array,
  name: string,
  limits: PolicyFileLimits = policyFileLimits,
): Promise<PolicyFileLines | PolicyFileRefusal> {
  const kind = await orRefusal<PolicyFileKind, PolicyFileRefusal>(() => kindLookedAt(bytes, name, limits));
  return typeof kind === 'string' ? askProcess(bytes, kind, limits) : kind;
}

async function kindLookedAt(bytes: Uint8Array, name: string, limits: PolicyFileLimits): Promise<PolicyFileKind> {
  if (bytes.byteLength > limits.fileBytes)
    refuseFile({ why: 'file-too-big', bytes: bytes.byteLength, limit: limits.fileBytes });
  const found = kindOf(bytes, name);
  if ('wrong' in found)
    return refuseFile(found.wrong === 'locked' ? { why: 'locked' } : { why: 'wrong-kind', found: found.wrong });
  if (found.kind !== 'zip') return found.kind;
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(zip, limits);
  const kind = zipKind(entries.map((entry) => entry.name));
  if (kind !== 'docx') return refuseFile({ why: 'wrong-kind', found: kind });
  refuseDeclared(entries, limits);
  await countUnpacked(zip, entries);
  return kind;
}

/** From sources it needs the loader that this code was started with; compiled it needs none. */
function programOf(kind: PolicyFileKind, limits: PolicyFileLimits): string[] {
  const ending = extname(fileURLToPath(import.meta.url));
  const file = fileURLToPath(new URL(`./policy-process${ending}`, import.meta.url));
  const loader =
    ending === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  return [`--max-old-space-size=${limits.heapMegabytes}`, ...loader, file, JSON.stringify(limits), kind];
}

async function askProcess(
  bytes: Uint8Array,
  kind: PolicyFileKind,
  limits: PolicyFileLimits,
): Promise<PolicyFileLines | PolicyFileRefusal> {
  // An empty environment: no address of a database, no token is within its reach.
  const child = spawn(process.execPath, programOf(kind, limits), { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
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
      if (saidBytes > (limits.letters + limits.lines) * SAID_BYTES_PER_LETTER + 1000) child.kill('SIGKILL');
      else said.push(chunk);
    });
    const [code] = (await closed) as [number | null];
    if (ending.isLate) return { why: 'took-too-long', seconds: limits.seconds };
    if (code === null || code === OUT_OF_MEMORY) return { why: 'too-much-memory' };
    if (code === NEVER_SETTLED) return { why: 'damaged' };
    if (code !== 0) throw new Error(`the process that reads regulations ended with ${code}`);
    return JSON.parse(Buffer.concat(said).toString('utf8')) as PolicyFileLines | PolicyFileRefusal;
  } finally {
    clearTimeout(timer);
  }
}
