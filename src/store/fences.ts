/** The fences of the speakers' villages, where a message asks for it. */
import type { Facts, Need } from '../domain/facts.ts';
import type { Fence } from '../domain/roster.ts';
import type { Statements } from './database.ts';

interface FenceRow {
  id: string;
  latitude: number;
  longitude: number;
  radius_metres: number;
}

/** In the order of the facts; null where none is asked for or none is drawn. */
export async function loadFences(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(Fence | null)[]> {
  const villages = facts.map((f, i) => (needs[i]?.ownFence ? (f.speaker.person?.villageId ?? null) : null));
  const ids = [...new Set(villages.filter((id) => id !== null))];
  if (ids.length === 0) return facts.map(() => null);
  const rows = await tx.$queryRaw<FenceRow[]>`
    SELECT id, latitude, longitude, radius_metres FROM place
    WHERE county = ${county} AND id = ANY(${ids}::text[]) AND latitude IS NOT NULL AND longitude IS NOT NULL AND radius_metres IS NOT NULL`;
  const byId = new Map(
    rows.map((r) => [r.id, { latitude: r.latitude, longitude: r.longitude, radiusMetres: r.radius_metres }]),
  );
  return villages.map((id) => (id === null ? null : (byId.get(id) ?? null)));
}
