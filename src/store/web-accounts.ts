/** Who may use the web chat and what they may read. */
import { dateOf } from '../domain/calendar.ts';
import type { Database } from './database.ts';
import { bindByCode } from './web-binding.ts';
import { closeSession, openSession, sessionAccount, spendLink, unspentLink } from './web-sign-in.ts';

export { createLink } from './web-sign-in.ts';

interface Account {
  readonly accountId: string;
  readonly name: string;
  readonly post: string;
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

/** Bound accounts of those who are there today, by name. */
const personas = (db: Database, accountIds: readonly string[] | null): Promise<AccountRow[]> => db.client.$queryRaw<
  AccountRow[]
>`
  SELECT a.id AS account_id, p.name, p.post, v.name AS village, w.name AS township, t.name AS team,
    (SELECT string_agg(s.title, '、' ORDER BY s.title) FROM seat_holder h
       JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
     WHERE h.county = p.county AND h.person_id = p.id
       AND h.from_on <= ${dateOf(Date.now())}::date AND (h.to_on IS NULL OR h.to_on >= ${dateOf(Date.now())}::date)) AS seat
  FROM account a JOIN person p ON p.county = a.county AND p.id = a.person_id
  LEFT JOIN place v ON v.county = p.county AND v.id = p.village_id
  LEFT JOIN place w ON w.county = p.county AND w.id = p.township_id
  LEFT JOIN place t ON t.county = p.county AND t.id = p.team_id
  WHERE a.county = ${db.county} AND a.platform = 'web'
    AND (p.left_on IS NULL OR p.left_on > ${dateOf(Date.now())}::date)
    AND (${accountIds === null} OR a.id = ANY(${[...(accountIds ?? [])]}::text[]))
  ORDER BY p.township_id NULLS LAST, p.team_id NULLS LAST, p.id`;

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

async function conversations(
  db: Database,
  botName: string,
  accountId: string,
  only: string | null,
): Promise<Conversation[]> {
  const rows = await db.client.$queryRaw<
    { conversation: string; kind: 'direct' | 'group'; title: string | null; members: string | null; count: number }[]
  >`
    SELECT direct_conversation AS conversation, 'direct' AS kind, NULL AS title, NULL AS members, 0 AS count FROM account
    WHERE county = ${db.county} AND id = ${accountId} AND platform = 'web' AND person_id IS NOT NULL AND direct_conversation IS NOT NULL
      AND (${only}::text IS NULL OR direct_conversation = ${only})
    UNION ALL
    SELECT g.conversation, 'group', g.title, m.names, m.count FROM account a
    JOIN group_member me ON me.county = a.county AND me.person_id = a.person_id
    JOIN chat_group g ON g.county = me.county AND g.id = me.group_id AND g.platform = 'web'
    CROSS JOIN LATERAL (
      SELECT string_agg(p.name, '、' ORDER BY p.id) AS names, count(*)::int AS count FROM group_member x
      JOIN person p ON p.county = x.county AND p.id = x.person_id WHERE x.county = g.county AND x.group_id = g.id) m
    WHERE a.county = ${db.county} AND a.id = ${accountId} AND (${only}::text IS NULL OR g.conversation = ${only})
    ORDER BY 2, 1`;
  return rows.map((r) => ({
    conversation: r.conversation,
    kind: r.kind,
    title: r.title ?? botName,
    membersText: r.kind === 'group' ? (r.members ?? '') : '',
  }));
}

/** Accounts as the web chat asks for them. Personas are offered only where `demo`. */
export const webAccountsOf = (
  db: Database,
  { demo, botName }: { readonly demo: boolean; readonly botName: string },
) => ({
  async personas(): Promise<Persona[]> {
    if (!demo) return [];
    return (await personas(db, null)).map((r) => ({ ...accountOf(r), township: r.township, team: r.team }));
  },
  openSession: (accountId: string) => openSession(db, accountId),
  session: async (token: string) => accountById(db, await sessionAccount(db, token)),
  closeSession: (token: string) => closeSession(db, token),
  peekLink: async (token: string) => accountById(db, await unspentLink(db, token)),
  consumeLink: async (token: string) => accountById(db, await spendLink(db, token)),
  bind: (claim: Parameters<typeof bindByCode>[1]) => bindByCode(db, claim),
  conversations: (accountId: string) => conversations(db, botName, accountId, null),
  async conversation(accountId: string, conversation: string): Promise<Conversation | null> {
    const [found] = await conversations(db, botName, accountId, conversation);
    return found ?? null;
  },
  people: async (accountIds: readonly string[]) => (await personas(db, accountIds)).map(accountOf),
});
