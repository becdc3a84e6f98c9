/** One request that is about to be sent, and what may come of it. */
import { Buffer } from 'node:buffer';

/** A request before it is bytes; whatever changes it says what its chances are afterwards. */
export interface Draft {
  method: string;
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** In chunks instead of with a length. */
  chunked: boolean;
  /** Whose session it carries, whole and from the service's own page; null = nothing may come of it. */
  speaker: string | null;
  /** Posts a message. */
  posts: boolean;
  /** Key and text under which the message would be kept; null once the body is no longer what it was. */
  intact: { readonly clientKey: string; readonly text: string | null } | null;
  /** Has to be taken: nothing about it is wrong. */
  isGood: boolean;
  /** What was done to it, for the report. */
  marks: string[];
}

/** Bytes that go over the wire. */
export interface Shot extends Readonly<Omit<Draft, 'body' | 'headers' | 'chunked'>> {
  readonly bytes: Buffer;
  /** `one` answer is due and the line stays; `end`: nothing more is sent; `cut`: the line is cut without waiting. */
  readonly ends: 'one' | 'end' | 'cut';
  /** Written in several pieces. */
  readonly slow: boolean;
}

export const dropHeader = (draft: Draft, name: string): void => {
  draft.headers = draft.headers.filter(([one]) => one !== name);
};
export const setHeader = (draft: Draft, name: string, value: string): void => {
  dropHeader(draft, name);
  draft.headers.push([name, value]);
};

const chunk = (part: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);

function framed({ body, chunked }: Draft): { header: string; body: Buffer } {
  if (!chunked) return { header: `content-length: ${String(body.length)}\r\n`, body };
  const middle = Math.floor(body.length / 2);
  const parts = [body.subarray(0, middle), body.subarray(middle)].filter((part) => part.length > 0);
  return {
    header: 'transfer-encoding: chunked\r\n',
    body: Buffer.concat([...parts.map(chunk), Buffer.from('0\r\n\r\n')]),
  };
}

/** The bytes of a request that is framed as HTTP asks. */
export function bytesOf(draft: Draft): Buffer {
  const { header, body } = framed(draft);
  const bare = draft.body.length === 0 && (draft.method === 'GET' || draft.method === 'HEAD');
  const head = draft.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([
    Buffer.from(`${draft.method} ${draft.target} HTTP/1.1\r\n${head}${bare ? '' : header}\r\n`, 'latin1'),
    bare ? Buffer.alloc(0) : body,
  ]);
}
