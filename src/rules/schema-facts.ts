/**
 * How facts, conditions and readings are written: the words that rules are made of, and `vocabulary.yaml`, which holds those
 * that all packs share. The messages of the checks are codes of `Expected`, never shown as they are.
 */
import { z } from 'zod';
import { isDate, type IsoDate } from '../domain/calendar.ts';
import type { Ledger } from '../domain/duty.ts';

export const Text = z.string().trim().min(1);
/** Names of facts are what expressions are made of. */
export const Name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'name');
export const Day = z
  .custom<IsoDate>((value) => typeof value === 'string' && isDate(value), 'date')
  .meta({ format: 'date' });
export const Texts = z.array(Text);

const boundFields = {
  min: z.number().optional(),
  over: z.number().optional(),
  max: z.number().optional(),
  under: z.number().optional(),
};
const atMostOne = (...values: readonly unknown[]): boolean => values.filter((value) => value !== undefined).length <= 1;
export const onlyOne = (...values: readonly unknown[]): boolean =>
  values.filter((value) => value !== undefined).length === 1;
export const Scalar = z.union([z.boolean(), z.number(), z.string()]);

/** `min` and `max` include the number itself, `over` and `under` do not. */
const FullCondition = z
  .strictObject({
    is: z.union([z.boolean(), z.string()]).optional(),
    in: Texts.min(1, 'not-empty').optional(),
    /** Neither of these; an unknown value passes. */
    not: z.union([z.boolean(), z.string(), Texts]).optional(),
    /** The text holds one of these. */
    says: Texts.min(1, 'not-empty').optional(),
    /** The text holds none of these; an unknown text passes. */
    without: Texts.min(1, 'not-empty').optional(),
    /** Phrases that are struck from the text before `says` or `without` looks at it. */
    except: Texts.min(1, 'not-empty').optional(),
    known: z.boolean().optional(),
    ...boundFields,
  })
  .refine(
    (c) => onlyOne(c.is, c.in, c.not, c.says, c.without, c.known, c.min ?? c.over ?? c.max ?? c.under),
    'condition',
  )
  .refine((c) => atMostOne(c.min, c.over) && atMostOne(c.max, c.under), 'condition')
  .refine((c) => !c.except || c.says || c.without, 'condition');
export type Condition = z.infer<typeof FullCondition>;

/** A word or yes-no alone means `is`, a list means `in`. */
export const Condition = z.preprocess((value) => {
  if (typeof value === 'boolean' || typeof value === 'string') return { is: value };
  return Array.isArray(value) ? { in: value as unknown } : value;
}, FullCondition);

export const When = z.record(Text, Condition);
export type When = z.infer<typeof When>;

/** Arithmetic over facts: `ceil(month_days * 2 / 3)`; see docs/rules.md for the functions. */
export const Expression = z.union([z.number(), Text]);
export type Expression = z.infer<typeof Expression>;

const Within = z
  .strictObject({ date: Name, months: z.int().min(1).optional(), same: z.literal(['year', 'month']).optional() })
  .refine((w) => onlyOne(w.months, w.same), 'within');

/** What is reckoned from the items of a list. */
const Reckoned = {
  count: z.strictObject({ in: Name, where: When.default({}), most_within: Within.optional() }).optional(),
  sum: z.strictObject({ in: Name, of: Name.optional(), where: When.default({}) }).optional(),
  largest: z.strictObject({ in: Name, of: Name.optional(), where: When.default({}) }).optional(),
  /** The sum over the items that join the last one without a working day between. */
  adjoining: z.strictObject({ in: Name, from: Name, to: Name, sum: Name }).optional(),
  /** An expression. */
  is: Expression.optional(),
  /** The first case that holds. */
  cases: z
    .array(z.strictObject({ when: When.default({}), is: Expression }))
    .min(1, 'not-empty')
    .optional(),
};
const reckonedOnce = (f: Partial<Record<keyof typeof Reckoned, unknown>>): boolean =>
  atMostOne(f.count, f.sum, f.largest, f.adjoining, f.is, f.cases);

const factBase = {
  /** As people read it. */
  label: Text,
  /** 天, 次, 元: said after the number. */
  unit: Text.optional(),
  /** Other names under which the fact may be given. */
  also: z.array(Name).default([]),
};

/** A number that rows ask about has a lower end and a step, so that gaps between rows can be found. */
export const Fact = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...factBase,
      kind: z.literal('number'),
      ...boundFields,
      step: z.number().positive().default(1),
      ...Reckoned,
    })
    .refine((f) => atMostOne(f.min, f.over) && atMostOne(f.max, f.under), 'condition')
    .refine(reckonedOnce, 'reckoned'),
  z
    .strictObject({
      ...factBase,
      kind: z.literal('word'),
      of: z.literal(['posts', 'dispatch_levels']).optional(),
      words: Texts.min(1, 'not-empty').optional(),
      cases: z
        .array(z.strictObject({ when: When.default({}), is: Text }))
        .min(1, 'not-empty')
        .optional(),
    })
    .refine((f) => onlyOne(f.of, f.words), 'words'),
  z.strictObject({
    ...factBase,
    kind: z.literal('yes-no'),
    /** Texts that, given instead of yes or no, mean no; beside the `no_words` of all facts. */
    no: Texts.default([]),
    cases: z
      .array(z.strictObject({ when: When.default({}), is: z.boolean() }))
      .min(1, 'not-empty')
      .optional(),
  }),
  z
    .strictObject({
      ...factBase,
      kind: z.literal('date'),
      is: Text.optional(),
      latest: z.strictObject({ in: Name, of: Name, where: When.default({}) }).optional(),
    })
    .refine((f) => atMostOne(f.is, f.latest), 'reckoned'),
  z.strictObject({ ...factBase, kind: z.literal('month') }),
  z.strictObject({ ...factBase, kind: z.literal('text') }),
  z.strictObject({
    ...factBase,
    kind: z.literal('list'),
    /** Fields of an item; without it the items are numbers. */
    items: z.record(Name, z.literal(['number', 'yes-no', 'date', 'text'])).optional(),
  }),
]);
export type Fact = z.infer<typeof Fact>;

/** Where the text is unclear. Rows and facts ask for it by name, as for a word: `when: { one-year: rolling }`. */
export const Reading = z.strictObject({ question: Text, options: z.record(Text, Text), taken: Text, because: Text });
export type Reading = z.infer<typeof Reading>;

/** What can be asked of the rules. Any table of a pack is a question; those listed here have words of their own. */
export const Question = z.strictObject({
  label: Text,
  /** Said of a row without a `verdict`. */
  verdict: Text.optional(),
  /** Said where no regulation in force has anything on it. */
  otherwise: Text.default('not-covered'),
  verdicts: Texts.default([]),
  /** Only posts that a pack lists are covered by it. */
  of_post: z.boolean().default(false),
  /** Only the nearest regulation that has it decides; those above are not asked when it leaves a case open. */
  nearest: z.boolean().default(false),
  /** Where the nearest lacks a fact to decide by, those above are asked all the same. */
  asks_above: z.boolean().default(false),
  /** Questions of which it asks each regulation in force by itself. */
  compares: Texts.default([]),
});
export type Question = z.infer<typeof Question>;

const ledgers = [
  ...(['study', 'visit', 'enquiry', 'courtyard-meeting', 'meeting', 'training', 'report', 'roster', 'other'] as const),
] as const satisfies readonly Ledger[];

/** What the service itself learns of when it happens; `reported`: only somebody's word tells. */
export const eventKinds = ['term-start', 'term-end', 'member-change', 'reported'] as const;

/** What sets how long before its last day a duty is reminded of: its period, or that it has a day of its own. */
const reminded = [
  ...(['week', 'month', 'quarter', 'half-year', 'year', 'two-years', 'term', 'once', 'due-day'] as const),
] as const;

/** Working days before the last one that is in time, the earliest first; none: on that day alone. */
export const Ahead = z
  .array(z.int().min(1))
  .refine((days) => days.every((n, i) => i === 0 || n < (days[i - 1] ?? 0)), 'ahead');

export const VocabularyFile = z.strictObject({
  facts: z.record(Name, Fact),
  /** Facts whose date decides which rules are in force, the first that is known. */
  dated_by: z.array(Name),
  /** Answers that mean no where a yes-no is given as text. */
  no_words: z.array(z.string()),
  questions: z.record(Text, Question),
  readings: z.record(Text, Reading),
  /** Ledger → how people call it. */
  ledgers: z.record(z.enum(ledgers), Text).refine((names) => {
    const all = Object.values(names);
    return new Set(all).size === all.length;
  }, 'same-word'),
  /** Events that duties follow, in the words of the packs; any other word is `reported`. */
  events: z.record(Text, z.enum(eventKinds)),
  reminders: z.record(z.enum(reminded), Ahead),
});
export type VocabularyFile = z.infer<typeof VocabularyFile>;
