/** 关闭提醒, 打开提醒: the county's officer turns a provision's duties off and on, by their words; without words, which there are. */
import type { Citation } from '../domain/citation.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { anybody, may } from './may.ts';

/** The switches are the whole county's, whoever looks. */
export const switchReminderNeeds: Need = { duties: 'own' };

export interface AskedSwitch {
  readonly on: boolean;
  /** Words of a duty, or the provision's id; null where it was not said. */
  readonly said: string | null;
}

/** The duties of one provision: they are turned off together. */
interface Item {
  readonly provision: string;
  readonly what: string;
  readonly citations: readonly Citation[];
  readonly on: boolean;
  /** What else asks for the same thing has this word too (`same_as`). */
  readonly same: readonly string[];
}

export function switchReminder(context: PersonContext, { on, said }: AskedSwitch): Outcome {
  if (!may(context, 'switch-reminder', anybody)) return say({ says: 'cannot-switch', why: 'not-officer', said });
  const all = itemsOf(context);
  if (said === null) return say({ says: 'reminders-listed', said: null, items: all });
  const { items, name } = meant(all, said);
  if (items.length === 0) return say({ says: 'cannot-switch', why: 'not-found', said });
  if (name === null) return say({ says: 'reminders-listed', said, items });
  return turned(context, items, { name, on });
}

function turned(
  { facts, me }: PersonContext,
  items: readonly Item[],
  { name, on }: { name: string; on: boolean },
): Outcome {
  const what = items.map((i) => i.what).reduce(joined);
  const citations = items.flatMap((i) => i.citations);
  return {
    effects: items.map(({ provision }) => ({ effect: 'switch-duty', provision, on, by: me.id, at: facts.now })),
    replies: say({ says: 'reminder-switched', name, what, citations, on }).replies,
  };
}

/** What is asked daily is never reminded of, so there is nothing to turn off. */
function itemsOf({ facts, rules }: PersonContext): Item[] {
  const items = new Map<string, Item>();
  for (const { citation, terms } of rules.duties(facts.today, 'all')) {
    if (terms.every === 'day') continue;
    const { provision } = citation;
    const before = items.get(provision);
    const on = facts.world?.switches[provision] ?? !terms.off;
    items.set(provision, {
      provision,
      what: before ? joined(before.what, terms.what) : terms.what,
      citations: [citation],
      on: on || (before?.on ?? false),
      same: [...(before?.same ?? []), ...(terms.same_as === undefined ? [] : [terms.same_as])],
    });
  }
  return [...items.values()];
}

const joined = (all: string, what: string): string => (all.split('、').includes(what) ? all : `${all}、${what}`);

/** Blanks and the case of a provision's id make no difference. */
const plain = (text: string): string => text.replace(/[\s《》“”]/g, '').toLowerCase();

/** `name`: they are one thing, and are called so; null where several may be meant. */
interface Meant {
  readonly items: readonly Item[];
  readonly name: string | null;
}

/** By the id, the very words or the word of what is asked for twice; else those that contain them. */
function meant(all: readonly Item[], said: string): Meant {
  const wanted = plain(said);
  if (wanted === '') return { items: [], name: null };
  const is = (name: string): boolean => plain(name) === wanted;
  const one = all.filter(({ provision, what }) => is(provision) || is(what));
  if (one.length > 0) return called(one, one[0]?.what ?? said);
  const same = all.filter((i) => i.same.some(is));
  if (same.length > 0) return { items: same, name: said.trim() };
  const named = all.filter(({ what }) => plain(what).includes(wanted));
  const found = named.length > 0 ? named : all.filter(({ citations }) => citations.some((c) => is(c.article)));
  return called(found, said.trim());
}

const called = (items: readonly Item[], name: string): Meant => ({ items, name: items.length === 1 ? name : null });
