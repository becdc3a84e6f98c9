/** Whose data the results of what falls due show. */
import type { ReminderResult } from '../domain/reminder-result.ts';
import type { Seen } from './looks.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;

export const reminders: { readonly [K in ReminderResult['says']]: (result: Of<K>) => readonly Seen[] } = {
  'due-digest': () => [],
  'month-table': () => [],
  'no-month-table': () => [],
  'reminder-switched': () => [],
  'reminders-listed': () => [],
  'cannot-switch': () => [],
};
