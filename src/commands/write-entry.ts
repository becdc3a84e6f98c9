/** 学习, 走访, 院坝会, 培训, 上报: one message is a line in its ledger, the day's log, and counts towards every duty it belongs to. */
import type { ImageRef } from '../domain/dialogue.ts';
import type { Ledger } from '../domain/duty.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export interface EntrySlots {
  readonly ledger: Ledger;
  readonly on: IsoDate;
  readonly text: string;
  readonly people: number | null;
  readonly days: number | null;
  readonly level: string | null;
  readonly place: string | null;
  readonly problem: DateProblem | null;
}

export const writeEntryNeeds = (slots: EntrySlots): Need => ({
  duties: 'own',
  ownLogs: { from: slots.on, to: slots.on },
});

export function writeEntry(_: PersonContext, slots: EntrySlots, _images: readonly ImageRef[]): Outcome {
  return say({ says: 'ask-entry', ledger: slots.ledger });
}
