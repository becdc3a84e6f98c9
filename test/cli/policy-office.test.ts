/** `zhucun policy gaps` and `faq`: what got no answer, and the office's own answers, each with its article. */
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { addPolicyOfficeCommands, listGaps } from '../../src/cli/policy-gaps.ts';
import { addOfficeAnswer, listFaq, withdrawOfficeAnswer } from '../../src/cli/policy-faq.ts';
import { findArticle, type Shelved } from '../../src/cli/policy-article.ts';
import { groupedByLikeness, isAlike } from '../../src/cli/policy-likeness.ts';
import { operatedCounty } from './operated-county.ts';

const operated = operatedCounty();

interface Asked {
  readonly refused?: string | null;
  readonly feedback?: string | null;
  readonly at?: string;
}
let asked = 0;
const ask = async (
  text: string,
  { refused = 'not-held', feedback = null, at = '2026-11-20T02:00:00Z' }: Asked = {},
): Promise<void> => {
  asked += 1;
  await operated.county.sql(
    `INSERT INTO policy_question (county, id, person_id, asked_at, inbox_id, platform, conversation, text, packs, refused, pack, article, feedback)
     VALUES ('demo', $1, 'p1', $2, 1, 'web', 'd-web-p1', $3, '{fengdu-2021}', $4, 'fengdu-2021', '第九条', $5)`,
    [`q${asked}`, at, text, refused, feedback],
  );
};
const said = (): string => operated.lines.join('\n');

describe('gaps', () => {
  test('are questions that were refused or did not help, like ones together, without a name', async () => {
    await ask('探亲路费报不报');
    await ask('探亲路费报不报？', { at: '2026-11-21T02:00:00Z' });
    await ask('请假超过三天谁批', { refused: null, feedback: 'useless' });
    await ask('驻村补助多少', { refused: null, feedback: 'useful' });
    await ask('队长要学习几次', { refused: null });
    await listGaps(operated.folder);
    expect(operated.lines.slice(0, 3)).toEqual([
      '次数\t最近一次\t最接近的条文\t问的',
      '2\t2026-11-21\tfengdu-2021 第九条\t探亲路费报不报？',
      '1\t2026-11-20\tfengdu-2021 第九条\t请假超过三天谁批（1 次被说没用）',
    ]);
    expect(said()).not.toMatch(/示例甲|p1|补助|学习/);
  });

  test('are said to be none where there are none', async () => {
    await listGaps(operated.folder);
    expect(said()).toBe('没有没答上的问题。');
  });
});

describe('an answer of the office', () => {
  const entry = { question: '探亲路费报不报', answer: '示例：按本单位规定', article: '丰都… 第9条' };

  test('is kept with its article, settles what is like it, and is on record', async () => {
    await ask('探亲路费报不报？');
    await ask('队长离村要不要备案');
    await addOfficeAnswer(entry, operated.folder);
    expect(said()).toMatch(/依据 fengdu-2021 第九条。相近的 1 个问题算已答。$/);
    operated.lines.length = 0;
    await listGaps(operated.folder);
    expect(said()).not.toContain('探亲路费');
    expect(said()).toContain('离村');
    operated.lines.length = 0;
    await listFaq(operated.folder);
    expect(said()).toMatch(/^[0-9a-f]{8}\t.*\tfengdu-2021 第九条\t探亲路费报不报\t示例：按本单位规定$/);
    expect(await operated.county.sql('SELECT verb, person_id FROM audit_entry')).toEqual([
      { verb: 'add-faq', person_id: null },
    ]);
  });

  test('that is withdrawn answers nothing, and its questions are open again', async () => {
    await ask('探亲路费报不报？');
    await addOfficeAnswer(entry, operated.folder);
    const [faq] = await operated.county.sql<{ id: string }>('SELECT id FROM policy_faq');
    await withdrawOfficeAnswer(faq!.id, operated.folder);
    operated.lines.length = 0;
    await listFaq(operated.folder);
    await listGaps(operated.folder);
    expect(operated.lines[0]).toMatch(/撤下）$/);
    expect(said()).toContain('探亲路费');
    await expect(withdrawOfficeAnswer(faq!.id, operated.folder)).rejects.toThrow();
  });

  test('without an article that there is, is refused, and nothing is kept', async () => {
    for (const wrong of [
      { ...entry, article: '丰都 第九百条' },
      { ...entry, article: '示例无此文件 第九条' },
      { ...entry, pack: 'nowhere', article: '第九条' },
      { ...entry, answer: ' ' },
    ])
      await expect(addOfficeAnswer(wrong, operated.folder)).rejects.toThrow();
    expect(await operated.county.sql('SELECT id FROM policy_faq')).toEqual([]);
  });

  test('asks for its parts on the command line', () => {
    const policy = new Command('policy');
    addPolicyOfficeCommands(policy);
    expect(policy.commands.map((c) => c.name())).toEqual(['gaps', 'faq']);
    const faq = policy.commands[1]!;
    expect(faq.commands.map((c) => c.name())).toEqual(['add', 'list', 'withdraw']);
    expect(faq.commands[0]!.options.filter((o) => o.mandatory).map((o) => o.long)).toEqual([
      '--question',
      '--answer',
      '--article',
    ]);
  });
});

describe('an article', () => {
  const book = (id: string, title: string, ...articles: string[]): Shelved => ({
    id,
    titles: [id, title],
    articles: articles.map((article) => ({ article, aliases: article === '七（二）3' ? ['七(二)三'] : [] })),
  });
  const shelved = [book('a', '示例甲细则', '第九条', '七（二）3'), book('b', '示例乙办法', '第九条', '第二十条')];
  test.each([
    ['示例甲细则 第九条', 'a', '第九条'],
    ['《示例乙办法》第9条', 'b', '第九条'],
    ['乙… 第20条', 'b', '第二十条'],
    ['甲细则第九条', 'a', '第九条'],
    ['甲 七(二)3', 'a', '七（二）3'],
    ['第二十条', 'b', '第二十条'],
  ])('“%s” is found', (article, pack, cited) => {
    expect(findArticle({ pack: undefined, article }, shelved, ['a', 'b'])).toEqual({
      is: 'found',
      pack,
      article: cited,
    });
  });
  test.each([
    ['第九条', { is: 'which-document', packs: ['a', 'b'] }],
    ['丙 第九条', { is: 'no-document' }],
    ['甲 第二十条', { is: 'no-article', packs: ['a'] }],
  ])('“%s” is not', (article, found) => {
    expect(findArticle({ pack: undefined, article }, shelved, ['a', 'b'])).toEqual(found);
  });
});

describe('likeness', () => {
  test('is of the words, not of marks and blanks', () => {
    expect(isAlike('请假五天谁批？', '请假5天 由谁批')).toBe(false);
    expect(isAlike('请假五天谁批？', '请假五天，由谁批')).toBe(true);
    expect(isAlike('补助多少', '请假谁批')).toBe(false);
    expect(isAlike('', '')).toBe(true);
  });
  test('groups keep the order of their first', () => {
    expect(groupedByLikeness(['补助多少', '请假谁批', '补助多少？'], (t) => t)).toEqual([
      ['补助多少', '补助多少？'],
      ['请假谁批'],
    ]);
  });
});
