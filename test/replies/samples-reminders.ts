/** Samples of every result of reminders. */
import type { ReminderResult } from '../../src/domain/reminder-result.ts';

type Samples = { readonly [K in ReminderResult['says']]: readonly Extract<ReminderResult, { says: K }>[] };

export const reminders = {} as Samples;
