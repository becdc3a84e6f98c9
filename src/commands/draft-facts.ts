/** What a report is asked to say, and whether the draft says it. Only what stands in it counts as filled in. */
import type { DraftFact, DraftPoint, DraftTopic } from '../domain/draft-result.ts';
import type { Ledger } from '../domain/duty.ts';

type Points = readonly DraftPoint[];

interface AskedFact {
  readonly fact: DraftFact;
  readonly topic: DraftTopic;
  readonly isIn: (points: Points) => boolean;
  /** Nothing can be said of it without that one, which is missing then. */
  readonly under?: DraftFact;
  /** Asked for in one of the two only. */
  readonly of?: 'month' | 'year';
}

const some =
  (holds: (point: DraftPoint) => boolean) =>
  (points: Points): boolean =>
    points.some(holds);
const held = (ledgers: readonly Ledger[], holds: (p: Extract<DraftPoint, { is: 'held' }>) => boolean = () => true) =>
  some((p) => p.is === 'held' && ledgers.includes(p.ledger) && holds(p));
const written = (ledgers: readonly Ledger[], holds: (p: Extract<DraftPoint, { is: 'entry' }>) => boolean) =>
  some((p) => p.is === 'entry' && ledgers.includes(p.ledger) && holds(p));
const hasText = ({ text }: { readonly text: string }): boolean => text !== '';

const visits = ['visit', 'enquiry'] as const;
const meetings = ['courtyard-meeting', 'meeting'] as const;
const ofDays = some((p) => p.is === 'month-days' || p.is === 'year-days');
const hasQuota = some(
  (p) =>
    (p.is === 'month-days' && p.minDays !== null) || (p.is === 'year-days' && p.months.some((m) => m.minDays !== null)),
);

const facts: readonly AskedFact[] = [
  { fact: 'days', topic: 'attendance', isIn: ofDays },
  { fact: 'quota', topic: 'attendance', isIn: hasQuota, under: 'days' },
  { fact: 'leave', topic: 'attendance', isIn: ofDays, under: 'days' },
  { fact: 'logs', topic: 'attendance', isIn: some((p) => p.is === 'logs') },
  { fact: 'studies', topic: 'study', isIn: held(['study']) },
  { fact: 'study-themes', topic: 'study', isIn: written(['study'], hasText), under: 'studies' },
  { fact: 'study-people', topic: 'study', isIn: held(['study'], (p) => p.people !== null), under: 'studies' },
  { fact: 'trainings', topic: 'study', isIn: held(['training']) },
  { fact: 'training-days', topic: 'study', isIn: held(['training'], (p) => p.days !== null), under: 'trainings', of: 'year' }, // prettier-ignore
  { fact: 'training-levels', topic: 'study', isIn: written(['training'], (p) => p.level !== null), under: 'trainings', of: 'year' }, // prettier-ignore
  { fact: 'visits', topic: 'visits', isIn: held(visits) },
  { fact: 'households', topic: 'visits', isIn: held(visits, (p) => p.places > 0), under: 'visits' },
  { fact: 'findings', topic: 'visits', isIn: written(visits, hasText), under: 'visits' },
  { fact: 'meetings', topic: 'meetings', isIn: held(meetings) },
  { fact: 'meeting-content', topic: 'meetings', isIn: written(meetings, hasText), under: 'meetings' },
  { fact: 'duties', topic: 'duties', isIn: some((p) => p.is === 'duty') },
  { fact: 'reports', topic: 'duties', isIn: held(['report']), of: 'year' },
  { fact: 'other-work', topic: 'other', isIn: some((p) => p.is === 'log') },
  { fact: 'problems', topic: 'outlook', isIn: () => false },
  { fact: 'next-steps', topic: 'outlook', isIn: () => false },
];

interface Answered {
  readonly asked: number;
  readonly filled: number;
  /** What is missing, without what can't be said because of it. */
  readonly missing: readonly { readonly fact: DraftFact; readonly topic: DraftTopic }[];
}

/** `without`: what the packs of this county don't ask for. */
export function answered(points: Points, of: 'month' | 'year', without: readonly DraftFact[]): Answered {
  const asked = facts.filter((f) => (f.of ?? of) === of && !without.includes(f.fact));
  const open = asked.filter((f) => !f.isIn(points));
  const isOpen = (fact: DraftFact | undefined): boolean => open.some((f) => f.fact === fact);
  return {
    asked: asked.length,
    filled: asked.length - open.length,
    missing: open.filter((f) => !isOpen(f.under)).map(({ fact, topic }) => ({ fact, topic })),
  };
}
