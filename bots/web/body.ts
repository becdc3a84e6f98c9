/**
 * Request bodies, read up to a limit. Hono's own body limit makes a new Request of a chunked body, which works only when
 * the HTTP adapter replaces the process's global Request; this one needs no such thing.
 */
/** @returns the bytes; `too-large` as soon as there are more than `maxBytes`. Rejects when the client goes away. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return 'too-large';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) break;
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      return 'too-large';
    }
    chunks.push(part.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Parses a form of either encoding; rejects when it is broken. */
export const formOf = (bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- warned of for its lack of limits; these bytes are counted
  new Response(bytes, { headers: { 'content-type': contentType } }).formData();
