/** Short names for what goes wrong. The errors themselves hold addresses with the token, and texts: they go nowhere. */
import { GrammyError, HttpError } from 'grammy';
import { NOT_CONNECTED } from './wire.ts';

/** What is reported in place of an error of Telegram or of the way to it. */
export class TelegramTrouble extends Error {
  override readonly name = 'TelegramTrouble';
  readonly why: string;
  constructor(why: string) {
    super(`telegram: ${why}`);
    this.why = why;
  }
}

/** `unreachable` = nothing left this machine; `dropped`, `timeout`, `bad-answer` = it may have arrived. */
export function whyOf(error: unknown): string {
  if (error instanceof TelegramTrouble) return error.why;
  if (error instanceof GrammyError) return whyRefused(error);
  if (error instanceof HttpError) return whyUnanswered(error.error);
  return error instanceof Error ? error.name : 'unknown';
}

function whyRefused({ error_code: code, description }: GrammyError): string {
  // A token of another shape is no path of the API.
  if (code === 401 || code === 404) return 'unauthorized';
  if (code === 409) return /webhook/i.test(description) ? 'webhook-is-set' : 'another-poller';
  return code === 429 ? 'too-many-requests' : `http-${String(code)}`;
}

function whyUnanswered(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'dropped';
  const field = (name: string): unknown => (name in cause ? (cause as Record<string, unknown>)[name] : null);
  if (field('code') === NOT_CONNECTED) return 'unreachable';
  if (field('type') === 'invalid-json') return 'bad-answer';
  return field('name') === 'AbortError' ? 'timeout' : 'dropped';
}

/** How long Telegram asks to be left alone, in ms; null where it does not say. */
export function retryAfterOf(error: unknown): number | null {
  if (!(error instanceof GrammyError)) return null;
  const { retry_after: seconds } = error.parameters;
  return typeof seconds === 'number' && seconds >= 0 ? Math.min(seconds, 86_400) * 1000 : null;
}

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait after the n-th failure in a row (n ≥ 1), in ms. */
export const backoffMs = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));

/** The same, but never sooner than Telegram allows. */
export const delayAfter = (error: unknown, failures: number): number =>
  Math.max(backoffMs(failures), retryAfterOf(error) ?? 0);
