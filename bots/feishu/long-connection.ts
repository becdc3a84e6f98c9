/**
 * The long connection. The SDK's client speaks the frames and acknowledges an event with 200 once its handler resolves, with
 * 500 when it rejects. Its own reconnecting is off: it waits up to two and a half minutes and gives up for good on several
 * errors. A client is made for each connection here instead, with a backoff, until the bot stops.
 */
import { EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import { setTimeout as wait } from 'node:timers/promises';
import { SILENT } from './api.ts';
import type { Config } from './config.ts';
import { NotNow } from './receive.ts';
import type { Receiver } from './receive.ts';

const HANDSHAKE_MS = 10_000;
const PONG_S = 10;
/** How often a client is asked how it is: it tells of no loss itself. */
const LOOK_MS = 200;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 60_000;

interface Parts {
  readonly config: Config;
  readonly receiver: Receiver;
  readonly onState: (connected: boolean) => void;
}

/** Hands each event over as it came, whatever its type; the SDK's own would answer types nobody registered. */
class Handover extends EventDispatcher {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(SILENT);
    this.#parts = parts;
  }

  override async invoke(event: unknown): Promise<undefined> {
    try {
      await this.#parts.receiver.take(event);
    } catch (error) {
      if (!(error instanceof NotNow)) this.#parts.config.report?.(error);
      throw error;
    }
  }
}

/** Goes on until `signal` aborts; events in hand are to be done by then. */
export async function keepConnected(parts: Parts, signal: AbortSignal): Promise<void> {
  let backoffMs = FIRST_BACKOFF_MS;
  while (!signal.aborted) {
    if (await connection(parts, signal)) backoffMs = FIRST_BACKOFF_MS;
    parts.onState(false);
    await wait(backoffMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
  }
}

/** One connection, from its start until it is lost. @returns whether it ever stood */
async function connection(parts: Parts, signal: AbortSignal): Promise<boolean> {
  const { appId, appSecret, domain } = parts.config;
  const client = new WSClient({
    appId,
    appSecret,
    domain,
    autoReconnect: false,
    handshakeTimeoutMs: HANDSHAKE_MS,
    wsConfig: { pingTimeout: PONG_S },
    ...SILENT,
  });
  let stood = false;
  await client.start({ eventDispatcher: new Handover(parts) });
  while (!signal.aborted) {
    const { state } = client.getConnectionStatus();
    if (state === 'connected' && !stood) {
      stood = true;
      parts.onState(true);
    }
    if (state !== 'connected' && state !== 'connecting') break;
    await wait(stood ? LOOK_MS : LOOK_MS / 10, undefined, { signal }).catch(() => undefined);
  }
  // Only a lost connection is cut: what was last acknowledged has to leave first.
  client.close({ force: !signal.aborted });
  return stood;
}
