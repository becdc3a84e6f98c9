/** Which of the reports that are owed is meant by what was said of one. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Owed } from '../domain/duty.ts';

export interface SaidReport {
  readonly every: 'month' | 'quarter' | 'half-year' | 'year' | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
}

/** Those that may be meant: one where it is clear, none where nothing of that period is owed. */
export function reportMeant(open: readonly Owed[], about: SaidReport | null, text: string): readonly Owed[] {
  const ofPeriod = open.filter((o) => isOf(o, about));
  const named = ofPeriod.filter((o) => o.to.some((name) => text.includes(name.slice(0, recognised))));
  return dueFirst(named.length > 0 ? named : ofPeriod);
}

/** So much of a recipient's name is what people say: 派出, 乡镇. */
const recognised = 2;

const isOf = ({ every, fromOn }: Owed, about: SaidReport | null): boolean => {
  if (!about || about.every === null) return true;
  if (every !== about.every) return false;
  return about.from === null || about.to === null || (about.from <= fromOn && fromOn <= about.to);
};

/** They come late first, then by their day: those that share the first place. */
function dueFirst(owed: readonly Owed[]): readonly Owed[] {
  const [first] = owed;
  return first ? owed.filter((o) => o.state === first.state && o.dueOn === first.dueOn) : [];
}
