/**
 * Who may what: one table, action × role × scope, and whether a deputy may too. Every command asks it, none decides by
 * itself. What a request's state allows is decided in domain/approval.ts; who holds what is in may-roles.ts.
 */
import type { Person } from '../domain/people.ts';
import {
  scopes,
  standings,
  ofPerson,
  type Asker,
  type Capacity,
  type Role,
  type Scope,
  type Standing,
  type Subject,
} from './may-roles.ts';

export { anybody, ofPerson, ofRequest, type Subject } from './may-roles.ts';

/** `any`: whoever is named; `impartial`: not by the very person that it is about; `none`: holders only. */
export type Deputies = 'any' | 'impartial' | 'none';

export interface Grant {
  readonly by: Role;
  readonly within: readonly Scope[];
  readonly deputies: Deputies;
}

export interface Permission {
  /** Nobody does it to themselves, whatever seats they hold. */
  readonly othersOnly: boolean;
  readonly grants: readonly Grant[];
}

const anyScope = scopes;
const places: readonly Scope[] = ['team', 'village', 'township', 'unit', 'county'];
const offices: readonly Scope[] = ['township', 'unit', 'county'];

const grant = (by: Role, within: readonly Scope[], deputies: Deputies): Grant => ({ by, within, deputies });

const self = grant('self', ['own'], 'none');
const enteredIt = grant('entered-it', ['request'], 'none');
const keeper = grant('keeper', places, 'any');
const approver = grant('approver', anyScope, 'impartial');
const officer = grant('officer', ['county'], 'impartial');
const anyOfficer = grant('officer', ['county'], 'any');
/** Not by a deputy: who stands in for the officer hands out no seats. */
const officerAlone = grant('officer', ['county'], 'none');
const office = grant('office', offices, 'any');
/** The county's offices check attendance (丰都 第九条); a township or a unit sees of it what its seat keeps. */
const countyOffice = grant('office', ['county'], 'any');
const chain = [
  grant('chain-seat', anyScope, 'any'),
  grant('handed-it', ['request'], 'none'),
  grant('answered-it', ['request'], 'none'),
];

const ofAnybody = (...grants: readonly Grant[]): Permission => ({ othersOnly: false, grants });
const ofOthers = (...grants: readonly Grant[]): Permission => ({ othersOnly: true, grants });

/** In the order of docs/who-may-what.md, which is made from it. */
export const permissions = {
  // Looking
  'see-whereabouts': ofOthers(keeper),
  'see-logs': ofOthers(keeper),
  'see-attendance': ofOthers(keeper, countyOffice),
  'see-ledger': ofAnybody(keeper, office),
  'see-leave-kind': ofAnybody(...chain, grant('answered-seat', anyScope, 'none')),
  'see-reason': ofAnybody(self, enteredIt, ...chain, grant('answered-seat', anyScope, 'any'), officer),
  'explain-request': ofAnybody(self, enteredIt, keeper, ...chain, grant('answered-seat', anyScope, 'any'), anyOfficer),
  'read-own-data': ofAnybody(self),
  'who-looked': ofAnybody(self),
  // One's own request
  'change-own': ofAnybody(self),
  object: ofAnybody(self),
  nudge: ofAnybody(self, enteredIt),
  /** An officer for those alone whom nobody keeps by rule: see month-table.ts. */
  'confirm-attendance': ofOthers(keeper, officer),
  // Another's request
  'ask-leave-for': ofOthers(keeper, officer),
  answer: ofOthers(approver),
  settle: ofOthers(officer),
  'name-approver': ofOthers(officer),
  transfer: ofOthers(approver, grant('waiting-seat', anyScope, 'impartial'), officer),
  'add-approver': ofOthers(approver, officer),
  'record-paper': ofOthers(officer),
  'correct-leave': ofOthers(officer),
  'receive-filing': ofAnybody(grant('filed-with', anyScope, 'any')),
  // Seats and accounts
  'name-deputy-for': ofOthers(officerAlone),
  'change-holder': ofAnybody(officerAlone),
  invite: ofOthers(office, officer),
  'switch-reminder': ofAnybody(anyOfficer),
  'see-platforms': ofAnybody(anyOfficer),
  'bind-group': ofAnybody(grant('team-leader', ['team'], 'none'), keeper, anyOfficer),
} as const satisfies Readonly<Record<string, Permission>>;

export type Action = keyof typeof permissions;
export const actions = Object.keys(permissions) as Action[];

const allowed: Record<Deputies, readonly Capacity[]> = {
  any: ['holder', 'deputy', 'named-by-them'],
  impartial: ['holder', 'deputy'],
  none: ['holder'],
};

/** Whether the table grants it to that role over that place in that capacity. */
export const isGranted = (action: Action, { role, scope, as }: Standing): boolean =>
  permissions[action].grants.some(
    ({ by, within, deputies }) => by === role && within.includes(scope) && allowed[deputies].includes(as),
  );

/** Whether the speaker may do that to whom or what it is about. */
export function may(asker: Asker, action: Action, subject: Subject): boolean {
  const { othersOnly, grants }: Permission = permissions[action];
  if (othersOnly && subject.personId === asker.me.id) return false;
  return grants.some(({ by }) => standings(by, asker, subject).some((standing) => isGranted(action, standing)));
}

/** Those among the people at hand to whom the speaker may do it. */
export const thoseWhom = (asker: Asker, action: Action): Person[] =>
  [...asker.facts.people.values()].map((s) => s.person).filter((person) => may(asker, action, ofPerson(person)));
