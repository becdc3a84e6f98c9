/** The chat: each message of a person and of the bot shows once and in order, and every message got its reply. */
import type { Ask } from './checker.ts';
import { eventKeyOf, type Acknowledged } from './ledger.ts';

export async function chatFaults(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  return [
    ...(await outboxFaults(ask)),
    ...(await logFaults(ask)),
    ...(await postedFaults(ask, acknowledged)),
    ...(await replyFaults(ask, acknowledged)),
  ];
}

async function outboxFaults(ask: Ask): Promise<string[]> {
  const rows = await ask<{ what: string }>(`
    SELECT o.key || ' is ' || o.state::text AS what FROM outbox o WHERE o.state <> 'sent' OR o.settled_at IS NULL OR o.lease IS NOT NULL
    UNION ALL SELECT key || ' is in the outbox twice' FROM outbox GROUP BY key HAVING count(*) > 1
    UNION ALL SELECT o.key || ' shows ' || count(m.id) || ' times' FROM outbox o LEFT JOIN web_message m ON m.county = o.county
      AND m.conversation = o.conversation AND m.author_id IS NULL AND (m.key = 'b:' || o.key OR m.id = o.platform_message_id)
      WHERE o.updates IS NULL GROUP BY o.key HAVING count(m.id) <> 1
    UNION ALL SELECT o.key || ' changed nothing' FROM outbox o LEFT JOIN web_message m ON m.county = o.county AND m.id = o.updates
      WHERE o.updates IS NOT NULL AND (m.body -> 'buttons' IS DISTINCT FROM '[]'::jsonb OR o.platform_message_id IS DISTINCT FROM o.updates)
    UNION ALL SELECT o.key || ' shows other words' FROM outbox o JOIN web_message m ON m.county = o.county AND m.key = 'b:' || o.key
      WHERE m.body ->> 'text' <> o.payload ->> 'text' OR m.id IS DISTINCT FROM o.platform_message_id
    UNION ALL SELECT m.key || ' shows and was never to be sent' FROM web_message m LEFT JOIN outbox o ON o.county = m.county AND m.key = 'b:' || o.key
      WHERE m.author_id IS NULL AND o.id IS NULL
    UNION ALL SELECT b.id || ' belongs to no message' FROM chat_button b LEFT JOIN outbox o ON o.county = b.county AND o.key = b.outbox_key WHERE o.id IS NULL`);
  return rows.map(({ what }) => what);
}

/**
 * Places without gaps, and the bot's messages in the order in which they were decided: those that tell of a request's changes,
 * and those that one person brought about. Between others there is no order; two processes may decide at the same moment.
 */
async function logFaults(ask: Ask): Promise<string[]> {
  const rows = await ask<{ what: string }>(`
    WITH said AS (
      SELECT m.conversation, m.seq, o.id, o.key, o.request_id, i.sender_id FROM web_message m
      JOIN outbox o ON o.county = m.county AND m.key = 'b:' || o.key LEFT JOIN inbox i ON i.id = o.inbox_id
    ), threads AS (
      SELECT conversation, seq, id, key, 'person ' || sender_id AS thread FROM said
      UNION ALL SELECT conversation, seq, id, key, 'request ' || request_id FROM said WHERE key LIKE 'n:%'
    ), ordered AS (
      SELECT *, lag(id) OVER (PARTITION BY conversation, thread ORDER BY seq) AS before FROM threads
    )
    SELECT conversation || ' is out of order at ' || key AS what FROM ordered WHERE id < before
    UNION ALL SELECT c.conversation || ' has gaps' FROM web_conversation c
      LEFT JOIN web_message m ON m.county = c.county AND m.conversation = c.conversation
      GROUP BY c.conversation, c.last_seq HAVING count(m.id) <> c.last_seq OR coalesce(max(m.seq), 0) <> c.last_seq`);
  return rows.map(({ what }) => what);
}

async function postedFaults(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const rows = await ask<{ id: string; key: string; seq: number; conversation: string }>(
    'SELECT id, key, seq, conversation FROM web_message WHERE author_id IS NOT NULL',
  );
  const shown = (a: Acknowledged): boolean =>
    rows.filter(
      (r) =>
        r.key === eventKeyOf(a) && r.id === a.posted.id && r.seq === a.posted.seq && r.conversation === a.conversation,
    ).length === 1;
  return [
    ...acknowledged.filter((a) => !shown(a)).map((a) => `${a.key} does not show where it was acknowledged`),
    ...(rows.length === acknowledged.length
      ? []
      : [`${rows.length} messages of people show, ${acknowledged.length} were sent`]),
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
