/** JSON Schemas of the files of rules, for editors, from the zod schemas that the loader itself uses. */
import { z } from 'zod';
import { Case, CaseFile } from './cases.ts';
import { Duty, OverlayFile, PackFile, Provision, Quota, Row, TopicFile } from './schema.ts';
import { Condition, Fact, Reading, VocabularyFile, When } from './schema-facts.ts';

/** A part of a JSON Schema. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** Kinds of files by the name of their schema. */
export const ruleFiles = {
  pack: PackFile,
  topic: TopicFile,
  county: OverlayFile,
  vocabulary: VocabularyFile,
  cases: CaseFile,
} as const;
export type RuleFile = keyof typeof ruleFiles;

/** Parts that several places share; they stand once, under `definitions`. */
const shared = { Case, Condition, When, Fact, Reading, Provision, Row, Quota, Duty };

/** What a field is for, by the part it stands in and its name; null where there is nothing to say. */
export type Describe = (part: string, field: string) => string | null;

/** Of draft 7, which editors know best. What only code can check (one of several fields) is left to `rules check`. */
export function jsonSchemaOf(file: RuleFile, describe: Describe): JsonSchema {
  const schema = convert(ruleFiles[file]);
  const { definitions = {}, ...main } = schema as JsonSchema & { definitions?: Record<string, JsonSchema> };
  addDescriptions(main, file, describe);
  for (const [part, definition] of Object.entries(definitions)) addDescriptions(definition, part, describe);
  return { ...main, definitions };
}

const DAY = String.raw`^\d{4}-\d{2}-\d{2}$`;

function convert(schema: z.ZodType): JsonSchema {
  const named = z.registry<{ id: string }>();
  for (const [id, part] of Object.entries(shared)) named.add(part, { id });
  const { '~standard': _, ...plain } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    metadata: named,
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === Condition) short(jsonSchema);
      if (zodSchema._zod.def.type === 'custom')
        Object.assign(jsonSchema, { type: 'string', format: 'date', pattern: DAY });
    },
  });
  return plain;
}

/** A condition may also be a word or yes-no alone, or a list. Changes the schema of the full form in place. */
function short(jsonSchema: JsonSchema): void {
  const { id: _, ...rest } = jsonSchema;
  const full = { ...rest, minProperties: 1 };
  for (const keyword of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, keyword);
  const list = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 };
  Object.assign(jsonSchema, { anyOf: [{ type: 'string' }, { type: 'boolean' }, list, full] });
}

function addDescriptions(node: unknown, part: string, describe: Describe): void {
  if (Array.isArray(node)) for (const one of node) addDescriptions(one, part, describe);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  for (const [key, inner] of Object.entries(node)) {
    if (key !== 'properties') addDescriptions(inner, part, describe);
    else
      for (const [field, value] of Object.entries(inner as Record<string, JsonSchema>))
        addDescription(value, part, field, describe);
  }
}

function addDescription(value: JsonSchema, part: string, field: string, describe: Describe): void {
  const description = describe(part, field);
  if (description !== null) Object.assign(value, { description });
  addDescriptions(value, part, describe);
}
