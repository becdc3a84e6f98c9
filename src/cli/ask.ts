/** `zhucun ask`: a policy question as a function. JSON Lines in, JSON Lines out, in the same order. */
import { z } from 'zod';
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { PolicyAnswer, PolicyPart } from '../domain/policy-answer.ts';
import { aboveOf } from '../answers/above.ts';
import { policyTexts } from '../store/policy-texts.ts';
import { openKeptPolicyShelf, openPolicyShelf, type PolicyShelf } from '../wiring/policies.ts';
import { sayPolicyAnswer } from '../replies/policy.ts';
import { answerLines, underItsId } from './json-lines.ts';
import { hasPolicyData, policyIndexOf, withPolicyData } from './policy-data.ts';

const Row = z.object({
  id: z.union([z.string(), z.number()]),
  /** Several are compared. */
  pack: z.union([z.string(), z.array(z.string()).min(1)]),
  question: z.string().trim().min(1),
});

/** With the texts of the folder, whether the service runs or not; without a folder from the packs' own words. */
export async function askLines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  folder: string | undefined,
): Promise<void> {
  const shelf = hasPolicyData(folder)
    ? await openKeptPolicyShelf(await withPolicyData(folder, policyTexts), policyIndexOf(folder))
    : openPolicyShelf();
  const today = dateOf(Date.now());
  await answerLines(input, output, (line) => answerAsked(line, shelf, today));
}

export const answerAsked = (line: string, shelf: PolicyShelf, on: IsoDate): Record<string, unknown> =>
  underItsId(line, (raw) => {
    const row = Row.safeParse(raw);
    if (!row.success) return { error: '每行要有 id、pack（规则包，可以是几个）和 question（问题）。' };
    const { pack, question } = row.data;
    const books = [...new Set([pack].flat())];
    const unknown = books.filter((book) => !shelf.knows(book));
    if (unknown.length > 0) return { error: `没有这些规则包或文件：${unknown.join('、')}。` };
    const concerned = { post: null, dispatchLevel: null, isTeamLeader: null };
    const [first = ''] = books;
    const above = books.length > 1 ? [] : aboveOf(shelf.packs, first);
    const answer = shelf.ask({ question, books, above, compares: books.length > 1, concerned, on });
    const parts = partsOf(answer);
    return {
      refused: answer.is === 'refused',
      answer: sayPolicyAnswer(answer, on),
      citations: parts.flatMap(({ source, articles }) => articles.map((article) => ({ pack: source.id, article }))),
    };
  });

const partsOf = (answer: PolicyAnswer): readonly PolicyPart[] =>
  answer.is === 'answered' ? answer.parts : answer.near;
