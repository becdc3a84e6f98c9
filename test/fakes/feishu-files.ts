/** Images and files: what an app uploads, and what it fetches out of a message. */
import { Refused } from './feishu-refused.ts';
import type { FeishuResource, FeishuState } from './feishu-state.ts';

const MB = 1024 * 1024;
const FILE_TYPES = new Set(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']);
const SIGNATURES: readonly (readonly [contentType: string, start: string])[] = [
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/gif', '47494638'],
  ['image/webp', '52494646'],
  ['image/bmp', '424d'],
];

export const imageTypeOf = (bytes: Uint8Array): string | null => {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0] ?? null;
};

async function form(contentType: string, body: Buffer): Promise<FormData> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- warned of for its lack of limits; only tests call this
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new Refused(234001, 'Invalid request param.');
  }
}

async function fileIn(data: FormData, field: string, limit: number): Promise<Uint8Array> {
  const file = data.get(field);
  if (file === null || typeof file === 'string') throw new Refused(234001, 'Invalid request param.');
  if (file.size === 0) throw new Refused(234010, "File's size can't be 0.");
  if (file.size > limit) throw new Refused(234006, 'The file size exceed the max value.');
  return new Uint8Array(await file.arrayBuffer());
}

export class FeishuFiles {
  readonly #state: FeishuState;

  constructor(state: FeishuState) {
    this.#state = state;
  }

  async uploadImage(contentType: string, body: Buffer): Promise<object> {
    const data = await form(contentType, body);
    if (data.get('image_type') !== 'message') throw new Refused(234001, 'Invalid request param.');
    const bytes = await fileIn(data, 'image', 10 * MB);
    const type = imageTypeOf(bytes);
    if (type === null) throw new Refused(234011, "Can't recognize the image format.");
    return { image_key: this.#state.addResource('image', '', type, bytes).key };
  }

  async uploadFile(contentType: string, body: Buffer): Promise<object> {
    const data = await form(contentType, body);
    const name = data.get('file_name');
    const type = data.get('file_type');
    if (typeof name !== 'string' || name === '' || typeof type !== 'string' || !FILE_TYPES.has(type)) {
      throw new Refused(234001, 'Invalid request param.');
    }
    const bytes = await fileIn(data, 'file', 30 * MB);
    return { file_key: this.#state.addResource('file', name, 'application/octet-stream', bytes).key };
  }

  /** A file that stands in a message of a chat the bot is in. */
  inMessage(messageId: string, key: string, type: string | null): FeishuResource {
    if (type !== 'image' && type !== 'file') throw new Refused(234001, 'Invalid request param.');
    const message = this.#state.messages.get(messageId);
    if (message === undefined) throw new Refused(234003, 'File not in msg.');
    if (!message.chat.botIsIn) throw new Refused(234004, 'App not in chat.');
    if (['interactive', 'merge_forward', 'sticker'].includes(message.type)) {
      throw new Refused(234043, 'Unsupported message type.');
    }
    const resource = this.#state.resources.get(key);
    if (resource === undefined || message.recalled || !message.content.includes(key) || resource.kind !== type) {
      throw new Refused(234003, 'File not in msg.');
    }
    if (resource.goneAs !== null) throw new Refused(resource.goneAs, 'The file is gone.');
    return resource;
  }
}
