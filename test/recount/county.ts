/** A county as plain data: what the recount is given. */
export interface RecountPerson {
  readonly id: string;
  /** null for somebody who only holds a seat. */
  readonly post: string | null;
  readonly level: string | null;
  readonly township: string | null;
  readonly village: string | null;
  readonly team: string | null;
  readonly unit: string | null;
  readonly leads: boolean | null;
  readonly termFrom: string | null;
  /** The last day. */
  readonly termTo: string | null;
  /** The first day on which they are gone. */
  readonly leftOn: string | null;
  /** Has a bound account. */
  readonly reachable: boolean;
}

export interface RecountPlace {
  readonly id: string;
  readonly kind: string;
  readonly parent: string | null;
}

export interface RecountSeat {
  readonly body: string;
  readonly scope: string;
  readonly holders: readonly string[];
}

export interface RecountEntry {
  readonly ledger: string;
  readonly person: string;
  readonly team: string | null;
  readonly on: string;
  readonly days: number | null;
  readonly level: string | null;
  /** What was said of it. */
  readonly text: string;
  /** Taken back: it counts for nothing. */
  readonly voided: boolean;
  /** What it closes whole, as `idOf` names it. */
  readonly closes: readonly string[];
}

export interface RecountAnswer {
  readonly item: string;
  readonly person: string;
  readonly does: 'heard' | 'later';
  readonly until: string | null;
  /** The day on which it was said. */
  readonly on: string;
}

export interface RecountCounty {
  readonly people: readonly RecountPerson[];
  readonly places: readonly RecountPlace[];
  readonly seats: readonly RecountSeat[];
  /** The first day of which its records tell; null where they go back far enough. */
  readonly since: string | null;
  /** The county's officers. */
  readonly officers: readonly string[];
  /** Teams that have a group. */
  readonly groups: readonly string[];
  /** In the order in which they were written. */
  readonly entries: readonly RecountEntry[];
  readonly answers: readonly RecountAnswer[];
}
