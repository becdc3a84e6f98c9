/** Imported texts of regulations: few, read whole when their index is built, and asked for a mark of change otherwise. */
import { z } from 'zod';
import { isDate } from '../domain/calendar.ts';
import type { PolicyDocument } from '../domain/policy.ts';
import type { Database } from './database.ts';
import { timestamp } from './work-result.ts';

/** The county under which texts stand that were imported before there was one: they hold for every county of the database. */
export const EVERY_COUNTY = '';

export interface ImportedText extends PolicyDocument {
  /** SHA-256 of what was read, hex. */
  readonly hash: string;
  /** As the operator's file is called, without its folder. */
  readonly fileName: string;
}

export interface KeptText extends ImportedText {
  /** Epoch ms. */
  readonly importedAt: number;
}

const Unit = z.object({ article: z.string(), aliases: z.array(z.string()), chapter: z.string(), text: z.string() });

const Row = z
  .object({
    id: z.string(),
    pack: z.string().nullable(),
    title: z.string(),
    number: z.string().nullable(),
    issuer: z.string().nullable(),
    issuedOn: z.string().refine(isDate).nullable(),
    units: z.array(Unit),
    unplaced: z.array(z.string()),
    hash: z.string(),
    fileName: z.string(),
    importedAt: z.date().transform((at) => at.getTime()),
  })
  .transform((row): KeptText => row);

/** Each takes the place of what stands under its id, the last of several that have the same. In one statement. */
export async function keepPolicyTexts(db: Database, texts: readonly ImportedText[], now: number): Promise<void> {
  const last = new Map(texts.map((text) => [text.id, text]));
  const rows = [...last.values()].map(({ units, unplaced, ...text }) => ({
    ...{ id: text.id, pack: text.pack, title: text.title, number: text.number, issuer: text.issuer },
    ...{ issued_on: text.issuedOn, units, unplaced, hash: text.hash, file_name: text.fileName },
  }));
  await db.$executeRaw`
    INSERT INTO policy_text (county, id, pack, title, number, issuer, issued_on, units, unplaced, hash, file_name, imported_at)
    SELECT ${db.county}, r.id, r.pack, r.title, r.number, r.issuer, r.issued_on, r.units, r.unplaced, r.hash, r.file_name,
      ${timestamp(now)}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows, storable)}::jsonb) AS r(id text, pack text, title text, number text, issuer text,
      issued_on text, units jsonb, unplaced jsonb, hash text, file_name text)
    ON CONFLICT (county, id) DO UPDATE SET pack = excluded.pack, title = excluded.title, number = excluded.number,
      issuer = excluded.issuer, issued_on = excluded.issued_on, units = excluded.units, unplaced = excluded.unplaced,
      hash = excluded.hash, file_name = excluded.file_name, imported_at = excluded.imported_at`;
}

/** Files hold signs that no database takes. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value;

/** Those of the county and those of every county, the county's own where both have one; by id. */
export async function policyTexts(db: Database): Promise<KeptText[]> {
  const rows = await db.$queryRaw`
    SELECT DISTINCT ON (id) id, pack, title, number, issuer, issued_on AS "issuedOn", units, unplaced, hash,
      file_name AS "fileName", imported_at AS "importedAt"
    FROM policy_text WHERE county IN (${db.county}, ${EVERY_COUNTY}) ORDER BY id, county DESC`;
  return z.array(Row).parse(rows);
}

/** Another one whenever a text came, changed or went. */
export async function policyTextsMark(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ mark: string }[]>`
    SELECT coalesce(md5(string_agg(county || id || hash || imported_at, ',' ORDER BY county, id)), '') AS mark
    FROM policy_text WHERE county IN (${db.county}, ${EVERY_COUNTY})`;
  return row?.mark ?? '';
}

/** @returns whether there was one */
export const removePolicyText = async (db: Database, id: string): Promise<boolean> =>
  (await db.$executeRaw`DELETE FROM policy_text WHERE county IN (${db.county}, ${EVERY_COUNTY}) AND id = ${id}`) > 0;
