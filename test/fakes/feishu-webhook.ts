/** Feishu as it calls an app's webhook: signed and encrypted; and whoever only pretends to be Feishu. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { Attempt } from './feishu-delivery.ts';
import type { FeishuEvent } from './feishu-events.ts';
import { hex } from './feishu-state.ts';

export interface WebhookSettings {
  readonly url: string;
  /** Empty = events come unencrypted and unsigned. */
  readonly encryptKey: string;
  readonly verificationToken: string;
}

export interface WebhookAnswer {
  /** 0 = no answer at all. */
  readonly status: number;
  readonly body: string;
}

/** What somebody else may send who knows the address, and at most one event that went over the line. */
export type Forgery =
  | 'wrong-signature'
  | 'no-signature'
  | 'not-encrypted'
  | 'wrong-token'
  | 'other-app'
  | 'replayed-after-a-day'
  | 'garbage'
  | 'not-json'
  | 'huge';

const DAY_S = 24 * 3600;

/** AES-256-CBC, the key hashed, the vector in front. */
export function encrypted(encryptKey: string, text: string): string {
  const vector = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), vector);
  return Buffer.concat([vector, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

export const signature = (timestamp: string, nonce: string, encryptKey: string, body: string): string =>
  createHash('sha256').update(`${timestamp}${nonce}${encryptKey}${body}`).digest('hex');

export class WebhookSender {
  /** How long the app may take, ms. */
  answerWithinMs = 3000;
  readonly #settings: WebhookSettings;
  readonly #now: () => number;

  constructor(settings: WebhookSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  readonly attempt: Attempt = async (event) => {
    const sent = this.bodyOf(event);
    const { status, body } = await this.post(sent, this.signed(sent));
    return { acknowledged: status === 200, answer: status === 200 ? parsed(body) : null };
  };

  /** What the platform does when the address is entered: asks for a word back. True where it comes, within a second. */
  async challenge(token = this.#settings.verificationToken): Promise<boolean> {
    const challenge = hex(32);
    const { status, body } = await this.post(this.bodyOf({ challenge, token, type: 'url_verification' }), {});
    return status === 200 && (parsed(body) as { challenge?: unknown } | null)?.challenge === challenge;
  }

  bodyOf(what: object): string {
    const { encryptKey } = this.#settings;
    const text = JSON.stringify(what);
    return encryptKey === '' ? text : JSON.stringify({ encrypt: encrypted(encryptKey, text) });
  }

  /** The headers that belong to `body`, as if sent at `at` (epoch s) by whoever holds `key`. */
  signed(body: string, at = Math.floor(this.#now() / 1000), key = this.#settings.encryptKey): Record<string, string> {
    if (key === '') return {};
    const timestamp = String(at);
    const nonce = hex(16);
    return {
      'X-Lark-Request-Timestamp': timestamp,
      'X-Lark-Request-Nonce': nonce,
      'X-Lark-Signature': signature(timestamp, nonce, key, body),
    };
  }

  async post(body: string, headers: Readonly<Record<string, string>>): Promise<WebhookAnswer> {
    try {
      const response = await fetch(this.#settings.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body,
        signal: AbortSignal.timeout(this.answerWithinMs),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return { status: 0, body: '' };
    }
  }

  /** Sends `event`, or what is made of it, as Feishu never would. */
  forge(kind: Forgery, event: FeishuEvent): Promise<WebhookAnswer> {
    const body = this.#forgedBody(kind, event);
    switch (kind) {
      case 'no-signature':
        return this.post(body, {});
      case 'wrong-signature':
        return this.post(body, this.signed(body, undefined, hex(32)));
      case 'replayed-after-a-day':
        return this.post(body, this.signed(body, Math.floor(this.#now() / 1000) - DAY_S));
      default:
        return this.post(body, this.signed(body));
    }
  }

  #forgedBody(kind: Forgery, event: FeishuEvent): string {
    const { header } = event;
    switch (kind) {
      case 'not-encrypted':
        return JSON.stringify(event);
      case 'wrong-token':
        return this.bodyOf({ ...event, header: { ...header, token: hex(32) } });
      case 'other-app':
        return this.bodyOf({ ...event, header: { ...header, app_id: `cli_${hex(16)}` } });
      case 'garbage':
        return JSON.stringify({ encrypt: randomBytes(40).toString('base64') });
      case 'not-json':
        return '{"encrypt":';
      case 'huge':
        return JSON.stringify({ encrypt: 'A'.repeat(20 * 1024 * 1024) });
      default:
        return this.bodyOf(event);
    }
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
