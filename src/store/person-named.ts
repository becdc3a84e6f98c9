/** Whom an operator means on the command line. */
import { settleName } from '../domain/name.ts';
import type { Database } from './database.ts';

export interface CalledPerson {
  readonly id: string;
  readonly name: string;
  readonly post: string | null;
}

/** Whoever belongs to the county and has that id; else everybody of that full name. */
export async function peopleCalled(db: Database, called: string): Promise<CalledPerson[]> {
  const people = await db.client.person.findMany({
    where: { county: db.county, leftOn: null, OR: [{ id: called }, { name: settleName(called) }] },
    select: { id: true, name: true, post: true },
    orderBy: { id: 'asc' },
  });
  const exact = people.filter((p) => p.id === called);
  return exact.length > 0 ? exact : people;
}
