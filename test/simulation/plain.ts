/** The world of the duties as the plain data that the recount reads. */
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { DutyWorld, LedgerEntry } from '../../src/domain/duty.ts';
import type { Whereabouts } from '../../src/domain/attendance.ts';
import type { RecountLife } from '../recount/attendance.ts';
import type { RecountCounty, RecountEntry } from '../recount/county.ts';

/** What the product is not told of either. */
export interface Beside {
  readonly officers: readonly string[];
  /** Lines that were taken back: the store keeps them from the duties. */
  readonly takenBack: readonly LedgerEntry[];
}

export const asPlain = (world: DutyWorld, { officers, takenBack }: Beside, on: IsoDate): RecountCounty => ({
  people: world.people.map((p) => ({
    id: p.id,
    post: p.post,
    level: p.dispatchLevel,
    township: p.townshipId,
    village: p.villageId,
    team: p.teamId,
    unit: p.unitId,
    leads: p.isTeamLeader,
    termFrom: p.termFrom,
    termTo: p.termTo,
    leftOn: p.leftOn,
    reachable: p.reachable,
  })),
  places: world.places.map(({ id, kind, parentId }) => ({ id, kind, parent: parentId })),
  seats: world.seats.map(({ body, scopeId, holderIds }) => ({ body, scope: scopeId, holders: holderIds })),
  since: world.since ?? null,
  officers,
  groups: [...(world.groupTeams ?? [])],
  entries: [...world.entries.map((e) => plainEntry(e, false)), ...takenBack.map((e) => plainEntry(e, true))],
  answers: world.answers.map((a) => ({ item: a.owedKey, person: a.personId, does: a.does, until: a.until, on })),
});

const plainEntry = ({ personId, teamId, ledger, on, days, level, text, closes }: LedgerEntry, voided: boolean) =>
  ({ ledger, person: personId, team: teamId, on, days, level, text, voided, closes }) satisfies RecountEntry;

/** Whoever left came in the morning of the same day. */
export const plainLife = ({ events, leaves }: Whereabouts): RecountLife => ({
  came: new Set(events.filter((e) => e.kind === 'arrived').map((e) => e.on)),
  left: new Set(events.filter((e) => e.kind === 'left').map((e) => e.on)),
  leaves: leaves.map(({ fromOn, toOn }) => [fromOn, toOn]),
});
