/** 月报, 年终总结: a draft from the period's logs, ledgers and attendance, for the cadre to edit and send up. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export interface AskedDraft {
  readonly of: 'month' | 'year';
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export const draftNeeds = ({ from, to }: AskedDraft): Need => ({
  duties: 'own',
  ownLogs: { from, to },
  ownDays: { from, to },
  ownEntries: { from, to },
});

export const draftReport = (_: PersonContext, { from, to }: AskedDraft): Outcome =>
  say({ says: 'nothing-to-draft', fromOn: from, toOn: to });
