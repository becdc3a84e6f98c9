/** Failures as the log names them: kinds and codes, never what was said. */
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar.ts';
import { isStoreTrouble } from '../store/database.ts';
import { EmbeddedFailure } from '../store/embedded.ts';

export function failureOf(error: unknown): string {
  if (error instanceof EmbeddedFailure) return error.kind;
  return error instanceof Error ? error.name : 'unknown';
}

/** The system's, PostgreSQL's or Prisma's own name of it, such as `ECONNREFUSED` or `57P01`; null = it has none. */
function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : null;
}

/** Windows that lost the store try again every few seconds: so long without a word of it, and the outage is over. */
const quietMs = 30_000;

/** What the web chat reports, as lines: a store that is away is told once an outage, however many windows are open. */
export function webReport(log: Logger, now: () => Instant): (error: unknown) => void {
  let troubledAt: Instant | null = null;
  return (error) => {
    const trouble = isStoreTrouble(error);
    const told = trouble && troubledAt !== null && now() - troubledAt < quietMs;
    if (trouble) troubledAt = now();
    const failure = trouble ? 'store-not-reached' : failureOf(error);
    if (!told) log.error({ failure, code: codeOf(error) }, 'web chat');
  };
}
