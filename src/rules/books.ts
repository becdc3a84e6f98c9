/** What each pack knows of its document, to be asked about: its provisions in our own words, how people ask for them, and what it leaves open. */
import { readAsked, type Silence } from './asked.ts';
import type { CompiledPack } from './compile.ts';
import { packIdsIn, readStack } from './load.ts';
import type { Period } from './period.ts';
import { RulesRefused } from './problems.ts';
import type { Provision } from './schema.ts';

/** A fact of one article. */
export interface Point {
  /** As it is cited. */
  readonly article: string;
  /** Id of the provision; null where none says it. */
  readonly provision: string | null;
  /** What its provision is about: leave, attendance, …; null where none says it. */
  readonly family: Provision['family'] | null;
  readonly says: string;
  /** What its rows answer, with the blanks for figures left out: for finding it only. */
  readonly answers: readonly string[];
  readonly asked: readonly string[];
}

export interface PackBook {
  readonly id: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly number: string;
  readonly period: Period;
  /** null = nothing is to be said with every answer. */
  readonly caution: string | null;
  /** Ids of the packs above it. */
  readonly above: readonly string[];
  readonly points: readonly Point[];
  readonly silences: readonly Silence[];
}

/** Every pack of the folder. @throws RulesRefused */
export function readBooks(packsDir: string): PackBook[] {
  return packIdsIn(packsDir).map((id) => {
    const { stack, problems } = readStack(packsDir, { packs: [id] });
    const pack = stack?.packs.find(({ file }) => file.id === id);
    if (!pack) throw new RulesRefused(problems);
    return bookOf(pack, packsDir);
  });
}

function bookOf({ file, period, provisions }: CompiledPack, packsDir: string): PackBook {
  const asked = readAsked(packsDir, file.id, new Set(provisions.map(({ source }) => source.id)));
  const known = provisions.flatMap(({ source: { id, article, family, summary, decides } }): Point[] => {
    const answers = decides.flatMap(({ rows }) => rows.flatMap(({ say = '' }) => say.replace(/\{[^}]*\}/g, '')));
    const phrases = (asked?.points ?? []).filter(({ of }) => of === id).flatMap((point) => point.asked);
    return articlesIn(article).map((one) => ({
      ...{ article: one, provision: id, family, says: summary },
      ...{ answers: [...new Set(answers)], asked: phrases },
    }));
  });
  const more = (asked?.points ?? []).flatMap(({ article, says, asked: phrases }): Point[] =>
    article === undefined || says === undefined
      ? []
      : [{ article, provision: null, family: null, says, answers: [], asked: phrases }],
  );
  const { id, title, short_title: shortTitle, number, extends: above, caution = null } = file;
  return {
    ...{ id, title, shortTitle, number, period, caution, above },
    ...{ points: [...known, ...more], silences: asked?.silent ?? [] },
  };
}

/** Several articles of one provision are separated by a blank. */
const articlesIn = (article: string): string[] => article.split(/\s+/);
