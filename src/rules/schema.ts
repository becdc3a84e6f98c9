/**
 * How rules are written: `pack.yaml` (what a regulation is, and its words), topic files (its provisions) and overlays of
 * counties. docs/rules.md shows each construct once. The messages of the checks are codes of `Expected`, never shown as they are.
 */
import { z } from 'zod';
import { isDate } from '../domain/calendar.ts';
import { Ahead, Day, Expression, Fact, Name, onlyOne, Reading, Scalar, Text, Texts, When } from './schema-facts.ts';

/** `to` is the last day, included; without it the rule lasts. */
const Period = z
  .strictObject({ from: Day, to: Day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, 'period');

export const scopes = ['province', 'city', 'county', 'township', 'village', 'team', 'unit', 'self'] as const;
/** A group. `of`: one owes it for all where a member has such a post; `each`: every cadre with such a post owes it singly. */
const Team = z.union([
  Text,
  z
    .strictObject({
      name: Text,
      of: Texts.min(1, 'not-empty').optional(),
      each: Texts.min(1, 'not-empty').optional(),
    })
    .refine((team) => onlyOne(team.of, team.each), 'of-or-each'),
]);
const Body = z.strictObject({ scope: z.enum(scopes) });
const Post = z.union([Text, z.strictObject({ name: Text, also: Texts.default([]) })]);

/** Words that a pack or an overlay adds. */
const words = {
  posts: z.array(Post).default([]),
  dispatch_levels: Texts.default([]),
  /** Groups that owe duties, such as a team. */
  teams: z.array(Team).default([]),
  bodies: z.record(Text, Body).default({}),
  facts: z.record(Name, Fact).default({}),
  readings: z.record(Text, Reading).default({}),
  /** Readings of the vocabulary or of an extended pack of which another option is taken: id → option. */
  take: z.record(Text, Text).default({}),
  /** Tables in which cases are left open on purpose: question → why. */
  gaps: z.record(Text, Text).default({}),
};

const identity = { id: Text, title: Text, short_title: Text, number: Text, in_force: Period };

export const PackFile = z.strictObject({
  ...identity,
  /** Packs above this one: they hold as well; the stricter number counts, and both are cited. */
  extends: Texts.default([]),
  /** An earlier pack that ends the day before this one is in force. */
  replaces: Text.optional(),
  /** What whoever is answered from it has to know: of which years it is. */
  caution: Text.optional(),
  ...words,
});
export type PackFile = z.infer<typeof PackFile>;

const Step = z
  .strictObject({ any: Texts.min(1, 'not-empty').optional(), all: Texts.min(1, 'not-empty').optional() })
  .refine((step) => onlyOne(step.any, step.all), 'any-or-all');

const Deadline = z.strictObject({
  /** A day of every year (12-10) or words of the text (第一时间). */
  due: Text.optional(),
  every: Text.optional(),
  /** Dates to be reckoned, by name: `{ due: add_days(adjusted_on, 3) }`. */
  dates: z.record(Name, Expression).default({}),
  by: Text.optional(),
  to: Texts.default([]),
});

export const Row = z.strictObject({
  when: When.default({}),
  verdict: Text.optional(),
  /** Facts that must be stated before the row's answer holds. */
  needs: z.array(Name).default([]),
  /** The answer in short, with facts and amounts in braces: 满{min}天. */
  say: Text.optional(),
  steps: z.array(Step).min(1, 'not-empty').optional(),
  filings: z.array(z.strictObject({ text: Text, to: Texts.default([]) })).default([]),
  /** One body that answers by itself: who keeps, who pays, who acts. */
  body: Text.optional(),
  amounts: z.record(Name, Expression).default({}),
  deadlines: z.array(Deadline).default([]),
  payer: Text.optional(),
  /** Who or what the measure is aimed at; bodies or words of the text. */
  targets: Texts.default([]),
  bodies: Texts.default([]),
  /** Who decides on what is only proposed. */
  decided_by: Texts.default([]),
  /** What may not be claimed beside it. */
  forbidden: Texts.default([]),
  /** Further words of the answer: written, unit_excellent, … */
  states: z.record(Name, Scalar).default({}),
  notes: Texts.default([]),
  /** Further provisions of this pack that decide together with this one, cited after it. */
  with: Texts.default([]),
  /** What a person has to look at. */
  flags: Texts.default([]),
  /** Why this row may match where another does; without it an overlap is refused. A row without `when` needs none. */
  overlaps: Text.optional(),
});
export type Row = z.infer<typeof Row>;

const Measure = z
  .strictObject({
    /** What is counted: a fact or an expression. */
    counts: Expression,
    at_least: Expression.optional(),
    at_most: Expression.optional(),
    /** The share as people say it, shown beside the number: 2/3. */
    share: Text.optional(),
    /** Whether exactly the number is not enough: the option of a reading for which that is so. */
    exclusive_if: z.record(Text, Text).default({}),
    /** Names of the amounts in the answer. */
    as: z
      .strictObject({ limit: Name.default('min'), actual: Name.default('actual') })
      .default({ limit: 'min', actual: 'actual' }),
  })
  .refine((m) => onlyOne(m.at_least, m.at_most), 'limit');
export type Measure = z.infer<typeof Measure>;

export const periods = ['day', 'week', 'month', 'quarter', 'half-year', 'year', 'two-years', 'term', 'once'] as const;

/** Numbers to be reached in each period. Where several regulations ask, the stricter number counts. */
export const Quota = z.strictObject({
  question: Text,
  when: When.default({}),
  every: z.enum(periods),
  measures: z.array(Measure).min(1, 'not-empty'),
  amounts: z.record(Name, Expression).default({}),
  /** When this holds, what falls short is put before a person instead of failing. */
  flagged_when: When.optional(),
  flag: Text.optional(),
  say: Text.optional(),
});
export type Quota = z.infer<typeof Quota>;

/** Options of readings, of which one has to be taken: reading → option. */
const Taken = z.record(Text, Text).optional();

/** Periods that consist of months. */
const monthly: readonly string[] = ['month', 'quarter', 'half-year', 'year'];

/** What somebody owes in every period, by a date, or after an event. Tracked and reminded of. */
export const Duty = z
  .strictObject({
    /** Posts, teams or bodies that owe it. */
    by: Texts.min(1, 'not-empty'),
    /** Whom it concerns: dispatch levels, posts. */
    when: When.default({}),
    what: Text,
    to: Texts.default([]),
    every: z.enum(periods).optional(),
    at_least: z.number().positive().default(1),
    unit: Text.default('次'),
    /** Day of the year as MM-DD. */
    due: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'month-day')
      .refine((day) => isDate(`2027-${day}`), 'month-day')
      .optional(),
    /** Day of each month, of the last month of a longer period. */
    day: z.int().min(1).max(31).optional(),
    /** Month of the year in which it is done. */
    in_month: z.int().min(1).max(12).optional(),
    after: z
      .strictObject({
        event: Text,
        days: z.int().min(0).optional(),
        /** With these readings the days are working days, or a last day of rest stays where it is; else neither. */
        working_if: Taken,
        stays_if: Taken,
      })
      .optional(),
    /** Only such lines of its ledger count towards it: of so many days each, at one of these levels. */
    entry: z
      .strictObject({ days: z.number().positive().optional(), levels: Texts.min(1, 'not-empty').optional() })
      .optional(),
    /** Owed only in a period in which somebody else sent up a report that says one of these. */
    only_if: z
      .strictObject({
        reported: Texts.min(1, 'not-empty'),
        /** With these readings what came after the last day is of the period that follows; else it is of none. */
        carries_if: Taken,
      })
      .optional(),
    /** With these readings a period without a working day asks for nothing. */
    skips_off_if: Taken,
    /** Off unless a county turns it on. */
    off: z.boolean().default(false),
    /** Name of the ledger whose entries count towards it; without it only 已办 closes it. */
    closed_by: Text.optional(),
    /** Working days ahead on which it is reminded of, instead of those of its period. */
    ahead: Ahead.optional(),
    /** A free word, the same in every document that asks for the same thing: merged for one debtor, the stricter number counts. */
    same_as: Text.optional(),
  })
  .refine((d) => d.every !== undefined || d.due !== undefined || d.after !== undefined, 'duty-when')
  .refine(
    ({ day, in_month, every }) =>
      (day === undefined || (every !== undefined && monthly.includes(every))) &&
      (in_month === undefined || (every === 'year' && day === undefined)),
    'duty-day',
  );
export type Duty = z.infer<typeof Duty>;

/** The families of provisions.md. */
export const families = [
  ...(['scope', 'duty', 'attest', 'attendance', 'leave', 'worklog', 'meeting', 'report', 'filing'] as const),
  ...(['inspection', 'notice', 'assessment', 'recall', 'rotation', 'allowance', 'fund', 'benefit', 'unit'] as const),
  ...(['household', 'issue', 'publicity', 'training', 'selection', 'discipline', 'award'] as const),
] as const;

export const Provision = z.strictObject({
  id: Text,
  /** The articles, cited exactly so; several are separated by a blank. */
  article: Text,
  /** The finer place: （六）, 1., ③. */
  item: Text.optional(),
  family: z.enum(families),
  summary: Text,
  in_force: Period.optional(),
  readings: Texts.default([]),
  decides: z.array(z.strictObject({ question: Text, rows: z.array(Row).min(1, 'not-empty') })).default([]),
  quotas: z.array(Quota).default([]),
  duties: z.array(Duty).default([]),
});
export type Provision = z.infer<typeof Provision>;

export const TopicFile = z.strictObject({ provisions: z.array(Provision).min(1, 'not-empty') });
export type TopicFile = z.infer<typeof TopicFile>;

const DutySwitch = z.union([z.boolean(), z.strictObject({ on: z.boolean().optional(), ahead: Ahead.optional() })]);

/** What a county adds to its packs: its own document, local names, readings, stricter numbers. */
export const OverlayFile = z.strictObject({
  ...identity,
  /** Name of the county, as people say it. */
  county: Text,
  packs: Texts.min(1, 'not-empty'),
  ...words,
  /** Name in the packs → name in this county. */
  names: z.record(Text, Text).default({}),
  /** Duties that this county turns on (true), silences (false) or is reminded of at other times, by provision. */
  duties: z.record(Text, DutySwitch).default({}),
  provisions: z.array(Provision).default([]),
});
export type OverlayFile = z.infer<typeof OverlayFile>;
