/** Failures as the log names them: kinds and codes, never what was said. */
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar.ts';
import { isStoreTrouble } from '../store/database.ts';
import { EmbeddedFailure } from '../store/embedded.ts';

export function failureOf(error: unknown): string {
  if (error instanceof EmbeddedFailure) return error.kind;
  return error instanceof Error ? error.name : 'unknown';
}

/** The system's, PostgreSQL's, Prisma's or an adapter's own name of it, such as `ECONNREFUSED`, `57P01` or `http-502`; null = it has none. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? error.code : 'why' in error ? error.why : null;
  return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : null;
}

/** Windows and platforms that lost the store try again every few seconds: so long without a word of it, and the outage is over. */
const quietMs = 30_000;

/** What an adapter reports, as lines in the log: a store that is away is told once an outage, however many messages wait for it. */
export function adapterReport(log: Logger, platform: string, now: () => Instant): (error: unknown) => void {
  let troubledAt: Instant | null = null;
  return (error) => {
    const trouble = isStoreTrouble(error);
    const told = trouble && troubledAt !== null && now() - troubledAt < quietMs;
    if (trouble) troubledAt = now();
    const failure = trouble ? 'store-not-reached' : failureOf(error);
    if (!told) log.error({ platform, failure, code: codeOf(error) }, 'adapter trouble');
  };
}
