// `tsx scripts/bench-rules.ts`: how many decisions a second the compiled packs give, by question, and how much slower it
// would be to compile them each time. Figures only: nothing fails.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { CaseFile, type Case } from '../src/rules/cases.ts';
import { factsOf } from '../src/rules/given.ts';
import { openLibrary } from '../src/rules/library.ts';
import { loadRules } from '../src/rules/load.ts';
import type { Rules } from '../src/rules/decision.ts';
import type { Values } from '../src/rules/value.ts';

const PACKS = fileURLToPath(new URL('../rules', import.meta.url));
const DAY = '2026-12-01';
const enoughMs = 200;

interface Asked {
  readonly question: string;
  readonly facts: Values;
}

/** Every question that the pack's own cases ask, with the facts they give. */
function askedBy(id: string, library: ReturnType<typeof openLibrary>): Asked[] {
  const folder = join(PACKS, id, 'cases');
  const cases = readdirSync(folder).flatMap((name): Case[] => {
    const { data } = CaseFile.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    return data ?? [];
  });
  return cases.flatMap(({ ask, given }) => {
    if (ask === undefined) return [];
    return [{ question: ask, facts: factsOf(given, library.pack(id).facts, library.vocabulary).facts }];
  });
}

/** Times that `work` can be done in a second. */
function perSecond(work: () => number): number {
  const started = performance.now();
  let done = 0;
  do done += work();
  while (performance.now() - started < enoughMs);
  return (done * 1000) / (performance.now() - started);
}

const decideAll =
  (rules: Rules, asked: readonly Asked[]): (() => number) =>
  () => {
    for (const { question, facts } of asked) rules.decide(question, facts, DAY);
    return asked.length;
  };

const library = openLibrary(PACKS);
for (const id of library.packIds) {
  const { rules } = library.pack(id);
  const asked = askedBy(id, library);
  if (asked.length === 0) continue;
  console.log(`${id}: ${asked.length} cases`);
  for (const question of [...new Set(asked.map((one) => one.question))].sort()) {
    const own = asked.filter((one) => one.question === question);
    decideAll(rules, own)();
    console.log(`  ${question.padEnd(18)} ${Math.round(perSecond(decideAll(rules, own)))} decisions/s`);
  }
  const [first] = asked;
  if (!first) continue;
  const compiled = perSecond(decideAll(rules, [first]));
  const each = perSecond(() => decideAll(loadRules(PACKS, [id]), [first])());
  console.log(`  compiled once: ${Math.round(compiled / each)} times as fast as compiling for each decision`);
}
