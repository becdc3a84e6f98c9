/** Whom an operator means by an id or a name; those who have left too. */
import { settleName } from '../domain/name.ts';
import type { Database } from './database.ts';

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
}

/** The one with that id, or everybody who goes by exactly that name. */
export async function findPerson(db: Database, given: string): Promise<FoundPerson[]> {
  const rows = await db.$queryRaw<FoundPerson[]>`
    SELECT id, name FROM person WHERE county = ${db.county} AND (id = ${given} OR name = ${settleName(given)}) ORDER BY id`;
  const byId = rows.find((p) => p.id === given);
  return byId ? [byId] : rows;
}
