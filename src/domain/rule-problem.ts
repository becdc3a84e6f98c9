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
  | { readonly kind: 'text' | 'number' | 'list' | 'fields' | 'date' | 'name' | 'not-empty' | 'period' | 'other' }
  | {
      readonly kind:
        | 'one-question'
        | 'any-or-all'
        | 'condition'
        | 'within'
        | 'reckoned'
        | 'words'
        | 'limit'
        | 'month-day'
        | 'duty-when'
        | 'duty-day'
        | 'ahead'
        | 'of-or-each'
        | 'same-word';
    }
  | { readonly kind: 'one-of'; readonly words: readonly string[] };

/** Lists of words that a pack declares once and its provisions use. `party`: a body, post or team. */
export type Vocabulary =
  | 'post'
  | 'dispatch-level'
  | 'body'
  | 'party'
  | 'fact'
  | 'field'
  | 'reading'
  | 'reading-option'
  | 'verdict'
  | 'provision'
  | 'ledger'
  | 'word';

/** Values by the fact's label, as the pack words it. */
export type SampleFacts = Readonly<Record<string, string | number | boolean | null>>;

export type FactKind = 'number' | 'word' | 'yes-no' | 'date' | 'month' | 'text' | 'list' | 'reading';

export type RuleProblem = PackPlace &
  (
    | { readonly problem: 'pack-missing'; readonly pack: string }
    | { readonly problem: 'not-yaml'; readonly detail: string }
    | { readonly problem: 'field-missing'; readonly field: string }
    | { readonly problem: 'field-unknown'; readonly field: string }
    | { readonly problem: 'field-wrong'; readonly field: string; readonly expected: Expected }
    | { readonly problem: 'pack-id-differs'; readonly folder: string }
    | { readonly problem: 'pack-circular'; readonly pack: string }
    | { readonly problem: 'duplicate-id'; readonly first: PackPlace }
    | {
        readonly problem: 'word-unknown';
        readonly vocabulary: Vocabulary;
        readonly word: string;
        readonly known: readonly string[];
      }
    | { readonly problem: 'condition-unfit'; readonly fact: string; readonly kind: FactKind }
    | { readonly problem: 'not-expression'; readonly text: string; readonly detail: string }
    | { readonly problem: 'fact-circular'; readonly fact: string }
    | { readonly problem: 'verdict-missing'; readonly table: string }
    | { readonly problem: 'gap'; readonly table: string; readonly sample: SampleFacts }
    | { readonly problem: 'overlap'; readonly table: string; readonly sample: SampleFacts; readonly first: PackPlace }
    | { readonly problem: 'unreachable'; readonly table: string }
    | {
        readonly problem: 'looser';
        readonly pack: string;
        readonly article: string;
        readonly own: number;
        readonly above: number;
      }
  );
