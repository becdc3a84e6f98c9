/** Files on their way through the gateway: small ones inside a call, larger ones as a stream of their own. */
import { FileBox, FileBoxType } from 'file-box';
import type { FileBoxInterface } from 'file-box';
import { grpc } from 'wechaty-grpc';
import { MAX_FILE_BYTES } from '../schema.ts';
import { requests } from './stub.ts';
import type { PieceAnswer, Stub } from './stub.ts';

/** What travels inside a call, at most, in bytes; the SDK's own number. */
const INSIDE_BYTES = 20 * 1024;
const PIECE_BYTES = 64 * 1024;

export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Brings the bytes to the gateway. @returns what stands for them in a call */
export async function boxOf(
  client: Stub,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  ms: number,
): Promise<string> {
  if (bytes.length <= INSIDE_BYTES)
    return JSON.stringify(FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name));
  const uuid = await upload(client, bytes, ms);
  return JSON.stringify(FileBox.fromUuid(uuid, { name, size: bytes.length }));
}

const upload = (client: Stub, bytes: Uint8Array, ms: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const stream = client.upload(new grpc.Metadata(), { deadline: Date.now() + ms }, (error, answer) => {
      if (error === null) resolve(answer.getId());
      else reject(error);
    });
    // Its end is told by the callback.
    stream.on('error', () => undefined);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = new requests.UploadRequest();
      piece.setChunk(bytes.subarray(at, at + PIECE_BYTES));
      stream.write(piece);
    }
    stream.end();
  });

/** The bytes behind what stands for them in an answer. @throws TooLarge; grpc.ServiceError */
export async function bytesOf(client: Stub, box: string, ms: number): Promise<Uint8Array> {
  const found: FileBoxInterface = FileBox.fromJSON(box);
  if (found.size > MAX_FILE_BYTES) throw new TooLarge();
  if (found.type === FileBoxType.Uuid) return download(client, idIn(box), ms);
  const stream = await found.toStream();
  const timer = setTimeout(() => stream.destroy(new Error('late')), ms);
  try {
    return await gathered(stream as AsyncIterable<Uint8Array>);
  } finally {
    clearTimeout(timer);
  }
}

function idIn(box: string): string {
  const fields: unknown = JSON.parse(box);
  if (typeof fields === 'object' && fields !== null && 'uuid' in fields && typeof fields.uuid === 'string')
    return fields.uuid;
  throw new TypeError('a box without its id');
}

async function download(client: Stub, id: string, ms: number): Promise<Uint8Array> {
  const request = new requests.DownloadRequest();
  request.setId(id);
  const stream = client.download(request, new grpc.Metadata(), { deadline: Date.now() + ms });
  try {
    return await gathered(piecesOf(stream as AsyncIterable<PieceAnswer>));
  } finally {
    stream.on('error', () => undefined);
    stream.cancel();
  }
}

async function* piecesOf(stream: AsyncIterable<PieceAnswer>): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) yield piece.getChunk_asU8();
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > MAX_FILE_BYTES) throw new TooLarge();
    all.push(piece);
  }
  return Buffer.concat(all);
}
