/** How the picker sets out the people of the sample county: by township and team, then the county's bodies. */
import type { PersonaView } from './wire.ts';

export interface PersonaGroup {
  readonly title: string;
  readonly people: readonly PersonaView[];
}

const COUNTY = '县级部门和派出单位';

const titleOf = ({ township, team }: PersonaView): string =>
  township === null ? COUNTY : team === null ? township : `${township} · ${team}`;

/** Keeps the order given; the county's bodies come last, since most visitors begin with a village. */
export function groupPersonas(people: readonly PersonaView[]): PersonaGroup[] {
  const groups = new Map<string, PersonaView[]>();
  for (const one of people) groups.set(titleOf(one), [...(groups.get(titleOf(one)) ?? []), one]);
  const all = [...groups].map(([title, members]) => ({ title, people: members }));
  return [...all.filter(({ title }) => title !== COUNTY), ...all.filter(({ title }) => title === COUNTY)];
}
