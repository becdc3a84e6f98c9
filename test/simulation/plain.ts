/** The world of the duties as the plain data that the recount reads. */
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { DutyWorld } from '../../src/domain/duty.ts';
import type { RecountCounty } from '../recount/county.ts';

export const asPlain = (world: DutyWorld, officers: readonly string[], on: IsoDate): RecountCounty => ({
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
  entries: world.entries.map((e) => ({
    ledger: e.ledger,
    person: e.personId,
    team: e.teamId,
    on: e.on,
    days: e.days,
    level: e.level,
    closes: e.closes,
  })),
  answers: world.answers.map((a) => ({ item: a.owedKey, person: a.personId, does: a.does, until: a.until, on })),
});
