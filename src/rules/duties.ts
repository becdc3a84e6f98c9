/** The duties of the packs as the county has them, and who the words are that owe them. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Ledger } from '../domain/duty.ts';
import type { CompiledPack, CompiledProvision } from './compile.ts';
import { compileWhen, type Test } from './condition.ts';
import type { Stack } from './decide.ts';
import type { Rules } from './decision.ts';
import type { Duty, Party } from './duty.ts';
import { isInForce } from './period.ts';
import type { Duty as DutyTerms, OverlayFile } from './schema.ts';
import type { VocabularyFile, When } from './schema-facts.ts';
import { scopeOf } from './scope.ts';
import type { Words } from './words.ts';

/** What the county says of duties, by provision. */
export type DutySwitches = Readonly<OverlayFile['duties']>;

export function dutyRulesOf(stack: Stack, switches: DutySwitches): Pick<Rules, 'duties' | 'parties' | 'owes'> {
  const inForce = (on: IsoDate): Stack['packs'] => stack.packs.filter(({ period }) => isInForce(period, on));
  const tests = new Map<When, Test>();
  const testOf = (when: When): Test => {
    const test = tests.get(when) ?? compileWhen(when);
    tests.set(when, test);
    return test;
  };
  return {
    duties: (on, which = 'on') =>
      inForce(on)
        .flatMap((pack) => dutiesOf(pack, on, switches, stack.vocabulary))
        .filter(({ terms }) => which === 'all' || !terms.off),
    parties: (on) => partiesOf(inForce(on).map(({ words }) => words)),
    owes({ terms: { when }, citation }, facts, _on) {
      if (Object.keys(when).length === 0) return true;
      const pack = stack.packs.find(({ file }) => file.id === citation.pack);
      return pack !== undefined && testOf(when)(scopeOf(pack, facts, stack.isWorkday, {}).look);
    },
  };
}

function dutiesOf(pack: CompiledPack, on: IsoDate, switches: DutySwitches, vocabulary: VocabularyFile): Duty[] {
  return pack.provisions
    .filter(({ period }) => isInForce(period, on))
    .flatMap((provision) =>
      provision.source.duties.map((duty, place) => dutyOf(provision, duty, place, pack, switches, vocabulary)),
    );
}

/** `off` and `ahead` as the county has them. */
function dutyOf(
  { source: { id, family, summary }, citation }: CompiledProvision,
  duty: DutyTerms,
  place: number,
  { words }: CompiledPack,
  switches: DutySwitches,
  vocabulary: VocabularyFile,
): Duty {
  const { on: isOn = !duty.off, ahead } = switchOf(switches[id]);
  return {
    key: `${id}.${place}`,
    family,
    summary,
    citation,
    by: duty.by.map((name) => localName(name, words)),
    to: duty.to.map((name) => localName(name, words)),
    closedBy: ledgerOf(duty, vocabulary),
    ahead: ahead ?? duty.ahead ?? usuallyAhead(duty, vocabulary),
    event: duty.after ? (vocabulary.events[duty.after.event] ?? 'reported') : null,
    readAs: readAs(duty, words),
    terms: { ...duty, off: !isOn },
  };
}

const localName = (name: string, { bodies }: Words): string => bodies.get(name)?.name ?? name;

export const switchOf = (given: DutySwitches[string] | undefined): Exclude<DutySwitches[string], boolean> =>
  typeof given === 'boolean' ? { on: given } : (given ?? {});

/** By its Chinese name, which the loader has checked. */
function ledgerOf({ closed_by: name }: DutyTerms, { ledgers }: VocabularyFile): Ledger {
  const [ledger] = (Object.entries(ledgers) as [Ledger, string][]).find(([, called]) => called === name) ?? [];
  return ledger ?? 'other';
}

/** What names no reading is not read so. */
function readAs({ after, only_if: onlyIf, skips_off_if: skips }: DutyTerms, { readings }: Words): Duty['readAs'] {
  const isTaken = (options: Readonly<Record<string, string>> = {}): boolean =>
    Object.entries(options).some(([reading, option]) => readings.get(reading)?.taken === option);
  return {
    countsWorkdays: isTaken(after?.working_if),
    staysOnRestDay: isTaken(after?.stays_if),
    skipsDaysOff: isTaken(skips),
    carriesOver: isTaken(onlyIf?.carries_if),
  };
}

/** What comes round every day is never reminded of. */
function usuallyAhead({ due, every }: DutyTerms, { reminders }: VocabularyFile): readonly number[] {
  if (due !== undefined) return reminders['due-day'];
  return every === 'day' ? [] : reminders[every ?? 'once'];
}

/** The nearest pack that knows a word says what it is: it knows the words of those that it extends. */
function partiesOf(layers: readonly Words[]): Party[] {
  const parties = new Map<string, Party>();
  const add = (party: Party): void => {
    if (!parties.has(party.name)) parties.set(party.name, party);
  };
  for (const words of layers) {
    const named = (posts: readonly string[]): string[] => everyNameOf(posts, words);
    for (const [word, { of, each }] of words.teams) {
      add({ name: localName(word, words), is: each ? 'each' : 'team', posts: named(of ?? each ?? []) });
    }
    for (const word of words.posts.keys()) add({ name: localName(word, words), is: 'post', posts: named([word]) });
    for (const { name, scope } of words.bodies.values()) add({ name, is: 'body', scope });
  }
  return [...parties.values()];
}

/** The posts under the names that the pack has for them, in the order in which they are named: the first leads. */
function everyNameOf(posts: readonly string[], { posts: known }: Words): string[] {
  const meant = new Set(posts.map((post) => known.get(post)));
  return [...meant].flatMap((post) => [...known].filter(([, own]) => own === post).map(([name]) => name));
}
