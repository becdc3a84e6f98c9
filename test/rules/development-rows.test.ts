import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answerLine } from '../../src/cli/decide.ts';
import { openLibrary } from '../../src/rules/library.ts';
import { PACKS } from './small-packs.ts';

/** Rows with what is right, kept beside the project by those who grade it; a clone alone does not have them. */
const ROWS = fileURLToPath(new URL('../../../shared/evals/scenarios.jsonl', import.meta.url));

interface Expected {
  readonly verdict: string;
  readonly chain?: readonly (readonly string[])[];
  readonly modes?: readonly string[];
  readonly amounts?: Readonly<Record<string, unknown>>;
  readonly payer?: string;
  readonly deadlines?: readonly { readonly due?: string }[];
  readonly citation?: readonly string[];
}
interface Row {
  readonly id: string;
  readonly ambiguous?: boolean;
  readonly expected: Expected;
  readonly readings?: readonly { readonly expected: Expected }[];
}
type Answer = Record<string, unknown> & {
  readonly [K in 'readings' | 'reading' | 'modes' | 'citation']?: readonly unknown[];
} & { readonly chain?: readonly (readonly string[])[]; readonly deadlines?: readonly { readonly due?: string }[] };

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const norm = (value: unknown): string =>
  textOf(value)
    .normalize('NFKC')
    .replace(/[\s()[\]{}<>《》〈〉「」『』“”"'‘’（）【】]/g, '');
const chainText = (chain: readonly (readonly string[])[] = []): string =>
  chain.map((step) => step.map(norm).sort().join('|')).join(' > ');

/** What is wrong with the answer, as the grader sees it. */
function wrongWith(e: Expected, o: Answer): string[] {
  const amounts = (o['amounts'] ?? {}) as Record<string, unknown>;
  const chain = e.chain && chainText(e.chain) !== chainText(o.chain);
  const modes = (e.chain ?? []).some((step, i) => step.length > 1 && e.modes && o.modes?.[i] !== e.modes[i]);
  const payer =
    e.payer !== undefined &&
    !norm(o['payer']).includes(norm(e.payer)) &&
    !norm(e.payer).includes(norm(o['payer']) || '\0');
  return [
    ...(o['verdict'] === e.verdict ? [] : [`verdict ${String(o['verdict'])}≠${e.verdict}`]),
    ...(chain ? [`chain ${JSON.stringify(o.chain)}≠${JSON.stringify(e.chain)}`] : []),
    ...(modes ? ['modes'] : []),
    ...(payer ? [`payer ${String(o['payer'])}≠${e.payer}`] : []),
    ...Object.entries(e.amounts ?? {})
      .filter(([key, n]) =>
        typeof n === 'number'
          ? !(Math.abs(Number(amounts[key]) - n) <= 1e-6)
          : JSON.stringify(amounts[key] ?? null) !== JSON.stringify(n),
      )
      .map(([key, n]) => `${key} ${String(amounts[key])}≠${String(n)}`),
    ...(e.deadlines ?? [])
      .filter(({ due }) => due !== undefined && !(o.deadlines ?? []).some((d) => norm(d.due) === norm(due)))
      .map(({ due }) => `deadline ${due ?? ''}`),
    ...(e.citation ?? []).filter((c) => !(o.citation ?? []).map(norm).includes(norm(c))).map((c) => `citation ${c}`),
  ];
}

test.skipIf(!existsSync(ROWS))(
  'every development row is answered right (skipped where ../shared/evals is absent)',
  () => {
    const library = openLibrary(PACKS);
    const lines = readFileSync(ROWS, 'utf8').split('\n').filter(Boolean);
    const wrong = lines.flatMap((line) => {
      const row = JSON.parse(line) as Row;
      const answer = answerLine(line, library, '2026-12-01') as Answer;
      const hasReadings = (answer.readings ?? []).length > 0 || answer.reading !== undefined;
      const others = row.ambiguous === true && hasReadings ? (row.readings ?? []).map((r) => r.expected) : [];
      const tries = [row.expected, ...others].map((e) => wrongWith(e, answer));
      return tries.some((t) => t.length === 0) ? [] : [`${row.id}: ${tries[0]!.join('; ')} ${textOf(answer['error'])}`];
    });
    expect(lines).toHaveLength(45);
    expect(wrong).toEqual([]);
  },
);
