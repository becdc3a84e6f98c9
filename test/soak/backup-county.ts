/** A county of any size in a database, said to have been worked: rows as the product writes them, and images on the shelf. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTransaction, type Database } from '../../src/store/database.ts';
import { recordAudit } from '../../src/store/audit.ts';

export interface Size {
  readonly people: number;
  readonly messages: number;
  readonly images: number;
}

/** Links of the audit chain cover so many messages each. */
const BATCH = 64;

/** Writes people, and for each message its inbox row, an answer, a line in the web log and a work log with an entry of the audit chain. */
export async function fillCounty(db: Database, folder: string, { people, messages, images }: Size): Promise<void> {
  const hashes = Array.from({ length: images }, (_, i) => shelve(folder, Buffer.from(`image ${i} `.repeat(1000))));
  await db.client.$executeRaw`
    INSERT INTO person (county, id, name, post, mobile)
    SELECT ${db.county}, 'q' || n, '示例' || n, '驻村工作队员', '1380000' || lpad(n::text, 6, '0') FROM generate_series(1, ${people}) n`;
  await db.client.$executeRaw`
    WITH kept AS (
      INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at, state, worked_at)
      SELECT ${db.county}, 'web', 'f' || n, 'd-web-q' || n % ${people}, 'web-q' || n % ${people}, jsonb_build_object(
        'platform', 'web', 'eventKey', 'f' || n, 'text', '日志 今天走访了第 ' || n || ' 户，' || md5(n::text), 'kind', 'text', 'images',
        CASE WHEN n <= ${images} THEN jsonb_build_array(jsonb_build_object('sha256', (${hashes}::text[])[n], 'contentType', 'image/jpeg'))
          ELSE '[]' END), now(), 'done', now() FROM generate_series(1, ${messages}) n RETURNING id, conversation, payload)
    , answered AS (
      INSERT INTO outbox (county, key, platform, conversation, inbox_id, payload, state, settled_at)
      SELECT ${db.county}, 'm' || id || '.0', 'web', conversation, id, jsonb_build_object('key', 'm' || id, 'conversation', conversation,
        'text', '已记下：' || (payload ->> 'text'), 'buttons', '[]'::jsonb), 'sent', now() FROM kept)
    , shown AS (
      INSERT INTO web_message (county, id, key, conversation, seq, change, body, at)
      SELECT ${db.county}, md5(id::text), 'k' || id, conversation, id, id, jsonb_build_object('text', payload ->> 'text'), now() FROM kept)
    INSERT INTO work_log (county, id, person_id, on_date, at, text, late, images, inbox_id)
    SELECT ${db.county}, 'l' || id, replace(conversation, 'd-web-', ''), current_date, now(), payload ->> 'text', false, payload -> 'images', id
    FROM kept`;
  const [first] = await db.client.$queryRaw<
    { id: bigint }[]
  >`SELECT min(id) AS id FROM inbox WHERE county = ${db.county}`;
  for (let n = 0; n < messages; n += BATCH) await audit(db, first?.id ?? 0n, n, Math.min(messages, n + BATCH));
}

const audit = (db: Database, first: bigint, from: number, to: number): Promise<void> =>
  inTransaction(db, (tx) =>
    recordAudit(
      tx,
      db.county,
      Array.from({ length: to - from }, (_, i) => ({
        verb: 'add-log',
        subject: `person:q${i}`,
        payload: { effect: 'add-log', text: `今天走访了第 ${from + i} 户` },
        personId: `q${i}`,
        inboxId: first + BigInt(from + i),
      })),
      Date.now(),
    ),
  );

function shelve(folder: string, bytes: Buffer): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const shelf = path.join(folder, 'images', sha256.slice(0, 2));
  mkdirSync(shelf, { recursive: true });
  writeFileSync(path.join(shelf, sha256), bytes);
  return sha256;
}
