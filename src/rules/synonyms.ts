/** Words that mean the same where people ask about a regulation: `synonyms.yaml` beside the vocabulary. */
import { join } from 'node:path';
import { z } from 'zod';
import { readText } from './load.ts';
import { parseFile } from './parse.ts';
import { RulesRefused } from './problems.ts';
import { Text } from './schema-facts.ts';

const SynonymsFile = z.strictObject({ groups: z.array(z.array(Text).min(2, 'not-empty')) });

/** @throws RulesRefused */
export function readSynonyms(packsDir: string): readonly (readonly string[])[] {
  const { located, problems } = parseFile(readText(join(packsDir, 'synonyms.yaml')), SynonymsFile);
  if (!located) throw new RulesRefused(problems);
  return located.value.groups;
}
