/** What the office sees of questions that got no answer, and the answers of its own that it keeps. */
import { randomBytes } from 'node:crypto';
import type { FaqEntry } from '../domain/policy-asking.ts';
import { recordAudit } from './audit.ts';
import type { Statements } from './database.ts';
import { timestamp } from './work-result.ts';

/** A question that was refused or did not help, and that no answer was made for since; nobody is told by it. */
export interface OpenQuestion {
  readonly id: string;
  readonly text: string;
  readonly before: string | null;
  readonly askedAt: Date;
  readonly pack: string | null;
  readonly article: string | null;
  readonly useless: boolean;
}

/** So many of the latest are looked at. */
const mostQuestions = 5_000;

export const openQuestions = (tx: Statements, county: string): Promise<OpenQuestion[]> =>
  tx.$queryRaw<OpenQuestion[]>`
    SELECT q.id, q.text, q.before, q.asked_at AS "askedAt", q.pack, q.article, coalesce(q.feedback = 'useless', false) AS useless
    FROM policy_question q WHERE q.county = ${county} AND (q.refused IS NOT NULL OR q.feedback = 'useless')
      AND NOT EXISTS (SELECT 1 FROM policy_faq f WHERE f.county = q.county AND f.id = q.faq_id AND f.withdrawn_at IS NULL AND f.made_at > q.asked_at)
    ORDER BY q.asked_at DESC, q.id LIMIT ${mostQuestions}`;

/** @param settled ids of the open questions that it answers */
export async function addFaq(
  tx: Statements,
  county: string,
  entry: Omit<FaqEntry, 'id'>,
  { settled, now }: { readonly settled: readonly string[]; readonly now: number },
): Promise<string> {
  const id = randomBytes(4).toString('hex');
  await tx.$executeRaw`
    INSERT INTO policy_faq (county, id, question, answer, pack, article, made_at)
    VALUES (${county}, ${id}, ${entry.question}, ${entry.answer}, ${entry.pack}, ${entry.article}, ${timestamp(now)}::timestamptz)`;
  await tx.$executeRaw`UPDATE policy_question SET faq_id = ${id} WHERE county = ${county} AND id = ANY(${[...settled]}::text[])`;
  const record = { verb: 'add-faq', subject: `faq:${id}`, payload: entry, personId: null, inboxId: null };
  await recordAudit(tx, county, [record], now);
  return id;
}

export interface KeptFaq extends FaqEntry {
  readonly madeAt: Date;
  readonly withdrawnAt: Date | null;
}

/** The withdrawn ones too; the latest first. */
export const keptFaq = (tx: Statements, county: string): Promise<KeptFaq[]> =>
  tx.$queryRaw<KeptFaq[]>`
    SELECT id, question, answer, pack, article, made_at AS "madeAt", withdrawn_at AS "withdrawnAt" FROM policy_faq
    WHERE county = ${county} ORDER BY made_at DESC, id`;

/** @returns whether one stood */
export async function withdrawFaq(tx: Statements, county: string, id: string, now: number): Promise<boolean> {
  const withdrawn = await tx.$executeRaw`
    UPDATE policy_faq SET withdrawn_at = ${timestamp(now)}::timestamptz WHERE county = ${county} AND id = ${id} AND withdrawn_at IS NULL`;
  if (withdrawn === 0) return false;
  await recordAudit(
    tx,
    county,
    [{ verb: 'withdraw-faq', subject: `faq:${id}`, payload: { id }, personId: null, inboxId: null }],
    now,
  );
  return true;
}
