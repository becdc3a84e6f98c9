/**
 * How a pack is written: `pack.yaml` (what it is and its words) and topic files (its provisions). docs/rules.md shows
 * each construct. The messages of the checks are codes of `Expected`, never shown as they are.
 */
import { z } from 'zod';
import { isDate, type IsoDate } from '../domain/calendar.ts';

const Text = z.string().trim().min(1);
const Day = z.custom<IsoDate>((value) => typeof value === 'string' && isDate(value), 'date');

/** `to` is the last day, included; without it the rule lasts. */
const Period = z
  .strictObject({ from: Day, to: Day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, 'period');

const boundFields = {
  min: z.number().optional(),
  over: z.number().optional(),
  max: z.number().optional(),
  under: z.number().optional(),
};
const onlyOne = (...values: readonly unknown[]): boolean => values.filter((value) => value !== undefined).length === 1;

/** `min` and `max` include the number itself, `over` and `under` do not. */
export const Condition = z
  .strictObject({
    is: z.union([z.string(), z.boolean()]).optional(),
    in: z.array(Text).min(1, 'not-empty').optional(),
    ...boundFields,
  })
  .refine((c) => onlyOne(c.is, c.in, c.min ?? c.over ?? c.max ?? c.under), 'condition')
  .refine((c) => c.min === undefined || c.over === undefined, 'condition')
  .refine((c) => c.max === undefined || c.under === undefined, 'condition');
export type Condition = z.infer<typeof Condition>;

/** A column that rows can ask about. A number has a lower end and a step, so that gaps between rows can be found. */
export const Fact = z.discriminatedUnion('kind', [
  z
    .strictObject({ label: Text, kind: z.literal('number'), ...boundFields, step: z.literal([1, 0.5]) })
    .refine((f) => onlyOne(f.min, f.over), 'lower-bound')
    .refine((f) => f.max === undefined || f.under === undefined, 'condition'),
  z.strictObject({ label: Text, kind: z.literal('word'), of: z.enum(['posts', 'dispatch_levels']) }),
  z.strictObject({ label: Text, kind: z.literal('yes-no') }),
]);
export type Fact = z.infer<typeof Fact>;

const Reading = z.strictObject({
  question: Text,
  options: z.record(Text, Text),
  taken: Text,
  because: Text,
});

/** A decision table: its rows stand with the provisions, the first that matches decides. */
const Table = z.strictObject({
  label: Text,
  columns: z.array(Text).min(1, 'not-empty'),
  /** Why some cases are left without a row; without it a gap is refused. */
  gaps: Text.optional(),
});

export const PackFile = z.strictObject({
  id: Text,
  title: Text,
  short_title: Text,
  number: Text,
  in_force: Period,
  posts: z.array(Text).min(1, 'not-empty'),
  dispatch_levels: z.array(Text),
  bodies: z.record(Text, z.strictObject({ scope: z.enum(['county', 'township', 'village', 'team', 'unit']) })),
  facts: z.record(Text, Fact),
  tables: z.record(Text, Table),
  readings: z.record(Text, Reading).default({}),
});
export type PackFile = z.infer<typeof PackFile>;

const Step = z
  .strictObject({
    any: z.array(Text).min(1, 'not-empty').optional(),
    all: z.array(Text).min(1, 'not-empty').optional(),
  })
  .refine((step) => onlyOne(step.any, step.all), 'any-or-all');

export const Row = z.strictObject({
  when: z.record(Text, Condition).default({}),
  /** Yes-no facts that must be stated before the row's answer holds. */
  needs: z.array(Text).default([]),
  steps: z.array(Step).min(1, 'not-empty').optional(),
  filings: z.array(z.strictObject({ text: Text, to: z.array(Text).default([]) })).optional(),
  body: Text.optional(),
  notes: z.array(Text).default([]),
  /** Why this row may match where another does; without it an overlap is refused. */
  overlaps: Text.optional(),
});
export type Row = z.infer<typeof Row>;

const Share = z
  .string()
  .regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/, 'share')
  .transform((text) => {
    const [numerator, denominator] = text.split('/').map(Number) as [number, number];
    return { text, numerator, denominator };
  });

/**
 * At least this share of the fact `of` in each period. `bound_by` names the reading that says whether exactly the
 * share is enough: what it takes is both shown and reckoned with.
 */
const Quota = z.strictObject({
  counts: z.literal('days_in_village'),
  every: z.literal('month'),
  share: Share,
  of: z.literal('month_days'),
  bound_by: Text,
});

const Duty = z.strictObject({ every: z.literal('month'), by: z.array(Text).min(1, 'not-empty') });

/** Never acts by itself: proposes a measure to `decided_by`, with the evidence. */
const Consequence = z.strictObject({
  counts: z.literal('unexcused_absences'),
  at_least: z.int().min(1),
  within_months: z.int().min(1),
  proposes: Text,
  against: z.strictObject({ cadre: Text, bodies: z.array(Text).default([]) }),
  extent: Text,
  decided_by: z.array(Text).min(1, 'not-empty'),
});

/** The families of provisions.md. */
const Family = z.enum([
  ...(['scope', 'duty', 'attest', 'attendance', 'leave', 'worklog', 'meeting', 'report', 'filing'] as const),
  ...(['inspection', 'notice', 'assessment', 'recall', 'rotation', 'allowance', 'fund', 'benefit', 'unit'] as const),
  ...(['household', 'issue', 'publicity', 'training', 'selection', 'discipline', 'award'] as const),
]);

export const Provision = z.strictObject({
  id: Text,
  article: Text,
  family: Family,
  summary: Text,
  in_force: Period.optional(),
  readings: z.array(Text).default([]),
  decides: z.strictObject({ table: Text, rows: z.array(Row).min(1, 'not-empty') }).optional(),
  quota: Quota.optional(),
  duty: Duty.optional(),
  consequence: Consequence.optional(),
});
export type Provision = z.infer<typeof Provision>;

export const TopicFile = z.strictObject({ provisions: z.array(Provision).min(1, 'not-empty') });
