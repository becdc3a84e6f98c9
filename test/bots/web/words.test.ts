/** What people read in the web chat is set as Chinese is set. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../../bots/web/', import.meta.url));

/** Beside a Chinese character, or between what is filled into a sentence. */
const HALF_WIDTH = /\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}|\p{Script=Han}[^'"`]*\}[,;:]\$\{/u;
const COMMENT = /^\s*(\/\*|\*|\/\/)/;

const halfWidthIn = (text: string): string[] =>
  text.split('\n').filter((line) => !COMMENT.test(line) && HALF_WIDTH.test(line));

it('has full-width punctuation in all words of the web chat', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|html)$/.test(name));
  expect(files.length).toBeGreaterThan(40);
  expect(files.flatMap((name) => halfWidthIn(readFileSync(join(FOLDER, name), 'utf8')))).toEqual([]);
});

it.each(["'好,再见'", "'好(再见'", '`回复 ${who}:${words}`', '<p>好:</p>'])('would find %s', (line) => {
  expect(halfWidthIn(line)).toEqual([line]);
});
