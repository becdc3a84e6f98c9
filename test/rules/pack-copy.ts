/** Copies of a pack with edits in its YAML, as a county would make them. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { sayRuleProblem } from '../../src/replies/rule-problems.ts';
import { loadRules } from '../../src/rules/load.ts';
import { RulesRefused } from '../../src/rules/problems.ts';

export const PACKS = fileURLToPath(new URL('../../rules', import.meta.url));
export const FENGDU = 'fengdu-2021';

export type Edits = Readonly<Record<string, (text: string) => string>>;

/** A folder of packs that holds the one copy; removed when the test ends. An edit that changes nothing throws. */
export function copyOfPack(edits: Edits, packId = FENGDU): string {
  const packs = mkdtempSync(join(tmpdir(), 'zhucun-packs-'));
  onTestFinished(() => rmSync(packs, { recursive: true }));
  cpSync(join(PACKS, packId), join(packs, packId), { recursive: true });
  for (const [name, edit] of Object.entries(edits)) {
    const path = join(packs, packId, name);
    const before = readFileSync(path, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`The edit of ${name} changed nothing.`);
    writeFileSync(path, after);
  }
  return packs;
}

export interface Complaint {
  /** Name of the file within the pack. */
  readonly file: string;
  readonly line: number;
  readonly id: string | null;
  readonly problem: string;
  readonly said: string;
}

/** What the loader has against the pack; empty when it takes it. */
export function complaintsOf(packs: string, packIds: readonly string[] = [FENGDU]): Complaint[] {
  try {
    loadRules(packs, packIds);
    return [];
  } catch (error) {
    if (!(error instanceof RulesRefused)) throw error;
    return error.problems.map((problem) => {
      const { file, line, id } = problem;
      return {
        file: file.split('/').at(-1) ?? file,
        line,
        id,
        problem: problem.problem,
        said: sayRuleProblem(problem),
      };
    });
  }
}

/** 1-based number of the first line that holds the text, counted here and not by the loader. */
export function lineOf(packs: string, file: string, text: string, packId = FENGDU): number {
  const lines = readFileSync(join(packs, packId, file), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`No line of ${file} holds ${text}.`);
  return index + 1;
}
