/** The words of a county's packs that its roster is filled in with. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import type { RosterVocabulary } from '../documents/roster.ts';
import type { LeaveDecision, Rules } from '../rules/decision.ts';
import { kindFor } from './check-county.ts';

type Use = RosterVocabulary['bodies'][number]['uses'][number];

export function vocabularyOf({ name }: County, rules: Rules, on: IsoDate): RosterVocabulary {
  const used = usesOf(rules, on);
  return {
    countyName: name,
    posts: rules.posts(on),
    dispatchLevels: rules.dispatchLevels(on),
    bodies: rules
      .bodies(on)
      .filter((body) => body.scope !== 'self')
      .map((body) => ({
        name: body.name,
        kind: kindFor(body.scope),
        title: null,
        uses: [...(used.get(body.name) ?? [])],
      })),
  };
}

/** Lengths of leave that are asked about: each of a kind that some regulation tells apart. */
const lengths = [1, 3, 5, 7, 10, 15, 30, 60];

/** What each body is for, by asking the rules for everybody there can be. */
function usesOf(rules: Rules, on: IsoDate): Map<string, Set<Use>> {
  const uses = new Map<string, Set<Use>>();
  const add = (bodies: readonly { readonly name: string }[], use: Use): void => {
    for (const { name } of bodies) uses.set(name, (uses.get(name) ?? new Set<Use>()).add(use));
  };
  for (const post of rules.posts(on))
    for (const dispatchLevel of [null, ...rules.dispatchLevels(on)]) {
      const { keeper } = rules.keeper({ post, dispatchLevel, on });
      if (keeper) add([keeper], 'keeper');
      for (const decision of leavesOf(rules, on, post, dispatchLevel)) {
        if (!('steps' in decision)) continue;
        add(decision.steps.flatMap((step) => step.bodies), 'approval'); // prettier-ignore
        add(decision.filings.flatMap((filing) => filing.bodies), 'filing'); // prettier-ignore
      }
    }
  return uses;
}

const leavesOf = (rules: Rules, on: IsoDate, post: string, dispatchLevel: string | null): LeaveDecision[] =>
  lengths.flatMap((days) =>
    [true, false].map((isTeamLeader) =>
      rules.leave({
        post,
        dispatchLevel,
        isTeamLeader,
        township: null,
        days,
        reason: '事假',
        joined: [],
        fromOn: on,
        toOn: addDays(on, days - 1),
      }),
    ),
  );
