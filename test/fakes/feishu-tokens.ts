/** Tenant access tokens: two hours, the same one again until half an hour is left. */
import { Refused } from './feishu-refused.ts';
import { hex } from './feishu-state.ts';
import type { FeishuState } from './feishu-state.ts';

const LIFE_MS = 2 * 3_600_000;
const RENEWED_BEFORE_MS = 30 * 60_000;

export class FeishuTokens {
  readonly #state: FeishuState;
  /** Token → until when, epoch ms. */
  readonly #valid = new Map<string, number>();

  constructor(state: FeishuState) {
    this.#state = state;
  }

  /** As `auth/v3/tenant_access_token/internal` answers: also a refusal comes with HTTP 200. */
  issue(body: unknown): object {
    const { app_id: appId, app_secret: secret } = (body ?? {}) as { app_id?: unknown; app_secret?: unknown };
    if (appId !== this.#state.appId) return { code: 10003, msg: 'invalid param' };
    if (secret !== this.#state.appSecret) return { code: 10014, msg: 'app secret invalid' };
    const now = this.#state.now();
    const lasting = [...this.#valid].find(([, until]) => until - now >= RENEWED_BEFORE_MS);
    const [token, until] = lasting ?? [`t-g1${hex(38)}`, now + LIFE_MS];
    this.#valid.set(token, until);
    return { code: 0, msg: 'ok', tenant_access_token: token, expire: Math.floor((until - now) / 1000) };
  }

  /** @throws Refused where the header has no token that is still good */
  check(authorization: string | undefined): void {
    if (authorization === undefined) throw new Refused(99991661, 'Missing access token for authorization.');
    const until = this.#valid.get(authorization.replace(/^Bearer /, ''));
    if (until === undefined || until <= this.#state.now()) {
      throw new Refused(99991663, 'Invalid access token for authorization.');
    }
  }

  revokeAll(): void {
    this.#valid.clear();
  }
}
