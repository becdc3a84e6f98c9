/** Faults that a service could have, as they would be found afterwards: planted in the tables or on the platform, and what the checker must say. */
import type { Ask } from './checker.ts';
import type { PlatformSide } from './platform-side.ts';
import type { WechatSide } from './wechat-side.ts';

export interface PlatformPlanted {
  readonly title: string;
  /** Where it can come about; everywhere unless said. */
  readonly on?: PlatformSide['platform'];
  plant(ask: Ask, side: PlatformSide): Promise<unknown>;
  readonly caught: RegExp;
}

interface Shown {
  readonly conversation: string;
  readonly id: string;
  readonly other: string;
}

/** Two answers of the bot to one person, in the order in which they were decided; no send whose id was lost has the words of the first. */
async function twoShown(ask: Ask, { platform }: PlatformSide): Promise<Shown> {
  const [row] = await ask<Shown>(
    `SELECT o.conversation, o.platform_message_id AS id, x.platform_message_id AS other FROM outbox o
     JOIN inbox i ON i.id = o.inbox_id AND i.payload ->> 'chatKind' = 'direct'
     JOIN outbox x ON x.conversation = o.conversation AND x.id > o.id
     JOIN inbox j ON j.id = x.inbox_id AND j.sender_id = i.sender_id
     WHERE o.platform = $1 AND o.state = 'sent' AND x.state = 'sent' AND o.updates IS NULL AND x.updates IS NULL
       AND o.key NOT LIKE '%n:%' AND x.key NOT LIKE '%n:%' AND o.conversation = i.conversation
       AND NOT EXISTS (SELECT FROM outbox u WHERE u.conversation = o.conversation AND u.platform_message_id IS NULL
         AND u.payload ->> 'text' = o.payload ->> 'text') ORDER BY o.id, x.id LIMIT 1`,
    [platform],
  );
  return row!;
}

const sql = (statement: string) => (ask: Ask) => ask(statement);

export const platformPlanted: readonly PlatformPlanted[] = [
  {
    title: 'an event that was acknowledged before it was stored',
    plant: sql(`DELETE FROM inbox WHERE id = (SELECT max(id) FROM inbox WHERE platform <> 'clock')`),
    caught: /was acknowledged and is not in the inbox/,
  },
  {
    title: 'an event that was stored and never worked',
    plant: sql(`UPDATE inbox SET state = 'waiting' WHERE id = (SELECT max(id) FROM inbox WHERE platform <> 'clock')`),
    caught: /is waiting/,
  },
  {
    title: 'an event that was taken for two',
    plant: async (ask) => {
      await ask('DROP INDEX inbox_county_platform_event_key_key');
      await ask(`INSERT INTO inbox SELECT (jsonb_populate_record(i, '{"id": 999999}')).* FROM inbox i
        WHERE id = (SELECT max(id) FROM inbox WHERE platform <> 'clock')`);
    },
    caught: /is in the inbox 2 times/,
  },
  {
    title: 'an event that was worked twice',
    plant:
      sql(`INSERT INTO work_log SELECT (jsonb_populate_record(l, jsonb_build_object('id', l.id || 'x'))).* FROM work_log l
      WHERE l.id = (SELECT min(id) FROM work_log)`),
    caught: /is kept 2 times as a log/,
  },
  {
    title: 'an event that nobody sent',
    plant: sql(
      `UPDATE inbox SET event_key = 'm:forged' WHERE id = (SELECT max(id) FROM inbox WHERE platform <> 'clock')`,
    ),
    caught: /m:forged is in the inbox and nobody sent it/,
  },
  {
    title: 'a send that was repeated blindly',
    plant: async (ask, side) => {
      const { conversation, id } = await twoShown(ask, side);
      side.repeat(conversation, id);
    },
    caught: /was never to be sent, or twice/,
  },
  {
    title: 'a send that went to another person too',
    plant: async (ask, side) => {
      const { conversation, id } = await twoShown(ask, side);
      const [other] = await ask<{ chat: string }>(
        'SELECT direct_conversation AS chat FROM account WHERE platform = $1 AND direct_conversation <> $2 ORDER BY id LIMIT 1',
        [side.platform, conversation],
      );
      side.stray(conversation, id, other!.chat);
    },
    caught: /was never to be sent, or twice/,
  },
  {
    title: 'an answer that was addressed to another person',
    plant:
      sql(`UPDATE outbox o SET conversation = (SELECT a.direct_conversation FROM account a WHERE a.platform = o.platform
        AND a.direct_conversation <> o.conversation ORDER BY a.id LIMIT 1)
      WHERE o.id = (SELECT max(id) FROM outbox WHERE platform <> 'web' AND person_id IS NOT NULL)`),
    caught: /went to another’s chat/,
  },
  {
    title: 'two answers in the wrong order',
    plant: async (ask, side) => {
      const { conversation, id, other } = await twoShown(ask, side);
      side.swap(conversation, id, other);
    },
    caught: /is out of order at/,
  },
  {
    title: 'a send that is marked as sent and does not show',
    plant: sql(`UPDATE outbox SET platform_message_id = '999999' WHERE id =
      (SELECT max(id) FROM outbox WHERE platform <> 'web' AND state = 'sent' AND updates IS NULL)`),
    caught: /is said to be sent and does not show/,
  },
  {
    title: 'a second copy that does not say so',
    plant: sql(`UPDATE outbox SET key = 'again:' || key WHERE id =
      (SELECT max(id) FROM outbox WHERE platform <> 'web' AND state = 'sent' AND updates IS NULL)`),
    caught: /does not say that it comes again/,
  },
  {
    title: 'an approval that overwrote another',
    plant: sql(`UPDATE request_seat SET answered_by = 'p9' WHERE ctid =
      (SELECT ctid FROM request_seat WHERE answered_by IS NOT NULL ORDER BY request_id LIMIT 1)`),
    caught: /is not the one that was recorded/,
  },
  {
    title: 'an approval that was counted twice',
    plant: sql(
      `UPDATE request SET version = version + 1 WHERE id = (SELECT min(id) FROM request WHERE state = 'approved')`,
    ),
    caught: /changed otherwise than the audit log says/,
  },
  {
    title: 'a second poller',
    on: 'telegram',
    plant: (_, side) => {
      const { ZHUCUN_TELEGRAM_API: root, ZHUCUN_TELEGRAM_TOKEN: token } = side.settings(0);
      return fetch(`${root}/bot${token}/getUpdates`);
    },
    caught: /getUpdates met another poller/,
  },
  {
    title: 'an account that was signed out by the bot itself',
    on: 'wechat',
    plant: async (_, side) => void (side as WechatSide).gateway.misuses.push('logout'),
    caught: /the account’s own logout was called/,
  },
  {
    title: 'a photo that was lost',
    plant: sql(
      `UPDATE inbox SET payload = jsonb_set(payload, '{images}', '[]') WHERE payload #> '{images,0}' IS NOT NULL`,
    ),
    caught: /has 0 photos/,
  },
  {
    title: 'a photo whose bytes are gone',
    plant: sql(`UPDATE inbox SET payload = jsonb_set(payload, '{images,0,sha256}', '"${'0'.repeat(64)}"') WHERE payload #> '{images,0}' IS NOT NULL`), // prettier-ignore
    caught: /the photo of .* is not kept/,
  },
];
