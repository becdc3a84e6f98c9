/** Words and fields of a pack's provisions against what the pack can use; periods and ids. */
import type { RuleProblem } from '../domain/rule-problem.ts';
import { checkExpression, checkWhen, checkWord, checkWords } from './check-word.ts';
import type { Located } from './parse.ts';
import { overlaps, periodOf, type Period } from './period.ts';
import type { Duty, PackFile, Provision, Quota, Row } from './schema.ts';
import type { Expression, VocabularyFile } from './schema-facts.ts';
import type { Path } from './source.ts';
import type { Words } from './words.ts';

export interface Checked {
  readonly vocabulary: VocabularyFile;
  readonly words: Words;
  readonly period: Period;
  /** Ids of the pack's provisions. */
  readonly ids: readonly string[];
}

type Adds = Pick<PackFile, 'take' | 'readings' | 'posts' | 'teams'>;

/** `take` and the readings' own `taken`. */
export function checkReadings(at: Located<unknown>, { take, readings }: Adds, words: Words): RuleProblem[] {
  return [
    ...Object.entries(readings).flatMap(([name, { taken, options }]) =>
      checkWord(at, ['readings', name, 'taken'], 'reading-option', taken, Object.keys(options)),
    ),
    ...Object.entries(take).flatMap(([name, option]) => {
      const reading = words.readings.get(name);
      if (!reading) return checkWord(at, ['take', name], 'reading', name, [...words.readings.keys()]);
      return checkWord(at, ['take', name], 'reading-option', option, Object.keys(reading.options));
    }),
  ];
}

/** Posts of the members of groups. */
export function checkTeams(at: Located<unknown>, teams: PackFile['teams'], { posts }: Words): RuleProblem[] {
  return teams.flatMap((team, t) =>
    typeof team === 'string'
      ? []
      : (['of', 'each'] as const).flatMap((key) =>
          checkWords(at, ['teams', t, key], 'post', team[key] ?? [], [...posts.keys()]),
        ),
  );
}

/** The same id may stand again only for another period: that is how an amended article is written. */
export function checkIds(provisions: readonly Located<Provision>[], whole: Period): RuleProblem[] {
  return provisions.flatMap((later, index) => {
    const first = provisions
      .slice(0, index)
      .find((p) => p.value.id === later.value.id && overlaps(periodOf(p.value, whole), periodOf(later.value, whole)));
    return first ? [{ ...later.at(['id']), problem: 'duplicate-id', first: first.at(['id']) }] : [];
  });
}

export function checkProvision(at: Located<Provision>, checked: Checked): RuleProblem[] {
  const { readings, decides, quotas, duties } = at.value;
  const { words } = checked;
  return [
    ...checkWords(at, ['readings'], 'reading', readings, [...words.readings.keys()]),
    ...decides.flatMap(({ question, rows }, d) =>
      rows.flatMap((row, r) => checkRow(at, ['decides', d, 'rows', r], question, row, checked)),
    ),
    ...quotas.flatMap((quota, q) => checkQuota(at, ['quotas', q], quota, words)),
    ...duties.flatMap((duty, d) => checkDuty(at, ['duties', d], duty, checked)),
  ];
}

function checkDuty(at: Located<Provision>, path: Path, duty: Duty, { words, vocabulary }: Checked): RuleProblem[] {
  const parties = partiesOf(words);
  const taken = (field: Path, options: Readonly<Record<string, string>> = {}): RuleProblem[] =>
    checkWhen(at, [...path, ...field], asWhen(options), words);
  return [
    ...checkWords(at, [...path, 'by'], 'party', duty.by, parties),
    ...checkWords(at, [...path, 'to'], 'party', duty.to, parties),
    ...checkWhen(at, [...path, 'when'], duty.when, words),
    ...(duty.closed_by === undefined
      ? []
      : checkWord(at, [...path, 'closed_by'], 'ledger', duty.closed_by, Object.values(vocabulary.ledgers))),
    ...taken(['only_if', 'carries_if'], duty.only_if?.carries_if),
    ...taken(['after', 'working_if'], duty.after?.working_if),
    ...taken(['after', 'stays_if'], duty.after?.stays_if),
    ...taken(['skips_off_if'], duty.skips_off_if),
  ];
}

const partiesOf = ({ bodies, posts, teams }: Words): string[] => [...bodies.keys(), ...posts.keys(), ...teams.keys()];

function checkRow(
  at: Located<Provision>,
  path: Path,
  question: string,
  row: Row,
  { vocabulary, words, ids }: Checked,
): RuleProblem[] {
  const bodies = [...words.bodies.keys()];
  const facts = [...words.facts.keys()];
  const parties = partiesOf(words);
  const asked = vocabulary.questions[question];
  const verdicts = asked?.verdicts ?? [];
  const named = (amounts: Readonly<Record<string, Expression>>, field: Path): RuleProblem[] =>
    Object.entries(amounts).flatMap(([name, expression]) =>
      checkExpression(at, [...path, ...field, name], expression, facts),
    );
  return [
    ...checkWhen(at, [...path, 'when'], row.when, words),
    ...(row.verdict === undefined && row.needs.length === 0 && asked?.verdict === undefined
      ? [{ ...at.at(path), problem: 'verdict-missing' as const, table: question }]
      : []),
    ...(row.verdict !== undefined && verdicts.length > 0
      ? checkWord(at, [...path, 'verdict'], 'verdict', row.verdict, verdicts)
      : []),
    ...checkWords(at, [...path, 'needs'], 'fact', row.needs, facts),
    ...(row.steps ?? []).flatMap((step, i) => {
      const mode = step.all ? 'all' : 'any';
      return checkWords(at, [...path, 'steps', i, mode], 'body', step[mode] ?? [], bodies);
    }),
    ...row.filings.flatMap(({ to }, i) => checkWords(at, [...path, 'filings', i, 'to'], 'body', to, bodies)),
    ...(row.body === undefined ? [] : checkWord(at, [...path, 'body'], 'body', row.body, bodies)),
    ...checkWords(at, [...path, 'targets'], 'party', row.targets, parties),
    ...checkWords(at, [...path, 'bodies'], 'party', row.bodies, parties),
    ...checkWords(at, [...path, 'decided_by'], 'body', row.decided_by, bodies),
    ...checkWords(at, [...path, 'with'], 'provision', row.with, ids),
    ...named(row.amounts, ['amounts']),
    ...row.deadlines.flatMap(({ dates, by, to }, i) => [
      ...named(dates, ['deadlines', i, 'dates']),
      ...(by === undefined ? [] : checkWord(at, [...path, 'deadlines', i, 'by'], 'party', by, parties)),
      ...checkWords(at, [...path, 'deadlines', i, 'to'], 'party', to, parties),
    ]),
    ...checkSay(at, path, row.say, [...Object.keys(row.amounts), ...facts]),
  ];
}

function checkSay(
  at: Located<Provision>,
  path: Path,
  say: string | undefined,
  known: readonly string[],
): RuleProblem[] {
  const names = [...(say ?? '').matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
  return names.flatMap((name) => checkWord(at, [...path, 'say'], 'fact', name, known));
}

function checkQuota(at: Located<Provision>, path: Path, quota: Quota, words: Words): RuleProblem[] {
  const facts = [...words.facts.keys()];
  const names = quota.measures.flatMap(({ as }) => [as.limit, as.actual]);
  return [
    ...checkWhen(at, [...path, 'when'], quota.when, words),
    ...(quota.flagged_when ? checkWhen(at, [...path, 'flagged_when'], quota.flagged_when, words) : []),
    ...quota.measures.flatMap((measure, m) => {
      const here: Path = [...path, 'measures', m];
      const key = measure.at_least === undefined ? 'at_most' : 'at_least';
      return [
        ...checkExpression(at, [...here, 'counts'], measure.counts, facts),
        ...checkExpression(at, [...here, key], measure[key] ?? 0, facts),
        ...checkWhen(at, [...here, 'exclusive_if'], asWhen(measure.exclusive_if), words),
      ];
    }),
    ...Object.entries(quota.amounts).flatMap(([name, e]) => checkExpression(at, [...path, 'amounts', name], e, facts)),
    ...checkSay(at, path, quota.say, [...names, ...Object.keys(quota.amounts), ...facts]),
  ];
}

const asWhen = (readings: Readonly<Record<string, string>>): Record<string, { is: string }> =>
  Object.fromEntries(Object.entries(readings).map(([reading, is]) => [reading, { is }]));
