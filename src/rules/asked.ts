/**
 * How people ask for what a document says: `asked.yaml` beside a pack. Each point is a fact of one article in our own words, with the words
 * that people use for it; and what the document leaves open on purpose, so that nothing is made up. docs/rules.md shows the form.
 */
import { z } from 'zod';
import type { RuleProblem } from '../domain/rule-problem.ts';
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

/**
 * Null where the pack has none.
 * @param provisions ids of the pack's provisions @throws RulesRefused
 */
export function readAsked(packsDir: string, pack: string, provisions: ReadonlySet<string>): AskedFile | null {
  const { asked, problems } = askedOf(packsDir, pack, provisions);
  if (problems.length > 0) throw new RulesRefused(problems);
  return asked;
}

/** The same without throwing. */
export function askedOf(
  packsDir: string,
  pack: string,
  provisions: ReadonlySet<string>,
): { readonly asked: AskedFile | null; readonly problems: readonly RuleProblem[] } {
  const text = readBelow(packsDir, pack, 'asked.yaml');
  if (text === null) return { asked: null, problems: [] };
  const { located, problems } = parseFile(text, AskedFile);
  if (!located) return { asked: null, problems };
  const unknown = located.value.points.flatMap(({ of }, n): RuleProblem[] =>
    of === undefined || provisions.has(of)
      ? []
      : [
          {
            ...located.at(['points', n, 'of']),
            problem: 'word-unknown',
            vocabulary: 'provision',
            word: of,
            known: [...provisions],
          },
        ],
  );
  return { asked: located.value, problems: unknown };
}
