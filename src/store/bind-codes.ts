/** Binding codes: issued for people, kept as hashes, redeemed once; failed tries are counted. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  bindLimits,
  codeFrom,
  expiryOf,
  freshBytes,
  normaliseCode,
  waitsUntil,
  type BindSaid,
  type BindTry,
} from '../domain/bind-code.ts';
import { dateOf, type Instant } from '../domain/calendar.ts';
import type { Person } from '../domain/people.ts';
import { VersionConflict, type Statements } from './database.ts';
import { personOf, type PersonRow } from './rows.ts';
import { timestamp, type EffectOf } from './work-result.ts';

const sha256 = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');
const hashOf = (county: string, personId: string, code: string): string =>
  sha256(county, personId, normaliseCode(code));
/** Tries with a name are counted under it whether anybody goes by it or not. */
export const nameKeyOf = (county: string, name: string): string => sha256(county, 'name', name);

export const newFresh = (): string => randomBytes(freshBytes).toString('hex');

/**
 * One at a time binds, fails or gets a code in a county: so a code counts once and the limits are exact. Taken before
 * anything of it is read, and before every other lock but that of the message.
 */
export const lockBinding = async (tx: Statements, county: string): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('binding/' || ${county}, 0))`;
};

export interface IssuedCode {
  readonly personId: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

/**
 * A new code for each of these people; those before it end. Left out are ids of nobody, those who left or are erased, and
 * those without a mobile number. `issuedBy` null = the operator. The caller writes the audit entry, without the code.
 */
export async function issueCodes(
  tx: Statements,
  county: string,
  personIds: readonly string[],
  { issuedBy, now }: { readonly issuedBy: string | null; readonly now: Instant },
): Promise<IssuedCode[]> {
  await lockBinding(tx, county);
  const able = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE county = ${county} AND id = ANY(${[...new Set(personIds)]}::text[])
      AND mobile IS NOT NULL AND erased_at IS NULL AND (left_on IS NULL OR left_on > ${dateOf(now)}::date) ORDER BY id`;
  const issued = able.map(({ id }) => ({ personId: id, code: codeFrom(newFresh(), 0), expiresAt: expiryOf(now) }));
  await putCodes(
    tx,
    county,
    issued.map((one) => ({ ...one, by: issuedBy, at: now })),
  );
  return issued;
}

type NewCode = Omit<EffectOf<'issue-code'>, 'effect' | 'by'> & { readonly by: string | null };

/** Keeps the codes; every earlier one of those people ends. */
export async function putCodes(tx: Statements, county: string, codes: readonly NewCode[]): Promise<void> {
  if (codes.length === 0) return;
  const rows = codes.map((c) => ({
    id: randomBytes(12).toString('hex'), person_id: c.personId, code_hash: hashOf(county, c.personId, c.code), issued_by: c.by,
    issued_at: timestamp(c.at), expires_at: timestamp(c.expiresAt),
  })); // prettier-ignore
  await tx.$executeRaw`
    UPDATE bind_code c SET revoked_at = n.issued_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(person_id text, issued_at timestamptz)
    WHERE c.county = ${county} AND c.person_id = n.person_id AND c.used_at IS NULL AND c.revoked_at IS NULL`;
  await tx.$executeRaw`
    INSERT INTO bind_code (county, id, person_id, code_hash, issued_by, issued_at, expires_at)
    SELECT ${county}, n.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS n(id text, person_id text, code_hash text, issued_by text, issued_at timestamptz, expires_at timestamptz)`;
}

interface CandidateRow extends PersonRow {
  mobile: string | null;
  code_id: string;
  code_hash: string;
}

export interface FoundCode {
  readonly person: Person;
  readonly codeId: string;
  /** The digits fit too. */
  readonly fits: boolean;
}

/** Whose codes these are, of those who go by the name; null for each that is nobody's, used, ended or expired. */
export async function findCodes(
  tx: Statements,
  county: string,
  said: readonly BindSaid[],
  now: Instant,
): Promise<(FoundCode | null)[]> {
  if (said.length === 0) return [];
  const rows = await tx.$queryRaw<CandidateRow[]>`
    SELECT p.*, c.id AS code_id, c.code_hash FROM person p
    JOIN bind_code c ON c.county = p.county AND c.person_id = p.id
    WHERE p.county = ${county} AND p.name = ANY(${said.map((s) => s.name)}::text[]) AND p.erased_at IS NULL
      AND (p.left_on IS NULL OR p.left_on > ${dateOf(now)}::date)
      AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > ${new Date(now)}
    ORDER BY p.id, c.id`;
  return said.map((s) => {
    const row = rows.find((r) => r.name === s.name && isCode(county, r, s.code));
    const person = row && personOf(row);
    return row && person ? { person, codeId: row.code_id, fits: isTail(row.mobile, s.tail) } : null;
  });
}

/** Ids of the codes in force that each of these is, whoever's they are; left out is what is nobody's. */
export async function findShown(
  tx: Statements,
  county: string,
  shown: readonly string[],
  now: Instant,
): Promise<Map<string, string[]>> {
  if (shown.length === 0) return new Map();
  const codes = [...new Set(shown)];
  const rows = await tx.$queryRaw<{ i: number; id: string }[]>`
    SELECT s.i::int, c.id FROM unnest(${codes.map(normaliseCode)}::text[]) WITH ORDINALITY AS s(code, i)
    JOIN bind_code c ON c.code_hash = encode(sha256(convert_to(concat_ws(chr(10), c.county, c.person_id, s.code), 'UTF8')), 'hex')
    WHERE c.county = ${county} AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > ${new Date(now)} ORDER BY 1, 2`;
  return new Map(codes.map((code, i) => [code, rows.filter((r) => r.i === i + 1).map((r) => r.id)]));
}

const isCode = (county: string, { id, code_hash: hash }: CandidateRow, code: string): boolean =>
  id !== null && timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(county, id, code)));
const isTail = (mobile: string | null, tail: string): boolean =>
  mobile !== null && /^\d{4}$/.test(tail) && mobile.endsWith(tail);

/** The failed tries of the county that may still count; no more than the limit of the county, give or take a batch. */
export async function loadTries(tx: Statements, county: string, now: Instant): Promise<BindTry[]> {
  const rows = await tx.$queryRaw<{ account_id: string; person_id: string | null; at: Date }[]>`
    SELECT account_id, person_id, at FROM bind_try
    WHERE county = ${county} AND at > ${new Date(now - bindLimits.windowMs)} ORDER BY at DESC LIMIT 1000`;
  return rows.map((r) => ({ accountKey: r.account_id, nameKey: r.person_id ?? '', at: r.at.getTime() }));
}

const keptMs = 86_400_000;

/** Adds the tries; those that have counted long ago go. */
export async function countTries(tx: Statements, county: string, tries: readonly BindTry[]): Promise<void> {
  const [first] = tries;
  if (!first) return;
  const rows = tries.map((t) => ({ account_id: t.accountKey, person_id: t.nameKey, at: timestamp(t.at) }));
  await tx.$executeRaw`DELETE FROM bind_try WHERE county = ${county} AND at < ${new Date(first.at - keptMs)}`;
  await tx.$executeRaw`
    INSERT INTO bind_try (county, account_id, person_id, at)
    SELECT ${county}, t.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(account_id text, person_id text, at timestamptz)`;
}

/** Spends the codes. Throws {@link VersionConflict} when one of them no longer holds: whoever came first has it. */
export async function spendCodes(
  tx: Statements,
  county: string,
  spent: readonly { readonly codeId: string; readonly accountKey: string; readonly at: Instant }[],
): Promise<void> {
  if (spent.length === 0) return;
  const rows = spent.map((s) => ({ id: s.codeId, used_by: s.accountKey, at: timestamp(s.at) }));
  const used = await tx.$executeRaw`
    UPDATE bind_code c SET used_at = s.at, used_by = s.used_by
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s(id text, used_by text, at timestamptz)
    WHERE c.county = ${county} AND c.id = s.id AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > s.at`;
  if (used !== spent.length) throw new VersionConflict('binding code');
}

export async function revokeCodes(
  tx: Statements,
  county: string,
  codeIds: readonly string[],
  now: Instant,
): Promise<void> {
  if (codeIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE bind_code SET revoked_at = ${new Date(now)}
    WHERE county = ${county} AND id = ANY(${[...codeIds]}::text[]) AND used_at IS NULL AND revoked_at IS NULL`;
}

export type Redeemed =
  /** The code is spent; the caller binds whatever account it has. */
  | {
      readonly outcome: 'matched';
      readonly personId: string;
      readonly name: string;
      readonly post: string | null;
      readonly codeId: string;
    }
  /** Any part is wrong, or the code is used, ended or expired. */
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'limited'; readonly until: Instant };

export interface Redeeming extends BindSaid {
  /** Who tries: an account, or a hash of whoever asks. */
  readonly accountKey: string;
  readonly now: Instant;
}

/** Outside the chat: checks, and spends the code or counts the try. */
export async function redeem(
  tx: Statements,
  county: string,
  { accountKey, now, ...said }: Redeeming,
): Promise<Redeemed> {
  await lockBinding(tx, county);
  const nameKey = nameKeyOf(county, said.name);
  const until = waitsUntil(await loadTries(tx, county, now), { accountKey, nameKey }, now);
  if (until !== null) return { outcome: 'limited', until };
  const [found] = await findCodes(tx, county, [said], now);
  if (!found?.fits) {
    await countTries(tx, county, [{ accountKey, nameKey, at: now }]);
    return { outcome: 'wrong' };
  }
  await spendCodes(tx, county, [{ codeId: found.codeId, accountKey, at: now }]);
  const { id: personId, name, post } = found.person;
  return { outcome: 'matched', personId, name, post, codeId: found.codeId };
}
