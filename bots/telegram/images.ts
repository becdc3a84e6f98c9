/** Images and documents are fetched when the product asks, never while Telegram waits for its answer. */
import { GrammyError, type RawApi } from 'grammy';
import { ImageGone } from '../../src/chat/message.ts';
import { FileAnswer, MAX_FILE_BYTES } from './schema.ts';
import { TelegramTrouble, whyOf } from './trouble.ts';
import { until } from './wire.ts';

export interface Files {
  readonly api: Pick<RawApi, 'getFile'>;
  readonly apiRoot: string;
  readonly token: string;
}

/** Telegram will never hand it out: too large for bots, deleted, or of another bot. */
const GONE = /file is too big|wrong file|invalid file|file_id|FILE_REFERENCE|not enough rights/i;

const TOO_BIG = /file is too big/i;

/** @throws ImageGone where it will never be had; TelegramTrouble where it may be tried again */
export async function openFile(files: Files, ref: string, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const path = await pathOf(files, ref, signal);
  const response = await fetched(files, path, signal);
  if (response.status === 404 || response.status === 410) throw new ImageGone('telegram no longer has the file');
  if (!response.ok || response.body === null) throw new TelegramTrouble(`http-${String(response.status)}`);
  return await bytesOf(response.body);
}

async function pathOf({ api }: Files, ref: string, signal: AbortSignal): Promise<string> {
  const answer = await api.getFile({ file_id: ref }, until(signal)).catch((error: unknown) => {
    const gone = error instanceof GrammyError && error.error_code === 400 && GONE.test(error.description);
    if (!gone) throw new TelegramTrouble(whyOf(error));
    throw new ImageGone('telegram does not hand the file out', TOO_BIG.test(error.description) ? 'size' : 'gone');
  });
  const path = FileAnswer.safeParse(answer).data?.file_path;
  if (path === undefined) throw new TelegramTrouble('bad-answer');
  return path;
}

/** Not through grammY, which has no download; a redirect would take the token elsewhere. */
async function fetched({ apiRoot, token }: Files, path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(`${apiRoot}/file/bot${token}/${encodeURI(path)}`, { signal, redirect: 'error' });
  } catch {
    throw new TelegramTrouble(signal.aborted ? 'timeout' : 'unreachable');
  }
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_FILE_BYTES) throw new ImageGone('larger than a file may be', 'size');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ImageGone ? error : new TelegramTrouble('dropped');
  }
  return Buffer.concat(chunks);
}
