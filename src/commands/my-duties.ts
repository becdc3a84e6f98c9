/** What the speaker owes: in person, with their team, or by a seat; and which of it is meant. */
import type { Owed } from '../domain/duty.ts';
import type { Effect } from '../domain/effect.ts';
import type { Person } from '../domain/people.ts';
import type { PersonContext } from './context.ts';

export const isMine = ({ debtor, peopleIds }: Owed, me: Person): boolean =>
  peopleIds.includes(me.id) ||
  (debtor.is === 'person' && debtor.id === me.id) ||
  (debtor.is === 'team' && debtor.id === me.teamId);

/** Late first, then what is due first; what has no day comes last. */
const inOrder = (a: Owed, b: Owed): number =>
  Number(b.state === 'late') - Number(a.state === 'late') || compare(a.dueOn ?? '9999', b.dueOn ?? '9999');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All of it, what is done included. */
export const myDuties = ({ facts, me }: PersonContext): Owed[] =>
  (facts.owed ?? []).filter((owed) => isMine(owed, me)).sort(inOrder);

/** What is still to be done. What comes round each day is no item of a list. */
export const myOpenDuties = (context: PersonContext): Owed[] =>
  myDuties(context).filter(({ state, every }) => state !== 'done' && every !== 'day');

/** An answer may name the numbers of this list. */
export const listed = ({ facts, me }: PersonContext, owed: readonly Owed[]): Effect => ({
  effect: 'list-duties',
  personId: me.id,
  owedKeys: owed.map(({ key }) => key),
  on: facts.today,
});

export interface WhichDuty {
  /** Of the last list, from 1. */
  readonly numbers: readonly number[];
  readonly said: string | null;
}

/** Those of the last list or reminder that are still the speaker's. */
export const shownBefore = (context: PersonContext): Owed[] =>
  (context.facts.world?.listed ?? []).flatMap((key) => myDuties(context).find((o) => o.key === key) ?? []);

/** Those of these numbers, done or not; null where one of them is nobody's, or not theirs. */
export function byNumbers(context: PersonContext, numbers: readonly number[]): Owed[] | null {
  const { world } = context.facts;
  const mine = myDuties(context);
  const found = numbers.map((n) => mine.find((o) => o.key === world?.listed[n - 1]));
  return found.every((o) => o !== undefined) ? found : null;
}

/** Those that the words may mean: named by them, else with most of their words in common. */
export function bySaid(context: PersonContext, said: string): Owed[] {
  const open = myOpenDuties(context);
  const named = open.filter(({ what }) => what.includes(said));
  if (named.length > 0) return named;
  const shares = open.map((o) => ({ o, share: shared(said, `${o.what}${o.to.join('')}`) }));
  const most = Math.max(0, ...shares.map(({ share }) => share));
  return most < enough ? [] : shares.filter(({ share }) => share === most).map(({ o }) => o);
}

/** Half of the pairs of characters that were said. */
const enough = 0.5;

function shared(said: string, text: string): number {
  const pairs = [...said].slice(1).map((character, i) => `${[...said][i] ?? ''}${character}`);
  return pairs.length === 0 ? 0 : pairs.filter((pair) => text.includes(pair)).length / pairs.length;
}
