// `npm run answers:bench`: how long an answer takes among 500 imported documents, beside a bare BM25 over the same index in the same run, so
// that figures of two machines compare; how long the index takes to make, with the longest time that nothing else ran meanwhile, and to read
// back from its file. Figures only: nothing fails.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deskOf } from '../src/answers/desk.ts';
import type { Desk } from '../src/answers/ask.ts';
import { packShelfOf, shelfOf } from '../src/answers/shelf.ts';
import { termsOf } from '../src/answers/terms.ts';
import type { PolicyAsker, PolicyDesk } from '../src/domain/policy-asking.ts';
import { readBooks } from '../src/rules/books.ts';
import { openLibrary } from '../src/rules/library.ts';
import { readSynonyms } from '../src/rules/synonyms.ts';
import { shelfBesideWork } from '../src/wiring/policy-index.ts';
import { percentile } from './bench/figures.ts';
import { sampleDocuments, sampleQuestions } from './bench/policy-texts.ts';

const PACKS = fileURLToPath(new URL('../rules', import.meta.url));
const ON = '2026-11-21';
const size = { documents: 500, articles: 12_800, questions: 400, rounds: 5, warming: 100 };
/** What an answer may take of a bare BM25, and how many articles that one gives. */
const aim = 3;
const best = 3;

const timed = <T>(work: () => T): readonly [T, ms: number] => {
  const started = performance.now();
  const result = work();
  return [result, performance.now() - started];
};
const shown = (ms: number, digits = 2): string => ms.toFixed(digits).padStart(9);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const packs = readBooks(PACKS);
const words = readSynonyms(PACKS);
const library = openLibrary(PACKS);
const documents = sampleDocuments(packs, size.documents, size.articles);
const texts = documents.flatMap(({ units }) => units.map(({ text }) => text));
console.log(
  `${documents.length} documents, ${texts.length} articles, ${texts.reduce((sum, text) => sum + text.length, 0)} characters`,
);

const [ofPacks, packMs] = timed(() => packShelfOf(packs, words.groups));
const before = process.memoryUsage();
const [shelf, shelfMs] = timed(() => shelfOf(packs, documents, words.groups));
const after = process.memoryUsage();
const tables = Object.values<ArrayBufferView>({ ...shelf.units.tables }).reduce((sum, one) => sum + one.byteLength, 0);
console.log(`made at once       ${shown(shelfMs, 0)} ms, of it the packs ${packMs.toFixed(0)} ms`);
console.log(`index of the texts ${megabytes(tables)}; heap and arrays grew by ${megabytes(grown(before, after))}`);
await besideWork();
await keptInFile();
answers();

function grown(one: NodeJS.MemoryUsage, other: NodeJS.MemoryUsage): number {
  return other.heapUsed + other.arrayBuffers - one.heapUsed - one.arrayBuffers;
}

async function besideWork(): Promise<void> {
  let last = performance.now();
  let longest = 0;
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  const started = performance.now();
  await shelfBesideWork(ofPacks, documents, null);
  const ms = performance.now() - started;
  clearInterval(beat);
  console.log(`made beside work   ${shown(ms, 0)} ms, nothing else ran for ${longest.toFixed(1)} ms at the most`);
}

async function keptInFile(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-answers-'));
  const once = async (): Promise<number> => {
    const started = performance.now();
    await shelfBesideWork(ofPacks, documents, folder);
    return performance.now() - started;
  };
  try {
    const wrote = await once();
    const read = await once();
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    console.log(
      `kept in a file     ${shown(wrote, 0)} ms to make and write, ${read.toFixed(0)} ms to read back, ${megabytes(bytes)}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The best articles of all, and no more. */
function bare(question: string): readonly number[] {
  const top: { item: number; fit: number }[] = [];
  shelf.units.eachFit(termsOf(question, shelf.synonyms), (item, fit) => {
    if (top.length === best && fit <= (top.at(-1)?.fit ?? 0)) return;
    top.push({ item, fit });
    top.sort((a, b) => b.fit - a.fit);
    top.length = Math.min(top.length, best);
  });
  return top.map(({ item }) => item);
}

function answers(): void {
  const desk: Desk = { shelf, rulesOf: (id) => library.pack(id).rules, topics: words.topics };
  const askers = packs.map(({ id, above }): { readonly desk: PolicyDesk; readonly asker: PolicyAsker } => ({
    desk: deskOf(
      { ...desk, rulesOf: (book) => (library.packIds.includes(book) ? desk.rulesOf(book) : null) },
      library.pack(id).rules,
    ),
    asker: {
      ...{ packs: [id, ...above], post: null, dispatchLevel: null, isTeamLeader: null },
      ...{ on: ON, before: null, faq: [] },
    },
  }));
  const questions = sampleQuestions(packs, size.questions);
  const bareMs: number[] = [];
  const wholeMs: number[] = [];
  let refused = 0;
  const whole = (question: string, n: number): void => {
    const at = askers[n % askers.length];
    if (at?.desk.ask(question, at.asker).is === 'refused') refused += 1;
  };
  for (const [n, question] of questions.slice(0, size.warming).entries()) {
    bare(question);
    whole(question, n);
  }
  refused = 0;
  for (let round = 0; round < size.rounds; round += 1)
    for (const [n, question] of questions.entries()) {
      const [first, second] = n % 2 === 0 ? [bareMs, wholeMs] : [wholeMs, bareMs];
      for (const into of [first, second])
        into.push(timed(() => (into === bareMs ? bare(question) : whole(question, n)))[1]);
    }
  const share = (100 * refused) / (questions.length * size.rounds);
  console.log(`\n${questions.length} questions, ${size.rounds} times each, ${share.toFixed(0)} % refused`);
  compare('every time', bareMs, wholeMs);
  // What else the machine does falls on some of its times, not on the best.
  compare('best time of each', bests(bareMs), bests(wholeMs));
}

function bests(ms: readonly number[]): number[] {
  const timesOf = (n: number): number[] => ms.filter((_one, k) => k % size.questions === n);
  return Array.from({ length: size.questions }, (_one, n) => Math.min(...timesOf(n)));
}

function compare(what: string, bareMs: readonly number[], wholeMs: readonly number[]): void {
  console.log(what);
  lineOf('  bare BM25', bareMs);
  lineOf('  whole answer', wholeMs);
  const ratio = (part: number): number => at(wholeMs, part) / at(bareMs, part);
  const above = ratio(0.99) > aim ? `  above ${aim}` : '';
  console.log(`  answer ÷ bare  p50 ${shown(ratio(0.5))}   , p99 ${shown(ratio(0.99))}${above}`);
}

function at(ms: readonly number[], part: number): number {
  const sorted = ms.toSorted((a, b) => a - b);
  return percentile(sorted, part);
}

function lineOf(name: string, ms: readonly number[]): void {
  console.log(`${name.padEnd(16)} p50 ${shown(at(ms, 0.5))} ms, p99 ${shown(at(ms, 0.99))} ms`);
}
