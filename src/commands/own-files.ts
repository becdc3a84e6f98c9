/** 附件: the documents that one has sent along with one's reports and ledgers, to have them again wherever one is. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export interface FilesSlots {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** So many come with one answer; the others are named, and come with the words for their month. */
const mostSent = 5;

export const ownFilesNeeds = ({ from, to }: FilesSlots): Need => ({ ownEntries: { from, to } });

/** One's own alone: what others of the team sent along they have themselves. */
export function ownFiles({ facts, me }: PersonContext, { from, to }: FilesSlots): Outcome {
  const entries = (facts.entries ?? [])
    .filter((e) => e.personId === me.id)
    .flatMap(({ on, ledger, text, files = [] }) => files.map((file) => ({ on, ledger, text, file })))
    .reverse();
  return say({ says: 'own-files', from, to, sent: entries.slice(0, mostSent), others: entries.slice(mostSent) });
}
