/** `zhucun policy gaps`: questions that got no answer, for the office. What was asked is shown, never by whom. */
import type { Command } from 'commander';
import { dateOf } from '../domain/calendar.ts';
import { inTransaction } from '../store/database.ts';
import { openQuestions, type OpenQuestion } from '../store/policy-faq.ts';
import { terminal, type Operator } from './operator.ts';
import { addFaqCommands } from './policy-faq.ts';
import { groupedByLikeness } from './policy-likeness.ts';
import { countyIn, withCountyData } from './real-county.ts';

/** Joins `gaps` and `faq` to `zhucun policy`. */
export function addPolicyOfficeCommands(policy: Command): void {
  policy
    .command('gaps')
    .argument('[folder]')
    .description('没有答上、或被说“没用”的问题，相近的归在一起；不显示是谁问的')
    .action((folder?: string) => listGaps(folder));
  addFaqCommands(policy);
}

export async function listGaps(folder: string | undefined, { print }: Operator = terminal()): Promise<void> {
  const at = countyIn(folder);
  await withCountyData(at, async (db) => {
    const open = await inTransaction(db, (tx) => openQuestions(tx, db.county));
    if (open.length === 0) {
      print('没有没答上的问题。');
      return;
    }
    const groups = groupedByLikeness(open, ({ text }) => text).sort((a, b) => b.length - a.length);
    print(['次数', '最近一次', '最接近的条文', '问的'].join('\t'));
    for (const group of groups) print(rowOf(group));
    print('补一条答复：zhucun policy faq add --question 问题 --answer 答复 --article "文件 第几条"');
  });
}

/** The latest stands for all of a group; what it went on from stands before it. */
function rowOf(group: readonly OpenQuestion[]): string {
  const [latest] = group;
  if (!latest) return '';
  const { askedAt, article, pack, before, text } = latest;
  const nearest = article === null ? '—' : `${pack ?? ''} ${article}`.trim();
  const useless = group.filter((q) => q.useless).length;
  const asked = [...(before ?? '').split('\n'), text].filter((line) => line !== '').join(' → ');
  const marked = useless > 0 ? `（${useless} 次被说没用）` : '';
  return [group.length, dateOf(askedAt.getTime()), nearest, asked.replace(/\s+/g, ' ') + marked].join('\t');
}
