/** 学习, 走访, 院坝会, 培训, 上报: one message is a line in its ledger, the day's log, and counts towards every duty it belongs to. */
import type { FileRef, ImageRef, KeptEntry, Question, SentAlong } from '../domain/dialogue.ts';
import type { Ledger, LedgerEntry, Owed } from '../domain/duty.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { Need } from '../domain/facts.ts';
import { opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { listed, myOpenDuties } from './my-duties.ts';
import { reportMeant, type SaidReport } from './report-meant.ts';
import { counted, towardsOf } from './towards.ts';

export interface EntrySlots extends KeptEntry {
  readonly on: IsoDate;
  /** As it was typed, without the day: the day's log. */
  readonly whole: string;
  readonly about: SaidReport | null;
  readonly problem: SpanProblem | null;
}

export type WhichReport = Extract<Question, { about: 'which-report' }>;

/** The longest kept as one entry, in characters: that of a log, which it is as well. */
const longest = 5000;
/** These are the day's work. A report tells of work that has its own lines; a roster is of days to come. */
const logged: readonly Ledger[] = ['study', 'visit', 'enquiry', 'courtyard-meeting', 'training', 'meeting'];

/** What is known of a line, whatever else is needed to write it. */
export const slotsOf = (entry: KeptEntry, on: IsoDate, whole: string): EntrySlots => ({
  ...entry,
  on,
  whole,
  about: null,
  problem: null,
});

export const writeEntryNeeds = (slots: EntrySlots): Need => ({
  duties: 'own',
  ownLogs: { from: slots.on, to: slots.on },
});

export function writeEntry(
  context: PersonContext,
  slots: EntrySlots,
  images: readonly ImageRef[],
  files: readonly FileRef[] = [],
): Outcome {
  const along: SentAlong = { images, files };
  const refused = refusal(context, slots, along);
  if (refused) return refused;
  if (slots.ledger === 'report') return fileReport(context, slots, along);
  const entry = entryOf(context, slots, along, []);
  return kept(context, slots, entry, towardsOf(context, entry));
}

function refusal(context: PersonContext, slots: EntrySlots, along: SentAlong): Outcome | null {
  const { facts, me } = context;
  if (me.post === null && !owes(context, slots.ledger)) return say({ says: 'not-a-cadre' });
  if (slots.whole.length > longest) return say({ says: 'text-too-long', limit: longest });
  if (slots.problem) return askDay(context, slots, slots.problem, along);
  if (slots.on > facts.today && slots.ledger !== 'roster') return say({ says: 'entry-in-future', on: slots.on });
  return isEmpty(slots) && along.images.length === 0 && along.files.length === 0
    ? say({ says: 'ask-entry', ledger: slots.ledger })
    : null;
}

/** A seat may owe a report or a roster, and no day's work. */
const owes = (context: PersonContext, ledger: Ledger): boolean =>
  !logged.includes(ledger) && myOpenDuties(context).some((o) => o.closedBy === ledger);

const isEmpty = ({ text, people, wholeTeam, days, place }: EntrySlots): boolean =>
  text === '' && people === null && !wholeTeam && days === null && place === null;

/** All that was said is kept while the day is asked. */
function askDay(context: PersonContext, slots: EntrySlots, problem: SpanProblem, along: SentAlong): Outcome {
  return {
    effects: [opens(context, { about: 'log', text: slots.whole, ...along, entry: keptOf(slots) })],
    replies: say({ says: 'invalid-span', span: problem, wanted: 'log-day' }).replies,
  };
}

const keptOf = ({ ledger, text, people, wholeTeam, days, level, place }: EntrySlots): KeptEntry => ({
  ledger,
  text,
  people,
  wholeTeam,
  days,
  level,
  place,
});

/** Of the speaker, as of this message. */
export const entryOf = (
  context: PersonContext,
  slots: EntrySlots,
  { images, files }: SentAlong,
  closes: readonly string[],
): LedgerEntry => ({
  // Given by the store, as a log's is.
  id: '',
  ledger: slots.ledger,
  personId: context.me.id,
  teamId: context.me.teamId,
  on: slots.on,
  at: context.message.sentAt,
  text: slots.text,
  people: slots.people ?? (slots.wholeTeam ? teamSize(context, slots.on) : null),
  days: slots.days,
  level: slots.level,
  place: slots.place,
  images,
  ...(files.length > 0 ? { files } : {}),
  closes,
});

/** 全队: those of the team who were there that day; null where nobody is known. */
function teamSize({ facts, me }: PersonContext, on: IsoDate): number | null {
  if (me.teamId === null) return null;
  const team = (facts.world?.people ?? []).filter(
    (p) => p.teamId === me.teamId && p.post !== null && (p.leftOn === null || p.leftOn > on),
  );
  return team.length > 0 ? team.length : null;
}

function kept(context: PersonContext, slots: EntrySlots, entry: LedgerEntry, towards: readonly Owed[]): Outcome {
  const { facts, me } = context;
  const isLog = logged.includes(entry.ledger) && me.post !== null;
  const late = entry.on < facts.today;
  const { on, at, images } = entry;
  const log: Effect = { effect: 'add-log', personId: me.id, on, at, text: slots.whole, late, images };
  const logNumber = isLog ? facts.logs.filter((l) => l.personId === me.id && l.on === on).length + 1 : null;
  return {
    effects: [{ effect: 'add-entry', entry }, ...(isLog ? [log] : [])],
    replies: [reply({ says: 'entry-kept', entry, late, logNumber, towards })],
  };
}

/** One closing for all the recipients that a report has. Where two may be meant it is asked. */
function fileReport(context: PersonContext, slots: EntrySlots, along: SentAlong): Outcome {
  const open = myOpenDuties(context).filter((o) => o.closedBy === 'report');
  const meant = reportMeant(open, slots.about, slots.text);
  return meant.length > 1
    ? askWhichReport(context, slots, along, meant)
    : fileFor(context, slots, along, keysOf(meant));
}

/** What was said is kept until it is known which is meant. */
function askWhichReport(context: PersonContext, slots: EntrySlots, along: SentAlong, meant: readonly Owed[]): Outcome {
  const { on, whole: text } = slots;
  const owedKeys = keysOf(meant);
  const question = { about: 'which-report', entry: keptOf(slots), on, text, ...along, owedKeys } as const;
  const asked = reply({ says: 'which-duty', owed: meant, wanted: 'report' });
  return { effects: [opens(context, question), listed(context, meant)], replies: [asked] };
}

/** The answer to it: those of the list, from 0. What was closed meanwhile is not closed twice. */
export function fileWhich(
  context: PersonContext,
  { entry, on, text, images, files, owedKeys }: WhichReport,
  places: readonly number[],
): Outcome {
  const keys = new Set(places.map((place) => owedKeys[place]));
  const meant = myOpenDuties(context).filter(({ key }) => keys.has(key));
  if (meant.length === 0) return say({ says: 'no-such-duty', said: null });
  return fileFor(context, slotsOf(entry, on, text), { images, files }, keysOf(meant));
}

/** A report that is corrected closes what it closed, by its keys. */
export const refile = (
  context: PersonContext,
  slots: EntrySlots,
  along: SentAlong,
  closes: readonly string[],
): Outcome => refusal(context, slots, along) ?? fileFor(context, slots, along, closes);

/** Of what it closes it is told what is still open. */
function fileFor(context: PersonContext, slots: EntrySlots, along: SentAlong, closes: readonly string[]): Outcome {
  const closed = myOpenDuties(context).filter(({ key }) => closes.includes(key));
  return kept(
    context,
    slots,
    entryOf(context, slots, along, closes),
    closed.map((o) => counted(o, Math.max(o.done, o.atLeast))),
  );
}

const keysOf = (owed: readonly Owed[]): string[] => owed.map(({ key }) => key);
