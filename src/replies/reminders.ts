/** Words of what falls due. */
import type { ReminderResult } from '../domain/reminder-result.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;

export const reminders: { readonly [K in ReminderResult['says']]: (result: Of<K>) => string } = {
  'due-digest': () => '',
  'month-table': () => '',
  'no-month-table': () => '',
  'reminder-switched': () => '',
  'reminders-listed': () => '',
  'cannot-switch': () => '',
};
