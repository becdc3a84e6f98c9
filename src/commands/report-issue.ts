/** 村民反映水渠堵了: kept as the day's log, and what the regulation says about whom a grave matter is told to. */
import type { IsoDate } from '../domain/calendar.ts';
import type { ImageRef } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import { joined, say, type Outcome, type PersonContext } from './context.ts';
import { writeLog, writeLogNeeds } from './write-log.ts';

export interface IssueSlots {
  readonly on: IsoDate;
  readonly text: string;
  readonly major: boolean;
}

export const reportIssueNeeds = ({ on, text }: IssueSlots): Need => writeLogNeeds({ on, text, problem: null });

export function reportIssue(context: PersonContext, slots: IssueSlots, images: readonly ImageRef[]): Outcome {
  const { on, text, major } = slots;
  const kept = writeLog(context, { on, text, problem: null }, images);
  return context.me.post === null || !major ? kept : joined(kept, tellWhom(context, on));
}

function tellWhom({ rules, me }: PersonContext, on: IsoDate): Outcome {
  // What is not said to be small is grave to the packs.
  const asked = { role: me.post, dispatch_level: me.dispatchLevel };
  const { verdict, deadlines, flags, citations } = rules.decide('issue', asked, on);
  return say({
    says: 'tell-of-issue',
    told: verdict === 'report' ? deadlines.map(({ due, to }) => ({ due, to })) : [],
    flags,
    citations,
  });
}
