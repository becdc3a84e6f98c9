/** Names in the lines of a digest. */
import type { Owed } from '../domain/duty.ts';
import type { Known, To } from './reminding.ts';

const personName = ({ personOf }: Known, id: string): string => personOf.get(id)?.name ?? '';
const placeName = ({ world }: Known, id: string): string => world.places.find((p) => p.id === id)?.name ?? '';

/** Who owes it: a cadre, a team, or the seat of a body as it is called in the county. */
export function debtorName({ debtor }: Owed, known: Known): string {
  switch (debtor.is) {
    case 'person':
      return personName(known, debtor.id);
    case 'team':
      return placeName(known, debtor.id);
    case 'body': {
      const seat = known.world.seats.find((s) => s.body === debtor.body && s.scopeId === debtor.scopeId);
      return seat?.title ?? `${debtor.scopeId === '' ? '' : placeName(known, debtor.scopeId)}${debtor.body}`;
    }
    case 'outside':
      return debtor.body;
  }
}

/**
 * The cadre whom it is about, for anybody but that cadre. A group hears no name unless the county wants it, and then whom the team's
 * duty falls to.
 */
export function aboutOf(owed: Owed, reader: To, known: Known): string | null {
  const { subjectId, debtor, peopleIds } = owed;
  if (reader.to === 'team')
    return known.settings.namesInGroups ? peopleIds.map((id) => personName(known, id)).join('、') : null;
  if (subjectId === null || subjectId === reader.id || (debtor.is === 'person' && debtor.id === subjectId)) return null;
  return personName(known, subjectId);
}
