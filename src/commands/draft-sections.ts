/** The sections of a draft: what was held how often, what each was about, and what the packs ask for. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DraftSentence, DraftTopic } from '../domain/draft-result.ts';
import type { Ledger, LedgerEntry } from '../domain/duty.ts';
import type { PersonContext } from './context.ts';
import { daysSentence } from './draft-days.ts';
import { countedDuties, dutySentence } from './draft-duties.ts';
import { chosenFrom, shortened, type Candidate } from './draft-length.ts';
import { sourceOf, type DraftedLog, type Material, type Period } from './draft-material.ts';

interface Layout {
  readonly topic: DraftTopic;
  /** Ledgers that are counted here, and those of which single entries are told. */
  readonly ledgers: readonly Ledger[];
}

const layout: readonly Layout[] = [
  { topic: 'attendance', ledgers: [] },
  { topic: 'study', ledgers: ['study', 'training'] },
  { topic: 'visits', ledgers: ['visit', 'enquiry'] },
  { topic: 'meetings', ledgers: ['courtyard-meeting', 'meeting'] },
  { topic: 'duties', ledgers: ['report', 'roster', 'other'] },
  { topic: 'other', ledgers: [] },
  { topic: 'outlook', ledgers: [] },
];

/** Of these the places are households or their like. */
const households: readonly Ledger[] = ['visit', 'enquiry'];

/** Room for what is told singly, in characters; a year tells less of each. */
const room = { month: { all: 950, one: 80 }, year: { all: 1500, one: 60 } };

/** Reports of a whole year are only counted: each tells no more than its month. */
const toldSingly = (ledger: Ledger, of: 'month' | 'year'): boolean => of === 'month' || ledger !== 'report';

interface Filled {
  readonly topic: DraftTopic;
  readonly sentences: readonly DraftSentence[];
  readonly leftOut: DraftSentence['from'];
}

export function sectionsOf(context: PersonContext, of: 'month' | 'year', period: Period, material: Material): Filled[] {
  const { all, one } = room[of];
  const chosen = chosenFrom(
    layout.map(({ topic, ledgers }) =>
      topic === 'other'
        ? told(material.furtherLogs, one)
        : entriesOf(
            material,
            ledgers.filter((l) => toldSingly(l, of)),
            one,
          ),
    ),
    all,
  );
  return layout.map(({ topic, ledgers }, i) => ({
    topic,
    sentences: [
      ...(topic === 'attendance' ? [...daysSentence(context, of, period), ...logsSentence(material)] : []),
      ...ledgers.flatMap((ledger) => heldSentences(material, ledger, of)),
      ...(chosen[i]?.sentences ?? []),
      ...dutySentences(context, of, period, material, ledgers),
    ],
    leftOut: chosen[i]?.leftOut ?? [],
  }));
}

function logsSentence({ logs }: Material): DraftSentence[] {
  if (logs.length === 0) return [];
  const days = new Set(logs.map(({ log }) => log.on)).size;
  return [{ point: { is: 'logs', count: logs.length, days }, from: logs.map((l) => l.source) }];
}

function heldSentences({ entries, others }: Material, ledger: Ledger, of: 'month' | 'year'): DraftSentence[] {
  const held = entries.filter((e) => e.ledger === ledger);
  const theirs = others.filter((e) => e.ledger === ledger);
  return [
    ...(held.length > 0 ? [{ point: figuresOf(ledger, held, of), from: held.map(sourceOf) }] : []),
    ...(theirs.length > 0
      ? [{ point: { is: 'held-by-others', ledger, count: theirs.length } as const, from: theirs.map(sourceOf) }]
      : []),
  ];
}

function figuresOf(ledger: Ledger, held: readonly LedgerEntry[], of: 'month' | 'year'): DraftSentence['point'] {
  const people = held.flatMap((e) => e.people ?? []);
  const days = held.flatMap((e) => e.days ?? []);
  const inQuarter = (q: number): number => held.filter((e) => quarterOf(e.on) === q).length;
  return {
    is: 'held',
    ledger,
    count: held.length,
    people: people.length > 0 ? sum(people) : null,
    peopleIn: people.length,
    days: days.length > 0 ? sum(days) : null,
    daysIn: days.length,
    places: households.includes(ledger) ? new Set(held.flatMap((e) => e.place ?? [])).size : 0,
    quarters: of === 'year' ? [inQuarter(1), inQuarter(2), inQuarter(3), inQuarter(4)] : null,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const quarterOf = (on: IsoDate): number => Math.ceil(Number(on.slice(5, 7)) / 3);

/** Date, marks and figures beside the text, in characters. */
const roomBeside = 18;

/** Those with many people, photos and words tell most. */
const entriesOf = ({ entries }: Material, ledgers: readonly Ledger[], longest: number): Candidate[] =>
  entries
    .filter((e) => ledgers.includes(e.ledger))
    .sort((a, b) => ledgers.indexOf(a.ledger) - ledgers.indexOf(b.ledger))
    .map((entry) => {
      const { ledger, on, people, days, level, place } = entry;
      const text = shortened(entry.text, longest);
      return {
        sentence: { point: { is: 'entry', ledger, on, text, people, days, level, place }, from: [sourceOf(entry)] },
        when: quarterOf(on),
        weight: text.length + (place?.length ?? 0) + (people ?? 0) + (days ?? 0) * 10 + entry.images.length * 20,
        size: text.length + (place?.length ?? 0) + roomBeside,
      };
    });

/** Each text once, though it was written on several days. */
function told(logs: readonly DraftedLog[], longest: number): Candidate[] {
  const byText = new Map<string, DraftedLog[]>();
  for (const drafted of logs) {
    const text = drafted.log.text.trim();
    if (text !== '') byText.set(text, [...(byText.get(text) ?? []), drafted]);
  }
  return [...byText].map(([whole, same]) => {
    const text = shortened(whole, longest);
    const on = [...new Set(same.map(({ log }) => log.on))];
    return {
      sentence: { point: { is: 'log', on, text }, from: same.map((s) => s.source) },
      when: Math.max(0, ...on.slice(0, 1).map(quarterOf)),
      weight: text.length + sum(same.map(({ log }) => log.images.length)) * 20,
      size: text.length + on.length * 7 + 3,
    };
  });
}

const dutySentences = (
  context: PersonContext,
  of: 'month' | 'year',
  period: Period,
  material: Material,
  ledgers: readonly Ledger[],
): DraftSentence[] =>
  countedDuties(context, of)
    .filter((owed) => ledgers.includes(owed.closedBy))
    .flatMap((owed) => dutySentence(owed, material, period, context.me.id) ?? []);
