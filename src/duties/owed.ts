/** Duties of the packs + the county's people, seats and ledgers + a day → what is owed, done and late. Pure. */
import type { DutyWorld, Owed } from '../domain/duty.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Rules } from '../rules/decision.ts';
import type { Duty } from '../rules/duty.ts';
import { Entries } from './counting.ts';
import { merged, type Draft } from './merging.ts';
import { Occasions, type Occasion } from './occasions.ts';

/**
 * What is owed in the periods that hold `on`, and what was owed in the periods before them and is still not done. Each once, for all the
 * recipients it has; where two documents ask for the same, with the stricter number and both cited. In the order of the packs, then of the
 * debtors. What is late is asked for as long as it is reminded of; with `since`, whatever was due since then.
 */
export function owedOn(rules: Rules, world: DutyWorld, on: IsoDate, since: IsoDate | null = null): Owed[] {
  const entries = new Entries(world.entries);
  const occasions = new Occasions(rules, { world, entries, on, since });
  const drafts = rules
    .duties(on, 'all')
    .filter((duty) => isOn(duty, world))
    .flatMap((duty) => occasions.of(duty))
    .map((occasion) => draftOf(occasion, entries));
  return merged(drafts)
    .map((draft) => ({ draft, owed: owedOf(draft, on) }))
    .filter(({ draft, owed }) => (owed.state === 'late' ? isKnownOf(owed, world) : !draft.occasion.isPast))
    .map(({ owed }) => owed);
}

/** Of what was over before the county's records begin nobody can say whether it was done. */
const isKnownOf = ({ dueOn }: Owed, { since }: DutyWorld): boolean =>
  since === undefined || dueOn === null || dueOn >= since;

/** What reports say from which something follows for others than those who sent them up. */
export const reportsAwaited = (rules: Rules, on: IsoDate): readonly string[] => [
  ...new Set(rules.duties(on, 'all').flatMap(({ terms }) => terms.only_if?.reported ?? [])),
];

/** As the county has it by chat, else as its packs and overlay have it. */
export const isOn = ({ citation, terms }: Duty, { switches }: DutyWorld): boolean =>
  switches[citation.provision] ?? !terms.off;

function draftOf(occasion: Occasion, entries: Entries): Draft {
  const { duty, owing, subjectId, fromOn, dueOn, served, flags } = occasion;
  const { at_least: atLeast, unit, entry: asked } = duty.terms;
  const key = [duty.key, owing.id, subjectId ?? '', fromOn].join('|');
  return {
    occasion,
    key,
    to: duty.to,
    citations: [duty.citation],
    dueOn,
    atLeast,
    counted: served ?? entries.count({ ledger: duty.closedBy, unit, asked }, owing, occasion),
    isClosed: entries.closes(key),
    flags,
  };
}

function owedOf({ occasion, key, to, citations, dueOn, atLeast, counted, isClosed, flags }: Draft, on: IsoDate): Owed {
  const { duty, owing, subjectId, every, fromOn } = occasion;
  const done = isClosed ? Math.max(counted, atLeast) : counted;
  return {
    key,
    dutyKey: duty.key,
    debtor: owing.debtor,
    subjectId,
    family: duty.family,
    what: duty.terms.what,
    to,
    citations,
    every: every ?? null,
    fromOn,
    dueOn,
    atLeast,
    unit: duty.terms.unit,
    done,
    state: stateOf(done >= atLeast, dueOn, owing.debtor.is === 'outside', on),
    closedBy: duty.closedBy,
    ...(duty.terms.entry ? { entry: duty.terms.entry } : {}),
    peopleIds: owing.peopleIds,
    teamId: owing.teamId,
    ahead: duty.ahead,
    flags,
  };
}

/** Of those outside the county nobody can say that they are late. */
function stateOf(isDone: boolean, dueOn: IsoDate | null, isOutside: boolean, on: IsoDate): Owed['state'] {
  if (isDone) return 'done';
  return dueOn !== null && dueOn < on && !isOutside ? 'late' : 'open';
}
