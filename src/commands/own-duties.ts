/** 还差什么: what the person, their team and their seats owe. 已办, 推迟 and 知道了 answer it. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { FileRef, ImageRef, SentAlong } from '../domain/dialogue.ts';
import type { Ledger, LedgerEntry, Owed } from '../domain/duty.ts';
import type { Need } from '../domain/facts.ts';
import type { Result } from '../domain/reply.ts';
import { workdayFrom, workdayUntil, type KnowsWorkdays } from '../domain/workdays.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { byNumbers, bySaid, isMine, listed, myOpenDuties, shownBefore, type WhichDuty } from './my-duties.ts';
import { answeredByMe, answeredNeeds } from './secretary-day.ts';
import { entryOf, slotsOf } from './write-entry.ts';

export type { WhichDuty } from './my-duties.ts';

export const ownDutiesNeeds: Need = { duties: 'own' };

/** What is not owed today, for the list all the same: reckoned by whoever may ask the duties. */
export interface Beside {
  /** Of the whole county or of those around the speaker: what is too late to be reminded of. */
  readonly lapsed: readonly Owed[];
  /** Those of whom some duties hang on a level that the roster does not say. */
  readonly withoutLevel: readonly string[];
}

export function ownDuties(context: PersonContext, beside?: Beside): Outcome {
  const { me, facts } = context;
  const owed = myOpenDuties(context);
  const lapsed = (beside?.lapsed ?? []).filter((o) => isMine(o, me));
  const levelMissing = beside?.withoutLevel.includes(me.id) ?? false;
  const more = { ...(lapsed.length > 0 ? { lapsed } : {}), ...(levelMissing ? { levelMissing } : {}) };
  return {
    effects: [listed(context, owed)],
    replies: [reply({ says: 'own-duties', on: facts.today, owed, ...more })],
  };
}

const isBare = ({ numbers, said }: WhichDuty): boolean => numbers.length === 0 && said === null;

/** An approver who owes nothing means what they have answered. */
export const dutyDoneNeeds = (context: PersonContext, which: WhichDuty): Need => ({
  ...ownDutiesNeeds,
  ...(isBare(which) && context.facts.speaker.seats.length > 0 ? answeredNeeds(context) : {}),
});

export function dutyDone(
  context: PersonContext,
  which: WhichDuty,
  images: readonly ImageRef[] = [],
  files: readonly FileRef[] = [],
): Outcome {
  const open = myOpenDuties(context);
  if (isBare(which) && open.length === 0 && context.facts.speaker.seats.length > 0) return answeredByMe(context);
  const meant = meantBy(context, which);
  if (meant.length === 0) return say({ says: 'no-such-duty', said: which.said });
  if (meant.length > 1 && which.numbers.length === 0) return askWhich(context, meant, 'done');
  return closeDuties(context, meant, { images, files });
}

function meantBy(context: PersonContext, which: WhichDuty): readonly Owed[] {
  if (which.numbers.length > 0) return byNumbers(context, which.numbers) ?? [];
  if (which.said !== null) return bySaid(context, which.said);
  const shown = shownBefore(context).filter(({ state }) => state !== 'done');
  return shown.length === 1 ? shown : myOpenDuties(context);
}

export function askWhich(context: PersonContext, owed: readonly Owed[], wanted: 'done' | 'later'): Outcome {
  return { effects: [listed(context, owed)], replies: [reply({ says: 'which-duty', owed, wanted })] };
}

function closeDuties(context: PersonContext, owed: readonly Owed[], along: SentAlong): Outcome {
  const open = owed.filter(({ state }) => state !== 'done');
  const ledgerOf = (o: Owed): Ledger => ledgerFor(o, context.facts.today);
  const entries = [...new Set(open.map(ledgerOf))].map((ledger) =>
    closing(
      context,
      ledger,
      open.filter((o) => ledgerOf(o) === ledger),
      along,
    ),
  );
  const { files } = along;
  const result: Result = { says: 'duties-done', owed, ...(files.length > 0 && entries.length > 0 ? { files } : {}) };
  return { effects: entries.map((entry) => ({ effect: 'add-entry', entry })), replies: [reply(result)] };
}

/** What is done after its last day belongs to that period: it is no line of the ledger of today. */
const ledgerFor = ({ closedBy, dueOn }: Owed, today: IsoDate): Ledger =>
  dueOn !== null && dueOn < today ? 'other' : closedBy;

function closing(context: PersonContext, ledger: Ledger, owed: readonly Owed[], along: SentAlong): LedgerEntry {
  const text = [...new Set(owed.map(({ what }) => what))].join('；');
  const entry = { ledger, text, people: null, wholeTeam: false, days: null, level: null, place: null };
  return entryOf(
    context,
    slotsOf(entry, context.facts.today, text),
    along,
    owed.map(({ key }) => key),
  );
}

export interface PutOff {
  readonly numbers: readonly number[];
  readonly until: IsoDate | null;
  readonly problem: DateProblem | null;
}

export function putOffDuty(context: PersonContext, { numbers, until, problem }: PutOff): Outcome {
  const { today } = context.facts;
  const named = numbers.length > 0 ? byNumbers(context, numbers) : null;
  if (numbers.length > 0 && !named) return say({ says: 'no-such-duty', said: null });
  const shown = shownBefore(context);
  const open = (named ?? (shown.length > 0 ? shown : myOpenDuties(context))).filter(({ state }) => state !== 'done');
  if (open.length === 0) return say({ says: 'no-such-duty', said: null });
  if (until === null) return say({ says: 'cannot-put-off', why: 'no-date', dueOn: null, problem });
  if (until <= today) return say({ says: 'cannot-put-off', why: 'past', dueOn: null, problem: null });
  if (!named && shown.length === 0 && open.length > 1) return askWhich(context, open, 'later');
  return putOff(context, open, until, named !== null);
}

/**
 * Never beyond the last day, nor where no working day is left before it; of several that were not named, those that can be. It is
 * reminded of on working days only: on the first from that day on, or the last one that is still in time.
 */
function putOff(context: PersonContext, open: readonly Owed[], until: IsoDate, isNamed: boolean): Outcome {
  const { me, message, facts, rules } = context;
  const known: KnowsWorkdays = (on) => rules.isWorkday(on);
  const lastOf = (dueOn: IsoDate): IsoDate => workdayUntil(dueOn, known);
  const isBeyond = ({ dueOn }: Owed): boolean => dueOn !== null && (until > dueOn || lastOf(dueOn) <= facts.today);
  const remindedOn = ({ dueOn }: Owed): IsoDate => {
    const on = workdayFrom(until, known);
    return dueOn !== null && on > dueOn ? lastOf(dueOn) : on;
  };
  const beyond = open.find(isBeyond);
  const owed = open.filter((o) => !isBeyond(o));
  if (beyond && (isNamed || owed.length === 0))
    return say({ says: 'cannot-put-off', why: 'after-due', dueOn: beyond.dueOn, problem: null });
  return {
    effects: owed.map(({ key }) => ({
      effect: 'answer-duty',
      answer: { owedKey: key, personId: me.id, does: 'later', until },
      at: message.sentAt,
    })),
    replies: [reply({ says: 'duties-later', owed, until, remindedOn: owed.map(remindedOn) })],
  };
}
