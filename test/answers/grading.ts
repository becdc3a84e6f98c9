/** How well questions are answered: rows with what is right, and what their answers come to. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { aboveOf } from '../../src/answers/above.ts';
import type { PolicyAnswer, PolicyPart } from '../../src/domain/policy-answer.ts';
import type { PolicyDocument } from '../../src/domain/policy.ts';
import { sayPolicyAnswer } from '../../src/replies/policy.ts';
import { openPolicyShelf, type PolicyShelf } from '../../src/wiring/policies.ts';

const Texts = z.array(z.string());
const Row = z.object({
  id: z.string(),
  type: z.enum(['answerable', 'comparison', 'unanswerable']),
  pack: z.union([z.string(), Texts]),
  question: z.string(),
  /** Articles, for each pack where several are compared. */
  gold: z.union([Texts, z.record(z.string(), Texts)]).optional(),
  gold_also_ok: z.unknown().optional(),
  /** What the answer has to hold; `a|b`: one of them. */
  answer_must_contain: z.union([Texts, z.record(z.string(), Texts)]).optional(),
});
export type Row = z.infer<typeof Row>;

const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

export const rowsOf = (file: string): Row[] => linesOf(file).map((line) => Row.parse(line));

export const ownRows = (set: string): Row[] =>
  rowsOf(fileURLToPath(new URL(`questions/${set}.jsonl`, import.meta.url)));

/** Kept beside the project by those who grade it; a clone alone does not have them. */
export const besides = {
  root: fileURLToPath(new URL('../../../shared/', import.meta.url)),
  articles: fileURLToPath(new URL('../../../shared/evals/articles.jsonl', import.meta.url)),
  questions: fileURLToPath(new URL('../../../shared/evals/policy-qa.jsonl', import.meta.url)),
  grader: fileURLToPath(new URL('../../../shared/evals/grade.mjs', import.meta.url)),
  policies: fileURLToPath(new URL('../../../shared/policies/', import.meta.url)),
};
export const hasBesides = existsSync(besides.articles) && existsSync(besides.policies);

const Article = z.object({ pack: z.string(), id: z.string(), aliases: Texts, chapter: z.string(), text: z.string() });

/** The texts of the regulations; empty where they are not there. */
export function textsBeside(): PolicyDocument[] {
  if (!hasBesides) return [];
  const articles = linesOf(besides.articles).map((line) => Article.parse(line));
  return [...new Set(articles.map(({ pack }) => pack))].map((pack) => ({
    ...{ id: pack, pack, title: pack, number: null, issuer: null, issuedOn: null, unplaced: [] },
    units: articles
      .filter((one) => one.pack === pack)
      .map(({ id, aliases, chapter, text }) => ({ article: id, aliases, chapter, text })),
  }));
}

/** As `zhucun ask` answers it. */
export type Answering = (row: Row) => PolicyAnswer;

export function answeringFrom(shelf: PolicyShelf): Answering {
  const concerned = { post: null, dispatchLevel: null, isTeamLeader: null };
  return ({ question, pack }) => {
    const books = [pack].flat();
    const compares = books.length > 1;
    const above = compares ? [] : aboveOf(shelf.packs, books[0] ?? '');
    return shelf.ask({ question, books, above, compares, concerned, on: '2026-11-23' });
  };
}

export const answeringWith = (texts: readonly PolicyDocument[]): Answering => answeringFrom(openPolicyShelf(texts));

export const partsOf = (answer: PolicyAnswer): readonly PolicyPart[] =>
  answer.is === 'answered' ? answer.parts : answer.near;

export interface Figures {
  /** Share of the questions whose first article is right; of a comparison each document counts. */
  readonly first: number;
  /** … one of whose first three is. */
  readonly firstThree: number;
  /** Share of the answers that hold every fact asked for. */
  readonly facts: number;
  /** Share of what no document says that is refused. */
  readonly refused: number;
  /** Share of what a document says that is refused. */
  readonly refusedWrongly: number;
}

const norm = (text: string): string =>
  text.normalize('NFKC').replace(/[\s()[\]{}<>《》〈〉「」『』“”"'‘’（）【】]/g, '');
const share = (all: readonly boolean[]): number => all.filter(Boolean).length / Math.max(1, all.length);

export function figuresOf(rows: readonly Row[], answering: Answering): Figures {
  const answered = rows.map((row) => ({ row, answer: answering(row) }));
  const answerable = answered.filter(({ row }) => row.type !== 'unanswerable');
  const isRefused = ({ answer }: { answer: PolicyAnswer }): boolean => answer.is === 'refused';
  const places = answerable.flatMap(({ row, answer }) => placesOf(row, answer));
  return {
    first: share(places.map((place) => place === 0)),
    firstThree: share(places.map((place) => place >= 0 && place < 3)),
    facts: share(answerable.map(({ row, answer }) => holdsFacts(row, answer))),
    refused: share(answered.filter(({ row }) => row.type === 'unanswerable').map(isRefused)),
    refusedWrongly: share(answerable.map(isRefused)),
  };
}

/** At which place the first right article of each document is named; -1 where none is. */
function placesOf({ pack, gold = [], gold_also_ok: also }: Row, answer: PolicyAnswer): number[] {
  const right = Array.isArray(gold) ? { [[pack].flat()[0] ?? '']: gold } : gold;
  const alsoRight = Texts.safeParse(also).data ?? [];
  return Object.entries(right).map(([book, articles]) => {
    const wanted = [...articles, ...alsoRight].map(norm);
    const named = partsOf(answer).filter(({ source }) => source.id === book);
    return named.flatMap((part) => part.articles).findIndex((article) => wanted.includes(norm(article)));
  });
}

function holdsFacts({ answer_must_contain: wanted = [] }: Row, answer: PolicyAnswer): boolean {
  const said = norm(sayPolicyAnswer(answer));
  const facts = Array.isArray(wanted) ? wanted : Object.values(wanted).flat();
  return facts.every((fact) => fact.split('|').some((one) => said.includes(norm(one))));
}

export const sayFigures = (name: string, { first, firstThree, facts, refused, refusedWrongly }: Figures): string =>
  [
    `${name}: hit@1 ${first.toFixed(3)}, hit@3 ${firstThree.toFixed(3)}, facts ${facts.toFixed(3)}`,
    `refusal ${refused.toFixed(3)}, false refusal ${refusedWrongly.toFixed(3)}`,
  ].join(', ');
