/** The roster (花名册) of a county: who is where, from when to when, and who holds which seat. Ids are settled. */
import type { IsoDate } from './calendar.ts';
import type { CountySeat, Place } from './county.ts';
import type { Person } from './people.ts';

export interface RosterPerson extends Person {
  /** Mainland mobile number, 11 digits; null where it is not known: that person can't bind an account by code. */
  readonly mobile: string | null;
  readonly termFrom: IsoDate | null;
  /** The last day of the term. */
  readonly termTo: IsoDate | null;
}

/** Where a village's fence is: degrees, WGS-84. */
export interface Fence {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusMetres: number;
}

export interface RosterPlace extends Place {
  /** Of a village; null where none is drawn. */
  readonly fence: Fence | null;
}

/** Stands in for the seats of `principalId`, both days included. */
export interface RosterDeputy {
  readonly principalId: string;
  readonly deputyId: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

export interface Roster {
  readonly places: readonly RosterPlace[];
  readonly people: readonly RosterPerson[];
  /** With the seat of the county's officer (`OFFICER`), where there is one. */
  readonly seats: readonly CountySeat[];
  readonly deputies: readonly RosterDeputy[];
}
