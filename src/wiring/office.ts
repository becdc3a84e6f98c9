/** The pages of those who run the county, as the web chat serves them. */
import { maySeePlatforms } from '../commands/see-platforms.ts';
import { dateOf, type Instant } from '../domain/calendar.ts';
import { platformsPage } from '../pages/platforms.ts';
import type { Database } from '../store/database.ts';
import { platformStandings } from '../store/platform-state.ts';
import { seatsOfAccount } from '../store/speakers.ts';

export interface OfficePages {
  /** null = this account may not see it. */
  platforms(accountId: string): Promise<string | null>;
}

export const officeOf = (db: Database, now: () => Instant): OfficePages => ({
  async platforms(accountId) {
    const seats = await seatsOfAccount(db, accountId, dateOf(now()));
    return maySeePlatforms(seats) ? platformsPage(await platformStandings(db), now()) : null;
  },
});
