import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadRules } from '../../src/rules/load.ts';
import { answerTo, Case } from './case-file.ts';

const PACKS = fileURLToPath(new URL('../../rules', import.meta.url));
const packIds = readdirSync(PACKS).filter((name) => existsSync(join(PACKS, name, 'pack.yaml')));

describe.each(packIds)('the pack %s', (packId) => {
  const rules = loadRules(PACKS, [packId]);
  const folder = join(PACKS, packId, 'cases');

  describe.each(readdirSync(folder))('decides as its cases/%s says', (file) => {
    const cases = z.array(Case).parse(parse(readFileSync(join(folder, file), 'utf8')));

    test.each(cases)('$case', (one) => {
      const answer = answerTo(one, rules);
      if (one.expect === null || Array.isArray(one.expect)) expect(answer).toEqual(one.expect);
      else expect(answer).toMatchObject(one.expect);
    });
  });
});
