/** How people come into the web chat: accounts of their own, sessions and personal links. Tokens are kept as hashes. */
import { createHash, randomBytes } from 'node:crypto';
import { dateOf, type Instant } from '../domain/calendar.ts';
import { inTransaction, type Database, type Statements } from './database.ts';
import { timestamp } from './work-result.ts';

const sessionDays = 30;
const linkMinutes = 10;

/** As tokens are kept. */
export const hashed = (token: string): string => createHash('sha256').update(token).digest('hex');
const newToken = (): string => randomBytes(32).toString('base64url');
const later = (ms: number): Instant => Date.now() + ms;

/** The new session's token; null where the account is none of the web's, unbound, or its person has left. */
export async function openSession(db: Database, accountId: string): Promise<string | null> {
  const token = newToken();
  const opened = await db.$executeRaw`
    INSERT INTO web_session (county, token_hash, account_id, expires_at)
    SELECT a.county, ${hashed(token)}, a.id, ${new Date(later(sessionDays * 86_400_000))}
    FROM account a JOIN person p ON p.county = a.county AND p.id = a.person_id
    WHERE a.county = ${db.county} AND a.id = ${accountId} AND a.platform = 'web'
      AND (p.left_on IS NULL OR p.left_on > ${dateOf(Date.now())}::date)`;
  return opened > 0 ? token : null;
}

export async function closeSession(db: Database, token: string): Promise<void> {
  await db.client.webSession.deleteMany({ where: { county: db.county, tokenHash: hashed(token) } });
}

export async function unspentLink(db: Database, token: string): Promise<string | null> {
  const link = await db.client.webLink.findFirst({
    where: { county: db.county, tokenHash: hashed(token), usedAt: null, expiresAt: { gt: new Date() } },
  });
  return link && link.accountId;
}

export async function spendLink(db: Database, token: string): Promise<string | null> {
  const [used] = await db.$queryRaw<{ account_id: string }[]>`
    UPDATE web_link SET used_at = now() WHERE county = ${db.county} AND token_hash = ${hashed(token)} AND used_at IS NULL AND expires_at > now()
    RETURNING account_id`;
  return used?.account_id ?? null;
}

/** A personal link to be opened; the token itself is kept nowhere. */
export interface NewLink {
  readonly personId: string;
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Keeps the links of those who are there; opens their web accounts where they have none. How many were kept. */
export async function openLinks(tx: Statements, county: string, links: readonly NewLink[]): Promise<number> {
  if (links.length === 0) return 0;
  await openWebAccounts(tx, county, [...new Set(links.map((link) => link.personId))]);
  const rows = links.map((l) => ({
    person_id: l.personId,
    token_hash: hashed(l.token),
    expires_at: timestamp(l.expiresAt),
  }));
  return tx.$executeRaw`
    INSERT INTO web_link (county, token_hash, account_id, expires_at)
    SELECT ${county}, l.token_hash, a.id, l.expires_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l(person_id text, token_hash text, expires_at timestamptz)
    JOIN person p ON p.county = ${county} AND p.id = l.person_id
    CROSS JOIN LATERAL (
      SELECT id FROM account WHERE county = ${county} AND person_id = l.person_id AND platform = 'web'
      ORDER BY id <> 'web-' || l.person_id, id LIMIT 1) a
    WHERE p.left_on IS NULL OR p.left_on > ${dateOf(Date.now())}::date`;
}

/**
 * A web account for each of these people who has none. One that was unbound is theirs again, without the sessions and links of
 * before; where the account of their name has become somebody else's, they get another.
 */
async function openWebAccounts(tx: Statements, county: string, personIds: readonly string[]): Promise<void> {
  const opened = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO account AS known (county, id, platform, user_id, person_id, direct_conversation, bound_at)
    SELECT p.county, n.id, 'web', n.id, p.id, 'd-' || n.id, now() FROM person p
    CROSS JOIN LATERAL (
      SELECT 'web-' || p.id || CASE WHEN EXISTS (
        SELECT 1 FROM account t WHERE t.county = p.county AND t.id = 'web-' || p.id AND t.person_id IS NOT NULL)
        THEN '-' || left(md5(random()::text), 8) ELSE '' END AS id) n
    WHERE p.county = ${county} AND p.id = ANY(${[...personIds]}::text[])
      AND (p.left_on IS NULL OR p.left_on > ${dateOf(Date.now())}::date)
      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id AND a.platform = 'web')
    ON CONFLICT (county, id) DO UPDATE SET person_id = excluded.person_id, bound_at = excluded.bound_at
      WHERE known.person_id IS NULL
    RETURNING id`;
  const ids = opened.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.$executeRaw`DELETE FROM web_session WHERE county = ${county} AND account_id = ANY(${ids}::text[])`;
  await tx.$executeRaw`DELETE FROM web_link WHERE county = ${county} AND account_id = ANY(${ids}::text[])`;
}

/** The web account of that person, opened where there is none; null = unknown, or they have left. */
export async function webAccountOf(tx: Statements, county: string, personId: string): Promise<string | null> {
  await openWebAccounts(tx, county, [personId]);
  const [account] = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM account a JOIN person p ON p.county = a.county AND p.id = a.person_id
    WHERE a.county = ${county} AND a.person_id = ${personId} AND a.platform = 'web'
      AND (p.left_on IS NULL OR p.left_on > ${dateOf(Date.now())}::date)
    ORDER BY a.id <> 'web-' || ${personId}, a.id LIMIT 1`;
  return account?.id ?? null;
}

/** A new personal link's token for that person, valid ten minutes and once; opens their web account. null = no such person. */
export async function createLink(db: Database, personId: string): Promise<string | null> {
  const token = newToken();
  const link = { personId, token, expiresAt: later(linkMinutes * 60_000) };
  return (await inTransaction(db, (tx) => openLinks(tx, db.county, [link]))) > 0 ? token : null;
}
