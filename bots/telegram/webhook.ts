/** Telegram's posts: the secret is compared first, the update stored, and only then answered with 200. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookConfig } from './config.ts';

export interface Posts {
  readonly secret: string;
  /** Resolves once the update is stored. */
  take(update: unknown): Promise<void>;
  report(error: unknown): void;
}

export interface Listening {
  readonly port: number;
  /** Takes no more and finishes what is in hand, for at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const MAX_BODY_BYTES = 1_000_000;
const BODY_MS = 15_000;
const MAX_CONNECTIONS = 200;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Of equal length, so that how long it takes tells nothing. */
const isSecret = (secret: string, said: string | string[] | undefined): boolean =>
  secret !== '' && typeof said === 'string' && timingSafeEqual(digest(secret), digest(said));

/** @throws what listening throws, such as EADDRINUSE */
export async function listen({ host, port }: Pick<WebhookConfig, 'host' | 'port'>, posts: Posts): Promise<Listening> {
  const server = createServer((request, response) => {
    // A connection that the other side would keep open must not hold up the end.
    response.once('finish', () => setImmediate(() => server.listening || server.closeIdleConnections()));
    void answer(request, response, posts);
  });
  server.requestTimeout = BODY_MS;
  server.headersTimeout = BODY_MS;
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => posts.report(error));
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Never rejects. */
async function answer(request: IncomingMessage, response: ServerResponse, posts: Posts): Promise<void> {
  let status = 503;
  try {
    status = await taken(request, posts);
  } catch (error) {
    posts.report(error);
  }
  if (response.destroyed) return;
  // What was not read is not waited for.
  if (!request.complete) response.setHeader('Connection', 'close');
  if (status === 503) response.setHeader('Retry-After', '5');
  response.writeHead(status).end();
}

async function taken(request: IncomingMessage, posts: Posts): Promise<number> {
  if (!isSecret(posts.secret, request.headers['x-telegram-bot-api-secret-token'])) return 401;
  if (request.method !== 'POST') return 405;
  const body = await bodyOf(request);
  if (typeof body === 'number') return body;
  const update = jsonOf(body);
  if (update === undefined) return 400;
  await posts.take(update);
  return 200;
}

/** @returns the bytes, or the status that refuses them */
async function bodyOf(request: IncomingMessage): Promise<Buffer | number> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return 413;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) return 413;
      chunks.push(chunk);
    }
  } catch {
    return 400; // cut off half-way: it will be posted again
  }
  return Buffer.concat(chunks);
}

/** undefined = no JSON, or none that can be an update. */
function jsonOf(body: Buffer): unknown {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}
