/** Folders of small packs, written for one test: the packs of rules/ may change without a test of the engine changing. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { sayRuleProblem } from '../../src/replies/rule-problems.ts';
import type { RuleProblem } from '../../src/domain/rule-problem.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules, readStack, type RuleChoice, type RuleOptions } from '../../src/rules/load.ts';

export const PACKS = fileURLToPath(new URL('../../rules', import.meta.url));

/** Text by path within the folder: `jia/pack.yaml`. */
export type Files = Readonly<Record<string, string>>;

const PACK = `id: jia
title: 甲县驻村干部管理办法
short_title: 甲县办法
number: 甲办〔2020〕1号
in_force: { from: 2020-01-01 }
posts: [队长, { name: 队员, also: [驻村队员] }]
dispatch_levels: [市派, 县派]
teams: [工作队]
bodies:
  镇书记: { scope: township }
  组织部: { scope: county }
  派出单位: { scope: unit }
`;

const LEAVE = `provisions:
  - id: J-1
    article: 第一条
    family: leave
    summary: 三天以内由镇书记批。
    readings: [inclusive-bound]
    decides:
      - question: leave-chain
        rows:
          - when: { leave_days: { max: 3 } }
            steps: [{ any: [镇书记] }]
            filings: [{ text: 批后备案, to: [组织部] }]
  - id: J-2
    article: 第二条
    family: leave
    summary: 超过三天由两家一起批。
    decides:
      - question: leave-chain
        rows:
          - when: { leave_days: { over: 3 } }
            steps: [{ all: [组织部, 派出单位] }]
`;

/** One pack with a table of leave and no other question. */
export const JIA: Files = { 'jia/pack.yaml': PACK, 'jia/leave.yaml': LEAVE };

/** A pack of that id: head, then whatever further lines of pack.yaml. */
export const packHead = (id: string, more = ''): string =>
  `id: ${id}\ntitle: ${id}的办法\nshort_title: ${id}办法\nnumber: ${id}〔2020〕1号\nin_force: { from: 2020-01-01 }\n${more}`;

/** A provision with one topic: what it does is written as YAML below it. */
export const provision = (id: string, does = '', article = '第一条'): string =>
  `  - id: ${id}\n    article: ${article}\n    family: leave\n    summary: ${id}说的事。\n${indent(does, 4)}`;

/** A file of provisions. */
export const topic = (...provisions: readonly string[]): string => `provisions:\n${provisions.join('')}`;

const indent = (text: string, by: number): string =>
  text === '' ? '' : `${text.trim().replace(/^(?=.)/gm, ' '.repeat(by))}\n`;

/** A folder with the vocabulary and these packs; removed when the test ends. */
export function rulesFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-packs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync(join(PACKS, 'vocabulary.yaml'), join(folder, 'vocabulary.yaml'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The files with one edited. An edit that changes nothing throws. */
export function edited(files: Files, name: string, from: string | RegExp, to: string): Files {
  const before = files[name] ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`The edit of ${name} changed nothing.`);
  return { ...files, [name]: after };
}

/** The rules of small packs, or of the overlay at that path within their folder. */
export function rulesOfFiles(files: Files, choice: readonly string[] | string, options: RuleOptions = {}): Rules {
  const folder = rulesFolder(files);
  return loadRules(folder, typeof choice === 'string' ? { overlay: join(folder, choice) } : choice, options);
}

export interface Complaint {
  /** Path within the folder of packs. */
  readonly file: string;
  readonly line: number;
  readonly id: string | null;
  readonly problem: RuleProblem['problem'];
  readonly said: string;
}

/** What the loader has against the packs; empty when it takes them. */
export function complaintsOf(folder: string, choice: readonly string[] | RuleChoice): Complaint[] {
  return readStack(folder, choice).problems.map((problem) => ({
    file: problem.file.slice(folder.length + 1),
    line: problem.line,
    id: problem.id,
    problem: problem.problem,
    said: sayRuleProblem(problem),
  }));
}

/** 1-based number of the first line that holds the text, counted here and not by the loader. */
export function lineOf(folder: string, file: string, text: string): number {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`No line of ${file} holds ${text}.`);
  return index + 1;
}
