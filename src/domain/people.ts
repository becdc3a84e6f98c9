/** Who works where. Posts and levels are words of the county's packs, not types. */
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
  /** Leads the team beside the post (西安 第十六条); null where the roster does not say. */
  readonly isTeamLeader: boolean | null;
}

/** When somebody belonged to the county, as far as that is known. */
export interface Stay {
  readonly termFrom: IsoDate | null;
  /** The first day on which they no longer did. */
  readonly leftOn: IsoDate | null;
}
