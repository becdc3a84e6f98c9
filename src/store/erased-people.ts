/**
 * Who was erased, by id alone, noted outside the database: a backup from before has them again, and only this list says so. It
 * lies in the data folder and, from each backup on, beside the backup's file. A line is `{"county","personId"}`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Database } from './database.ts';

export const ERASED_LIST = 'erased-people.jsonl';

const Line = z.object({ county: z.string(), personId: z.string() });

/** Those of that county in the list of a folder; lines that are none, as the last one after a crash, are passed over. */
export function readErased(folder: string, county: string): string[] {
  const lines = textOf(folder).split('\n').flatMap(parse);
  return [...new Set(lines.filter((line) => line.county === county).map((line) => line.personId))];
}

function textOf(folder: string): string {
  const file = path.join(folder, ERASED_LIST);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function parse(text: string): z.infer<typeof Line>[] {
  try {
    return [Line.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}

/** Adds those that are not there yet, for good. A line that a crash cut short must not swallow the next one. */
export async function noteErased(folder: string, county: string, personIds: readonly string[]): Promise<void> {
  const there = new Set(readErased(folder, county));
  const lines = personIds.filter((id) => !there.has(id)).map((personId) => JSON.stringify({ county, personId }));
  if (lines.length === 0) return;
  const gap = /(^|\n)$/.test(textOf(folder)) ? '' : '\n';
  await appendFile(path.join(folder, ERASED_LIST), `${gap}${lines.join('\n')}\n`, { mode: 0o600, flush: true });
}

/** Those whom the database itself knows to be erased; nobody in one of a version that erased nobody. */
export async function erasedIn(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM person p WHERE county = ${db.county} AND to_jsonb(p) ->> 'erased_at' IS NOT NULL ORDER BY id`;
  return rows.map(({ id }) => id);
}

/** Those of the list who are in the database as if they had never been erased: they have to be erased again. */
export async function backAgain(db: Database, listed: readonly string[]): Promise<string[]> {
  if (listed.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE county = ${db.county} AND id = ANY(${[...listed]}::text[]) AND erased_at IS NULL ORDER BY id`;
  return rows.map(({ id }) => id);
}
