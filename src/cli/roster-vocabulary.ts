/** The words of a county's packs that its roster is filled in with. */
import type { IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import type { RosterVocabulary } from '../documents/roster.ts';
import type { Rules } from '../rules/decision.ts';
import { kindFor } from './check-county.ts';

export const vocabularyOf = ({ name }: County, rules: Rules, on: IsoDate): RosterVocabulary => ({
  countyName: name,
  posts: rules.posts(on),
  dispatchLevels: rules.dispatchLevels(on),
  bodies: rules
    .bodies(on)
    .filter((body) => body.scope !== 'self')
    .map((body) => ({ name: body.name, kind: kindFor(body.scope), title: null, uses: [] })),
});
