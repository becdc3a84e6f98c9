/** The chat: each message of a person and of the bot shows once and in order, and every message got its reply. */
import type { Ask } from './checker.ts';
import { eventKeyOf, type Acknowledged } from './ledger.ts';

export async function chatFaults(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const found = await Promise.all([outboxFaults(ask), logFaults(ask), postedFaults(ask, acknowledged), replyFaults(ask, acknowledged)]);
  return found.flat();
}

async function outboxFaults(ask: Ask): Promise<string[]> {
  const rows = await ask<{ what: string }>(`
    SELECT o.key || ' is ' || o.state::text AS what FROM outbox o WHERE o.state <> 'sent' OR o.settled_at IS NULL OR o.lease IS NOT NULL
    UNION ALL SELECT key || ' is in the outbox twice' FROM outbox GROUP BY key HAVING count(*) > 1
    UNION ALL SELECT o.key || ' shows ' || count(m.id) || ' times' FROM outbox o LEFT JOIN web_message m ON m.county = o.county
      AND m.conversation = o.conversation AND m.author_id IS NULL AND (m.key = 'b:' || o.key OR m.id = o.platform_message_id)
      GROUP BY o.key HAVING count(m.id) <> 1
    UNION ALL SELECT o.key || ' shows other words' FROM outbox o JOIN web_message m ON m.county = o.county AND m.key = 'b:' || o.key
      WHERE m.body ->> 'text' <> o.payload ->> 'text' OR m.id IS DISTINCT FROM o.platform_message_id
    UNION ALL SELECT m.key || ' shows and was never to be sent' FROM web_message m LEFT JOIN outbox o ON o.county = m.county AND m.key = 'b:' || o.key
      WHERE m.author_id IS NULL AND o.id IS NULL
    UNION ALL SELECT b.id || ' belongs to no message' FROM chat_button b LEFT JOIN outbox o ON o.county = b.county AND o.key = b.outbox_key WHERE o.id IS NULL`);
  return rows.map(({ what }) => what);
}

/** Places without gaps, and the bot's messages in the order in which they were decided. */
async function logFaults(ask: Ask): Promise<string[]> {
  const rows = await ask<{ what: string }>(`
    SELECT c.conversation || ' has gaps' AS what FROM web_conversation c LEFT JOIN web_message m ON m.county = c.county AND m.conversation = c.conversation
      GROUP BY c.conversation, c.last_seq HAVING count(m.id) <> c.last_seq OR coalesce(max(m.seq), 0) <> c.last_seq
    UNION ALL SELECT conversation || ' is out of order at ' || key FROM (
      SELECT m.conversation, o.key, o.id, lag(o.id) OVER (PARTITION BY m.conversation ORDER BY m.seq) AS before
      FROM web_message m JOIN outbox o ON o.county = m.county AND m.key = 'b:' || o.key) ordered WHERE id < before`);
  return rows.map(({ what }) => what);
}

async function postedFaults(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const rows = await ask<{ id: string; key: string; seq: number; conversation: string }>(
    'SELECT id, key, seq, conversation FROM web_message WHERE author_id IS NOT NULL',
  );
  const shown = (a: Acknowledged): boolean =>
    rows.filter((r) => r.key === eventKeyOf(a) && r.id === a.posted.id && r.seq === a.posted.seq && r.conversation === a.conversation).length === 1;
  return [
    ...acknowledged.filter((a) => !shown(a)).map((a) => `${a.key} does not show where it was acknowledged`),
    ...(rows.length === acknowledged.length ? [] : [`${rows.length} messages of people show, ${acknowledged.length} were sent`]),
  ];
}

async function replyFaults(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const rows = await ask<{ event_key: string; conversation: string }>(`
    SELECT i.event_key, o.conversation FROM inbox i JOIN outbox o ON o.county = i.county AND o.inbox_id = i.id
    JOIN web_message m ON m.county = o.county AND m.key = 'b:' || o.key`);
  const answered = new Set(rows.map((r) => `${r.event_key} ${r.conversation}`));
  const silent = acknowledged.filter((a) => !answered.has(`${eventKeyOf(a)} ${a.conversation}`));
  return silent.map((a) => `${a.key} got no reply`);
}
