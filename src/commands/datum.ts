/** A point as a platform gave it, in the datum of the fences. Maps of China show GCJ-02, some 500 m off WGS-84. */
import gcoord from 'gcoord';
import type { GeoPoint } from '../domain/fence.ts';
import type { SharedLocation } from '../chat/message.ts';

// The package's types say that its default export has a default of its own; it has none.
const { transform, GCJ02, WGS84 } = gcoord as unknown as typeof gcoord.default;

/** Where the point may be, WGS-84: both readings of it where its datum is not known. */
export function wgs84Candidates({
  latitude,
  longitude,
  datum,
}: Pick<SharedLocation, 'latitude' | 'longitude' | 'datum'>): GeoPoint[] {
  const asGiven = { latitude, longitude };
  if (datum === 'wgs84') return [asGiven];
  const [east, north] = transform<[number, number]>([longitude, latitude], GCJ02, WGS84);
  const shifted = { latitude: north, longitude: east };
  return datum === 'gcj02' ? [shifted] : [asGiven, shifted];
}
