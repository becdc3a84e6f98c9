/** Faults that a crash could leave behind, planted by SQL, and what the checker must say of each. */
export interface PlantedFault {
  readonly title: string;
  readonly sql: string;
  readonly caught: RegExp;
}

/** A row to plant on; `key` orders, so that the same plan is hurt in the same place. */
const first = (from: string): string => `(SELECT ${from} LIMIT 1)`;

const aReply = first(`key FROM outbox WHERE updates IS NULL AND payload ->> 'replyTo' IS NOT NULL ORDER BY id`);
const aNotice = first(`key FROM outbox WHERE key LIKE 'n:%' AND request_id IS NOT NULL ORDER BY id`);

/** What the rows of `table` are, but for some columns. */
const again = (table: string, columns: string, where: string): string =>
  `INSERT INTO ${table} SELECT (jsonb_populate_record(t, ${columns})).* FROM ${table} t WHERE ${where}`;

export const plantedFaults: readonly PlantedFault[] = [
  {
    title: 'a day counted twice',
    sql: again('attendance', `'{"turn": 1}'`, `t.ctid = ${first(`ctid FROM attendance WHERE kind = 'arrived'`)}`),
    caught: /counted twice: p\d/,
  },
  {
    title: 'a check-in of nobody’s',
    sql: `UPDATE attendance SET inbox_id = 999999 WHERE ctid = ${first(`ctid FROM attendance WHERE kind = 'arrived'`)}`,
    caught: /attendance without its cause/,
  },
  {
    title: 'a made-up day that was lost',
    sql: `DELETE FROM attendance WHERE kind = 'made-up'`,
    caught: /made-up day and request r\d+ disagree/,
  },
  {
    title: 'a log kept twice',
    sql: again('work_log', `jsonb_build_object('id', t.id || 'x')`, `t.id = ${first('id FROM work_log ORDER BY id')}`),
    caught: /is kept 2 times as a log/,
  },
  {
    title: 'a log that was lost',
    sql: `DELETE FROM work_log WHERE id = ${first('id FROM work_log ORDER BY id')}`,
    caught: /is kept 0 times as a log/,
  },
  {
    title: 'an acknowledged message that is gone from the inbox',
    sql: `DELETE FROM inbox WHERE id = ${first(`id FROM inbox WHERE platform <> 'clock' ORDER BY id DESC`)}`,
    caught: /was acknowledged and is not in the inbox/,
  },
  {
    title: 'a message that was never worked',
    sql: `UPDATE inbox SET state = 'waiting' WHERE id = ${first(`id FROM inbox WHERE platform <> 'clock' ORDER BY id`)}`,
    caught: /is waiting after/,
  },
  {
    title: 'a reply that was lost',
    sql: `WITH lost AS (DELETE FROM outbox WHERE key = ${aReply} RETURNING platform_message_id)
      DELETE FROM web_message WHERE id IN (SELECT platform_message_id FROM lost)`,
    caught: /got no reply/,
  },
  {
    title: 'a reply that is marked as sent and never came',
    sql: `DELETE FROM web_message WHERE key = 'b:' || ${aReply}`,
    caught: /shows 0 times/,
  },
  {
    title: 'a send given up as unknown',
    sql: `UPDATE outbox SET state = 'unknown' WHERE key = ${aReply}`,
    caught: /is unknown/,
  },
  {
    title: 'a message of the bot that shows twice',
    sql: again(
      'web_message',
      `jsonb_build_object('id', t.id || 'x', 'key', t.key || 'x', 'seq', 9999, 'change', 9999)`,
      `t.key = 'b:' || ${aReply}`,
    ),
    caught: /shows and was never to be sent/,
  },
  {
    title: 'an approver who is asked twice',
    sql: again('outbox', `jsonb_build_object('id', t.id + 100000, 'key', t.key || 'x')`, `t.key = ${aNotice}`),
    caught: /told twice of r\d+/,
  },
  {
    title: 'two messages of the bot in the wrong order',
    sql: `UPDATE web_message m SET seq = CASE m.id WHEN p.one THEN p.other_seq ELSE p.one_seq END + 100000 FROM (
        SELECT a.id AS one, b.id AS other, a.seq AS one_seq, b.seq AS other_seq FROM web_message a
        JOIN web_message b ON b.conversation = a.conversation AND b.author_id IS NULL AND b.seq > a.seq
        JOIN outbox x ON 'b:' || x.key = a.key JOIN inbox i ON i.id = x.inbox_id JOIN outbox y ON 'b:' || y.key = b.key
        JOIN inbox j ON j.id = y.inbox_id AND j.sender_id = i.sender_id WHERE a.author_id IS NULL ORDER BY a.id, b.seq LIMIT 1) p
      WHERE m.id IN (p.one, p.other)`,
    caught: /is out of order at/,
  },
  {
    title: 'an answer that was overwritten',
    sql: `UPDATE request_seat SET answered_by = 'p9' WHERE ctid = ${first('ctid FROM request_seat WHERE answered_by IS NOT NULL')}`,
    caught: /is not the one that was recorded/,
  },
  {
    title: 'an approval that became a rejection',
    sql: `UPDATE request SET state = 'rejected' WHERE state = 'approved'`,
    caught: /is rejected, and its seats say otherwise/,
  },
  {
    title: 'a request that was opened twice',
    sql: again('request', `jsonb_build_object('id', 'r77777')`, `t.id = ${first('id FROM request ORDER BY id')}`),
    caught: /was opened 2 times/,
  },
  {
    title: 'an applicant who is never told',
    sql: `UPDATE web_message SET body = jsonb_set(body, '{text}', '"好"') WHERE body ->> 'text' LIKE '您的%'`,
    caught: /not told once of request/,
  },
  {
    title: 'an audit entry that was changed',
    sql: `UPDATE audit_entry SET payload = replace(payload, '{', '{ ') WHERE id = ${first('id FROM audit_entry ORDER BY id')}`,
    caught: /audit entry \d+ was changed/,
  },
  {
    title: 'an audit entry under another name',
    sql: `UPDATE audit_entry SET person_id = 'p9' WHERE id = ${first('id FROM audit_entry ORDER BY id')}`,
    caught: /audit link \d+ does not hold/,
  },
  {
    title: 'a link cut out of the audit chain',
    sql: 'DELETE FROM audit_link WHERE seq = 3',
    caught: /audit link 4 does not hold/,
  },
  {
    title: 'a change that nobody recorded',
    sql: `DELETE FROM audit_entry WHERE id = ${first(`id FROM audit_entry WHERE verb = 'add-log' ORDER BY id`)}`,
    caught: /not in the audit log as it is: add-log/,
  },
];
