/**
 * Who may talk to this server at all. A page of another site must not post in a signed-in person's name, and a name that
 * was rebound to 127.0.0.1 must not read from it: hence Host on every request, Origin on whatever changes or streams.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { Refusal } from './refusal.ts';

export interface Gate {
  /** Port the server listens on; loopback names are allowed with it. */
  readonly port: number;
  /** Origins it is reached by through a proxy, such as `https://chat.example.gov.cn`. */
  readonly allowedOrigins: readonly string[];
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host);

/** Whether a Host header is a loopback name with the port that this server listens on. */
export const loopbackHost = (host: string, gate: Gate): boolean =>
  LOOPBACK.some((name) => host.toLowerCase() === `${name}:${String(gate.port)}`);

/** Whether a Host header names this server. */
export const hostAllowed = (host: string | undefined, gate: Gate): boolean =>
  host !== undefined &&
  (loopbackHost(host, gate) || gate.allowedOrigins.some((origin) => new URL(origin).host === host.toLowerCase()));

/** Whether an Origin is this server's own, as the request reached it. */
export const originAllowed = (origin: string, host: string, gate: Gate): boolean =>
  gate.allowedOrigins.includes(origin) ||
  (origin === `http://${host.toLowerCase()}` &&
    LOOPBACK.some((name) => origin === `http://${name}:${String(gate.port)}`));

/**
 * Whether the browser came by https, as its Origin says; whatever changes anything has passed the gate with an Origin. A
 * header of the proxy would say less: it may be missing, and anybody may write it.
 */
export const cameByHttps = (c: Context): boolean => c.req.header('origin')?.startsWith('https:') ?? false;

/** What of a request the gate looks at. */
export interface Knock {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  /** Whether the path serves a signed-in person's data. */
  readonly personal: boolean;
}

export function refusedAtGate(knock: Knock, gate: Gate): Refusal | null {
  if (knock.host === undefined || !hostAllowed(knock.host, gate)) return 'foreign-host';
  const reads = knock.method === 'GET' || knock.method === 'HEAD';
  if (knock.origin === undefined) {
    if (!reads) return 'foreign-origin';
  } else if ((!reads || knock.personal) && !originAllowed(knock.origin, knock.host, gate)) {
    return 'foreign-origin';
  }
  const site = knock.fetchSite;
  // `none` is a person who typed the address or opened a picture in a tab of its own.
  if (knock.personal && site !== undefined && site !== 'same-origin' && site !== 'none') return 'foreign-origin';
  return null;
}

/** Answers what the gate refuses; `gate` is asked each time, since the port is known only once the server listens. */
export const gateKeeper =
  (gate: () => Gate, refuse: (refusal: Refusal, c: Context) => Response): MiddlewareHandler =>
  async (c, next) => {
    const refusal = refusedAtGate(
      {
        method: c.req.method,
        host: c.req.header('host'),
        origin: c.req.header('origin'),
        fetchSite: c.req.header('sec-fetch-site'),
        personal: /^\/a\/[^/]+\/api\//.test(c.req.path),
      },
      gate(),
    );
    if (refusal !== null) return refuse(refusal, c);
    await next();
    return undefined;
  };
