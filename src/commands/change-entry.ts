/** 改为 15人, 改为 走访 李大妈家: a line is taken back and entered anew, both at once. */
import { addDays } from '../domain/calendar.ts';
import type { SentAlong } from '../domain/dialogue.ts';
import type { Ledger, LedgerEntry } from '../domain/duty.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { keptDays, type KeptMessage } from '../domain/kept-message.ts';
import type { Reply } from '../domain/reply.ts';
import { say, type Context, type Outcome, type PersonContext } from './context.ts';
import { cannot, cannotAny, lastKept, quotedKept, takeBackNeeds, toldOfReport, voids } from './take-back.ts';
import { standsWithout } from './towards.ts';
import {
  fileWhich,
  refile,
  slotsOf,
  writeEntry,
  writeEntryNeeds,
  type EntrySlots,
  type WhichReport,
} from './write-entry.ts';

/** What is said of such a line; null where it says nothing of one. */
export type ReadCorrection = (before: Corrected) => Correction | null;

/** What is corrected, and what was said of it. */
export interface Corrected {
  readonly ledger: Ledger;
  readonly whole: string;
}

export interface Correction {
  readonly said: EntrySlots & { readonly isDated?: boolean };
  /** A line of its own; else only what is said in it changes. */
  readonly isWhole: boolean;
}

/** The logs are looked at for how many the day has. */
export const changeEntryNeeds = ({ facts }: Pick<Context, 'facts'>): Need => ({
  ...takeBackNeeds,
  ownLogs: { from: addDays(facts.today, -keptDays), to: facts.today },
});

/** The line that a correction without a code may be of; null where none is. */
export const correctable = (context: PersonContext): KeptMessage | null =>
  quotedKept(context) ?? (context.message.quote ? null : lastKept(context, null));

export function changeEntry(context: PersonContext, read: ReadCorrection, { images, files }: SentAlong): Outcome {
  const kept = correctable(context);
  if (!kept) return cannot('none', null);
  const refused = cannotAny(kept);
  if (refused) return refused;
  const [before, ...others] = kept.entries;
  if (!before || others.length > 0) return cannot('several', kept);
  const correction = read({ ledger: before.ledger, whole: kept.log?.text ?? before.text });
  if (!correction) return say({ says: 'ask-entry', ledger: before.ledger });
  const along = {
    images: images.length > 0 ? images : before.images,
    files: files.length > 0 ? files : (before.files ?? []),
  };
  const slots = corrected(before, correction);
  const anew = { ...context, facts: factsWithout(context, kept) };
  const keepsReport = before.ledger === 'report' && slots.ledger === 'report' && (slots.about?.every ?? null) === null;
  const outcome = keepsReport
    ? refile(anew, slots, along, before.closes)
    : writeEntry(anew, slots, along.images, along.files);
  return inItsPlace(context, kept, before, outcome);
}

/** What was not said again stays as it was; a line of its own keeps but the day. */
function corrected(before: LedgerEntry, { said, isWhole }: Correction): EntrySlots {
  const on = said.isDated ? said.on : before.on;
  if (isWhole) return { ...said, on };
  return {
    ...said,
    on,
    ledger: before.ledger,
    text: said.text === '' ? before.text : said.text,
    people: said.people ?? (said.wholeTeam ? null : before.people),
    days: said.days ?? before.days,
    level: said.level ?? before.level,
    place: said.place ?? before.place,
  };
}

/** As they would be had it never been entered. */
function factsWithout(context: PersonContext, { entries, log }: KeptMessage): Facts {
  const { facts } = context;
  const without = new Map(standsWithout(context, entries).map((owed) => [owed.key, owed]));
  const ids = new Set(entries.map(({ id }) => id));
  const at = facts.logs.findIndex((l) => log !== null && l.on === entries[0]?.on && l.text === log.text);
  return {
    ...facts,
    ...(facts.owed ? { owed: facts.owed.map((owed) => without.get(owed.key) ?? owed) } : {}),
    ...(facts.world ? { world: { ...facts.world, entries: facts.world.entries.filter((e) => !ids.has(e.id)) } } : {}),
    logs: facts.logs.filter((_, i) => i !== at),
  };
}

/** The answer to which report is meant, also where it takes the place of a line. */
export function answerWhichReport(context: PersonContext, question: WhichReport, places: readonly number[]): Outcome {
  const kept = context.facts.kept?.find(({ id }) => id === question.instead);
  const [before] = kept?.entries ?? [];
  if (!kept || !before) return fileWhich(context, question, places);
  const anew = { ...context, facts: factsWithout(context, kept) };
  return cannotAny(kept) ?? inItsPlace(context, kept, before, fileWhich(anew, question, places));
}

export const whichReportNeeds = ({ entry, on, text, instead }: WhichReport): Need => ({
  ...writeEntryNeeds(slotsOf(entry, on, text)),
  ...(instead === undefined ? {} : takeBackNeeds),
});

/** Only what is entered anew takes its place: while something is still asked, it stands. */
function stillAsked(kept: KeptMessage, { effects, replies }: Outcome): Outcome {
  const asked = effects.flatMap((e): Effect[] => {
    if (e.effect !== 'ask') return [e];
    const { question } = e.dialogue;
    // A day that cannot be read is said with the next 改为.
    if (question.about !== 'which-report') return [];
    return [{ ...e, dialogue: { ...e.dialogue, question: { ...question, instead: kept.id } } }];
  });
  return { effects: asked, replies };
}

/** A log of the same day is no later than it was. */
function inItsPlace(context: PersonContext, kept: KeptMessage, before: LedgerEntry, outcome: Outcome): Outcome {
  const entered = outcome.effects.find((e) => e.effect === 'add-entry');
  if (!entered) return stillAsked(kept, outcome);
  const { entry } = entered;
  const wasLate = kept.log?.late ?? before.on < context.facts.today;
  const late = entry.on === before.on ? wasLate : entry.on < context.facts.today;
  const timely = (effect: Effect): Effect => (effect.effect === 'add-log' ? { ...effect, late } : effect);
  const worded = (r: Reply): Reply =>
    r.result.says === 'entry-kept' ? { ...r, result: { ...r.result, before, late: late && r.result.late } } : r;
  const reopened = before.closes.filter((key) => !entry.closes.includes(key));
  return {
    effects: [voids(context, kept), ...outcome.effects.map(timely)],
    replies: [...outcome.replies.map(worded), ...toldOfReport(context, before, reopened)],
  };
}
