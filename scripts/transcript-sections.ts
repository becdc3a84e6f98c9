/** What the pages of transcripts in docs play, as it stands in data/transcripts: chapters, their sections, and what is said in each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { SaidLine, TickLine } from '../src/cli/demo-lines.ts';
import * as approvalWords from '../src/language/approval-words.ts';
import * as dutyWords from '../src/language/duty-words.ts';
import * as otherWords from '../src/language/words.ts';

const FOLDER = fileURLToPath(new URL('../data/transcripts', import.meta.url));

/** A folder each, with what stands above all in `head.md`. */
export type Document = 'leave' | 'people' | 'duties' | 'policy';

const shown = {
  /** Played and not shown: what everybody has seen in a section above. */
  hidden: z.boolean().default(false),
  /** Of what the bot says to it, only that to these people and groups is shown. */
  only: z.array(z.string()).optional(),
};
const Line = z.union([SaidLine.extend(shown), TickLine.extend(shown)]);
export type Line = z.output<typeof Line>;

const Section = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: z.string(),
  about: z.string(),
  /** Names of the lists in src/language whose words begin it. */
  words: z.array(z.string()),
  examples: z.array(z.string()).default([]),
  who: z.string(),
  /** The sample county in which it is played, by its place. */
  county: z.string(),
  /** Mobile numbers by person: only who has one can be given a code. */
  mobiles: z.record(z.string(), z.string()).default({}),
  /** Whose account is nobody's yet. */
  strangers: z.array(z.string()).default([]),
  /** Binding codes by person that were given out before. */
  codes: z.record(z.string(), z.string()).default({}),
  lines: z.array(Line).min(1),
});
export type Section = z.output<typeof Section>;

const Chapter = z.strictObject({ title: z.string(), sections: z.array(Section).min(1) });
export type Chapter = z.output<typeof Chapter>;

/** What stands above all. */
export const head = (of: Document): string => readFileSync(join(FOLDER, of, 'head.md'), 'utf8');

/** In the order of their files. */
export const chapters = (of: Document): Chapter[] =>
  readdirSync(join(FOLDER, of))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => Chapter.parse(parse(readFileSync(join(FOLDER, of, file), 'utf8'))));

/** By dotted name: answerWords.acknowledge. */
export function wordsOf(name: string): readonly string[] {
  let found: unknown = { ...otherWords, ...approvalWords, ...dutyWords };
  for (const part of name.split('.')) found = Tables.parse(found)[part];
  return z.array(z.string()).parse(found, { error: () => `${name} is no list of words in src/language` });
}

const Tables = z.record(z.string(), z.unknown());
