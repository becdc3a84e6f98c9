/** Words of the field where people ask about a regulation: `synonyms.yaml` beside the vocabulary. */
import { z } from 'zod';
import { readBelow } from './load.ts';
import { parseFile } from './parse.ts';
import { RulesRefused } from './problems.ts';
import { Text, Texts } from './schema-facts.ts';

const SynonymsFile = z.strictObject({
  /** Words in a group mean the same. */
  groups: z.array(z.array(Text).min(2, 'not-empty')),
  /** Words for matters that only a document that has one of them settles. */
  topics: z.array(Texts.min(1, 'not-empty')).default([]),
});
export type SynonymsFile = z.infer<typeof SynonymsFile>;

/** @throws RulesRefused */
export function readSynonyms(packsDir: string): SynonymsFile {
  const text = readBelow(packsDir, 'synonyms.yaml');
  if (text === null) return { groups: [], topics: [] };
  const { located, problems } = parseFile(text, SynonymsFile);
  if (!located) throw new RulesRefused(problems);
  return located.value;
}
