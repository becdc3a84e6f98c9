/**
 * How people ask for what a document says: `asked.yaml` beside a pack. Each point is a fact of one article in our own words, with the words
 * that people use for it; and what the document leaves open on purpose, so that nothing is made up. docs/rules.md shows the form.
 */
import { z } from 'zod';
import { readBelow } from './load.ts';
import { parseFile } from './parse.ts';
import { RulesRefused } from './problems.ts';
import { onlyOne, Text, Texts } from './schema-facts.ts';

const AskedPoint = z
  .strictObject({
    /** A provision of the pack: its article and summary are meant. */
    of: Text.optional(),
    /** Where no provision says it: the article, and the fact in our own words. */
    article: Text.optional(),
    says: Text.optional(),
    /** As people ask for it, each a short question or a few words. */
    asked: Texts.min(1, 'not-empty'),
  })
  .refine(({ of, article }) => onlyOne(of, article), 'of-or-article')
  .refine(({ article, says }) => (article === undefined) === (says === undefined), 'article-says');
export type AskedPoint = z.infer<typeof AskedPoint>;

/** What the document does not settle, although people ask for it in its field. */
const Silence = z.strictObject({
  asked: Texts.min(1, 'not-empty'),
  /** What can be said instead: that it is settled elsewhere, or not at all. */
  says: Text,
  /** The article that comes nearest. */
  near: Text.optional(),
});
export type Silence = z.infer<typeof Silence>;

export const AskedFile = z.strictObject({
  points: z.array(AskedPoint).min(1, 'not-empty'),
  silent: z.array(Silence).default([]),
});
export type AskedFile = z.infer<typeof AskedFile>;

/** null where the pack has none. @throws RulesRefused */
export function readAsked(packsDir: string, pack: string): AskedFile | null {
  const text = readBelow(packsDir, pack, 'asked.yaml');
  if (text === null) return null;
  const { located, problems } = parseFile(text, AskedFile);
  if (!located) throw new RulesRefused(problems);
  return located.value;
}
