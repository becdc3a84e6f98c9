/** Whom the words of a row mean on a day: cadres, teams, bodies at their places. */
import type { RecountCounty, RecountPerson } from './county.ts';
import type { Row } from './rows.ts';

export interface Debtor {
  readonly name: string;
  readonly subject: RecountPerson | null;
  /** Cadres through whom it is there at all. */
  readonly members: readonly RecountPerson[];
  readonly people: readonly string[];
  readonly team: string | null;
}

export const isThere = ({ termFrom, termTo, leftOn }: RecountPerson, on: string): boolean =>
  (termFrom === null || termFrom <= on) && (termTo === null || on <= termTo) && (leftOn === null || on < leftOn);

export const personsOf = (posts: readonly string[], there: readonly RecountPerson[]): Debtor[] =>
  there
    .filter((p) => posts.includes(p.post ?? ''))
    .map((p) => ({ name: `person:${p.id}`, subject: null, members: [p], people: [p.id], team: null }));

/** To whom something happens, and who owes it themselves as long as they are not gone. */
export const subjectsOf = (posts: readonly string[], concerned: readonly RecountPerson[], date: string): Debtor[] =>
  concerned
    .filter((p) => posts.includes(p.post ?? '') && (p.leftOn === null || date < p.leftOn))
    .map((p) => ({ name: `person:${p.id}`, subject: p, members: [p], people: [p.id], team: null }));

export const eachSubject = (
  teams: readonly Debtor[],
  posts: readonly string[],
  concerned: readonly RecountPerson[],
): Debtor[] =>
  teams.flatMap((team) =>
    concerned
      .filter((p) => p.team === team.team && posts.includes(p.post ?? ''))
      .map((subject) => ({ ...team, subject })),
  );

export function teamsOf(
  posts: readonly string[],
  row: Row,
  { places }: RecountCounty,
  there: readonly RecountPerson[],
): Debtor[] {
  const teams = places.filter((p) => p.kind === 'team');
  return teams.flatMap((team) => {
    const members = there.filter((p) => p.team === team.id && posts.includes(p.post ?? ''));
    const leaders = leadersOf(there.filter((p) => p.team === team.id), members, posts); // prettier-ignore
    const [first] = leaders;
    // A team is sent by whoever sent its leader.
    if (!first || !isConcerned(row, first)) return [];
    return [{ name: `team:${team.id}`, subject: null, members, people: leaders.map((p) => p.id), team: team.id }];
  });
}

/** Whom the roster calls leader; else those with the higher post; one of them where all have the same. */
function leadersOf(
  all: readonly RecountPerson[],
  members: readonly RecountPerson[],
  posts: readonly string[],
): readonly RecountPerson[] {
  const named = all.filter((p) => p.leads === true);
  if (members.length === 0 || named.length > 0) return members.length === 0 ? [] : named;
  const highest = posts.find((post) => members.some((p) => p.post === post));
  const high = members.filter((p) => p.post === highest);
  return high.length === members.length ? members.slice(0, 1) : high;
}

/** 驻村工作队队长 leads by the post. */
export const isConcerned = ({ concerns: { level, posts, leaders } }: Row, person: RecountPerson): boolean =>
  (level === null || level === person.level) &&
  (posts === null || posts.includes(person.post ?? '')) &&
  (!leaders || person.leads === true || (person.post ?? '').endsWith('队长'));

/** Nobody here knows of whom it is, nor what happens there. */
export const outside = (body: string, row: Row): Debtor[] =>
  row.event === null ? [{ name: `outside:${body}`, subject: null, members: [], people: [], team: null }] : [];

export function bodiesOf(
  body: string,
  scope: string,
  row: Row,
  { places, seats }: RecountCounty,
  concerned: readonly RecountPerson[],
): Debtor[] {
  const placeOf = (p: RecountPerson): string | null =>
    scope === 'county' ? '' : p[scope as 'township' | 'village' | 'team' | 'unit'];
  const at = (id: string, members: readonly RecountPerson[], subject: RecountPerson | null): Debtor => ({
    name: `body:${body}@${id}`,
    subject,
    members,
    people: seats.filter((s) => s.body === body && s.scope === id).flatMap((s) => s.holders),
    team: null,
  });
  if (row.event !== null || row.every === 'term')
    return concerned.flatMap((p) => {
      const id = placeOf(p);
      return id === null ? [] : [at(id, [p], p)];
    });
  const ids = scope === 'county' ? [''] : places.filter((p) => p.kind === scope).map((p) => p.id);
  return ids.flatMap((id) => {
    const members = concerned.filter((p) => placeOf(p) === id);
    return members.length > 0 ? [at(id, members, null)] : [];
  });
}
