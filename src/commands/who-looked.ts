/** 谁看过我的: who has looked at the speaker's data, by day. Told to nobody else; asking counts as no look. */
import { addDays } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { may, ofPerson } from './may.ts';

/** Told so far back, today included. */
const lookBackDays = 90;

export const whoLookedNeeds = ({ facts }: PersonContext): Need => ({
  lookedSince: addDays(facts.today, 1 - lookBackDays),
});

export function whoLooked(context: PersonContext): Outcome {
  const { looked } = context.facts;
  if (looked === null || !may(context, 'who-looked', ofPerson(context.me))) return { effects: [], replies: [] };
  return say({ says: 'who-looked', looked });
}
