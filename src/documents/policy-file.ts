/**
 * Reads a file of a regulation that somebody got from anywhere. What it is and what a zip holds is looked at here; the
 * libraries run in a process of its own with caps on time, heap and memory, as for workbooks.
 *
 * Measured on two cores with Node 20, the whole process: plain text of 6 MB 0.4 s, 110 MB; a web page of 9 MB 1.1 s,
 * 135 MB; 50 MB of Word XML with 49,000 paragraphs 2.8 s, 340 MB; a PDF of 200 pages 1.0 s, 140 MB, of 2000 pages 2.1 s,
 * 180 MB; a stream of 5 MB in one line 1.9 s, 190 MB. A stream that swells to a gigabyte is ended after 3 s at 910 MB; a
 * million arrays within each other are refused after 0.9 s, 10 MB of nested elements after 0.8 s, both at 120 MB.
 */
import { kindOf, zipKind, type PolicyFileKind } from './policy-file-kind.ts';
import { policyFileLimits, type PolicyFileLimits, type PolicyFileRefusal } from './policy-file-limits.ts';
import { refuseFile } from './policy-file-lines.ts';
import { askProcess } from './reading-process.ts';
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
  if (typeof kind !== 'string') return kind;
  const { seconds, heapMegabytes, letters, lines } = limits;
  const saidBytes = (letters + lines) * SAID_BYTES_PER_LETTER + 1000;
  const given = [JSON.stringify(limits), kind];
  const said = await askProcess(bytes, { program: 'policy-process', given, seconds, heapMegabytes, saidBytes });
  return said as PolicyFileLines | PolicyFileRefusal;
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
