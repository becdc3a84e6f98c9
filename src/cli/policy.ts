/** `zhucun policy`: the texts of regulations that answers quote. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { dateOf } from '../domain/calendar.ts';
import type { PolicyText } from '../domain/policy.ts';
import { policyFileLimits, readPolicyFile, sayPolicyFileRefusal } from '../documents/policy-file.ts';
import { packOf } from '../documents/policy-pack.ts';
import { readPolicyText } from '../documents/policy-text.ts';
import { readBooks, type PackBook } from '../rules/books.ts';
import { keepPolicyTexts, policyTexts, removePolicyText, type ImportedText } from '../store/policy-texts.ts';
import { rulesDir } from '../wiring/installation.ts';
import { withPolicyData } from './policy-data.ts';

export function addPolicyCommands(program: Command): Command {
  const policy = program.command('policy').description('政策问答：导入文件原文，看哪些问题没有答上');
  const folder = ['--folder <folder>', '数据文件夹'] as const;
  policy
    .command('import')
    .argument('<file...>', '一份或几份文件：.txt、.docx、.pdf、.html')
    .option(...folder)
    .description('导入文件的原文，答复时逐字引用；同一份文件再导入就换成新的')
    .action((files: string[], asked: { folder?: string }) => importFiles(files, asked.folder));
  policy
    .command('list')
    .option(...folder)
    .description('列出导入的文件')
    .action((asked: { folder?: string }) => listTexts(asked.folder));
  policy
    .command('remove')
    .argument('<id>', 'zhucun policy list 里的编号')
    .option(...folder)
    .description('去掉一份导入的文件')
    .action((id: string, asked: { folder?: string }) => removeText(id, asked.folder));
  return policy;
}

/** Each by itself: one that can't be read leaves the others in order. */
async function importFiles(files: readonly string[], folder: string | undefined): Promise<void> {
  const packs = readBooks(rulesDir);
  const read: ImportedText[] = [];
  for (const file of files) {
    const found = await readOne(file, packs);
    if ('refused' in found) {
      console.error(`${path.basename(file)}：${found.refused}`);
      process.exitCode = 1;
    } else {
      sayRead(found, packs);
      read.push(found);
    }
  }
  if (read.length === 0) return;
  const texts = lastOfEach(read);
  await withPolicyData(folder, (db) => keepPolicyTexts(db, texts, Date.now()));
  console.log(`已导入 ${texts.length} 份。`);
}

/** The same regulation in two files is one text. */
function lastOfEach(read: readonly ImportedText[]): ImportedText[] {
  const texts = new Map<string, ImportedText>();
  for (const text of read) {
    const before = texts.get(text.id);
    if (before !== undefined)
      console.log(`${before.fileName} 和 ${text.fileName} 是同一份文件，用后面的 ${text.fileName}。`);
    texts.set(text.id, text);
  }
  return [...texts.values()];
}

async function readOne(file: string, packs: readonly PackBook[]): Promise<ImportedText | { readonly refused: string }> {
  const bytes = await bytesOf(file);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const found = await readPolicyFile(bytes, path.basename(file));
  if ('why' in found) return { refused: sayPolicyFileRefusal(found) };
  const text = readPolicyText(found.lines);
  if (text.units.length === 0) return { refused: '没有找到条文，也没有成段的正文。请检查文件内容，再导入。' };
  const pack = packOf(text, packs);
  const fileName = path.basename(file);
  return { ...text, id: pack ?? idOf(text), pack, fileName, hash: createHash('sha256').update(bytes).digest('hex') };
}

async function bytesOf(file: string): Promise<Uint8Array | { readonly refused: string }> {
  try {
    const { size } = await stat(file);
    // Not even read: what is refused for its size must take no memory.
    if (size > policyFileLimits.fileBytes)
      return { refused: sayPolicyFileRefusal({ why: 'file-too-big', bytes: size, limit: policyFileLimits.fileBytes }) };
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { refused: code === 'ENOENT' ? '没有这个文件。' : `打不开（${code}）。` };
  }
}

/** The same document has the same id, so that a corrected file takes its place. */
const idOf = ({ title, number }: PolicyText): string =>
  `text-${createHash('sha256')
    .update(number ?? title)
    .digest('hex')
    .slice(0, 8)}`;

function sayRead(
  { title, number, issuer, issuedOn, units, unplaced, pack }: ImportedText,
  packs: readonly PackBook[],
): void {
  const about = [number, issuer, issuedOn].filter((said) => said !== null).join('，');
  console.log(`《${title}》${about === '' ? '' : `（${about}）`}：${units.length} 条`);
  const book = packs.find(({ id }) => id === pack);
  if (book === undefined) console.log('  没有对应的规则包：按原文查找。');
  else {
    const cited = new Set(book.points.map(({ article }) => article));
    const tied = units.filter(({ article }) => cited.has(article)).length;
    const missing = [...cited].filter((article) => !units.some((unit) => unit.article === article));
    console.log(`  规则包 ${book.id}：${tied} 条对上了要点。`);
    if (missing.length > 0)
      console.log(`  规则包里引用、原文里没有找到：${missing.join('、')}。请核对文件是不是完整。`);
  }
  if (unplaced.length > 0) {
    console.log(`  没有归到任何一条的 ${unplaced.length} 行：`);
    for (const line of unplaced.slice(0, SHOWN)) console.log(`    ${line.slice(0, 60)}`);
    if (unplaced.length > SHOWN) console.log(`    …还有 ${unplaced.length - SHOWN} 行`);
  }
}
const SHOWN = 10;

const listTexts = (folder: string | undefined): Promise<void> =>
  withPolicyData(folder, async (db) => {
    const texts = await policyTexts(db);
    if (texts.length === 0) {
      console.log('还没有导入文件。导入：zhucun policy import 文件');
      return;
    }
    console.log(['编号', '标题', '文号', '条数', '导入', '文件'].join('\t'));
    for (const t of texts)
      console.log([t.id, t.title, t.number ?? '-', t.units.length, dateOf(t.importedAt), t.fileName].join('\t'));
  });

const removeText = (id: string, folder: string | undefined): Promise<void> =>
  withPolicyData(folder, async (db) => {
    if (await removePolicyText(db, id)) {
      console.log(`已去掉 ${id}；答复改用规则包的摘要。`);
      return;
    }
    console.log(`没有导入过 ${id}。用 zhucun policy list 查看。`);
    process.exitCode = 1;
  });
