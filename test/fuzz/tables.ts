/** Looks at the whole database afterwards, in SQL of its own: nothing is there that the answers do not account for. */
import type { OpenedCounty } from '../store/opened-county.ts';
import type { Expected } from './expected.ts';
import { SPEAKERS } from './stage.ts';

type Sql = OpenedCounty['sql'];

/** Every other table stays as it was, to the last byte. */
const MAY_CHANGE = ['inbox', 'web_message', 'web_conversation', 'web_session', 'web_link', 'bind_try'];

export async function fingerprints(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const tables = await sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const prints = new Map<string, string>();
  for (const { name } of tables.filter((one) => !MAY_CHANGE.includes(one.name))) {
    const [row] = await sql<{ print: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS print FROM "${name}" t`,
    );
    prints.set(name, row!.print);
  }
  return prints;
}

export const sessionCount = async (sql: Sql): Promise<number> =>
  (await sql<{ n: number }>('SELECT count(*)::int AS n FROM web_session'))[0]!.n;

interface KeptRow {
  readonly id: string;
  readonly key: string;
  readonly author: string | null;
  readonly conversation: string;
  readonly text: string | null;
}

/** In words; empty = all is accounted for. */
export async function faultsInTables(
  sql: Sql,
  expected: Expected,
  before: { readonly prints: ReadonlyMap<string, string>; readonly sessions: number },
): Promise<string[]> {
  const inbox = await sql<KeptRow>(
    `SELECT payload->>'messageId' AS id, event_key AS key, sender_id AS author, conversation, payload->>'text' AS text FROM inbox WHERE platform = 'web'`,
  );
  const log = await sql<KeptRow>(
    `SELECT id, key, author_id AS author, conversation, body->>'text' AS text FROM web_message`,
  );
  const after = await fingerprints(sql);
  const sessions = (await sessionCount(sql)) - before.sessions - expected.sessionsOpened + expected.sessionsClosed;
  return [
    ...unaccounted('inbox', inbox, expected),
    ...unaccounted('web_message', log, expected),
    ...missing('inbox', inbox, expected),
    ...missing('web_message', log, expected),
    ...differences(inbox, log),
    ...[...after].filter(([name, print]) => before.prints.get(name) !== print).map(([name]) => `table ${name} changed`),
    ...(sessions >= -expected.maybeClosed && sessions <= expected.maybeOpened
      ? []
      : [`${String(sessions)} sessions more than were opened`]),
  ];
}

function unaccounted(table: string, rows: readonly KeptRow[], { acknowledged, open }: Expected): string[] {
  const left = [...open];
  return rows.flatMap((row) => {
    const known = acknowledged.get(row.id);
    if (known) return wrongIn(table, row, known);
    const at = left.findIndex(
      (one) => one.accountId === row.author && (one.clientKey === null || row.key.endsWith(`:${one.clientKey}`)),
    );
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? [] : [`${table} holds ${row.key} of ${row.author ?? 'nobody'}, which nobody signed in has sent`];
  });
}

/** NUL and half surrogates can't be kept. */
const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');

function wrongIn(
  table: string,
  row: KeptRow,
  known: { accountId: string; clientKey: string | null; text: string | null },
): string[] {
  const speaker = SPEAKERS.find(({ accountId }) => accountId === row.author);
  const wrong: string[] = [];
  if (row.author !== known.accountId) wrong.push('is of another author');
  if (!speaker?.conversations.includes(row.conversation)) wrong.push('is in a chat that its author is not in');
  if (known.clientKey !== null && row.key !== `p:${known.accountId}:${known.clientKey}`) wrong.push('has another key');
  if (table === 'web_message' && known.text !== null && row.text !== storable(known.text))
    wrong.push('has another text');
  return wrong.map((what) => `${table}: ${row.key} ${what}`);
}

function missing(table: string, rows: readonly KeptRow[], { acknowledged }: Expected): string[] {
  const ids = new Set(rows.map(({ id }) => id));
  return [...acknowledged.keys()]
    .filter((id) => !ids.has(id))
    .map((id) => `${table} lacks ${id}, which was acknowledged`);
}

function differences(inbox: readonly KeptRow[], log: readonly KeptRow[]): string[] {
  const once = new Set(inbox.map(({ id }) => id));
  const shown = new Set(log.map(({ id }) => id));
  return [
    ...(once.size === inbox.length ? [] : ['a message is in the inbox twice']),
    ...[...once].filter((id) => !shown.has(id)).map((id) => `${id} is in the inbox and not in the log`),
    ...[...shown].filter((id) => !once.has(id)).map((id) => `${id} is in the log and not in the inbox`),
  ];
}
