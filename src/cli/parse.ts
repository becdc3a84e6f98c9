/** `zhucun parse`: one chat message a line to its intent; no database. */
import { z } from 'zod';
import { dateOf, type Instant } from '../domain/calendar.ts';
import { explained } from '../language/explained.ts';
import { recognised } from '../language/understand.ts';
import { answerLines, underItsId } from './json-lines.ts';
import { parsed } from './parse-slots.ts';

const Row = z.object({
  now: z.string().refine((now) => /(?:Z|[+-]\d\d:\d\d)$/.test(now) && !Number.isNaN(Date.parse(now))),
  text: z.string(),
  /** Of the context only whether a request waits for the speaker counts. */
  context: z.looseObject({ pending: z.array(z.unknown()).nullish() }).nullish(),
});

/** Answers every line; a row that cannot be read says why, in Chinese, and the rest go on. */
export const parseLines = (
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  explain: boolean,
): Promise<void> => answerLines(input, output, (line) => parseLine(line, explain));

export const parseLine = (line: string, explain = false): Record<string, unknown> =>
  underItsId(line, (raw) => {
    const row = Row.safeParse(raw);
    if (!row.success)
      return { error: '每行要有 id、now（带时区的时间，如 2026-03-04T08:20:00+08:00）和 text（一句话）。' };
    const { text, now, context } = row.data;
    const at: Instant = Date.parse(now);
    const pending = (context?.pending ?? []).length > 0;
    const slots = parsed(recognised(text, at).intent, { text, today: dateOf(at), pending });
    return { ...slots, ...(explain ? { explain: explained(text, at) } : {}) };
  });
