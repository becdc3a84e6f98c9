/** What is wrong with a county's pack, with where and the figures; `src/replies/rule-problems.ts` words it. */

export interface PackPlace {
  /** Path of the file as it was read. */
  readonly file: string;
  /** First line of the file is 1. */
  readonly line: number;
  /** Id of the provision it stands in, of the pack where it stands in none; null where not even that was read. */
  readonly id: string | null;
}

/** What a field should have held. `one-of` lists the words that are possible. */
export type Expected =
  | { readonly kind: 'text' | 'number' | 'list' | 'fields' | 'date' | 'share' | 'not-empty' | 'period' | 'other' }
  | { readonly kind: 'any-or-all' | 'condition' | 'lower-bound' }
  | { readonly kind: 'one-of'; readonly words: readonly string[] };

/** Lists of words that a pack declares once and its provisions use. */
export type Vocabulary = 'post' | 'dispatch-level' | 'body' | 'fact' | 'table' | 'reading' | 'reading-option';

/** Values by the fact's label, as the pack words it. */
export type SampleFacts = Readonly<Record<string, string | number | boolean>>;

export type RuleProblem = PackPlace &
  (
    | { readonly problem: 'pack-missing'; readonly pack: string }
    | { readonly problem: 'not-yaml'; readonly detail: string }
    | { readonly problem: 'field-missing'; readonly field: string }
    | { readonly problem: 'field-unknown'; readonly field: string }
    | { readonly problem: 'field-wrong'; readonly field: string; readonly expected: Expected }
    | { readonly problem: 'pack-id-differs'; readonly folder: string }
    | { readonly problem: 'duplicate-id'; readonly first: PackPlace }
    | {
        readonly problem: 'word-unknown';
        readonly vocabulary: Vocabulary;
        readonly word: string;
        readonly known: readonly string[];
      }
    | { readonly problem: 'condition-unfit'; readonly fact: string; readonly kind: 'number' | 'word' | 'yes-no' }
    | { readonly problem: 'column-undeclared'; readonly table: string; readonly fact: string }
    | { readonly problem: 'answer-unfit'; readonly table: string; readonly field: string; readonly wanted: boolean }
    | { readonly problem: 'gap'; readonly table: string; readonly sample: SampleFacts }
    | { readonly problem: 'overlap'; readonly table: string; readonly sample: SampleFacts; readonly first: PackPlace }
  );
