/** What a failed call means for a send: whether it can have arrived, when to try again, and whom it holds for. */
import type { SendOutcome } from '../../src/chat/message.ts';
import type { ApiFailure } from './failure.ts';

type Refused = Extract<SendOutcome, { readonly status: 'refused' }>;

interface Meaning {
  readonly why: string;
  readonly of: NonNullable<Refused['of']>;
  /** When it may be tried again unless the platform says; null = never. */
  readonly afterMs: number | null;
}

const SOON_MS = 5_000;
/** For what an operator has to mend. */
const LATER_MS = 60_000;

const never = (of: Meaning['of'], why: string): Meaning => ({ why, of, afterMs: null });
const later = (of: Meaning['of'], why: string, afterMs = LATER_MS): Meaning => ({ why, of, afterMs });

/** Codes of `im/v1` and of the gateway, as the error tables of their documentation have them. */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [99991400, later('platform', 'rate-limited', 1000)],
  [230020, later('chat', 'chat-rate-limited', 1000)],
  [230002, never('chat', 'bot-not-in-chat')],
  [230013, never('chat', 'not-available-to-user')],
  [230018, never('chat', 'chat-muted')],
  [230029, never('chat', 'user-left')],
  [230034, never('chat', 'no-such-chat')],
  [230035, never('chat', 'may-not-speak')],
  [230038, never('chat', 'other-tenant')],
  [230053, never('chat', 'blocked')],
  [232009, never('chat', 'chat-dissolved')],
  [230006, later('platform', 'no-bot')],
  [230027, later('platform', 'scope-missing')],
  [99991672, later('platform', 'scope-missing')],
  [99991662, later('platform', 'app-stopped')],
  [10003, later('platform', 'app-refused')],
  [10014, later('platform', 'app-refused')],
  [99991661, later('platform', 'token-refused', 1000)],
  [99991663, later('platform', 'token-refused', 1000)],
  [99991664, later('platform', 'token-refused', 1000)],
  [99991668, later('platform', 'token-refused', 1000)],
  [99991671, later('platform', 'token-refused', 1000)],
  [230011, never('message', 'recalled')],
  [230022, never('message', 'sensitive')],
  [230025, never('message', 'too-long')],
  [230028, never('message', 'sensitive')],
  [230031, never('message', 'too-old-to-change')],
  [230072, never('message', 'changed-too-often')],
]);

/** The receiver is part of what a create is refused for as a bad parameter: such a chat does not exist. */
export const BAD_PARAMETER = 230001;
/** The same message is being sent under the same uuid. */
const BEING_SENT = 230049;

export const refusedAs = ({ why, of, afterMs }: Meaning, now: number, waitMs: number | null = null): Refused => ({
  status: 'refused',
  retryAt: afterMs === null ? null : now + (waitMs ?? afterMs),
  why,
  of,
});

/** What holds for a bot whose call came to nothing for sure. */
function meaningOf({ at, code, status, network }: ApiFailure): Meaning | null {
  if (status === 429) return later('platform', 'rate-limited', SOON_MS);
  if (code !== null)
    return MEANINGS.get(code) ?? (at === 'token' ? later('platform', 'app-refused') : codeOnly(code, status));
  if (at !== 'call' && network === 'aborted') return later('message', 'aborted', 1000);
  if (at !== 'call') return later('platform', network ?? `http-${String(status)}`, SOON_MS);
  if (status === null || status >= 500) return null;
  if (status === 413) return never('message', 'too-long');
  // Something between here and Feishu has answered.
  return later('platform', `http-${String(status)}`);
}

function codeOnly(code: number, status: number | null): Meaning | null {
  if (code === BEING_SENT || (status !== null && status >= 500)) return null;
  return never('message', `code-${String(code)}`);
}

/** `mayHaveArrived` false: the failed call was one before the send itself, such as an upload. */
export function outcomeOf(failure: ApiFailure, now: number, mayHaveArrived = true): SendOutcome {
  const meaning = meaningOf(failure);
  if (meaning !== null) return refusedAs(meaning, now, failure.retryAfterMs);
  const why = failure.network ?? `http-${String(failure.status)}`;
  return mayHaveArrived ? { status: 'unknown', why } : refusedAs(later('platform', why, SOON_MS), now);
}
