/** Every provision of the five regulations is an entry, with the article and the family of the list of provisions. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openLibrary } from '../../src/rules/library.ts';
import { readStack } from '../../src/rules/load.ts';
import { PACKS } from './small-packs.ts';

/** The list, kept beside the project; a clone alone does not have it. */
const LIST = fileURLToPath(new URL('../../../shared/provisions.md', import.meta.url));

interface Entry {
  readonly id: string;
  readonly article: string;
  readonly family: string;
}

const entriesOf = (pack: string): Entry[] =>
  (readStack(PACKS, { packs: [pack] }).stack?.packs ?? [])
    .filter(({ file }) => file.id === pack)
    .flatMap(({ provisions }) => provisions.map(({ source: { id, article, family } }) => ({ id, article, family })));

const entries = openLibrary(PACKS).packIds.flatMap(entriesOf);

test('no id stands twice over all regulations', () => {
  const ids = entries.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(ids.length).toBeGreaterThanOrEqual(178);
});

test.skipIf(!existsSync(LIST))(
  'all 178 of the list are there, cited and filed as it says (the list is beside the project)',
  () => {
    const listed = [
      ...readFileSync(LIST, 'utf8').matchAll(/^\| ((?:FD|YL|CQ|XA|ZM)-\S+) \| ([^|]+) \| (\w+) \|/gm),
    ].map(([, id = '', article = '', family = '']): Entry => ({ id, article: article.trim(), family }));
    expect(listed).toHaveLength(178);
    const known = new Map(entries.map((entry) => [entry.id, entry]));
    expect(listed.filter(({ id }) => !known.has(id)).map(({ id }) => id)).toEqual([]);
    expect(listed.map(({ id }) => known.get(id))).toEqual(listed);
  },
);
