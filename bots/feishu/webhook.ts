/** The webhook: one HTTP server that verifies what is posted, has it stored, and answers. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config, WebhookConfig } from './config.ts';
import { NotNow } from './receive.ts';
import type { Receiver } from './receive.ts';
import { verify } from './verify.ts';

const MAX_BODY_BYTES = 2_000_000;
const TIMEOUTS = { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 30_000 };
const STOP_GRACE_MS = 10_000;

export interface Webhook {
  readonly url: string;
  /** Answers what is in hand, then frees the port. */
  close(): Promise<void>;
}

interface Parts {
  readonly config: Config;
  readonly webhook: WebhookConfig;
  readonly receiver: Receiver;
}

interface Answer {
  readonly status: number;
  readonly body?: object;
}

/** @returns null for a body over the limit. Rejects when the sender goes away. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answerTo(request: IncomingMessage, { config, webhook, receiver }: Parts): Promise<Answer> {
  if (request.method !== 'POST') return { status: 405 };
  const raw = await bodyOf(request);
  if (raw === null) return { status: 413 };
  const now = config.now ?? Date.now;
  const verified = verify({ headers: request.headers, raw }, { appId: config.appId, ...webhook }, now());
  switch (verified.is) {
    case 'challenge':
      return { status: 200, body: { challenge: verified.challenge } };
    case 'forged':
      return { status: 401 };
    case 'unreadable':
      return { status: 400 };
    case 'event':
      await receiver.take(verified.event);
      // An empty answer: a press shows nothing of its own, the card changes when it was worked.
      return { status: 200, body: {} };
  }
}

function put(response: ServerResponse, { status, body = {} }: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(body));
}

/** Rejects when the port is taken. */
export async function openWebhook(parts: Parts): Promise<Webhook> {
  const server = createServer(TIMEOUTS, (request, response) => {
    response.on('error', () => {});
    void answerTo(request, parts)
      .catch((error: unknown): Answer => {
        if (!(error instanceof NotNow) && !request.errored) parts.config.report?.(error);
        return { status: 503 };
      })
      .then((answer) => put(response, answer));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const { host } = parts.webhook;
  const port = await bound(server, parts.webhook);
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${String(port)}/`, close: () => closed(server) };
}

function bound(server: Server, { host, port }: WebhookConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive is idle only once its last answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
  await done;
  clearInterval(idle);
  clearTimeout(cut);
}
