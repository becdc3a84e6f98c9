/** When a rule is in force. Both ends are days that count; no end means that it lasts. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { PackFile, Provision } from './schema.ts';

export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

const END_OF_TIME = '9999-12-31';
const endOf = ({ to }: Period): string => to ?? END_OF_TIME;

export const isInForce = (period: Period, on: IsoDate): boolean => period.from <= on && on <= endOf(period);

export const overlaps = (a: Period, b: Period): boolean => a.from <= endOf(b) && b.from <= endOf(a);

/** `replacedFrom` is the first day of a later version: this one ends the day before. */
export function packPeriod({ in_force }: Pick<PackFile, 'in_force'>, replacedFrom: IsoDate | null = null): Period {
  const ends = [in_force.to, replacedFrom ? addDays(replacedFrom, -1) : undefined]
    .filter((to) => to !== undefined)
    .sort();
  return { from: in_force.from, to: ends[0] ?? null };
}

/** The provision's own dates within those of its pack: a repealed regulation takes its provisions with it. */
export function periodOf({ in_force }: Provision, whole: Period): Period {
  if (!in_force) return whole;
  const from = in_force.from > whole.from ? in_force.from : whole.from;
  const ends = [in_force.to, whole.to].filter((to): to is IsoDate => typeof to === 'string').sort();
  return { from, to: ends[0] ?? null };
}
