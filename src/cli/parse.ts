/** `zhucun parse`: one chat message a line to its intent. JSON Lines in, JSON Lines out, in the same order; no database. */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { dateOf, type Instant } from '../domain/calendar.ts';
import { recognised } from '../language/understand.ts';
import { explained } from '../language/explained.ts';
import { parsed } from './parse-slots.ts';

const Row = z.object({
  id: z.union([z.string(), z.number()]),
  now: z.iso.datetime({ offset: true }),
  text: z.string(),
  context: z
    .object({ pending: z.array(z.object({ no: z.number().optional(), who: z.string().optional() })).optional() })
    .optional(),
});

/** Answers every line; a row that cannot be read says why, in Chinese, and the rest go on. */
export async function parseLines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  explain: boolean,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== '') output.write(`${JSON.stringify(parseLine(line, explain))}\n`);
  }
}

export function parseLine(line: string, explain = false): Record<string, unknown> {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { id: null, error: '这一行不是 JSON，请检查引号和括号。' };
  }
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  const row = Row.safeParse(raw);
  if (!row.success)
    return { id, error: '每行要有 id、now（带时区的时间，如 2026-03-04T08:20:00+08:00）和 text（一句话）。' };
  const { text, now } = row.data;
  const at: Instant = Date.parse(now);
  const understood = recognised(text, at).intent;
  const slots = parsed(understood, { text, today: dateOf(at), pending: (row.data.context?.pending ?? []).length > 0 });
  return { id, ...slots, ...(explain ? { explain: explained(text, at) } : {}) };
}
