/** Parameters of a call: from the address, JSON, a form or a multipart body, where values may again be JSON. */
import type { IncomingMessage } from 'node:http';
import { ApiRefusal } from './telegram-refusal.ts';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAX_BODY_BYTES = 52 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) throw new ApiRefusal(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

export class TelegramParams {
  readonly values: Readonly<Record<string, unknown>>;
  readonly #files: ReadonlyMap<string, UploadedFile>;

  constructor(values: Readonly<Record<string, unknown>>, files: ReadonlyMap<string, UploadedFile>) {
    this.values = values;
    this.#files = files;
  }

  static read(url: URL, type: string, body: Buffer): TelegramParams {
    const values: Record<string, unknown> = Object.fromEntries(url.searchParams);
    const files = new Map<string, UploadedFile>();
    if (type.startsWith('application/json')) Object.assign(values, jsonObject(body));
    else if (type.startsWith('application/x-www-form-urlencoded')) {
      Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString())));
    } else if (type.startsWith('multipart/form-data')) readParts(type, body, values, files);
    return new TelegramParams(values, files);
  }

  text(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  }

  number(name: string): number {
    const value = Number(this.text(name));
    return Number.isFinite(value) ? value : 0;
  }

  yes(name: string): boolean {
    return [true, 'true', '1', 'True'].includes(this.values[name] as string | boolean);
  }

  /** A value with a structure, undefined where it is not given. */
  structure(name: string): unknown {
    const value = this.values[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw new ApiRefusal(400, `Bad Request: can't parse ${name.replaceAll('_', ' ')} JSON object`);
    }
  }

  /** The file that stands under a name, or under the attachment that the name points to. */
  file(name: string): UploadedFile | undefined {
    const pointed = /^attach:\/\/(.+)$/.exec(this.text(name))?.[1];
    return this.#files.get(pointed ?? name);
  }

  attachment(reference: string): UploadedFile | undefined {
    return this.#files.get(reference.replace(/^attach:\/\//, ''));
  }
}

function jsonObject(body: Buffer): object {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Refused below, as anything else that is no object.
  }
  throw new ApiRefusal(400, "Bad Request: can't parse JSON object");
}

/** More lenient than fetch's own reader: names of files come without quotation marks too. */
function readParts(
  type: string,
  body: Buffer,
  values: Record<string, unknown>,
  files: Map<string, UploadedFile>,
): void {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) throw new ApiRefusal(400, 'Bad Request: boundary not found');
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  if (at < 0) throw new ApiRefusal(400, 'Bad Request: boundary not found');
  for (;;) {
    const start = at + mark.length + 2;
    at = body.indexOf(mark, start);
    if (at < 0) return;
    const part = body.subarray(start, at - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, split).toString();
    const bytes = part.subarray(split + 4);
    const name = fieldOf(head, 'name');
    const fileName = fieldOf(head, 'filename');
    if (fileName === null) values[name ?? ''] = bytes.toString();
    else files.set(name ?? '', { name: fileName, bytes: Uint8Array.from(bytes) });
  }
}

function fieldOf(head: string, field: string): string | null {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
  const quoted = new RegExp(`;\\s*${field}="([^"]*)"`, 'i').exec(disposition)?.[1];
  const bare = new RegExp(`;\\s*${field}=([^;"]+)`, 'i').exec(disposition)?.[1];
  return quoted?.replaceAll('%22', '"') ?? bare?.trim() ?? null;
}
