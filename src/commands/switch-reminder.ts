/** 关闭提醒, 打开提醒: the county's officer turns the reminders of a provision off and on. */
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export const switchReminderNeeds: Need = { duties: 'county' };

export const switchReminder = (
  _: PersonContext,
  { said }: { readonly on: boolean; readonly said: string | null },
): Outcome => say({ says: 'cannot-switch', why: 'not-found', said });
