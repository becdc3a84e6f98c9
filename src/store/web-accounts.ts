/** Who may use the web chat and what they may read. */
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { grouped } from './grouped.ts';
import { bindByCode, type ElsewhereWords } from './web-binding.ts';
import { closeSession, hashed, openSession, spendLink, unspentLink } from './web-sign-in.ts';

export { createLink } from './web-sign-in.ts';

interface Account {
  readonly accountId: string;
  readonly name: string;
  readonly post: string;
}
interface SignedIn extends Pick<Account, 'accountId' | 'name'> {
  readonly directConversation: string | null;
}
interface Persona extends Account {
  readonly township: string | null;
  readonly team: string | null;
}
interface AccountRow {
  account_id: string;
  name: string;
  post: string | null;
  village: string | null;
  seat: string | null;
  township: string | null;
  team: string | null;
}

const accountOf = (r: AccountRow): Account => {
  const place = r.village ?? (r.seat === null ? r.township : null);
  return {
    accountId: r.account_id,
    name: r.name,
    post: [r.post ?? r.seat, r.post === null ? null : place].filter((x) => x !== null).join(' · '),
  };
};

/** An account `a` of somebody who is there today, as it is shown: where they work, and the seats they hold. */
const described = Prisma.sql`a.id AS account_id, p.name, p.post, v.name AS village, w.name AS township, t.name AS team, s.titles AS seat`;
const whoseAccount = (on: IsoDate): Prisma.Sql => Prisma.sql`
  JOIN person p ON p.county = a.county AND p.id = a.person_id AND (p.left_on IS NULL OR p.left_on > ${on}::date)
  LEFT JOIN place v ON v.county = p.county AND v.id = p.village_id
  LEFT JOIN place w ON w.county = p.county AND w.id = p.township_id
  LEFT JOIN place t ON t.county = p.county AND t.id = p.team_id
  LEFT JOIN LATERAL (
    SELECT string_agg(s.title, '、' ORDER BY s.title) AS titles FROM seat_holder h
    JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
    WHERE h.county = p.county AND h.person_id = p.id AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
  ) s ON true`;

/** Bound accounts of those who are there today. */
const personas = (db: Database, accountIds: readonly string[] | null): Promise<AccountRow[]> => db.$queryRaw<
  AccountRow[]
>`
  SELECT ${described} FROM account a ${whoseAccount(dateOf(Date.now()))}
  WHERE a.county = ${db.county} AND a.platform = 'web'
    AND (${accountIds === null} OR a.id = ANY(${[...(accountIds ?? [])]}::text[]))
  ORDER BY p.township_id NULLS LAST, p.team_id NULLS LAST, p.id`;

/** Whose sessions these are, in one statement for all that ask at the moment. */
async function sessionsOf(db: Database, tokens: readonly string[]): Promise<(SignedIn | null)[]> {
  const hashes = tokens.map(hashed);
  const rows = await db.$queryRaw<(SignedIn & { tokenHash: string })[]>`
    SELECT o.token_hash AS "tokenHash", a.id AS "accountId", p.name, a.direct_conversation AS "directConversation" FROM web_session o
    JOIN account a ON a.county = o.county AND a.id = o.account_id AND a.platform = 'web'
    JOIN person p ON p.county = a.county AND p.id = a.person_id AND (p.left_on IS NULL OR p.left_on > ${dateOf(Date.now())}::date)
    WHERE o.county = ${db.county} AND o.token_hash = ANY(${hashes}::text[]) AND o.expires_at > now()`;
  const found = new Map(rows.map(({ tokenHash, ...signedIn }) => [tokenHash, signedIn]));
  return hashes.map((hash) => found.get(hash) ?? null);
}

/** null = unknown, unbound, or its person has left. */
async function accountById(db: Database, accountId: string | null): Promise<Account | null> {
  const [row] = accountId === null ? [] : await personas(db, [accountId]);
  return row ? accountOf(row) : null;
}

interface Conversation {
  conversation: string;
  kind: 'direct' | 'group';
  title: string;
  membersText: string;
}

interface Reading {
  readonly accountId: string;
  /** null = all that the account may read. */
  readonly only: string | null;
}

/** What each account may read, the direct chat first; in one statement for all that ask at the moment. */
async function conversationsOf(db: Database, botName: string, readings: readonly Reading[]): Promise<Conversation[][]> {
  const asked = readings.map(({ accountId, only }, place) => ({ place, account: accountId, only_this: only }));
  const rows = await db.$queryRaw<
    {
      place: number;
      conversation: string;
      kind: 'direct' | 'group';
      title: string | null;
      members: string | null;
    }[]
  >`
    WITH asked AS MATERIALIZED (
      SELECT place, account, only_this
      FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS q(place int, account text, only_this text))
    SELECT q.place, a.direct_conversation AS conversation, 'direct' AS kind, NULL AS title, NULL AS members
    FROM asked q JOIN account a ON a.county = ${db.county} AND a.id = q.account AND a.platform = 'web' AND a.person_id IS NOT NULL
      AND a.direct_conversation IS NOT NULL AND (q.only_this IS NULL OR a.direct_conversation = q.only_this)
    UNION ALL
    SELECT q.place, g.conversation, 'group', g.title, m.names
    FROM asked q JOIN account a ON a.county = ${db.county} AND a.id = q.account
    JOIN group_member me ON me.county = a.county AND me.person_id = a.person_id
    JOIN chat_group g ON g.county = me.county AND g.id = me.group_id AND g.platform = 'web'
      AND (q.only_this IS NULL OR g.conversation = q.only_this)
    CROSS JOIN LATERAL (
      SELECT string_agg(p.name, '、' ORDER BY p.id) AS names FROM group_member x
      JOIN person p ON p.county = x.county AND p.id = x.person_id WHERE x.county = g.county AND x.group_id = g.id) m
    ORDER BY 1, 3, 2`;
  const each: Conversation[][] = readings.map(() => []);
  for (const { place, conversation, kind, title, members } of rows)
    each[place]?.push({ conversation, kind, title: title ?? botName, membersText: members ?? '' });
  return each;
}

export interface WebAccountsTerms {
  /** Personas are offered only then. */
  readonly demo: boolean;
  readonly botName: string;
  /** What a person's other accounts are told when somebody signs in by their code. */
  readonly boundElsewhere: ElsewhereWords;
}

/** Accounts as the web chat asks for them. */
export function webAccountsOf(db: Database, { demo, botName, boundElsewhere }: WebAccountsTerms) {
  const session = grouped((tokens: readonly string[]) => sessionsOf(db, tokens));
  const readable = grouped((readings: readonly Reading[]) => conversationsOf(db, botName, readings));
  return {
    async personas(): Promise<Persona[]> {
      if (!demo) return [];
      return (await personas(db, null)).map((r) => ({ ...accountOf(r), township: r.township, team: r.team }));
    },
    openSession: (accountId: string) => openSession(db, accountId),
    session,
    closeSession: (token: string) => closeSession(db, token),
    peekLink: async (token: string) => accountById(db, await unspentLink(db, token)),
    consumeLink: async (token: string) => accountById(db, await spendLink(db, token)),
    bind: (claim: Parameters<typeof bindByCode>[1]) => bindByCode(db, claim, boundElsewhere),
    conversations: (accountId: string) => readable({ accountId, only: null }),
    async conversation(accountId: string, conversation: string): Promise<Conversation | null> {
      const [found] = await readable({ accountId, only: conversation });
      return found ?? null;
    },
    people: async (accountIds: readonly string[]) => (await personas(db, accountIds)).map(accountOf),
  };
}
