/**
 * Whether a post to the webhook is from Feishu and for this app. The SDK's own adapter is not used: it does not look at the
 * verification token or the time, and a broken ciphertext ends the process.
 */
import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Challenge, Envelope } from './schema.ts';

export interface Posted {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: Buffer;
}

interface Secrets {
  readonly appId: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
}

export type Verified =
  | { readonly is: 'event'; readonly event: unknown }
  | { readonly is: 'challenge'; readonly challenge: string }
  | { readonly is: 'forged' }
  | { readonly is: 'unreadable' };

/**
 * How old a signature may be: the last retry comes after 6 h and 20 min. A replay within it does nothing, since events are
 * deduplicated for good.
 */
const OLDEST_S = 7 * 3600;
const AHEAD_S = 600;

const Encrypted = z.object({ encrypt: z.string().min(1) });

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests, so that neither length nor content shows in the time it takes. */
const same = (one: string, two: string): boolean => timingSafeEqual(sha256(one), sha256(two));

const headerOf = ({ headers }: Posted, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

function isSigned(posted: Posted, encryptKey: string, nowMs: number): boolean {
  const timestamp = headerOf(posted, 'x-lark-request-timestamp');
  const nonce = headerOf(posted, 'x-lark-request-nonce');
  const signature = headerOf(posted, 'x-lark-signature');
  const hash = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(posted.raw)
    .digest('hex');
  const age = nowMs / 1000 - Number(timestamp);
  return same(hash, signature) && /^\d{1,12}$/.test(timestamp) && age <= OLDEST_S && age >= -AHEAD_S;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** null = not encrypted with this key. */
function decrypted(encrypt: string, encryptKey: string): unknown {
  const bytes = Buffer.from(encrypt, 'base64');
  if (bytes.length < 32) return null;
  try {
    const cipher = createDecipheriv('aes-256-cbc', sha256(encryptKey), bytes.subarray(0, 16));
    return json(Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

/** Never throws, whatever was posted. The console's challenge carries no signature: that it decrypts and knows the token proves it. */
export function verify(posted: Posted, { appId, encryptKey, verificationToken }: Secrets, nowMs: number): Verified {
  const signed = isSigned(posted, encryptKey, nowMs);
  const outer = Encrypted.safeParse(json(posted.raw.toString('utf8')));
  if (!outer.success) return { is: signed ? 'unreadable' : 'forged' };
  const inner = decrypted(outer.data.encrypt, encryptKey);
  const challenge = Challenge.safeParse(inner);
  if (challenge.success) {
    const { token, challenge: text } = challenge.data;
    return same(token, verificationToken) ? { is: 'challenge', challenge: text } : { is: 'forged' };
  }
  if (!signed) return { is: 'forged' };
  const event = Envelope.safeParse(inner);
  if (!event.success) return { is: 'unreadable' };
  const { token, app_id } = event.data.header;
  if (app_id !== appId || !same(token ?? '', verificationToken)) return { is: 'forged' };
  return { is: 'event', event: inner };
}
