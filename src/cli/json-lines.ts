/** JSON Lines in, JSON Lines out, in the same order: a row that cannot be answered says why, and the rest go on. */
import { createInterface } from 'node:readline';

type Answer = Record<string, unknown>;

export async function answerLines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  answer: (line: string) => Answer,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    if (line.trim() !== '') output.write(`${JSON.stringify(answer(line))}\n`);
}

/** What `answer` makes of the row, under the row's own id. */
export function underItsId(line: string, answer: (row: unknown) => Answer): Answer {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return { id: null, error: '这一行不是 JSON，请检查引号和括号。' };
  }
  return { id: typeof row === 'object' && row !== null && 'id' in row ? row.id : null, ...answer(row) };
}
