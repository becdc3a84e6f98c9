/** Whose data the results of what falls due show. */
import type { ReminderResult } from '../domain/reminder-result.ts';
import type { Seen } from './looks.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;

/** Those whose dues or days somebody else reads; what a team or a body owes is no record of a person. A group reads nobody's. */
function inDigest({ to, lines }: Of<'due-digest'>): Seen[] {
  if (to === 'group') return [];
  const ids = lines.flatMap((line) => {
    if (line.is === 'team-behind') return line.people.map((p) => p.personId);
    if (line.is === 'month-table') return line.rows.map((r) => r.personId);
    // Counts of a township are nobody's record.
    if (line.is === 'days-short' || line.is === 'month-tables') return [];
    const { debtor, subjectId } = line.owed;
    return [
      ...(debtor.is === 'person' && line.who !== null ? [debtor.id] : []),
      ...(subjectId === null ? [] : [subjectId]),
    ];
  });
  return [...new Set(ids)].map((personId) => ({ personId, requestId: null }));
}

export const reminders: { readonly [K in ReminderResult['says']]: (result: Of<K>) => readonly Seen[] } = {
  'due-digest': inDigest,
  'month-table': ({ rows }) => rows.map(({ personId }) => ({ personId, requestId: null })),
  'month-tables': () => [],
  'which-month-table': () => [],
  'no-month-table': () => [],
  'reminder-switched': () => [],
  'reminders-listed': () => [],
  'cannot-switch': () => [],
};
