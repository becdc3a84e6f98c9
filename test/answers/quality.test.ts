/**
 * How well questions are answered, by sets of our own that were written without a look at how the packs say it. Floors stand a little under
 * what was measured: who raises a figure raises its floor.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openPolicyShelf } from '../../src/wiring/policies.ts';
import {
  answeringFrom,
  answeringWith,
  besides,
  figuresOf,
  hasBesides,
  ownRows,
  partsOf,
  rowsOf,
  sayFigures,
  textsBeside,
  type Answering,
  type Figures,
  type Row,
} from './grading.ts';

const SETS = ['packs-1', 'packs-2'] as const;
const floors: Readonly<Record<(typeof SETS)[number], Figures>> = {
  'packs-1': { first: 0.86, firstThree: 0.95, facts: 0.4, refused: 0.9, refusedWrongly: 0.06 },
  'packs-2': { first: 0.81, firstThree: 0.93, facts: 0.38, refused: 0.95, refusedWrongly: 0.08 },
};

function measured(name: string, rows: readonly Row[], answering: Answering): Figures {
  const figures = figuresOf(rows, answering);
  console.log(sayFigures(name, figures));
  return figures;
}

describe('without an imported text', () => {
  const shelf = openPolicyShelf();
  const answering = answeringFrom(shelf);

  test.each(SETS)('the questions of %s are answered with the right article, or refused', (set) => {
    const figures = measured(`${set}, without texts`, ownRows(set), answering);
    const floor = floors[set];
    expect.soft(figures.first, 'hit@1').toBeGreaterThanOrEqual(floor.first);
    expect.soft(figures.firstThree, 'hit@3').toBeGreaterThanOrEqual(floor.firstThree);
    expect.soft(figures.facts, 'facts').toBeGreaterThanOrEqual(floor.facts);
    expect.soft(figures.refused, 'refusal').toBeGreaterThanOrEqual(floor.refused);
    expect.soft(figures.refusedWrongly, 'false refusal').toBeLessThanOrEqual(floor.refusedWrongly);
  });

  test('nothing is quoted, and every article that is named is one of its pack', () => {
    for (const row of SETS.flatMap(ownRows))
      for (const part of partsOf(answering(row))) {
        const known = shelf.packs.find(({ id }) => id === part.source.id)?.points.map(({ article }) => article);
        expect(part.quotations, row.id).toEqual([]);
        expect(part.articles, row.id).not.toEqual([]);
        expect(known, row.id).toEqual(expect.arrayContaining([...part.articles]));
      }
  });

  test('figures fall where answers are wrong: the right ones of another question, and refusals', () => {
    const rows = ownRows('packs-1');
    const shifted = figuresOf(rows, (row) => answering(rows[(rows.indexOf(row) + 7) % rows.length] ?? row));
    expect(shifted.first).toBeLessThan(0.3);
    expect(figuresOf(rows, () => ({ is: 'refused', why: 'not-found', says: null, near: [] }))).toEqual({
      ...{ first: 0, firstThree: 0, facts: 0, refused: 1, refusedWrongly: 1 },
    });
  });
});

if (!hasBesides) console.log('The regulations are not beside this clone: what needs their texts is left out.');

describe.skipIf(!hasBesides)('with the texts of the regulations', () => {
  const texts = textsBeside();
  const [bare, quoting] = [answeringWith([]), answeringWith(texts)];
  const given = hasBesides ? rowsOf(besides.questions) : [];

  test.each(SETS)('the questions of %s are answered as well, and with more facts', (set) => {
    const figures = measured(`${set}, with texts`, ownRows(set), quoting);
    expect.soft(figures.first).toBeGreaterThanOrEqual(floors[set].first);
    expect.soft(figures.facts).toBeGreaterThanOrEqual(0.85);
    expect.soft(figures.refused).toBeGreaterThanOrEqual(floors[set].refused);
  });

  test('every quotation stands word for word in its article, and every article cited is there', () => {
    let quotations = 0;
    for (const row of [...SETS.flatMap(ownRows), ...given])
      for (const { source, articles, quotations: quoted } of partsOf(quoting(row))) {
        const units = texts.find(({ id }) => id === source.id)?.units ?? [];
        const missing = articles.filter((article) => !units.some((unit) => unit.article === article));
        expect(missing, `${row.id} ${source.id}`).toEqual([]);
        for (const { article, text } of quoted) {
          quotations += 1;
          const isVerbatim = units.some((unit) => unit.article === article && unit.text.includes(text));
          expect(isVerbatim && text.trim() !== '', `${row.id} ${source.id} ${article}`).toBe(true);
        }
      }
    expect(quotations).toBeGreaterThan(given.length);
  });

  test('the summaries alone find the article almost as well as the texts', () => {
    const [without, with_] = [
      measured('given rows, without texts', given, bare),
      measured('given rows, with texts', given, quoting),
    ];
    expect(with_.first - without.first).toBeLessThanOrEqual(0.05);
  });
});

describe.skipIf(!hasBesides)('as an operator has it', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhucun-quality-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const zhucun = [process.execPath, '--import', 'tsx', cli];
  const env: NodeJS.ProcessEnv = { ...process.env, ZHUCUN_DATA: folder, DATABASE_URL: undefined };

  test('imported texts are asked by `zhucun ask`, and the grader finds them good enough', () => {
    const files = readdirSync(besides.policies).map((name) => path.join(besides.policies, name));
    const imported = spawnSync(zhucun[0]!, [...zhucun.slice(1), 'policy', 'import', ...files], {
      env,
      encoding: 'utf8',
    });
    expect(imported.stdout).toContain(`已导入 ${files.length} 份。`);
    const asked = [besides.grader, 'ask', besides.questions, '--show', '0', '--', ...zhucun, 'ask'];
    const { stdout } = spawnSync(process.execPath, asked, { env, encoding: 'utf8' });
    console.log(stdout);
    const countOf = (name: string): readonly [number, number] => {
      const [, right, of] = new RegExp(`^${name} +(\\d+)/(\\d+)`, 'm').exec(stdout) ?? [];
      return [Number(right), Number(of)];
    };
    const shareOf = (name: string): number => countOf(name)[0] / countOf(name)[1];
    expect.soft(shareOf('hit@1')).toBeGreaterThanOrEqual(0.93);
    expect.soft(shareOf('hit@3')).toBeGreaterThanOrEqual(0.98);
    expect.soft(shareOf('facts')).toBeGreaterThanOrEqual(0.9);
    expect.soft(countOf('refusal')).toEqual([8, 8]);
    const [answered, of] = countOf('not refused');
    expect.soft(of - answered).toBeLessThanOrEqual(1);
  });
});
