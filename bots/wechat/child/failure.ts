/** What became of a call, from how it ended. What the gateway says of it goes no further than here. */
import type { Failure } from '../protocol.ts';
import { TAKEN_WHY, UNANSWERED_WHY, whyRefused } from '../trouble.ts';
import { TooLarge } from './boxes.ts';
import { Late } from './deadline.ts';

interface Status {
  readonly code: number;
  readonly details: string;
}

function statusOf(error: unknown): Status | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'number') return null;
  return {
    code: error.code,
    details: 'details' in error && typeof error.details === 'string' ? error.details : '',
  };
}

/** Codes of gRPC. */
const code = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  outOfRange: 11,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The SDK's words where a call never found a connection to leave by. */
const NOT_LEFT = /^No connection established/;

/** The SDK's words for a message that the other side does not take; the same code tells of a quota that is used up. */
const TOO_LARGE = /larger than max/;

/** Codes with which a request was turned away before anything was done. */
const TURNED_AWAY: ReadonlyMap<number, string> = new Map<number, string>([
  [code.invalidArgument, 'invalid'],
  [code.notFound, 'not-found'],
  [code.permissionDenied, 'not-permitted'],
  [code.failedPrecondition, 'not-now'],
  [code.outOfRange, 'invalid'],
  [code.resourceExhausted, 'too-large'],
  [code.unimplemented, 'not-supported'],
]);

/** `reads`: nobody is shown anything by this call, so it can't have done what must not be done twice. */
export function failureOf(error: unknown, { reads }: { readonly reads: boolean }): Failure {
  if (error instanceof TooLarge) return { fate: 'refused', why: 'too-large' };
  const status = statusOf(error);
  // Raised on this side of the wire.
  if (status === null) return { fate: 'not-left', why: error instanceof Late ? 'timeout' : 'failed' };
  const { code: told, details } = status;
  if (told === code.unknown) return thrown(details, reads);
  if (told === code.unauthenticated) return { fate: 'not-left', why: 'token-refused' };
  if (told === code.resourceExhausted && !TOO_LARGE.test(details)) return thrown(details, reads);
  const turnedAway = TURNED_AWAY.get(told);
  if (turnedAway !== undefined) return { fate: 'refused', why: turnedAway };
  if (told === code.unavailable && NOT_LEFT.test(details)) return { fate: 'not-left', why: 'gateway-unreachable' };
  return { fate: reads ? 'not-left' : 'unknown', why: told === code.deadlineExceeded ? 'timeout' : 'dropped' };
}

/** What the puppet itself raised. */
function thrown(details: string, reads: boolean): Failure {
  const why = whyRefused(details);
  if (why !== UNANSWERED_WHY) return { fate: 'refused', why };
  return { fate: reads ? 'not-left' : 'unknown', why };
}

/** Why a gateway can't be used. */
export function whyDown(error: unknown): string {
  switch (statusOf(error)?.code) {
    case code.unauthenticated:
      return 'token-refused';
    case code.alreadyExists:
      return TAKEN_WHY;
    default:
      return 'gateway-unreachable';
  }
}
