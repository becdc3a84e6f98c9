/** Images and documents that platforms still hold: leased, fetched, and written to their messages, which are not worked before. */
import { z } from 'zod';
import { OfferedFile, OfferedImage, type KeptFile, type KeptImage, type UnkeptFile } from '../chat/message.ts';
import type { Database } from './database.ts';

/** A message whose images or documents are to be fetched. */
export interface LeasedFetch {
  readonly inboxId: bigint;
  readonly platform: string;
  readonly offered: readonly (OfferedFile | OfferedImage)[];
  /** Whether the sender is anybody's account: nothing is fetched of strangers. */
  readonly isBound: boolean;
  /** What is said with them in a group, to another member's message and with no mention; null where it is not so. */
  readonly saidToOthers?: string | null;
  /** Which try it is. No two have the same number, so it is the lease as well. */
  readonly attempts: number;
  /** Epoch ms. */
  readonly receivedAt: number;
}

interface LeasedRow {
  inbox_id: bigint;
  platform: string;
  attempts: number;
  offered: unknown;
  received_at: Date;
  is_bound: boolean;
  said_to_others: string | null;
}

/** Takes what is due, at most `limit`, for `leaseMs`: whoever ends in between leaves it to the next one. @param notOn platforms to leave out */
export async function leaseFetches(
  db: Database,
  limit: number,
  leaseMs: number,
  notOn: readonly string[] = [],
): Promise<LeasedFetch[]> {
  const rows = await db.$queryRaw<LeasedRow[]>`
    WITH due AS (
      SELECT inbox_id FROM image_fetch WHERE county = ${db.county} AND (not_before IS NULL OR not_before <= now())
        AND (lease_until IS NULL OR lease_until < now()) AND platform <> ALL(${[...notOn]}::text[])
      ORDER BY inbox_id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE image_fetch f SET lease_until = now() + ${leaseMs} * interval '1 millisecond', attempts = f.attempts + 1
    FROM due JOIN inbox i ON i.county = ${db.county} AND i.id = due.inbox_id
    WHERE f.county = ${db.county} AND f.inbox_id = due.inbox_id
    RETURNING f.inbox_id, f.platform, f.attempts, i.payload -> 'offered' AS offered, i.received_at, EXISTS (
      SELECT 1 FROM account a WHERE a.county = i.county AND a.platform = i.platform AND a.user_id = i.sender_id AND a.person_id IS NOT NULL) AS is_bound,
      CASE WHEN i.payload ->> 'chatKind' = 'group' AND i.payload ->> 'mentionsBot' = 'false' AND jsonb_typeof(i.payload -> 'quote') = 'object'
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.county = i.county AND o.platform = i.platform AND o.conversation = i.conversation
          AND o.platform_message_id = i.payload #>> '{quote,messageId}')
        THEN i.payload ->> 'text' END AS said_to_others`;
  return rows.map((r) => ({
    inboxId: r.inbox_id,
    platform: r.platform,
    offered: z
      .array(z.union([OfferedFile, OfferedImage]))
      .catch([])
      .parse(r.offered),
    isBound: r.is_bound,
    saidToOthers: r.said_to_others,
    attempts: r.attempts,
    receivedAt: r.received_at.getTime(),
  }));
}

/** What became of the images of a message: those that are kept, and how many were not to be had; and of its documents. */
export interface Fetched extends Pick<LeasedFetch, 'inboxId' | 'attempts'> {
  readonly images: readonly KeptImage[];
  readonly missing: number;
  readonly files?: readonly KeptFile[];
  readonly unkept?: readonly UnkeptFile[];
}

/**
 * Writes images and documents to their message and lets it be worked, in one statement. One that another process took up meanwhile is
 * left to that one; one that was erased meanwhile gets nothing.
 */
export async function settleFetches(db: Database, fetched: readonly Fetched[]): Promise<void> {
  if (fetched.length === 0) return;
  const rows = fetched.map(({ inboxId, files = [], unkept = [], ...f }) => ({
    ...f,
    files,
    unkept,
    inbox_id: String(inboxId),
  }));
  await db.$executeRaw`
    WITH settled AS (
      DELETE FROM image_fetch f
      USING jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s(inbox_id bigint, attempts int, images jsonb, missing int,
        files jsonb, unkept jsonb)
      WHERE f.county = ${db.county} AND f.inbox_id = s.inbox_id AND f.attempts = s.attempts
      RETURNING s.inbox_id, s.images, s.missing, s.files, s.unkept
    ), written AS (
      UPDATE inbox i SET payload = (i.payload - 'offered') || jsonb_build_object('images', i.payload -> 'images' || s.images)
        || CASE WHEN s.missing > 0 THEN jsonb_build_object('missingImages', s.missing) ELSE '{}' END
        || CASE WHEN s.files <> '[]' THEN jsonb_build_object('files', coalesce(i.payload -> 'files', '[]') || s.files) ELSE '{}' END
        || CASE WHEN s.unkept <> '[]' THEN jsonb_build_object('unkept', coalesce(i.payload -> 'unkept', '[]') || s.unkept) ELSE '{}' END
      FROM settled s WHERE i.county = ${db.county} AND i.id = s.inbox_id AND i.payload ? 'offered'
    )
    SELECT pg_notify('zhucun_inbox', ${db.county}) FROM (SELECT 1 FROM settled LIMIT 1) once`;
}

/** Whoever still fetches has it for `leaseMs` from now; what is settled or delayed meanwhile stays so. */
export async function renewFetches(
  db: Database,
  leased: readonly Pick<LeasedFetch, 'inboxId' | 'attempts'>[],
  leaseMs: number,
): Promise<void> {
  const rows = leased.map(({ inboxId, attempts }) => ({ inbox_id: String(inboxId), attempts }));
  await db.$executeRaw`
    UPDATE image_fetch f SET lease_until = now() + ${leaseMs} * interval '1 millisecond'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l(inbox_id bigint, attempts int)
    WHERE f.county = ${db.county} AND f.inbox_id = l.inbox_id AND f.attempts = l.attempts AND f.lease_until IS NOT NULL`;
}

/** Not to be had just now: another try, so much later. */
export async function delayFetch(
  db: Database,
  { inboxId, attempts }: Pick<LeasedFetch, 'inboxId' | 'attempts'>,
  waitMs: number,
): Promise<void> {
  await db.$executeRaw`
    UPDATE image_fetch SET lease_until = NULL, not_before = now() + ${waitMs} * interval '1 millisecond'
    WHERE county = ${db.county} AND inbox_id = ${inboxId} AND attempts = ${attempts}`;
}
