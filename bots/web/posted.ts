/** Reads the body of a posted message: JSON, or a form with the JSON as `message` and files as `image`. */
import { formOf, readBody } from './body.ts';
import { imageTypeOf } from './image-type.ts';
import { MAX_FORM_BYTES, MAX_IMAGES, MAX_IMAGE_BYTES, MAX_JSON_BYTES, PostedMessage } from './schema.ts';
import type { ImageType } from './schema.ts';
import type { Refusal } from './refusal.ts';

export interface PostedFile {
  readonly contentType: ImageType;
  readonly bytes: Uint8Array;
}

export type PostedRequest =
  | { readonly ok: true; readonly posted: PostedMessage; readonly files: readonly PostedFile[] }
  | { readonly ok: false; readonly refusal: Refusal };

const UTF8 = new TextDecoder();

const refused = (refusal: Refusal): PostedRequest => ({ ok: false, refusal });

export async function readPosted(request: Request): Promise<PostedRequest> {
  const contentType = request.headers.get('content-type') ?? '';
  const isForm = contentType.startsWith('multipart/form-data');
  try {
    const bytes = await readBody(request, isForm ? MAX_FORM_BYTES : MAX_JSON_BYTES);
    if (bytes === 'too-large') return refused('body-too-large');
    return isForm ? await filed(await formOf(bytes, contentType)) : checked(JSON.parse(UTF8.decode(bytes)), []);
  } catch {
    // Broken JSON, a broken form, a body that was cut off.
    return refused('bad-request');
  }
}

async function filed(form: FormData): Promise<PostedRequest> {
  const message = form.get('message');
  if (typeof message !== 'string') return refused('bad-request');
  const files: PostedFile[] = [];
  for (const value of form.getAll('image')) {
    if (typeof value === 'string') return refused('no-image');
    if (files.length >= MAX_IMAGES) return refused('too-many-images');
    if (value.size > MAX_IMAGE_BYTES) return refused('image-too-large');
    const bytes = new Uint8Array(await value.arrayBuffer());
    const contentType = imageTypeOf(bytes);
    if (contentType === null) return refused('image-type');
    files.push({ contentType, bytes });
  }
  return checked(JSON.parse(message), files);
}

function checked(json: unknown, files: readonly PostedFile[]): PostedRequest {
  const parsed = PostedMessage.safeParse(json);
  if (!parsed.success) return refused('bad-request');
  if (parsed.data.kind === 'image' && files.length === 0) return refused('no-image');
  if (parsed.data.kind !== 'image' && files.length > 0) return refused('bad-request');
  return { ok: true, posted: parsed.data, files };
}
