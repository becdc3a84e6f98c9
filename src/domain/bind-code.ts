/** Codes by which a person binds an account, and how many tries may fail. */
import type { Instant } from './calendar.ts';
import type { Person } from './people.ts';

/** How long a code holds, in days. */
export const bindCodeDays = 7;
const dayMs = 86_400_000;
export const codeLength = 8;
/** Without look-alikes: no 0 O, 1 I L, and no U beside V. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Hex digits that one code is made of: far more than it holds, so that every code is as likely. */
const hexPerCode = 20;
/** People that may be invited in one message; each code has digits of its own. */
export const mostInvited = 6;
/** Random bytes that so many codes need. */
export const freshBytes = (mostInvited * hexPerCode) / 2;

/** The code at place `index`, from 0, of these random hex digits. */
export function codeFrom(fresh: string, index: number): string {
  const digits = fresh.slice(index * hexPerCode, (index + 1) * hexPerCode);
  if (digits.length < hexPerCode) throw new RangeError('no random digits left for another code');
  const size = BigInt(codeAlphabet.length);
  let rest = BigInt(`0x${digits}`);
  let code = '';
  for (let i = 0; i < codeLength; i++) {
    code += codeAlphabet[Number(rest % size)] ?? '';
    rest /= size;
  }
  return code;
}

/** As it is hashed: typed in any case, full width, with spaces or dashes. */
export const normaliseCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');

export const expiryOf = (issuedAt: Instant): Instant => issuedAt + bindCodeDays * dayMs;

/** Failed tries within the window; from then on a right code is refused too. */
export const bindLimits = { windowMs: 3_600_000, perPerson: 5, perAccount: 5, perCounty: 100 } as const;

/** A try that failed. */
export interface BindTry {
  readonly accountKey: string;
  /** Of the name that was given, whether anybody goes by it or not: otherwise the limit would say who is there. */
  readonly nameKey: string;
  readonly at: Instant;
}

/** When the next try counts again; null where it counts now. `tries` are those of the county. */
export function waitsUntil(
  tries: readonly BindTry[],
  { accountKey, nameKey }: Omit<BindTry, 'at'>,
  now: Instant,
): Instant | null {
  const recent = tries.filter((t) => t.at > now - bindLimits.windowMs);
  const ends = [
    endOf(
      recent.filter((t) => t.nameKey === nameKey),
      bindLimits.perPerson,
    ),
    endOf(
      recent.filter((t) => t.accountKey === accountKey),
      bindLimits.perAccount,
    ),
    endOf(recent, bindLimits.perCounty),
  ].filter((at) => at !== null);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** When so few are left in the window that another may fail. */
function endOf(tries: readonly BindTry[], limit: number): Instant | null {
  const last = tries.map((t) => t.at).sort((a, b) => b - a)[limit - 1];
  return last === undefined ? null : last + bindLimits.windowMs;
}

/** What somebody gives who wants to be bound. */
export interface BindSaid {
  readonly name: string;
  /** Last four digits of the mobile number. */
  readonly tail: string;
  readonly code: string;
}

export interface BoundAccount {
  readonly accountId: string;
  readonly platform: string;
  /** Its direct chat; null where it has none. */
  readonly conversation: string | null;
}

/** What a try to bind is decided from. Which of its parts is wrong is known to nobody but the store. */
export interface BindingFacts {
  /** Whom name, digits and code all fit, while the code holds. */
  readonly match: {
    readonly person: Person;
    readonly codeId: string;
    readonly hasConsented: boolean;
    /** Accounts that are bound to them already. */
    readonly accounts: readonly BoundAccount[];
  } | null;
  /** Codes in force that everybody in a group has read now, whoever's they are. */
  readonly spoiltCodeIds: readonly string[];
  readonly waitUntil: Instant | null;
  readonly nameKey: string;
  /** Accounts bound to the person whose account this is now. */
  readonly own: readonly BoundAccount[];
  /** Title of the county's officer, who gives out codes; null where there is none. */
  readonly officer: string | null;
  /** Of those whom the message names: who can't have a code, for want of a mobile number or because they left. */
  readonly withoutCode: readonly string[];
}
