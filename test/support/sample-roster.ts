/** The small county as a roster, with invented numbers. */
import type { Roster } from '../../src/domain/roster.ts';
import type { TeamGroups } from '../../src/store/roster.ts';
import { sampleCounty } from './sample-county.ts';

export const sampleRoster: Roster = {
  places: sampleCounty.places.map((p) => ({ ...p, fence: null })),
  people: sampleCounty.people.map((p, i) => ({
    ...p,
    mobile: `139${String(i + 1).padStart(8, '0')}`,
    termFrom: '2026-01-01',
    termTo: '2027-12-31',
  })),
  seats: sampleCounty.seats,
  deputies: [],
};

export const teamGroups: TeamGroups = { platform: 'web', titleOf: (team) => `${team}群` };
