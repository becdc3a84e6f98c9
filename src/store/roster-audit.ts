/** What the audit log keeps of an import: who and what changed, by ids. Names and numbers stay out, so that one person's can be erased. */
import type { IsoDate } from '../domain/calendar.ts';
import type { FieldChange, PersonField, RosterDiff } from '../domain/roster-diff.ts';

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
const personal: readonly PersonField[] = ['name', 'mobile'];

const withoutPersonal = (change: FieldChange<PersonField>): Partial<FieldChange<PersonField>> =>
  personal.includes(change.field) ? { field: change.field } : change;

export const auditedDiff = ({ people, places, seats, deputies, fences }: RosterDiff, on: IsoDate): object => ({
  on,
  people: {
    added: ids(people.added),
    changed: people.changed.map(({ to, fields }) => ({ id: to.id, fields: fields.map(withoutPersonal) })),
    left: ids(people.left),
  },
  places: {
    added: ids(places.added),
    changed: places.changed.map(({ to, fields }) => ({ id: to.id, fields })),
    gone: ids(places.gone),
  },
  seats: {
    added: seats.added.map(({ body, scopeId }) => ({ body, scopeId })),
    renamed: seats.renamed,
    holders: seats.holders.map(({ body, scopeId, come, go }) => ({ body, scopeId, come, go })),
  },
  deputies,
  fences,
});
