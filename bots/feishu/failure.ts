/** A call that did not succeed: what is known of it, and nothing of what was being said. */
import { Answer } from './schema.ts';

interface Known {
  /** How far it came: `before` = nothing had been written, `token` = only the app had signed in. */
  readonly at: 'before' | 'token' | 'call';
  /** HTTP status of an answer. */
  readonly status?: number | null;
  /** Feishu's own code in the body. */
  readonly code?: number | null;
  /** The name of a failure without an answer, such as `ECONNREFUSED`. */
  readonly network?: string | null;
  readonly headers?: unknown;
}

export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly at: Known['at'];
  readonly status: number | null;
  readonly code: number | null;
  readonly network: string | null;
  /** After how many ms the platform wants to be asked again. */
  readonly retryAfterMs: number | null;

  constructor({ at, status = null, code = null, network = null, headers = null }: Known) {
    super(code === null ? (network ?? `http-${String(status)}`) : `code-${String(code)}`);
    this.at = at;
    this.status = status;
    this.code = code;
    this.network = network;
    this.retryAfterMs = retryAfterOf(headers);
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const MAX_WAIT_S = 3600;

function retryAfterOf(headers: unknown): number | null {
  if (!isFields(headers)) return null;
  const seconds = Number(headers['x-ogw-ratelimit-reset'] ?? headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, MAX_WAIT_S) * 1000 : null;
}

/** The body may have come as bytes. */
function codeIn(body: unknown): number | null {
  try {
    const said: unknown = body instanceof Uint8Array ? JSON.parse(Buffer.from(body).toString('utf8')) : body;
    return Answer.safeParse(said).data?.code ?? null;
  } catch {
    return null;
  }
}

/** Failures in which no byte of the request had left. */
const BEFORE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const NAMES: Readonly<Record<string, string>> = {
  ECONNABORTED: 'timeout',
  ETIMEDOUT: 'timeout',
  ERR_CANCELED: 'aborted',
  ECONNRESET: 'dropped',
  EPIPE: 'dropped',
};

/** What the SDK's HTTP client threw, as far as it may be told on. */
export function failureOf(at: ApiFailure['at'], error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const { response, code } = isFields(error) ? error : {};
  if (isFields(response)) {
    const { status, data, headers } = response;
    return new ApiFailure({ at, status: Number(status), code: codeIn(data), headers });
  }
  const name = typeof code === 'string' ? code : 'unknown';
  if (BEFORE.has(name)) return new ApiFailure({ at: 'before', network: 'unreachable' });
  if (error instanceof Error && error.message.startsWith('maxContentLength')) {
    return new ApiFailure({ at, network: 'too-large' });
  }
  return new ApiFailure({ at, network: NAMES[name] ?? 'dropped' });
}
