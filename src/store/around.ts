/** Whom and which places each message has to do with, before they are loaded. */
import type { Facts, Need } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';

export interface Around {
  /** The people themselves; their places' seats and the holders of those come with them. */
  readonly personIds: readonly string[];
  /** Places of seats that are named otherwise. */
  readonly scopes: readonly string[];
}

/** Empty where the message asks for nobody, and for a stranger. `facts` holds all but people and seats, `others` who is asked for besides. */
export function aroundOf(facts: Facts, need: Need, others: readonly string[]): Around {
  const me = facts.speaker.person?.id;
  const { due, found, deputies } = facts;
  const requests = [
    ...facts.requests,
    ...(due ? [...due.requests, ...due.ended.map((e) => e.request), ...due.away] : []),
  ];
  const personIds = [
    ...requests.flatMap(peopleIn),
    ...found.flatMap((f) => f.people.map((p) => p.person.id)),
    ...deputies.flatMap((d) => [d.principalId, d.deputyId, d.namedBy]),
    ...others,
  ];
  const isAlone = personIds.length === 0 && (!need.organisation || me === undefined);
  if (isAlone) return { personIds: [], scopes: [] };
  return {
    personIds: [...new Set([...(me === undefined ? [] : [me]), ...personIds])],
    scopes: [...new Set([...requests.flatMap(scopesIn), ...facts.seatsFound.map((s) => s.scopeId)])],
  };
}

const seatsIn = (r: Request) => r.steps.flatMap((s) => s.seats);

/** Everybody whom the request names. */
function peopleIn(r: Request): string[] {
  const ofSeats = seatsIn(r).flatMap(({ body, scopeId, answer, assigned, addedBy }) => [
    body === 'person' ? scopeId : null,
    ...(answer ? [answer.personId, answer.forId, answer.recordedBy] : []),
    ...(assigned ? [assigned.personId, assigned.by] : []),
    addedBy,
  ]);
  return [r.applicantId, r.enteredBy, ...ofSeats].filter((id) => id !== null);
}

/** Its seats may be of places that the applicant has left meanwhile. */
const scopesIn = (r: Request): string[] =>
  [...seatsIn(r).filter((s) => s.body !== 'person'), ...r.filings].map((s) => s.scopeId);
