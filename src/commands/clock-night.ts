/** What the clock does while nobody writes: coordinates that were kept long enough are reduced. */
import { addDays, startOf } from '../domain/calendar.ts';
import type { Context, Outcome } from './context.ts';

/** The day of the tick is not counted: 30 days mean 30 whole ones. A tick that is worked late does the same. */
export const clockNight = ({ facts, settings }: Context): Outcome => ({
  effects: [{ effect: 'reduce-coordinates', before: startOf(addDays(facts.today, -settings.keepCoordinatesDays)) }],
  replies: [],
});
