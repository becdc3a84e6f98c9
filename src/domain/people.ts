/** Who works where, and who holds which seat. Posts, levels and bodies are words of the county's packs, not types. */
import type { IsoDate } from './calendar.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** 驻村第一书记, 驻村工作队员, …: as the pack names it; null for someone who only holds an office's seat. */
  readonly post: string | null;
  /** 市派, 县派, …; null where it does not apply. */
  readonly dispatchLevel: string | null;
  readonly townshipId: string | null;
  readonly villageId: string | null;
  readonly teamId: string | null;
  /** The dispatching unit. */
  readonly unitId: string | null;
}

/** A seat of a body within a scope: 县委组织部 of the county, 派出单位 of one unit, 乡镇党委书记 of one township. */
export interface Seat {
  readonly id: string;
  /** The body or post as the pack names it. */
  readonly body: string;
  /** Id of the township, unit, team or village it answers for; null for the whole county. */
  readonly scopeId: string | null;
  /** Local name for people, such as 示例镇党委书记. */
  readonly title: string;
  readonly holders: readonly SeatHolder[];
}

export interface SeatHolder {
  readonly personId: string;
  readonly fromOn: IsoDate;
  /** Last day, included; null while it lasts. */
  readonly toOn: IsoDate | null;
}

/** The persons who hold the seat on that day. */
export const holdersOn = (seat: Seat, on: IsoDate): string[] =>
  seat.holders.filter((h) => h.fromOn <= on && (h.toOn === null || on <= h.toOn)).map((h) => h.personId);
