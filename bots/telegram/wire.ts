/** grammY as the client of the Bot API, over connections that tell whether a request can have left. */
import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Api, type RawApi } from 'grammy';

/** Code of every error of a connection that never stood: nothing was written, so nothing was taken. */
export const NOT_CONNECTED = 'NOT_CONNECTED';

/** A network that swallows packets, as mainland China's does with Telegram's, is recognised within this, in ms. */
const CONNECT_MS = 5000;

const AGENT = {
  keepAlive: true,
  // An idle connection is given up before the other side does it while a request is on its way: that request's fate were unknown.
  timeout: 15_000,
  // Node's own 250 ms for the first address are too few for a server on another continent.
  autoSelectFamilyAttemptTimeout: 2000,
};

type Made = Duplex | null | undefined;
type Connected = (error: Error | null, stream: Duplex) => void;

class PlainAgent extends HttpAgent {
  readonly #withinMs: number;
  constructor(withinMs: number) {
    super(AGENT);
    this.#withinMs = withinMs;
  }
  override createConnection(options: ClientRequestArgs, connected?: Connected): Made {
    return watched(super.createConnection(options, connected), 'connect', this.#withinMs);
  }
}

class TlsAgent extends HttpsAgent {
  readonly #withinMs: number;
  constructor(withinMs: number) {
    super(AGENT);
    this.#withinMs = withinMs;
  }
  override createConnection(options: ClientRequestArgs, connected?: Connected): Made {
    return watched(super.createConnection(options, connected), 'secureConnect', this.#withinMs);
  }
}

/** Its listener stands before those of the request, which therefore sees the code. */
function watched(socket: Made, standing: 'connect' | 'secureConnect', withinMs: number): Made {
  if (!(socket instanceof Socket)) return socket;
  const early = (error: NodeJS.ErrnoException): void => {
    error.code = NOT_CONNECTED;
  };
  const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), withinMs);
  socket.on('error', early);
  socket.once('close', () => clearTimeout(timer));
  socket.once(standing, () => {
    clearTimeout(timer);
    socket.off('error', early);
  });
  return socket;
}

export interface Wire {
  readonly api: RawApi;
  /** Lets the connections go; a request that is under way is cut off. */
  close(): void;
}

export function openWire(
  to: { readonly token: string; readonly apiRoot: string },
  connectMs: number = CONNECT_MS,
): Wire {
  const agent = to.apiRoot.startsWith('https:') ? new TlsAgent(connectMs) : new PlainAgent(connectMs);
  const { raw } = new Api(to.token, { apiRoot: to.apiRoot, timeoutSeconds: 60, baseFetchConfig: { agent } });
  return { api: raw, close: () => agent.destroy() };
}

type GrammySignal = NonNullable<Parameters<RawApi['getMe']>[0]>;

/** grammY's types know the signals of a polyfill only; it takes the platform's own. */
const asked = (signal: AbortSignal): GrammySignal => signal as unknown as GrammySignal;

/** The signal of a call that may take so long. */
export const within = (ms: number): GrammySignal => asked(AbortSignal.timeout(ms));

/** A call that may take so long, and ends when the caller does. With `AbortSignal.any` a signal that lives on would keep 2 KB of each call. */
export async function calling<T>(
  ms: number,
  caller: AbortSignal,
  call: (signal: GrammySignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, ms);
  caller.addEventListener('abort', end);
  if (caller.aborted) end();
  try {
    return await call(asked(over.signal));
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', end);
  }
}
export const until = asked;

/** Asked anew: what was looked at before an `await` may have changed since. */
export const isOver = (signal: AbortSignal): boolean => signal.aborted;
