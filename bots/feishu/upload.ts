/** Images and files: those of the bot are uploaded before the message that shows them, those of users are fetched out of theirs. */
import { ImageGone } from '../../src/chat/message.ts';
import type { KeptFile, KeptImage } from '../../src/chat/message.ts';
import type { Api } from './api.ts';
import type { Ports } from './config.ts';
import { ApiFailure } from './failure.ts';
import { readRef } from './normalize.ts';
import type { Uploaded } from './render.ts';
import { MAX_FILE_DOWN_BYTES, MAX_FILE_UP_BYTES, MAX_IMAGE_UP_BYTES, UploadedFile, UploadedImage } from './schema.ts';

export type Attached =
  { readonly is: 'image'; readonly image: KeptImage } | { readonly is: 'file'; readonly file: KeptFile };

interface Uploader {
  readonly api: Api;
  readonly ports: Ports;
}

const FILE_TYPES: Readonly<Record<string, string>> = {
  pdf: 'pdf',
  doc: 'doc',
  docx: 'doc',
  xls: 'xls',
  xlsx: 'xls',
  ppt: 'ppt',
  pptx: 'ppt',
};

const fileTypeOf = (name: string): string => FILE_TYPES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'stream';

const blob = (bytes: Uint8Array, type: string): Blob => new Blob([new Uint8Array(bytes)], { type });

function formOf(fields: Readonly<Record<string, string>>, field: string, bytes: Blob, name: string): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set(field, bytes, name);
  return form;
}

/** @returns what stands for it in a message, or why it can never be sent */
export const upload = (uploader: Uploader, attached: Attached, signal: AbortSignal): Promise<Uploaded | string> =>
  attached.is === 'image' ? uploadImage(uploader, attached.image, signal) : uploadFile(uploader, attached.file, signal);

async function uploadImage(
  { api, ports }: Uploader,
  image: KeptImage,
  signal: AbortSignal,
): Promise<Uploaded | string> {
  const bytes = await ports.readImage(image.sha256);
  if (bytes === null) return 'image-not-kept';
  // One that is too large to be shown can still be opened.
  if (bytes.length > MAX_IMAGE_UP_BYTES) return uploadBytes(api, { ...image, name: nameOf(image) }, bytes, signal);
  const form = formOf({ image_type: 'message' }, 'image', blob(bytes, image.contentType), 'image');
  const { image_key } = UploadedImage.parse(await api.call({ method: 'POST', path: 'im/v1/images', form }, signal));
  return { image_key };
}

async function uploadFile({ api, ports }: Uploader, file: KeptFile, signal: AbortSignal): Promise<Uploaded | string> {
  const bytes = await ports.readFile(file.sha256);
  return bytes === null ? 'file-not-kept' : uploadBytes(api, file, bytes, signal);
}

const nameOf = ({ contentType }: KeptImage): string =>
  `photo.${/^image\/(png|webp|gif)$/.exec(contentType)?.[1] ?? 'jpg'}`;

async function uploadBytes(
  api: Api,
  file: Pick<KeptFile, 'name' | 'contentType'>,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Uploaded | string> {
  if (bytes.length > MAX_FILE_UP_BYTES) return 'file-too-large';
  const fields = { file_type: fileTypeOf(file.name), file_name: file.name };
  const form = formOf(fields, 'file', blob(bytes, file.contentType), file.name);
  const { file_key } = UploadedFile.parse(await api.call({ method: 'POST', path: 'im/v1/files', form }, signal));
  return { file_key };
}

/** Refusals of a resource that pass: a scope is missing, the bot is switched off. */
const PASSING = new Set([234002, 234007, 234009]);
/** The message is recalled, or the bot is no more in its chat. */
const NOT_THERE = new Set([230002, 230011, 230110]);

const isGone = ({ code, network }: ApiFailure): boolean =>
  network === 'too-large' ||
  (code !== null && (NOT_THERE.has(code) || (code >= 234_000 && code < 235_000 && !PASSING.has(code))));

/** Over 100 MB the platform itself hands nothing out. */
const isTooLarge = ({ code, network }: ApiFailure): boolean => network === 'too-large' || code === 234037;

/** The bytes of an image or file in a message. @throws ImageGone where it will never be had; anything else may be tried again */
export async function openResource(
  api: Api,
  type: 'image' | 'file',
  ref: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const ids = readRef(ref);
  if (ids === null) throw new ImageGone('not a reference of this bot');
  const [messageId, key] = ids.map(encodeURIComponent) as [string, string];
  const call = {
    method: 'GET',
    path: `im/v1/messages/${messageId}/resources/${key}`,
    params: { type },
  } as const;
  try {
    return await api.download(call, MAX_FILE_DOWN_BYTES, signal);
  } catch (error) {
    if (error instanceof ApiFailure && isGone(error))
      throw new ImageGone(error.message, isTooLarge(error) ? 'size' : 'gone');
    throw error;
  }
}
