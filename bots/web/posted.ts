/** Reads the body of a posted message: JSON, or a form with the JSON as `message`, photos as `image` and documents as `file`. */
import { endOfName } from '../../src/chat/message.ts';
import { formOf, readBody } from './body.ts';
import { imageTypeOf } from './image-type.ts';
import {
  MAX_FILES,
  MAX_FILE_BYTES,
  MAX_FORM_BYTES,
  MAX_IMAGES,
  MAX_IMAGE_BYTES,
  MAX_JSON_BYTES,
  PostedMessage,
} from './schema.ts';
import type { ImageType } from './schema.ts';
import type { Refusal } from './refusal.ts';

export interface PostedPhoto {
  readonly contentType: ImageType;
  readonly bytes: Uint8Array;
}

/** A document; of which kind it is its name says. */
export interface PostedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Attached {
  readonly images: readonly PostedPhoto[];
  readonly files: readonly PostedFile[];
}

export type PostedRequest =
  | ({ readonly ok: true; readonly posted: PostedMessage } & Attached)
  | { readonly ok: false; readonly refusal: Refusal };

const UTF8 = new TextDecoder();

const refused = (refusal: Refusal): PostedRequest => ({ ok: false, refusal });

export async function readPosted(request: Request): Promise<PostedRequest> {
  const contentType = request.headers.get('content-type') ?? '';
  const isForm = contentType.startsWith('multipart/form-data');
  try {
    const bytes = await readBody(request, isForm ? MAX_FORM_BYTES : MAX_JSON_BYTES);
    if (bytes === 'too-large') return refused('body-too-large');
    return isForm
      ? await filed(await formOf(bytes, contentType))
      : checked(JSON.parse(UTF8.decode(bytes)), { images: [], files: [] });
  } catch {
    // Broken JSON, a broken form, a body that was cut off.
    return refused('bad-request');
  }
}

async function filed(form: FormData): Promise<PostedRequest> {
  const message = form.get('message');
  if (typeof message !== 'string') return refused('bad-request');
  const images = await imagesIn(form);
  if (typeof images === 'string') return refused(images);
  const files = await filesIn(form);
  if (typeof files === 'string') return refused(files);
  return checked(JSON.parse(message), { images, files });
}

async function imagesIn(form: FormData): Promise<PostedPhoto[] | Refusal> {
  const images: PostedPhoto[] = [];
  let size = 0;
  for (const value of form.getAll('image')) {
    if (typeof value === 'string') return 'no-image';
    if (images.length >= MAX_IMAGES) return 'too-many-images';
    if (value.size > MAX_IMAGE_BYTES) return 'image-too-large';
    size += value.size;
    if (size > MAX_IMAGE_BYTES) return 'body-too-large';
    const bytes = new Uint8Array(await value.arrayBuffer());
    const contentType = imageTypeOf(bytes);
    if (contentType === null) return 'image-type';
    images.push({ contentType, bytes });
  }
  return images;
}

async function filesIn(form: FormData): Promise<PostedFile[] | Refusal> {
  const files: PostedFile[] = [];
  for (const value of form.getAll('file')) {
    if (typeof value === 'string') return 'file-missing';
    if (files.length >= MAX_FILES) return 'too-many-files';
    if (value.size > MAX_FILE_BYTES) return 'file-too-large';
    files.push({ name: endOfName(value.name), bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return files;
}

function checked(json: unknown, attached: Attached): PostedRequest {
  const parsed = PostedMessage.safeParse(json);
  if (!parsed.success) return refused('bad-request');
  const { kind } = parsed.data;
  const { images, files } = attached;
  if (kind === 'image' && images.length === 0) return refused('no-image');
  if (kind === 'file' && files.length === 0) return refused('file-missing');
  const isStray = kind !== 'file' && (files.length > 0 || (kind !== 'image' && images.length > 0));
  return isStray ? refused('bad-request') : { ok: true, posted: parsed.data, ...attached };
}
