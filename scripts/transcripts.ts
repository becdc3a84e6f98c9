// `npm run docs:transcripts`: writes docs/leave-by-chat.md, people-by-chat.md, duties-by-chat.md and policy-by-chat.md, every operation as it is played through the product.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { format, resolveConfig } from 'prettier';
import { sampleCountyFor } from '../src/cli/demo-counties.ts';
import { playIn } from '../src/cli/demo-play.ts';
import type { County } from '../src/domain/county.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { chapters, head, wordsOf, type Chapter, type Document, type Section } from './transcript-sections.ts';
import { prepare, withoutChance } from './transcript-stage.ts';
import { withDatabase } from './with-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
export const transcriptFiles: Readonly<Record<Document, string>> = {
  leave: fileURLToPath(new URL('../docs/leave-by-chat.md', import.meta.url)),
  people: fileURLToPath(new URL('../docs/people-by-chat.md', import.meta.url)),
  duties: fileURLToPath(new URL('../docs/duties-by-chat.md', import.meta.url)),
  policy: fileURLToPath(new URL('../docs/policy-by-chat.md', import.meta.url)),
};

/** The address of a migrated, empty database, and how to be rid of it. */
export type Fresh = () => Promise<{ readonly url: string; drop: () => Promise<void> }>;

/** The whole document as prettier leaves it: each section in a database of its own, so that none depends on another. */
export async function transcripts(of: Document, fresh: Fresh): Promise<string> {
  const all = chapters(of);
  const parts = [head(of), table(all)];
  for (const { title, sections } of all) {
    parts.push(`## ${title}\n`);
    for (const section of sections) parts.push(written(section, await played(section, fresh)));
  }
  return format(parts.join('\n'), { ...(await resolveConfig(transcriptFiles[of])), parser: 'markdown' });
}

const code = (text: string): string => `\`${text}\``;
const mostWords = 10;

/** Lists of words by name, each cut: all of them stand in the file that the head names. */
const wordLine = (name: string): string => {
  const words = wordsOf(name).filter((word) => !word.startsWith('/'));
  const more = words.length > mostWords ? ` … ${words.length} in all` : '';
  return `- ${code(name)}: ${words.slice(0, mostWords).join(' ')}${more}`;
};

const rowOf = (s: Section): string =>
  `| [${s.title}](#${anchor(s.title)}) | ${s.examples.map(code).join(' ')} | ${s.who} |`;
const table = (all: readonly Chapter[]): string =>
  ['| operation | say | who may |', '| --- | --- | --- |', ...all.flatMap((c) => c.sections.map(rowOf)), ''].join('\n');

/** As GitHub makes it of a heading. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

const written = ({ title, about, words }: Section, transcript: string): string =>
  [`### ${title}\n`, `${about}\n`, ...words.map(wordLine), `\n\`\`\`text\n${transcript}\n\`\`\`\n`].join('\n');

async function played(section: Section, fresh: Fresh): Promise<string> {
  const { county } = sampleCountyFor(section.county);
  const { url, drop } = await fresh();
  const shelvesDir = mkdtempSync(join(tmpdir(), 'zhucun-transcript-'));
  const db = openDatabase(url, county.id);
  try {
    await prepare(db, county, section);
    const pieces: string[] = [];
    const print = (piece: string): unknown => pieces.push(withoutChance(piece));
    await playIn({ db, shelvesDir }, county, section.lines, print, new AbortController().signal);
    return shownOf(section, county, pieces.slice(1));
  } finally {
    await db.close();
    await drop();
    rmSync(shelvesDir, { recursive: true });
  }
}

const isDay = (piece: string): boolean => piece.startsWith('——');

/** What was printed, less what is not to be shown; an empty piece ends each line. */
function shownOf({ id, lines }: Section, county: County, pieces: readonly string[]): string {
  const names = new Map([...county.people.map((p) => [p.id, p.name] as const), ...county.groups.map((g) => [g.id, g.title] as const)]); // prettier-ignore
  const blocks: string[] = [];
  let from = 0;
  for (const line of lines) {
    const end = pieces.indexOf('', from);
    const all = pieces.slice(from, end);
    from = end + 1;
    const day = all.filter(isDay).map((piece) => `${piece.trim()}\n`);
    const [said = '', ...answers] = all.filter((piece) => !isDay(piece));
    const only = line.only?.map((one) => names.get(one) ?? `nobody called ${one}`);
    const kept = answers.filter((a) => only?.some((name) => a.split('\n', 1)[0]?.endsWith(` → ${name}`)) ?? true);
    if (only && kept.length < only.length) throw new Error(`${id}: not everybody in ${only.join()} is told of ${said}`);
    if (!line.hidden) blocks.push([...day, said, ...kept].join('\n'));
  }
  return blocks.join('\n\n').replaceAll(/[ \u3000]+$/gm, '');
}

/** Databases on a server that is thrown away. */
function freshOn(serverUrl: string): Fresh {
  let count = 0;
  return async () => {
    count += 1;
    const url = new URL(serverUrl);
    url.pathname = `/transcript_${count}`;
    await execute(serverUrl, `CREATE DATABASE transcript_${count}`);
    await migrate(url.href, MIGRATIONS);
    return { url: url.href, drop: () => execute(serverUrl, `DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`) };
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

const main = (): Promise<void> =>
  withDatabase(async (url) => {
    const fresh = freshOn(url);
    for (const of of ['leave', 'people', 'duties', 'policy'] as const)
      writeFileSync(transcriptFiles[of], await transcripts(of, fresh));
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
