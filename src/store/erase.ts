/**
 * Takes a person who has left out of the data: who they were, what they said and why, and what was said to others about it.
 * That something was asked, decided and done stays, by id. Which column is what is declared in personal-data.ts.
 */
import { recordAudit } from './audit.ts';
import { inTransaction, type Database, type Statements } from './database.ts';
import { eraseMentions } from './erase-mentions.ts';
import type { ErasedWords } from './erased-lines.ts';
import { hashesOf, stillReferredTo } from './shelved-hashes.ts';
import { tellWebChanged } from './web-changed.ts';
import { timestamp } from './work-result.ts';

export type EraseOutcome =
  | {
      readonly erased: true;
      /** Images and files of theirs that nobody else refers to: their bytes are to go before this is committed. */
      readonly hashes: readonly string[];
      /** Others go by the same name: what was said to others is told apart by request only. */
      readonly nameIsShared: boolean;
    }
  | { readonly erased: false; readonly why: 'nobody' | 'still-here' };

export interface BeforeErased {
  /** Notes outside the database that the person is erased. */
  readonly note: () => Promise<void>;
  readonly removeBytes: (sha256: string) => Promise<void>;
}

/** A whole county is looked through. */
const eraseMs = 600_000;

/**
 * In a transaction of its own. The bytes go, and the person is noted (erased-people.ts), before it is committed: where the process
 * ends in between, doing it again finishes it, and no image is left that nothing leads to.
 */
export const erase = (
  db: Database,
  id: string,
  words: ErasedWords,
  now: number,
  { note, removeBytes }: BeforeErased,
): Promise<EraseOutcome> =>
  inTransaction(
    db,
    async (tx) => {
      const outcome = await erasePerson(tx, db.county, id, words, now);
      if (!outcome.erased) return outcome;
      await note();
      for (const hash of outcome.hashes) await removeBytes(hash);
      return outcome;
    },
    eraseMs,
  );

interface Erasing {
  readonly tx: Statements;
  readonly county: string;
  readonly id: string;
  readonly words: ErasedWords;
}

/** Inside one transaction. Once more for somebody who is erased already: what was left is taken away. */
export async function erasePerson(
  tx: Statements,
  county: string,
  id: string,
  words: ErasedWords,
  now: number,
): Promise<EraseOutcome> {
  const [person] = await tx.$queryRaw<{ name: string; mobile: string | null; was_erased: boolean; is_gone: boolean }[]>`
    SELECT name, mobile, erased_at IS NOT NULL AS was_erased, coalesce(left_on <= ${timestamp(now + SHANGHAI_MS).slice(0, 10)}::date, false) AS is_gone
    FROM person WHERE county = ${county} AND id = ${id} FOR UPDATE`;
  if (!person) return { erased: false, why: 'nobody' };
  if (!person.is_gone) return { erased: false, why: 'still-here' };
  const erasing = { tx, county, id, words };
  await collect(erasing);
  const hashes = await hashesOf(tx, county, id);
  const { nameIsShared, changed } = await eraseMentions(tx, county, { id, ...person }, words.text);
  const theirs = await eraseMessages(erasing);
  await eraseRecords(erasing);
  await eraseAccounts(erasing);
  await tx.$executeRaw`
    UPDATE person SET name = ${words.name}, mobile = NULL, term_from = NULL, term_to = NULL, digest = false,
      erased_at = coalesce(erased_at, ${timestamp(now)}::timestamptz) WHERE county = ${county} AND id = ${id}`;
  const left = await stillReferredTo(tx, county, hashes);
  await tellWebChanged(tx, county, [...changed, ...theirs]);
  await recordAudit(
    tx,
    county,
    [{ verb: 'erase-person', subject: `person:${id}`, payload: { personId: id }, personId: null, inboxId: null }],
    now,
  );
  return { erased: true, hashes: hashes.filter((hash) => !left.has(hash)), nameIsShared };
}

const SHANGHAI_MS = 8 * 3_600_000;

/**
 * Whose messages are whose: an account may have been bound to another person before or after. A message is theirs when it
 * came from an account of theirs and neither an answer nor a record says that it was another's.
 */
async function collect({ tx, county, id }: Erasing): Promise<void> {
  await tx.$executeRaw`DROP TABLE IF EXISTS erased_account, erased_inbox, erased_request`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE erased_account ON COMMIT DROP AS
    SELECT a.id, a.platform, a.user_id, a.direct_conversation, a.person_id FROM account a WHERE a.county = ${county} AND (
      a.person_id = ${id} OR a.id = 'web-' || ${id}
      OR a.id IN (SELECT used_by FROM bind_code WHERE county = ${county} AND person_id = ${id} AND used_by IS NOT NULL)
      OR (a.platform, a.direct_conversation) IN (SELECT platform, conversation FROM outbox WHERE county = ${county} AND person_id = ${id})
      OR (a.platform, a.user_id) IN (
        SELECT i.platform, i.sender_id FROM audit_entry e JOIN inbox i ON i.county = e.county AND i.id = e.inbox_id
        WHERE e.county = ${county} AND e.person_id = ${id}))`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE erased_inbox ON COMMIT DROP AS
    SELECT i.id FROM inbox i JOIN erased_account a ON a.platform = i.platform AND a.user_id = i.sender_id
    WHERE i.county = ${county}
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.county = i.county AND o.inbox_id = i.id AND o.platform = a.platform
        AND o.conversation = a.direct_conversation AND o.person_id <> ${id})
      AND NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.county = i.county AND e.inbox_id = i.id AND e.person_id <> ${id})`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE erased_request ON COMMIT DROP AS
    SELECT id FROM request WHERE county = ${county} AND applicant_id = ${id}`;
}

/**
 * What they wrote, what was written to them, and what shows their requests. Nothing of it is sent any more.
 * @returns the ids of the web chat's messages that changed
 */
async function eraseMessages({ tx, county, id, words }: Erasing): Promise<string[]> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE erased_outbox ON COMMIT DROP AS
    SELECT o.id, o.key, o.platform, o.conversation, o.platform_message_id,
      EXISTS (SELECT 1 FROM erased_account a WHERE a.platform = o.platform AND a.direct_conversation = o.conversation) AS is_direct
    FROM outbox o WHERE o.county = ${county} AND (o.person_id = ${id} OR o.request_id IN (SELECT id FROM erased_request)
      OR (o.platform, o.updates) IN (SELECT t.platform, t.platform_message_id FROM outbox t
        WHERE t.county = ${county} AND (t.person_id = ${id} OR t.request_id IN (SELECT id FROM erased_request))))`;
  const changed = await tx.$queryRaw<{ id: string }[]>`
    UPDATE web_message m SET author_name = NULL,
      body = m.body || jsonb_build_object('text', ${words.text}::text, 'buttons', '[]'::jsonb, 'images', '[]'::jsonb, 'files', '[]'::jsonb,
        'location', NULL, 'quote', NULL, 'mentions', '[]'::jsonb)
    WHERE m.county = ${county} AND (m.author_id IN (SELECT id FROM erased_account)
        AND m.key IN (SELECT event_key FROM inbox i JOIN erased_inbox e ON e.id = i.id WHERE i.county = ${county} AND i.platform = 'web')
      OR m.id IN (SELECT platform_message_id FROM erased_outbox WHERE platform = 'web')
      OR m.conversation IN (SELECT direct_conversation FROM erased_account WHERE platform = 'web' AND (person_id = ${id} OR id = 'web-' || ${id}))
      OR m.author_id = 'web-' || ${id}) RETURNING m.id`;
  await tx.$executeRaw`
    UPDATE outbox o SET conversation = CASE WHEN e.is_direct AND o.platform <> 'web' THEN 'erased' ELSE o.conversation END,
      payload = o.payload || jsonb_build_object('text', ${words.text}::text, 'buttons', '[]'::jsonb, 'images', '[]'::jsonb, 'files', '[]'::jsonb,
        'mentions', '[]'::jsonb, 'replyTo', NULL, 'conversation', CASE WHEN e.is_direct AND o.platform <> 'web' THEN 'erased' ELSE o.conversation END),
      state = CASE WHEN o.state IN ('waiting', 'leased') THEN 'refused'::outbox_state ELSE o.state END,
      why = CASE WHEN o.state IN ('waiting', 'leased') THEN 'erased' ELSE o.why END, lease = NULL, lease_until = NULL
    FROM erased_outbox e WHERE o.county = ${county} AND o.id = e.id`;
  await tx.$executeRaw`DELETE FROM image_fetch WHERE county = ${county} AND inbox_id IN (SELECT id FROM erased_inbox)`;
  await tx.$executeRaw`
    UPDATE inbox i SET sender_id = 'erased', state = 'done',
      conversation = CASE WHEN i.payload ->> 'chatKind' = 'direct' THEN 'erased' ELSE i.conversation END,
      payload = i.payload - 'offered' - 'files' - 'unkept' || jsonb_build_object('text', ${words.text}::text, 'senderId', 'erased', 'senderName', NULL, 'quote', NULL,
        'location', NULL, 'images', '[]'::jsonb, 'action', NULL,
        'conversation', CASE WHEN i.payload ->> 'chatKind' = 'direct' THEN 'erased' ELSE i.conversation END)
    FROM erased_inbox e WHERE i.county = ${county} AND i.id = e.id`;
  return changed.map((row) => row.id);
}

async function eraseRecords({ tx, county, id, words }: Erasing): Promise<void> {
  await tx.$executeRaw`
    UPDATE request SET reason = ${words.text}, leave_kind = NULL, remarks = '[]', images = '[]' WHERE county = ${county} AND applicant_id = ${id}`;
  await tx.$executeRaw`
    UPDATE request_seat SET note = NULL, images = '[]' WHERE county = ${county} AND request_id IN (SELECT id FROM erased_request)`;
  await tx.$executeRaw`
    UPDATE request_seat SET title = ${words.name} WHERE county = ${county} AND body = 'person' AND scope_id = ${id}`;
  await tx.$executeRaw`
    UPDATE attendance SET note = NULL, point = NULL, doubts = '{}', images = '[]', fence = NULL WHERE county = ${county} AND person_id = ${id}`;
  await tx.$executeRaw`UPDATE work_log SET text = ${words.text}, images = '[]' WHERE county = ${county} AND person_id = ${id}`;
  await eraseDuties({ tx, county, id, words });
  await tx.$executeRaw`
    UPDATE audit_entry SET payload = NULL, salt = '' WHERE county = ${county} AND (person_id = ${id} OR subject = 'person:' || ${id}
      OR subject IN (SELECT 'request:' || id FROM erased_request) OR inbox_id IN (SELECT id FROM erased_inbox))`;
  await tx.$executeRaw`UPDATE consent SET withdrawn_at = now() WHERE county = ${county} AND person_id = ${id} AND withdrawn_at IS NULL`;
  await tx.$executeRaw`DELETE FROM group_member WHERE county = ${county} AND person_id = ${id}`;
}

/** That something was done towards a duty of the team still counts; what they said of it, and of reminders, and what they asked goes. */
async function eraseDuties({ tx, county, id, words }: Erasing): Promise<void> {
  await tx.$executeRaw`
    UPDATE ledger_entry SET text = ${words.text}, level = NULL, place = NULL, images = '[]', files = '[]' WHERE county = ${county} AND person_id = ${id}`;
  await tx.$executeRaw`DELETE FROM duty_answer WHERE county = ${county} AND person_id = ${id}`;
  await tx.$executeRaw`DELETE FROM duty_list WHERE county = ${county} AND person_id = ${id}`;
  await tx.$executeRaw`DELETE FROM month_confirmed WHERE county = ${county} AND person_id = ${id}`;
  await tx.$executeRaw`DELETE FROM policy_question WHERE county = ${county} AND person_id = ${id}`;
}

/** An account that is another's by now stays; what was bound by them does not. */
async function eraseAccounts({ tx, county, id }: Erasing): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM recent_send WHERE county = ${county}
      AND (platform, conversation) IN (SELECT platform, direct_conversation FROM erased_account)`;
  await tx.$executeRaw`DELETE FROM erased_account WHERE person_id <> ${id}`;
  await tx.$executeRaw`
    DELETE FROM dialogue WHERE county = ${county} AND (account_id IN (SELECT id FROM erased_account)
      OR question ->> 'requestId' IN (SELECT id FROM erased_request) OR question #>> '{purpose,requestId}' IN (SELECT id FROM erased_request)
      OR question #>> '{purpose,applicantId}' = ${id} OR jsonb_path_exists(question, '$.items[*].requestId ? (@ == $r[*])',
        (SELECT jsonb_build_object('r', coalesce(jsonb_agg(id), '[]')) FROM erased_request)))`;
  await tx.$executeRaw`DELETE FROM shown_list WHERE county = ${county} AND account_id IN (SELECT id FROM erased_account)`;
  await tx.$executeRaw`DELETE FROM web_session WHERE county = ${county} AND account_id IN (SELECT id FROM erased_account)`;
  await tx.$executeRaw`DELETE FROM web_link WHERE county = ${county} AND account_id IN (SELECT id FROM erased_account)`;
  await tx.$executeRaw`
    DELETE FROM bind_try WHERE county = ${county} AND (person_id = ${id} OR account_id IN (SELECT id FROM erased_account))`;
  await tx.$executeRaw`DELETE FROM bind_code WHERE county = ${county} AND person_id = ${id}`;
  await tx.$executeRaw`DELETE FROM account WHERE county = ${county} AND id IN (SELECT id FROM erased_account)`;
}
