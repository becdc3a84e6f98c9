/** Calls of Feishu's API through its SDK: one token, a time limit for each call, and failures that say what is known of them. */
import { Client, LoggerLevel, withTenantToken } from '@larksuiteoapi/node-sdk';
import type { Config } from './config.ts';
import { ApiFailure, failureOf } from './failure.ts';
import { Answer, Issued } from './schema.ts';

const CALL_MS = 10_000;
const UPLOAD_MS = 60_000;
const MAX_ANSWER_BYTES = 2_000_000;
/** A token is given up this long before it ends. */
const TOKEN_MARGIN_MS = 5 * 60_000;
/** Codes with which a token is no longer taken. */
const STALE_TOKEN = new Set([99991661, 99991663, 99991664, 99991668, 99991671]);

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Under `/open-apis/`. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly data?: object;
  readonly form?: FormData;
}

export interface Api {
  /** The `data` (or all) of an answer of success. @throws ApiFailure */
  call(call: Call, signal?: AbortSignal): Promise<unknown>;
  /** The bytes of a resource. @throws ApiFailure, with `network` `too-large` over `maxBytes` */
  download(call: Call, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Asks for a token unless one is held. @returns the platform's clock by the answer, epoch ms; null where none was asked for */
  signIn(signal?: AbortSignal): Promise<number | null>;
}

const silence = (): void => {};
/** The SDK's own lines quote texts and tokens. */
export const SILENT = {
  loggerLevel: LoggerLevel.fatal,
  logger: { error: silence, warn: silence, info: silence, debug: silence, trace: silence },
};

/** What the SDK's HTTP answers when it is asked for headers as well. */
interface WithHeaders {
  readonly data: unknown;
  readonly headers: unknown;
}

/** `onFate` is told of each call: null where the platform answered, else why it did not. */
export function createApi(config: Config, onFate: (failure: ApiFailure | null) => void): Api {
  const now = config.now ?? Date.now;
  const { appId, appSecret, domain } = config;
  const client = new Client({ appId, appSecret, domain, disableTokenCache: true, ...SILENT });
  let token: { readonly value: string; readonly until: number } | null = null;

  async function ask(
    at: ApiFailure['at'],
    { path, form, ...call }: Call,
    signal?: AbortSignal,
    more: object = {},
  ): Promise<WithHeaders> {
    if (signal?.aborted) throw new ApiFailure({ at: 'before', network: 'aborted' });
    const request = {
      ...call,
      url: `/open-apis/${path}`,
      timeout: form === undefined ? CALL_MS : UPLOAD_MS,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      $return_headers: true,
      ...(signal === undefined ? {} : { signal }),
      // The SDK copies `data` into a plain object, so a form can only be put in its place afterwards.
      ...(form === undefined ? {} : { transformRequest: () => form }),
      ...more,
    };
    try {
      return await client.request<WithHeaders>(request, token === null ? {} : withTenantToken(token.value));
    } catch (error) {
      throw failureOf(at, error);
    }
  }

  async function signIn(signal?: AbortSignal): Promise<number | null> {
    if (token !== null && now() < token.until) return null;
    token = null;
    const data = { app_id: appId, app_secret: appSecret };
    const path = 'auth/v3/tenant_access_token/internal';
    const answer = await ask('token', { method: 'POST', path, data }, signal);
    const issued = Issued.safeParse(answer.data);
    if (!issued.success) throw new ApiFailure({ at: 'token', code: codeOf(answer.data), network: 'bad-answer' });
    const { tenant_access_token: value, expire } = issued.data;
    token = { value, until: now() + Math.max(expire * 1000 - TOKEN_MARGIN_MS, 0) };
    return dateOf(answer.headers);
  }

  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      const done = await work();
      onFate(null);
      return done;
    } catch (error) {
      const failure = failureOf('call', error);
      if (failure.code !== null && STALE_TOKEN.has(failure.code)) token = null;
      onFate(failure);
      throw failure;
    }
  }

  return {
    signIn: (signal) => told(() => signIn(signal)),
    call: (call, signal) =>
      told(async () => {
        await signIn(signal);
        const answer = await ask('call', call, signal);
        const parsed = Answer.safeParse(answer.data);
        if (!parsed.success) throw new ApiFailure({ at: 'call', network: 'bad-answer' });
        const { code } = parsed.data;
        if (code !== 0) throw new ApiFailure({ at: 'call', code, headers: answer.headers });
        return parsed.data.data ?? parsed.data;
      }),
    download: (call, maxBytes, signal) =>
      told(async () => {
        await signIn(signal);
        const limits = { responseType: 'arraybuffer', maxContentLength: maxBytes, timeout: UPLOAD_MS };
        const { data } = await ask('call', call, signal, limits);
        if (!(data instanceof Uint8Array)) throw new ApiFailure({ at: 'call', network: 'bad-answer' });
        return data;
      }),
  };
}

const codeOf = (body: unknown): number | null => Answer.safeParse(body).data?.code ?? null;

function dateOf(headers: unknown): number | null {
  const { date } = (headers ?? {}) as { readonly date?: unknown };
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
