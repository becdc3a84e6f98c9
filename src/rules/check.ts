/** Words and fields of a pack against what the pack itself declares; periods and ids. */
import type { RuleProblem } from '../domain/rule-problem.ts';
import { checkRows } from './check-rows.ts';
import { checkFact, checkWord, checkWords } from './check-word.ts';
import type { Located, ParsedPack } from './parse.ts';
import { periodOf, overlaps } from './period.ts';
import { questionNames, questionOf } from './questions.ts';
import type { PackFile, Provision } from './schema.ts';
import { bounds } from './share.ts';
import type { Path } from './source.ts';

/** Everything but gaps and overlaps of tables, which need words that are known. */
export function checkPack({ pack, provisions }: ParsedPack): RuleProblem[] {
  return [
    ...checkVocabulary(pack),
    ...checkIds(pack.value, provisions),
    ...provisions.flatMap((provision) => checkProvision(pack.value, provision)),
  ];
}

function checkVocabulary(pack: Located<PackFile>): RuleProblem[] {
  const { tables, readings, facts } = pack.value;
  return [
    ...Object.entries(tables).flatMap(([name, { columns }]) => {
      const question = questionOf(name);
      if (!question) return checkWord(pack, ['tables', name], 'table', name, questionNames);
      const known = question.facts.filter((fact) => fact in facts);
      return checkWords(pack, ['tables', name, 'columns'], 'fact', columns, known);
    }),
    ...Object.entries(readings).flatMap(([name, { taken, options }]) =>
      checkWord(pack, ['readings', name, 'taken'], 'reading-option', taken, Object.keys(options)),
    ),
  ];
}

/** The same id may stand again only for another period: that is how an amended article is written. */
function checkIds(pack: PackFile, provisions: readonly Located<Provision>[]): RuleProblem[] {
  return provisions.flatMap((later, index) => {
    const first = provisions
      .slice(0, index)
      .find((p) => p.value.id === later.value.id && overlaps(periodOf(p.value, pack), periodOf(later.value, pack)));
    return first ? [{ ...later.at(['id']), problem: 'duplicate-id', first: first.at(['id']) }] : [];
  });
}

function checkProvision(pack: PackFile, provision: Located<Provision>): RuleProblem[] {
  const { readings, decides, quota, duty, consequence } = provision.value;
  const bodies = Object.keys(pack.bodies);
  const number = (path: Path, fact: string): RuleProblem[] => checkFact(pack, provision, path, fact, 'number');
  return [
    ...checkWords(provision, ['readings'], 'reading', readings, Object.keys(pack.readings)),
    ...(decides ? checkRows(pack, provision, decides) : []),
    ...(quota
      ? [
          ...number(['quota', 'counts'], quota.counts),
          ...number(['quota', 'of'], quota.of),
          ...checkBound(pack, provision, quota.bound_by),
        ]
      : []),
    ...(duty ? checkWords(provision, ['duty', 'by'], 'body', duty.by, bodies) : []),
    ...(consequence
      ? [
          ...number(['consequence', 'counts'], consequence.counts),
          ...checkWords(provision, ['consequence', 'against', 'bodies'], 'body', consequence.against.bodies, bodies),
          ...checkWords(provision, ['consequence', 'decided_by'], 'body', consequence.decided_by, bodies),
        ]
      : []),
  ];
}

/** The reading must be known and take one of the two ways to reckon. */
function checkBound(pack: PackFile, at: Located<Provision>, name: string): RuleProblem[] {
  const path: Path = ['quota', 'bound_by'];
  const reading = pack.readings[name];
  if (!reading) return checkWord(at, path, 'reading', name, Object.keys(pack.readings));
  return checkWord(at, path, 'reading-option', reading.taken, bounds);
}
