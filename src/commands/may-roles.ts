/** What the speaker is to somebody, or to somebody's request: by which seat, over which place, and whether as a deputy. */
import { isOfficerFor, mayAnswer, standsIn } from '../domain/approval.ts';
import type { Facts, HeldSeat } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import {
  OFFICER,
  personSeat,
  sameSeat,
  waitingSeats,
  type Request,
  type RequestSeat,
  type SeatKey,
} from '../domain/request.ts';
import { actorOf, keeperSeat } from './chain.ts';
import type { PersonContext } from './context.ts';

export const roles = [
  'self',
  'entered-it',
  'team-leader',
  'keeper',
  'approver',
  'waiting-seat',
  'chain-seat',
  'answered-seat',
  'handed-it',
  'answered-it',
  'filed-with',
  'office',
  'officer',
] as const;
export type Role = (typeof roles)[number];

/** Whose place the seat is of, as it stands to the person; `request` where only the request ties them together. */
export const scopes = ['own', 'request', 'team', 'village', 'township', 'unit', 'county'] as const;
export type Scope = (typeof scopes)[number];

/** `named-by-them`: a deputy whom the very person named that it is about. */
export const capacities = ['holder', 'deputy', 'named-by-them'] as const;
export type Capacity = (typeof capacities)[number];

export interface Standing {
  readonly role: Role;
  readonly scope: Scope;
  readonly as: Capacity;
}

/** Whom it is about, and the request where it is about one. */
export interface Subject {
  readonly personId: string;
  /** null where it is not at hand: then no place is known either. */
  readonly person: Person | null;
  readonly request: Request | null;
}

export type Asker = Pick<PersonContext, 'facts' | 'rules' | 'me'>;

export const ofPerson = (person: Person): Subject => ({ personId: person.id, person, request: null });

export const ofRequest = (request: Request, { people }: Asker['facts']): Subject => ({
  personId: request.applicantId,
  person: people.get(request.applicantId)?.person ?? null,
  request,
});

/** Nobody in particular: whether the speaker may do it to anybody at all. */
export const anybody: Subject = { personId: '', person: null, request: null };

/** Where a seat stands to that person. */
export function scopeOf({ scopeId }: SeatKey, person: Person | null): Scope {
  if (scopeId === '') return 'county';
  const places = [
    ['team', person?.teamId],
    ['village', person?.villageId],
    ['township', person?.townshipId],
    ['unit', person?.unitId],
  ] as const;
  return places.find(([, id]) => id === scopeId)?.[0] ?? 'request';
}

const own = (role: Role, is: boolean): Standing[] => (is ? [{ role, scope: 'own', as: 'holder' }] : []);
const tied = (role: Role, is: boolean): Standing[] => (is ? [{ role, scope: 'request', as: 'holder' }] : []);

const capacityOf = ({ forId, namedBy }: HeldSeat, personId: string): Capacity => {
  if (forId === null) return 'holder';
  return standsIn(namedBy, { applicantId: personId }) ? 'deputy' : 'named-by-them';
};

/** By the seats of the speaker that are among these. */
const bySeat = (role: Role, { facts }: Asker, { personId, person }: Subject, keys: readonly SeatKey[]): Standing[] =>
  facts.speaker.seats
    .filter((held) => keys.some((key) => sameSeat(key, held)))
    .map((held) => ({ role, scope: scopeOf(held, person), as: capacityOf(held, personId) }));

const seatsIn = (request: Request | null): RequestSeat[] => request?.steps.flatMap((step) => step.seats) ?? [];

/** By a seat of the chain, or by one that is the speaker alone. */
const inChain = (role: Role, asker: Asker, subject: Subject, isMeant: (seat: RequestSeat) => boolean): Standing[] => {
  const seats = seatsIn(subject.request).filter(isMeant);
  const isMine = seats.some((seat) => sameSeat(seat, personSeat(asker.me.id)));
  return [...bySeat(role, asker, subject, seats), ...tied(role, isMine)];
};

function keeping(asker: Asker, subject: Subject): Standing[] {
  const { person } = subject;
  const seat = person && person.id !== asker.me.id ? keeperSeat(asker.rules, person, asker.facts) : null;
  return seat ? bySeat('keeper', asker, subject, [seat]) : [];
}

/** Those whose answer the open step waits for: a seat that was handed over is with somebody else. */
function approving(asker: Asker, { personId, person, request }: Subject): Standing[] {
  if (!request || personId === asker.me.id) return [];
  const actor = actorOf(asker.facts);
  return waitingSeats(request)
    .filter((seat) => mayAnswer(seat, actor, request))
    .map((seat) => ({ role: 'approver', scope: scopeOf(seat, person), as: approverCapacity(seat, asker) }));
}

function approverCapacity(seat: RequestSeat, { facts }: Asker): Capacity {
  const held = facts.speaker.seats.filter((h) => sameSeat(h, seat));
  const isDeputy = !seat.assigned && held.length > 0 && held.every((h) => h.forId !== null);
  return isDeputy ? 'deputy' : 'holder';
}

/** An office has its township, its unit or the county before it, not a single team or village. */
const overOffice: readonly Scope[] = ['township', 'unit', 'county'];

const officeOver = (asker: Asker, subject: Subject): Standing[] =>
  subject.person
    ? bySeat('office', asker, subject, asker.facts.speaker.seats).filter(({ scope }) => overOffice.includes(scope))
    : [];

/** As whom the county's office is held by whoever has these seats, where it is about nobody. */
export const officerBy = (seats: readonly HeldSeat[]): Standing[] =>
  seats
    .filter((seat) => sameSeat(seat, OFFICER))
    .map(({ forId }) => ({ role: 'officer', scope: 'county', as: forId === null ? 'holder' : 'deputy' }));

const officerFor = ({ facts }: Asker, { personId }: Subject): Standing[] => {
  const held = facts.speaker.seats.filter((seat) => sameSeat(seat, OFFICER));
  const isImpartial = isOfficerFor(actorOf(facts), { applicantId: personId });
  return held.map((seat) => ({
    role: 'officer',
    scope: 'county',
    as: seat.forId === null ? 'holder' : isImpartial ? 'deputy' : 'named-by-them',
  }));
};

type FindStandings = (asker: Asker, subject: Subject) => Standing[];

const finders: Record<Role, FindStandings> = {
  self: ({ me }, { personId }) => own('self', personId === me.id),
  'entered-it': ({ me }, { request }) => tied('entered-it', request?.enteredBy === me.id),
  'team-leader': ({ me }, { person }) =>
    me.isTeamLeader === true && me.teamId !== null && person?.teamId === me.teamId
      ? [{ role: 'team-leader', scope: 'team', as: 'holder' }]
      : [],
  keeper: keeping,
  approver: approving,
  'waiting-seat': (asker, subject) => {
    const waiting = subject.request ? waitingSeats(subject.request) : [];
    return inChain('waiting-seat', asker, subject, (seat) => waiting.includes(seat));
  },
  'chain-seat': (asker, subject) => inChain('chain-seat', asker, subject, (seat) => seat.answer === null),
  'answered-seat': (asker, subject) => inChain('answered-seat', asker, subject, (seat) => seat.answer !== null),
  'handed-it': ({ me }, { request }) =>
    tied('handed-it', seatsIn(request).some((seat) => seat.assigned?.personId === me.id)), // prettier-ignore
  'answered-it': ({ me }, { request }) =>
    tied('answered-it', seatsIn(request).some((seat) => seat.answer?.personId === me.id)), // prettier-ignore
  'filed-with': (asker, subject) => bySeat('filed-with', asker, subject, subject.request?.filings ?? []),
  office: officeOver,
  officer: officerFor,
};

/** What the speaker is to the subject in that role; several seats may give it, none does where it is empty. */
export const standings = (role: Role, asker: Asker, subject: Subject): Standing[] => finders[role](asker, subject);

/** Whether somebody speaks for an office of the whole county: for what is loaded, decides nothing by itself. */
export const isOfCounty = ({ seats }: Facts['speaker']): boolean => seats.some(({ scopeId }) => scopeId === '');
