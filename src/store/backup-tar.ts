/** As much of tar (ustar) as a backup needs: plain files with short names. Nothing else is written, and nothing else is read. */
import { BackupRefused, MEMBER_BYTES_AT_MOST } from './backup-format.ts';

const BLOCK = 512;
const END = Buffer.alloc(2 * BLOCK);

/** Offsets and lengths in a header, by POSIX 1003.1-1988. */
const field = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  version: [263, 2],
} as const;

function headerOf(name: string, size: number, mtime: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const put = ([at, length]: readonly [number, number], text: string): void => void header.write(text, at, length);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  if (Buffer.byteLength(name) > field.name[1]) throw new RangeError(`the name is too long for a tar: ${name}`);
  put(field.name, name);
  put(field.mode, octal(0o600, 8));
  put(field.uid, octal(0, 8));
  put(field.gid, octal(0, 8));
  put(field.size, octal(size, 12));
  put(field.mtime, octal(mtime, 12));
  put(field.type, '0');
  put(field.magic, 'ustar\0');
  put(field.version, '00');
  put(field.checksum, `${octal(sumOf(header), 7)} `);
  return header;
}

/** Of all bytes of a header, those of the checksum itself counted as blanks. */
function sumOf(header: Buffer): number {
  const [at, length] = field.checksum;
  let sum = length * 0x20;
  for (let i = 0; i < BLOCK; i++) if (i < at || i >= at + length) sum += header[i] ?? 0;
  return sum;
}

/** One member. @param mtime in seconds since 1970 */
export function* tarMember(name: string, bytes: Uint8Array, mtime: number): Generator<Uint8Array> {
  yield headerOf(name, bytes.length, mtime);
  yield bytes;
  yield Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
}

export const tarEnd = (): Uint8Array => END;

export interface TarMember {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The members in their order, one in memory at a time. Reads the source to its end.
 * @throws BackupRefused where it is anything but what {@link tarMember} writes
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarMember> {
  const bytes = new Bytes(source);
  for (;;) {
    const header = await bytes.take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(header);
    const content = await bytes.take(size);
    await bytes.take((BLOCK - (size % BLOCK)) % BLOCK);
    yield { name, bytes: content };
  }
  if (!(await bytes.take(BLOCK)).every((byte) => byte === 0)) throw new BackupRefused('unsound', 'end of archive');
  await bytes.atEnd();
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = ([at, length]: readonly [number, number]): string => {
    const raw = header.subarray(at, at + length).toString('latin1');
    return raw.includes('\0') ? raw.slice(0, raw.indexOf('\0')) : raw;
  };
  const octal = (of: readonly [number, number]): number => {
    const digits = text(of).trim();
    return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  };
  if (text(field.magic) !== 'ustar' || text(field.type) !== '0' || octal(field.checksum) !== sumOf(header))
    throw new BackupRefused('unsound', 'header of a member');
  const size = octal(field.size);
  if (!(size <= MEMBER_BYTES_AT_MOST)) throw new BackupRefused('unsound', 'size of a member');
  return { name: text(field.name), size };
}

/** Takes from a stream of chunks what is asked for. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #size = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer> {
    while (this.#size < count) {
      const next = await this.#source.next();
      if (next.done === true) throw new BackupRefused('unsound', 'cut short');
      this.#held.push(next.value);
      this.#size += next.value.length;
    }
    const all = this.#held.length === 1 && this.#held[0] ? this.#held[0] : Buffer.concat(this.#held);
    this.#held = [all.subarray(count)];
    this.#size -= count;
    return all.subarray(0, count);
  }

  async atEnd(): Promise<void> {
    const next = this.#size > 0 ? { done: false } : await this.#source.next();
    if (next.done !== true) throw new BackupRefused('unsound', 'something follows the archive');
  }
}
