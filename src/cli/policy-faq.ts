/** `zhucun policy faq`: the office's own answers. Each rests on an article: none is taken without. */
import type { Command } from 'commander';
import { dateOf } from '../domain/calendar.ts';
import { readBooks } from '../rules/books.ts';
import { inTransaction, type Database, type Statements } from '../store/database.ts';
import { addFaq, keptFaq, openQuestions, withdrawFaq } from '../store/policy-faq.ts';
import { policyTexts } from '../store/policy-texts.ts';
import { rulesDir } from '../wiring/installation.ts';
import { CountyRefused } from './county-file.ts';
import { terminal, type Operator } from './operator.ts';
import { findArticle, shelvedOf, type FoundArticle, type SaidArticle } from './policy-article.ts';
import { isAlike } from './policy-likeness.ts';
import { countyIn, withCountyData } from './real-county.ts';

export interface FaqAsked {
  readonly question: string;
  readonly answer: string;
  readonly article: string;
  readonly pack?: string;
}

export function addFaqCommands(policy: Command): void {
  const faq = policy.command('faq').description('县里自己的答复，要写明依据哪一条');
  faq
    .command('add')
    .argument('[folder]')
    .requiredOption('--question <text>', '问题，照大家的问法')
    .requiredOption('--answer <text>', '答复')
    .requiredOption('--article <article>', '依据，如 "丰都 第九条"；写了 --pack 就只写第几条')
    .option('--pack <id>', '规则包，或导入文件的编号')
    .description('加一条答复；相近的、没有答上的问题算已答')
    .action((folder: string | undefined, asked: FaqAsked) => addOfficeAnswer(asked, folder));
  faq
    .command('list')
    .argument('[folder]')
    .description('列出')
    .action((folder?: string) => listFaq(folder));
  faq
    .command('withdraw')
    .argument('<id>', 'zhucun policy faq list 里的编号')
    .argument('[folder]')
    .description('撤下一条，以后不再用它答复')
    .action((id: string, folder?: string) => withdrawOfficeAnswer(id, folder));
}

const longestText = 500;

/** @throws CountyRefused where the article stands in no document of this installation */
export async function addOfficeAnswer(
  asked: FaqAsked,
  folder: string | undefined,
  { print }: Operator = terminal(),
): Promise<void> {
  const at = countyIn(folder);
  const question = said('--question', asked.question);
  const answer = said('--answer', asked.answer);
  await withCountyData(at, async (db) => {
    const own = at.rules.packs.map(({ id }) => id);
    const { pack, article } = await articleOf({ pack: asked.pack, article: asked.article }, db, own);
    const { id, settled } = await inTransaction(db, async (tx) => {
      const alike = await alikeTo(question, tx, db.county);
      const entry = { question, answer, pack, article };
      return { id: await addFaq(tx, db.county, entry, { settled: alike, now: Date.now() }), settled: alike.length };
    });
    print(`已加 ${id}，依据 ${pack} ${article}。${settled > 0 ? `相近的 ${settled} 个问题算已答。` : ''}`);
  });
}

function said(option: string, text: string): string {
  const plain = text.trim();
  if (plain !== '' && plain.length <= longestText) return plain;
  throw new CountyRefused([plain === '' ? `${option} 没有写内容。` : `${option} 太长，最多 ${longestText} 字。`]);
}

async function alikeTo(question: string, tx: Statements, county: string): Promise<string[]> {
  const open = await openQuestions(tx, county);
  return open.filter(({ text }) => isAlike(text, question)).map(({ id }) => id);
}

async function articleOf(
  asked: SaidArticle,
  db: Database,
  own: readonly string[],
): Promise<Extract<FoundArticle, { is: 'found' }>> {
  const shelved = shelvedOf(readBooks(rulesDir), await policyTexts(db));
  const found = findArticle(asked, shelved, own);
  if (found.is === 'found') return found;
  throw new CountyRefused([sayNotFound(found, asked)]);
}

function sayNotFound(found: Exclude<FoundArticle, { is: 'found' }>, { pack, article }: SaidArticle): string {
  switch (found.is) {
    case 'no-document':
      return `没有找到文件“${pack ?? article}”。文件请写标题里的字，或用 --pack 写规则包的名字；没有导入的，先运行 zhucun policy import。`;
    case 'which-document':
      return `${found.packs.join('、')} 里都有“${article}”，请用 --pack 写明是哪一份。`;
    case 'no-article':
      return `${found.packs.join('、')} 里没有“${article}”。要写明依据的条文，如 --article "丰都 第九条"。`;
  }
}

export async function listFaq(folder: string | undefined, { print }: Operator = terminal()): Promise<void> {
  const at = countyIn(folder);
  await withCountyData(at, async (db) => {
    const kept = await inTransaction(db, (tx) => keptFaq(tx, db.county));
    if (kept.length === 0) print('还没有县里自己的答复。');
    for (const { id, madeAt, withdrawnAt, pack, article, question, answer } of kept) {
      const ended = withdrawnAt === null ? '' : `（${dateOf(withdrawnAt.getTime())} 撤下）`;
      print([id, dateOf(madeAt.getTime()), `${pack} ${article}`, question, answer + ended].map(oneLine).join('\t'));
    }
  });
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

export async function withdrawOfficeAnswer(
  id: string,
  folder: string | undefined,
  { print }: Operator = terminal(),
): Promise<void> {
  const at = countyIn(folder);
  await withCountyData(at, async (db) => {
    if (await inTransaction(db, (tx) => withdrawFaq(tx, db.county, id, Date.now()))) print(`已撤下 ${id}。`);
    else throw new CountyRefused([`没有编号是 ${id} 的答复，或已经撤下。用 zhucun policy faq list 查看。`]);
  });
}
