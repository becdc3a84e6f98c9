/** `zhucun rules schema`: the formats of the files of rules, for editors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rulesDir } from '../wiring/installation.ts';
import { jsonSchemaOf, ruleFiles, type RuleFile } from '../rules/json-schema.ts';
import { describeField } from './rules-schema-texts.ts';

/** The text of every schema by the name of its file. */
export const schemaTexts = (): ReadonlyMap<string, string> =>
  new Map(
    Object.keys(ruleFiles).map((name) => [
      `${name}.json`,
      `${JSON.stringify(jsonSchemaOf(name as RuleFile, describeField), null, 2)}\n`,
    ]),
  );

/** Overwrites what is there. */
export function writeSchemas(given: string | undefined): void {
  const folder = given === undefined ? join(rulesDir, 'schema') : resolve(given);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of schemaTexts()) {
    writeFileSync(join(folder, name), text);
    console.log(join(folder, name));
  }
}
