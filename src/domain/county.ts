/** A county as an operator describes it: places, people, seats and groups. */
import type { Person } from './people.ts';
import type { CountySettings } from './settings.ts';

export interface Place {
  readonly id: string;
  readonly kind: 'township' | 'village' | 'team' | 'unit';
  readonly name: string;
  readonly parentId: string | null;
}

export interface CountySeat {
  readonly body: string;
  /** '' for the whole county. */
  readonly scopeId: string;
  readonly title: string;
  readonly holderIds: readonly string[];
}

export interface CountyGroup {
  readonly id: string;
  readonly title: string;
  readonly teamId: string | null;
  readonly memberIds: readonly string[];
}

export interface County {
  readonly id: string;
  readonly name: string;
  /** Invented data for trying things out; never served as a real county. */
  readonly sample: boolean;
  readonly packs: readonly string[];
  /** Path of the county's own rules over its packs; absent where it has none. */
  readonly overlay?: string;
  readonly places: readonly Place[];
  readonly people: readonly Person[];
  /** Those of the packs' bodies, and the one of the county's officer where it has any. */
  readonly seats: readonly CountySeat[];
  readonly groups: readonly CountyGroup[];
  readonly settings: CountySettings;
  /** Points that may be named when a position is shared by hand; degrees, WGS-84. */
  readonly points: readonly { readonly name: string; readonly latitude: number; readonly longitude: number }[];
}

/** Whether county.yaml itself says who is where; else the roster (花名册) does. */
export const listsPeople = ({ places, people, seats, groups }: County): boolean =>
  [places, people, seats, groups].some((list) => list.length > 0);
