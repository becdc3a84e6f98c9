/** Who of the roster is there, and when. What is not known (null) is no bound. */
import type { DutyPerson } from '../domain/duty.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Span } from '../domain/periods.ts';

/** Somebody with a post; others only hold an office's seat. */
export type Cadre = DutyPerson & { readonly post: string };

export const isCadre = (person: DutyPerson): person is Cadre => person.post !== null;

/** No longer of the county. */
export const hasLeft = ({ leftOn }: DutyPerson, on: IsoDate): boolean => leftOn !== null && leftOn <= on;

/** On at least one day of it. */
export const isThereWithin = ({ termFrom, termTo, leftOn }: DutyPerson, { fromOn, toOn }: Span): boolean =>
  (termFrom === null || termFrom <= toOn) &&
  (termTo === null || termTo >= fromOn) &&
  (leftOn === null || leftOn > fromOn);

export const isThere = (person: DutyPerson, on: IsoDate): boolean => isThereWithin(person, { fromOn: on, toOn: on });
