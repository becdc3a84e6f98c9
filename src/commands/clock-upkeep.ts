/** What the clock sees to at any time of the day: coordinates that were kept long enough are reduced, what has expired is forgotten. */
import { addDays, startOf, type Instant } from '../domain/calendar.ts';
import type { Context, Outcome } from './context.ts';

/** How long an ended session, link or code is kept, so that it can still be looked into. */
const expiredDays = 30;

/** The day of the tick is not counted: 30 days mean 30 whole ones. A tick that is worked late does the same. */
export function clockUpkeep({ facts, settings }: Context): Outcome {
  const daysAgo = (days: number): Instant => startOf(addDays(facts.today, -days));
  return {
    effects: [
      { effect: 'reduce-coordinates', before: daysAgo(settings.keepCoordinatesDays) },
      { effect: 'forget-expired', endedBefore: daysAgo(expiredDays), triedBefore: daysAgo(1) },
    ],
    replies: [],
  };
}
