/** A village's fence (围栏) and on which side of it a point lies. A fact for whoever keeps the attendance, never a verdict. */
import type { Fence } from './roster.ts';

/** Degrees, WGS-84. */
export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

export type FenceSide = 'inside' | 'outside';

export interface FenceSight {
  readonly side: FenceSide;
  /** From the edge of the fence to the point, in metres; 0 inside. */
  readonly metresOff: number;
}

const earthMetres = 6_371_008.8;
/** A phone may claim any inaccuracy; a larger one does not widen the fence further. */
const mostAccuracyMetres = 200;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along a great circle (haversine). */
export function metresBetween(a: GeoPoint, b: GeoPoint): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const h = north * north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east * east;
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * `candidates`: where the point may be, several where its datum is not known; inside if any of them is. `accuracyMetres`
 * widens the fence, by 200 m at the most.
 */
export function sightOf(
  fence: Fence,
  candidates: readonly GeoPoint[],
  accuracyMetres: number | null,
): FenceSight | null {
  if (candidates.length === 0) return null;
  const off = Math.min(...candidates.map((point) => metresBetween(fence, point))) - fence.radiusMetres;
  const isInside = off <= Math.min(accuracyMetres ?? 0, mostAccuracyMetres);
  return isInside ? { side: 'inside', metresOff: 0 } : { side: 'outside', metresOff: off };
}
